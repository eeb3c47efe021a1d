"""/users/delta, /groups/delta, /directory/administrativeUnits/delta."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.delta import Round, Track
from reconciler.simulator.microsoft.errors import GraphError, bad_request, unsupported_query
from reconciler.simulator.microsoft.expressions import Compare, Either
from reconciler.simulator.microsoft.filters import parsed
from reconciler.simulator.microsoft.licensing import read_once
from reconciler.simulator.microsoft.request_context import Handler, RequestContext, Route
from reconciler.simulator.microsoft.roles import GROUP_READ, UNIT_READ, USER_READ
from reconciler.simulator.microsoft.shapes import GROUPS, USERS
from reconciler.simulator.microsoft.tokens import Cursor
from reconciler.simulator.microsoft.unit_shapes import UNITS
from reconciler.simulator.microsoft.wire import selection

MOST_IDS = 50
LIFE = 7 * 24 * 3600
"""Seconds for which a token of directory objects is good; delta-query-overview, 2026-11."""
LATEST = "latest"
"""In place of a token: no objects, only the link from which changes are followed."""
OPTIONS = frozenset({"$select", "$filter", "$skiptoken", "$deltatoken"})
TRACKS: dict[str, tuple[Track[Any], frozenset[str]]] = {
    "users": (Track(USERS, lambda directory: directory.users), USER_READ),
    "groups": (
        Track(GROUPS, lambda directory: directory.groups, lambda group: group.members),
        GROUP_READ,
    ),
    "directory/administrativeUnits": (
        Track(UNITS, lambda directory: directory.units, lambda unit: unit.members),
        UNIT_READ,
    ),
}


def following(track: Track[Any]) -> Handler:
    """The handler of one kind."""
    return lambda call: follow(call, track)


def follow(call: RequestContext, track: Track[Any]) -> Response:
    """A page of everything, or of what changed since the token."""
    read_once(call.directory)
    cursor = _cursor(call, track)
    picked = selection(cursor.select)
    with_members = track.members is not None and (picked is None or "members" in picked)
    names = track.shape.chosen(
        None if picked is None else tuple(name for name in picked if name != "members")
    )
    shown = names if "id" in names else (*names, "id")
    latest = call.option("$deltatoken") == LATEST
    minimal = "return=minimal" in call.header("Prefer").casefold()
    page = Round(call.directory, track, cursor, shown, with_members, minimal)
    rows, following_page = ([], None) if latest else page.page()
    body: dict[str, Any] = {
        "@odata.context": call.context(track.kind, None if picked is None else names)
    }
    if following_page is not None:
        body["@odata.nextLink"] = _link(call, "$skiptoken", following_page)
    else:
        over = replace(cursor, since=cursor.until, place=0, inner=0)
        body["@odata.deltaLink"] = _link(call, "$deltatoken", over)
    headers = {"Preference-Applied": "return=minimal"} if minimal else {}
    return Response(200, {**body, "value": rows}, headers)


def _cursor(call: RequestContext, track: Track[Any]) -> Cursor:
    directory = call.directory
    last, now = directory.journal.last, max(0, int(directory.now))
    token = call.option("$skiptoken") or call.option("$deltatoken")
    if not token or token == LATEST:
        select, ids = call.option("$select"), _ids(call)
        return Cursor(track.kind, -1, last, now, select=select, ids=ids)
    if call.option("$filter") is not None:
        raise bad_request("$filter cannot be used with a token, which holds the first call's.")
    cursor = Cursor.read(token, track.kind)
    old = 0 <= cursor.since < directory.journal.floor or now - cursor.issued > LIFE
    if old or max(cursor.since, cursor.until) > last:
        raise _expired(call)
    if call.option("$skiptoken") is not None:
        return cursor
    return replace(cursor, until=last, issued=now)


def _ids(call: RequestContext) -> tuple[str, ...]:
    text = call.option("$filter")
    if text is None:
        return ()
    condition = parsed(text)
    parts = condition.parts if isinstance(condition, Either) else (condition,)
    ids = tuple(
        part.value.casefold()
        for part in parts
        if isinstance(part, Compare)
        and (part.path, part.operator) == (("id",), "eq")
        and isinstance(part.value, str)
    )
    if len(ids) < len(parts) or len(ids) > MOST_IDS:
        raise unsupported_query(f"A delta query can be filtered by up to {MOST_IDS} ids alone.")
    return ids


def _expired(call: RequestContext) -> GraphError:
    location = f"{call.request.base}{call.request.path}?$deltatoken="
    return GraphError(
        410,
        "syncStateNotFound",
        "The sync state generation is not found; start a new round.",
        headers={"Location": location},
    )


def _link(call: RequestContext, name: str, cursor: Cursor) -> str:
    return f"{call.request.base}{call.request.path}?{name}={cursor.token()}"


ROUTES = tuple(
    Route("GET", f"{path}/delta", following(track), roles, OPTIONS)
    for path, (track, roles) in TRACKS.items()
)

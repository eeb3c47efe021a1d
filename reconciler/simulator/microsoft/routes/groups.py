"""/groups: list, get, create, change, upsert by uniqueName, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.errors import not_found
from reconciler.simulator.microsoft.filters import seen, wanted
from reconciler.simulator.microsoft.groups import change, create, remove
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.roles import GROUP_READ, GROUP_WRITE
from reconciler.simulator.microsoft.state import Group
from reconciler.simulator.microsoft.visit import Route, Visit, done, entity
from reconciler.simulator.microsoft.shapes import GROUPS
from reconciler.simulator.microsoft.wire import selection

FILTERED: dict[str, Callable[[Group], str | None]] = {
    "displayName": lambda group: group.display_name,
    "mail": lambda group: group.mail,
    "mailNickname": lambda group: group.nickname,
    "uniqueName": lambda group: group.unique_name,
}
_ALTERNATE = "uniquename='"


def group_at(visit: Visit) -> Group:
    """The group whom the path names by id or uniqueName; 404 when there is none."""
    key = visit.keys[0]
    unique_name = _unique_name(key)
    group_id = (
        key.casefold()
        if unique_name is None
        else visit.directory.unique_names.get(unique_name.casefold(), "")
    )
    group = visit.directory.groups.get(group_id)
    if group is None or not visit.directory.sees(group.id):
        raise not_found(key)
    return group


def list_groups(visit: Visit) -> Response:
    """A page of groups."""
    picked = selection(visit.option("$select"))
    names = GROUPS.chosen(picked)
    context = visit.context("groups", None if picked is None else names)
    test = seen(visit.directory, wanted(visit.option("$filter"), FILTERED))
    render = partial(GROUPS.render, names=names)
    return page(visit, Listing(context, visit.directory.groups, render, test))


def get_group(visit: Visit) -> Response:
    """One group."""
    picked = selection(visit.option("$select"))
    names = GROUPS.chosen(picked)
    target = "groups" if picked is None else f"groups({','.join(names)})"
    return entity(visit, target, GROUPS.render(group_at(visit), names))


def post_group(visit: Visit) -> Response:
    """Create a group."""
    return _created(visit, Body(visit.body(), "Group"))


def patch_group(visit: Visit) -> Response:
    """Change a group; with `Prefer: create-if-missing` make the one of that uniqueName."""
    unique_name = _unique_name(visit.keys[0])
    missing = (unique_name or "").casefold() not in visit.directory.unique_names
    upsert = "create-if-missing" in visit.header("Prefer").casefold()
    if unique_name is not None and missing and upsert:
        return _created(visit, Body({**visit.body(), "uniqueName": unique_name}, "Group"))
    change(visit.directory, group_at(visit), Body(visit.body(), "Group"))
    return done()


def delete_group(visit: Visit) -> Response:
    """Remove a group; refused while it gives licences."""
    remove(visit.directory, group_at(visit))
    return done()


def _created(visit: Visit, body: Body) -> Response:
    group = create(visit.directory, body)
    answer = entity(visit, "groups", GROUPS.render(group, GROUPS.default), 201)
    return Response(201, answer.body, {"Location": f"{visit.root}/groups/{group.id}"})


def _unique_name(key: str) -> str | None:
    if not (key.casefold().startswith(_ALTERNATE) and key.endswith("'")):
        return None
    return key[len(_ALTERNATE) : -1].replace("''", "'")


ROUTES = (
    Route("GET", "groups", list_groups, GROUP_READ, OPTIONS | {"$filter", "$count"}),
    Route("POST", "groups", post_group, GROUP_WRITE),
    Route("GET", "groups/{id}", get_group, GROUP_READ, frozenset({"$select"})),
    Route("PATCH", "groups/{id}", patch_group, GROUP_WRITE),
    Route("DELETE", "groups/{id}", delete_group, GROUP_WRITE),
)

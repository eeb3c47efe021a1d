"""What users and groups belong to, what belongs to groups through others, and checks of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import bad_request, invalid_values, not_found
from reconciler.simulator.microsoft.listings import MEMBERS, Found, mixed
from reconciler.simulator.microsoft.relations import (
    Thing,
    anything,
    groups_of,
    member_of,
    owned,
    transitive_member_of,
    transitive_members,
)
from reconciler.simulator.microsoft.request_context import Handler, RequestContext, Route
from reconciler.simulator.microsoft.roles import DIRECTORY_READ, MEMBER_READ, USER_READ
from reconciler.simulator.microsoft.routes.groups import group_at
from reconciler.simulator.microsoft.routes.users import user_at
from reconciler.simulator.microsoft.state import Directory, Group

MOST_CHECKED = 20
ABOVE = ("microsoft.graph.group", "microsoft.graph.administrativeUnit")
ABOVE_USERS = (*ABOVE, "microsoft.graph.directoryRole")
At = Callable[[RequestContext], Any]


def _object_at(call: RequestContext) -> Thing:
    found = anything(call.directory, call.keys[0].casefold())
    if found is None:
        raise not_found(call.keys[0])
    return found


def _related(at: At, relation: Callable[[Directory, str], list[Thing]]) -> Found:
    return lambda call: relation(call.directory, at(call).id)


def _below(call: RequestContext) -> list[Thing]:
    return list(transitive_members(call.directory, group_at(call)))


def _got(at: At, *, groups_alone: bool) -> Handler:
    """The ids of all that the object belongs to, directly or not."""

    def handle(call: RequestContext) -> Response:
        thing, body = at(call), call.body()
        secure = body.get("securityEnabledOnly", False)
        if not isinstance(secure, bool):
            raise invalid_values()
        found = _all_of(call, thing, groups_alone=groups_alone)
        ids = [
            one.id
            for one in found
            if not secure or not isinstance(one, Group) or one.security_enabled
        ]
        return _ids(call, ids)

    return handle


def _checked(at: At, name: str, *, groups_alone: bool) -> Handler:
    """Those of up to 20 ids to which the object belongs."""

    def handle(call: RequestContext) -> Response:
        thing, wanted = at(call), call.body().get(name)
        if not isinstance(wanted, list) or not all(isinstance(one, str) for one in wanted):
            raise invalid_values()
        if len(wanted) > MOST_CHECKED:
            raise bad_request(f"'{name}' can have at most {MOST_CHECKED} values.")
        found = {one.id for one in _all_of(call, thing, groups_alone=groups_alone)}
        return _ids(call, [one for one in wanted if one.casefold() in found])

    return handle


def _all_of(call: RequestContext, thing: Thing, *, groups_alone: bool) -> list[Thing]:
    if groups_alone:
        return list(groups_of(call.directory, thing.id))
    return transitive_member_of(call.directory, thing.id)


def _ids(call: RequestContext, ids: list[str]) -> Response:
    return Response(200, {"@odata.context": call.context("Collection(Edm.String)"), "value": ids})


def _checks(base: str, at: At, roles: frozenset[str]) -> tuple[Route, ...]:
    of_groups = _checked(at, "groupIds", groups_alone=True)
    of_all = _checked(at, "ids", groups_alone=False)
    return (
        Route("POST", f"{base}/getMemberGroups", _got(at, groups_alone=True), roles),
        Route("POST", f"{base}/getMemberObjects", _got(at, groups_alone=False), roles),
        Route("POST", f"{base}/checkMemberGroups", of_groups, roles),
        Route("POST", f"{base}/checkMemberObjects", of_all, roles),
    )


_USER, _GROUP = "users/{id}", "groups/{id}"
ROUTES = (
    *mixed(f"{_USER}/memberOf", _related(user_at, member_of), USER_READ, ABOVE_USERS),
    *mixed(
        f"{_USER}/transitiveMemberOf",
        _related(user_at, transitive_member_of),
        USER_READ,
        ABOVE_USERS,
    ),
    *mixed(f"{_USER}/ownedObjects", _related(user_at, owned), USER_READ, ABOVE[:1]),
    *mixed(f"{_GROUP}/memberOf", _related(group_at, member_of), MEMBER_READ, ABOVE),
    *mixed(
        f"{_GROUP}/transitiveMemberOf",
        _related(group_at, transitive_member_of),
        MEMBER_READ,
        ABOVE,
    ),
    *mixed(f"{_GROUP}/transitiveMembers", _below, MEMBER_READ, MEMBERS),
    *_checks(_USER, user_at, USER_READ),
    *_checks(_GROUP, group_at, MEMBER_READ),
    *_checks("directoryObjects/{id}", _object_at, DIRECTORY_READ),
)
READS = frozenset(route.template for route in ROUTES if route.method == "POST")
"""Calls that are POST and change nothing."""

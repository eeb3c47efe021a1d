"""/directory/administrativeUnits/{id}/scopedRoleMembers: who administers a unit."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import conflicting, invalid_values, not_found
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.request_context import RequestContext, Route, done, entity
from reconciler.simulator.microsoft.roles import ROLE_READ, ROLE_WRITE, UNIT_READ
from reconciler.simulator.microsoft.routes.units import ONE, unit_at
from reconciler.simulator.microsoft.routes.users import user_at
from reconciler.simulator.microsoft.state import Directory, Scoped

PAGED = OPTIONS - {"$select"}


def list_scoped(call: RequestContext) -> Response:
    """Who has a role over the unit."""
    unit = unit_at(call)
    return _listed(call, [one for one in call.directory.scoped if one.unit_id == unit.id])


def list_of_user(call: RequestContext) -> Response:
    """The roles that the user has over units."""
    user = user_at(call)
    return _listed(
        call,
        [one for one in call.directory.scoped if one.member_id == user.id],
    )


def post_scoped(call: RequestContext) -> Response:
    """Give a user or group the role over the unit."""
    directory, unit, body = (
        call.directory,
        unit_at(call),
        call.body(),
    )
    role_id, member = body.get("roleId"), body.get("roleMemberInfo")
    member_id = member.get("id") if isinstance(member, dict) else None
    if not isinstance(role_id, str) or not isinstance(member_id, str):
        raise invalid_values()
    role_id, member_id = role_id.casefold(), member_id.casefold()
    if role_id != directory.role().id:
        raise not_found(role_id)
    if directory.find(member_id) is None:
        raise not_found(member_id)
    scoped_id = directory.derived_id("scoped", f"{unit.id}/{role_id}/{member_id}")
    if scoped_id in directory.scoped:
        raise conflicting()
    directory.tick()
    scoped = Scoped(scoped_id, unit.id, role_id, member_id)
    directory.scoped.add(scoped_id, scoped)
    return entity(call, "scopedRoleMemberships", _shown(directory, scoped), 201)


def get_scoped(call: RequestContext) -> Response:
    """One of them."""
    return entity(
        call,
        "scopedRoleMemberships",
        _shown(call.directory, _at(call)),
    )


def delete_scoped(call: RequestContext) -> Response:
    """Take the role away."""
    scoped = _at(call)
    call.directory.tick()
    call.directory.scoped.remove(scoped.id)
    return done()


def _at(call: RequestContext) -> Scoped:
    unit, found = (
        unit_at(call),
        call.directory.scoped.get(call.keys[1].casefold()),
    )
    if found is None or found.unit_id != unit.id:
        raise not_found(call.keys[1])
    return found


def _listed(call: RequestContext, rows: list[Scoped]) -> Response:
    context, directory = call.context("scopedRoleMemberships"), call.directory
    return page(call, Listing(context, Rows(rows), lambda one: _shown(directory, one)))


def _shown(directory: Directory, scoped: Scoped) -> dict[str, Any]:
    member = directory.at(scoped.member_id)
    return {
        "id": scoped.id,
        "roleId": scoped.role_id,
        "administrativeUnitId": scoped.unit_id,
        # The type of roleMemberInfo, identity, has these two and no user principal name.
        "roleMemberInfo": {"id": member.id, "displayName": member.display_name},
    }


_LIST = f"{ONE}/scopedRoleMembers"
_READ = UNIT_READ | ROLE_READ
ROUTES = (
    Route("GET", _LIST, list_scoped, _READ, PAGED),
    Route("POST", _LIST, post_scoped, ROLE_WRITE),
    Route("GET", f"{_LIST}/{{scopedId}}", get_scoped, _READ),
    Route("DELETE", f"{_LIST}/{{scopedId}}", delete_scoped, ROLE_WRITE),
    Route("GET", "users/{id}/scopedRoleMemberOf", list_of_user, _READ, PAGED),
)

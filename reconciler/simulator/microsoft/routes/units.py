"""/directory/administrativeUnits and their members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft import audit_trail
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.deletion import bury
from reconciler.simulator.microsoft.dynamic import rule
from reconciler.simulator.microsoft.errors import (
    denied,
    invalid,
    invalid_values,
    not_found,
    unsupported_query,
)
from reconciler.simulator.microsoft.groups import VALUES_INVALID, create, ruling
from reconciler.simulator.microsoft.links import join, leave, members_of
from reconciler.simulator.microsoft.listings import USERS_AND_GROUPS, casts_of, collection, things
from reconciler.simulator.microsoft.objects import Objects, on, references, shelved
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.relations import Thing
from reconciler.simulator.microsoft.request_context import RequestContext, Route, done, entity
from reconciler.simulator.microsoft.roles import UNIT_READ, UNIT_WRITE
from reconciler.simulator.microsoft.routes.group_links import LISTED, add_reference
from reconciler.simulator.microsoft.routes.groups import IN_UNIT
from reconciler.simulator.microsoft.shapes import GROUPS
from reconciler.simulator.microsoft.state import Unit
from reconciler.simulator.microsoft.unit_shapes import UNITS
from reconciler.simulator.microsoft.view import View

BASE = "directory/administrativeUnits"
ONE = f"{BASE}/{{id}}"
WRITTEN = frozenset({"displayName", "description", "visibility", "membershipType"})
WRITTEN |= {"membershipRule", "membershipRuleProcessingState"}
_RESTRICTED = "isMemberManagementRestricted"
CREATED = WRITTEN | {_RESTRICTED}


def unit_at(call: RequestContext) -> Unit:
    """The unit whom the path names; 404 when there is none."""
    unit = call.directory.units.get(call.keys[0].casefold())
    if unit is None or not call.directory.sees(unit.id):
        raise not_found(call.keys[0])
    return unit


def units(call: RequestContext) -> Listing[Unit]:
    """All units."""
    return things(call, UNITS, call.directory.units)


def get_unit(call: RequestContext) -> Response:
    """One unit."""
    view = View(call, UNITS)
    return entity(call, view.target, view.show(unit_at(call)))


def post_unit(call: RequestContext) -> Response:
    """Create a unit; its name need not be unique."""
    directory, body = call.directory, _body(call, CREATED)
    unit = Unit("", body.text("displayName", 256))
    _set(unit, _edited(unit, body))
    if body.has(_RESTRICTED):
        unit.restricted = body.flag(_RESTRICTED)
    unit.id = directory.derived_id("unit", f"#{directory.tick()}")
    directory.units.add(unit.id, unit)
    directory.veil(unit.id)
    directory.begin(VALUES_INVALID, unit.id)
    directory.journal.note("administrativeUnits", unit.id)
    audit_trail.done(directory, "Add", unit)
    rule(directory, unit)
    answer = entity(call, UNITS.collection, UNITS.render(unit, UNITS.default), 201)
    return Response(201, answer.body, {"Location": f"{call.root}/{BASE}/{unit.id}"})


def patch_unit(call: RequestContext) -> Response:
    """Change a unit."""
    directory, unit, body = (
        call.directory,
        unit_at(call),
        _body(call, WRITTEN),
    )
    edited = _edited(unit, body)
    if directory.is_new(VALUES_INVALID, unit.id):
        raise invalid_values()
    directory.tick()
    _set(unit, edited)
    directory.journal.note("administrativeUnits", unit.id, names=tuple(body.data))
    audit_trail.updated(directory, unit, body.data)
    if "rule" in edited or "rule_on" in edited:
        rule(directory, unit)
    return done()


def delete_unit(call: RequestContext) -> Response:
    """Remove a unit, which can be restored; its members stay in the directory."""
    bury(call.directory, unit_at(call))
    return done()


def members(call: RequestContext) -> Listing[Any]:
    """The unit's members."""
    paged = {"$select", "$top"} <= call.request.query.keys()
    if paged and call.directory.switches.on("unit-members-plain"):
        raise unsupported_query("The query specified in the URI is not valid.")
    return shelved(call, unit_at(call).members)


def found_members(call: RequestContext) -> list[Thing]:
    """The unit's members as a list of this call."""
    return list(on(call.directory, unit_at(call).members))


def list_references(call: RequestContext) -> Response:
    """A page of references to the unit's members."""
    return page(call, references(call, unit_at(call).members))


def get_member(call: RequestContext) -> Response:
    """One member."""
    key = call.keys[1].casefold()
    if key not in unit_at(call).members:
        raise not_found(call.keys[1])
    objects = Objects(call.option("$select"))
    return entity(call, "directoryObjects", objects.show(call.directory.at(key)))


def post_member(call: RequestContext) -> Response:
    """Create a group inside the unit."""
    unit, data = unit_at(call), call.body()
    if call.kind() != GROUPS.odata_type:
        raise invalid_values()
    if unit.rule is not None:
        raise denied()
    group = create(call.directory, Body(data, "Group"))
    join(call.directory, members_of(unit), (group,))
    call.directory.begin(IN_UNIT, group.id)
    shown = {"@odata.type": GROUPS.odata_type, **GROUPS.render(group, GROUPS.default)}
    answer = entity(call, "groups", shown, 201)
    return Response(201, answer.body, {"Location": f"{call.root}/groups/{group.id}"})


def add_member(call: RequestContext) -> Response:
    """Add one user or group."""
    add_reference(call, members_of(unit_at(call)))
    return done()


def remove_member(call: RequestContext) -> Response:
    """Take one member off the unit."""
    leave(call.directory, members_of(unit_at(call)), call.keys[1])
    return done()


def _body(call: RequestContext, known: frozenset[str]) -> Body:
    return Body(call.body(), "AdministrativeUnit").known(known)


def _edited(unit: Unit, body: Body) -> dict[str, object]:
    kind = body.data.get("membershipType")
    if kind not in (None, "Assigned", "Dynamic"):
        raise invalid("membershipType", body.resource)
    edited = ruling(unit, body)
    if body.has("membershipType") and (kind == "Dynamic") != bool(edited.get("rule", unit.rule)):
        raise invalid("membershipRule", body.resource)
    if body.has("displayName"):
        edited["display_name"] = body.text("displayName", 256)
    if body.has("description"):
        edited["description"] = body.text_or_null("description", 1024)
    if body.has("visibility"):
        edited["visibility"] = _visibility(body)
    return edited


def _set(unit: Unit, edited: Mapping[str, object]) -> None:
    for name, value in edited.items():
        setattr(unit, name, value)


def _visibility(body: Body) -> str | None:
    value = body.text_or_null("visibility", 64)
    if value not in (None, "Public", "HiddenMembership"):
        raise invalid("visibility", "AdministrativeUnit")
    return value


_SHOW = frozenset({"$select", "$expand"})
ROUTES = (
    *collection(BASE, units, UNIT_READ),
    Route("POST", BASE, post_unit, UNIT_WRITE),
    Route("GET", ONE, get_unit, UNIT_READ, _SHOW),
    Route("PATCH", ONE, patch_unit, UNIT_WRITE),
    Route("DELETE", ONE, delete_unit, UNIT_WRITE),
    *collection(f"{ONE}/members", members, UNIT_READ, LISTED),
    *casts_of(f"{ONE}/members", found_members, UNIT_READ, USERS_AND_GROUPS),
    Route("POST", f"{ONE}/members", post_member, UNIT_WRITE),
    Route("GET", f"{ONE}/members/$ref", list_references, UNIT_READ, OPTIONS - {"$select"}),
    Route("POST", f"{ONE}/members/$ref", add_member, UNIT_WRITE),
    Route("GET", f"{ONE}/members/{{objectId}}", get_member, UNIT_READ, frozenset({"$select"})),
    Route("DELETE", f"{ONE}/members/{{objectId}}/$ref", remove_member, UNIT_WRITE),
)

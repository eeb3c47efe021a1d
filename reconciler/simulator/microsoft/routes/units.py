"""/directory/administrativeUnits and their members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft import deeds
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.dynamic import rule
from reconciler.simulator.microsoft.errors import (
    denied,
    invalid,
    invalid_values,
    not_found,
    unsupported_query,
)
from reconciler.simulator.microsoft.groups import VALUES_INVALID, create, ruling
from reconciler.simulator.microsoft.leaving import bury
from reconciler.simulator.microsoft.links import join, leave, members_of
from reconciler.simulator.microsoft.listings import USERS_AND_GROUPS, casts_of, collection, things
from reconciler.simulator.microsoft.objects import Objects, on, references, shelved
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.relations import Thing
from reconciler.simulator.microsoft.roles import UNIT_READ, UNIT_WRITE
from reconciler.simulator.microsoft.routes.group_links import LISTED, add_reference
from reconciler.simulator.microsoft.routes.groups import IN_UNIT
from reconciler.simulator.microsoft.shapes import GROUPS
from reconciler.simulator.microsoft.state import Unit
from reconciler.simulator.microsoft.unit_shapes import UNITS
from reconciler.simulator.microsoft.view import View
from reconciler.simulator.microsoft.visit import Route, Visit, done, entity

BASE = "directory/administrativeUnits"
ONE = f"{BASE}/{{id}}"
WRITTEN = frozenset({"displayName", "description", "visibility", "membershipType"})
WRITTEN |= {"membershipRule", "membershipRuleProcessingState"}
_RESTRICTED = "isMemberManagementRestricted"
CREATED = WRITTEN | {_RESTRICTED}


def unit_at(visit: Visit) -> Unit:
    """The unit whom the path names; 404 when there is none."""
    unit = visit.directory.units.get(visit.keys[0].casefold())
    if unit is None or not visit.directory.sees(unit.id):
        raise not_found(visit.keys[0])
    return unit


def units(visit: Visit) -> Listing[Unit]:
    """All units."""
    return things(visit, UNITS, visit.directory.units)


def get_unit(visit: Visit) -> Response:
    """One unit."""
    view = View(visit, UNITS)
    return entity(visit, view.target, view.show(unit_at(visit)))


def post_unit(visit: Visit) -> Response:
    """Create a unit; its name need not be unique."""
    directory, body = visit.directory, _body(visit, CREATED)
    unit = Unit("", body.text("displayName", 256))
    _set(unit, _edited(unit, body))
    if body.has(_RESTRICTED):
        unit.restricted = body.flag(_RESTRICTED)
    unit.id = directory.derived_id("unit", f"#{directory.tick()}")
    directory.units.add(unit.id, unit)
    directory.veil(unit.id)
    directory.begin(VALUES_INVALID, unit.id)
    directory.journal.note("administrativeUnits", unit.id)
    deeds.done(directory, "Add", unit)
    rule(directory, unit)
    answer = entity(visit, UNITS.collection, UNITS.render(unit, UNITS.default), 201)
    return Response(201, answer.body, {"Location": f"{visit.root}/{BASE}/{unit.id}"})


def patch_unit(visit: Visit) -> Response:
    """Change a unit."""
    directory, unit, body = visit.directory, unit_at(visit), _body(visit, WRITTEN)
    edited = _edited(unit, body)
    if directory.is_new(VALUES_INVALID, unit.id):
        raise invalid_values()
    directory.tick()
    _set(unit, edited)
    directory.journal.note("administrativeUnits", unit.id, names=tuple(body.data))
    deeds.updated(directory, unit, body.data)
    if "rule" in edited or "rule_on" in edited:
        rule(directory, unit)
    return done()


def delete_unit(visit: Visit) -> Response:
    """Remove a unit, which can be restored; its members stay in the directory."""
    bury(visit.directory, unit_at(visit))
    return done()


def members(visit: Visit) -> Listing[Any]:
    """The unit's members."""
    paged = {"$select", "$top"} <= visit.request.query.keys()
    if paged and visit.directory.switches.on("unit-members-plain"):
        raise unsupported_query("The query specified in the URI is not valid.")
    return shelved(visit, unit_at(visit).members)


def found_members(visit: Visit) -> list[Thing]:
    """The unit's members as a list of this call."""
    return list(on(visit.directory, unit_at(visit).members))


def list_references(visit: Visit) -> Response:
    """A page of references to the unit's members."""
    return page(visit, references(visit, unit_at(visit).members))


def get_member(visit: Visit) -> Response:
    """One member."""
    key = visit.keys[1].casefold()
    if key not in unit_at(visit).members:
        raise not_found(visit.keys[1])
    objects = Objects(visit.option("$select"))
    return entity(visit, "directoryObjects", objects.show(visit.directory.at(key)))


def post_member(visit: Visit) -> Response:
    """Create a group inside the unit."""
    unit, data = unit_at(visit), visit.body()
    if visit.kind() != GROUPS.odata_type:
        raise invalid_values()
    if unit.rule is not None:
        raise denied()
    group = create(visit.directory, Body(data, "Group"))
    join(visit.directory, members_of(unit), (group,))
    visit.directory.begin(IN_UNIT, group.id)
    shown = {"@odata.type": GROUPS.odata_type, **GROUPS.render(group, GROUPS.default)}
    answer = entity(visit, "groups", shown, 201)
    return Response(201, answer.body, {"Location": f"{visit.root}/groups/{group.id}"})


def add_member(visit: Visit) -> Response:
    """Add one user or group."""
    add_reference(visit, members_of(unit_at(visit)))
    return done()


def remove_member(visit: Visit) -> Response:
    """Take one member off the unit."""
    leave(visit.directory, members_of(unit_at(visit)), visit.keys[1])
    return done()


def _body(visit: Visit, known: frozenset[str]) -> Body:
    return Body(visit.body(), "AdministrativeUnit").known(known)


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

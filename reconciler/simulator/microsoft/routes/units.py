"""/directory/administrativeUnits and their members."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.errors import invalid, not_found
from reconciler.simulator.microsoft.filters import seen, wanted
from reconciler.simulator.microsoft.links import leave, members_of
from reconciler.simulator.microsoft.objects import Objects, object_page, reference_page
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.roles import UNIT_READ, UNIT_WRITE
from reconciler.simulator.microsoft.routes.group_links import LISTED, add_reference
from reconciler.simulator.microsoft.state import Unit
from reconciler.simulator.microsoft.visit import Route, Visit, done, entity
from reconciler.simulator.microsoft.shapes import UNITS
from reconciler.simulator.microsoft.wire import selection

BASE = "directory/administrativeUnits"
ONE = f"{BASE}/{{id}}"
FILTERED: dict[str, Callable[[Unit], str | None]] = {"displayName": lambda unit: unit.display_name}
WRITTEN = frozenset({"displayName", "description", "visibility"})


def unit_at(visit: Visit) -> Unit:
    """The unit whom the path names; 404 when there is none."""
    unit = visit.directory.units.get(visit.keys[0].casefold())
    if unit is None or not visit.directory.sees(unit.id):
        raise not_found(visit.keys[0])
    return unit


def list_units(visit: Visit) -> Response:
    """A page of units."""
    picked = selection(visit.option("$select"))
    names = UNITS.chosen(picked)
    context = visit.context(UNITS.collection, None if picked is None else names)
    test = seen(visit.directory, wanted(visit.option("$filter"), FILTERED))
    render = partial(UNITS.render, names=names)
    return page(visit, Listing(context, visit.directory.units, render, test))


def get_unit(visit: Visit) -> Response:
    """One unit."""
    picked = selection(visit.option("$select"))
    names = UNITS.chosen(picked)
    target = UNITS.collection if picked is None else f"{UNITS.collection}({','.join(names)})"
    return entity(visit, target, UNITS.render(unit_at(visit), names))


def post_unit(visit: Visit) -> Response:
    """Create a unit; its name need not be unique."""
    body = _body(visit)
    name, description = body.text("displayName", 256), body.text_or_null("description", 1024)
    visibility = _visibility(body)
    unit_id = visit.directory.derived_id("unit", f"#{visit.directory.tick()}")
    unit = Unit(unit_id, name, description, visibility)
    visit.directory.units.add(unit_id, unit)
    visit.directory.veil(unit_id)
    answer = entity(visit, UNITS.collection, UNITS.render(unit, UNITS.default), 201)
    return Response(201, answer.body, {"Location": f"{visit.root}/{BASE}/{unit_id}"})


def patch_unit(visit: Visit) -> Response:
    """Change a unit."""
    unit, body = unit_at(visit), _body(visit)
    name = body.text("displayName", 256) if body.has("displayName") else unit.display_name
    visibility = _visibility(body) if body.has("visibility") else unit.visibility
    description = unit.description
    if body.has("description"):
        description = body.text_or_null("description", 1024)
    visit.directory.tick()
    unit.display_name, unit.visibility, unit.description = name, visibility, description
    return done()


def delete_unit(visit: Visit) -> Response:
    """Remove a unit; its members stay in the directory."""
    unit = unit_at(visit)
    visit.directory.tick()
    visit.directory.units.remove(unit.id)
    return done()


def list_members(visit: Visit) -> Response:
    """A page of the unit's members."""
    return object_page(visit, unit_at(visit).members)


def list_references(visit: Visit) -> Response:
    """A page of references to the unit's members."""
    return reference_page(visit, unit_at(visit).members)


def get_member(visit: Visit) -> Response:
    """One member."""
    key = visit.keys[1].casefold()
    if key not in unit_at(visit).members:
        raise not_found(visit.keys[1])
    return entity(visit, "directoryObjects", Objects(visit).show_id(key))


def add_member(visit: Visit) -> Response:
    """Add one user or group."""
    add_reference(visit, members_of(unit_at(visit)))
    return done()


def remove_member(visit: Visit) -> Response:
    """Take one member off the unit."""
    leave(visit.directory, members_of(unit_at(visit)), visit.keys[1])
    return done()


def _body(visit: Visit) -> Body:
    body = Body(visit.body(), "AdministrativeUnit")
    body.only(WRITTEN)
    return body


def _visibility(body: Body) -> str | None:
    value = body.text_or_null("visibility", 64)
    if value not in (None, "Public", "HiddenMembership"):
        raise invalid("visibility", "AdministrativeUnit")
    return value


ROUTES = (
    Route("GET", BASE, list_units, UNIT_READ, OPTIONS | {"$filter", "$count"}),
    Route("POST", BASE, post_unit, UNIT_WRITE),
    Route("GET", ONE, get_unit, UNIT_READ, frozenset({"$select"})),
    Route("PATCH", ONE, patch_unit, UNIT_WRITE),
    Route("DELETE", ONE, delete_unit, UNIT_WRITE),
    Route("GET", f"{ONE}/members", list_members, UNIT_READ, LISTED),
    Route("GET", f"{ONE}/members/$ref", list_references, UNIT_READ, OPTIONS - {"$select"}),
    Route("POST", f"{ONE}/members/$ref", add_member, UNIT_WRITE),
    Route("GET", f"{ONE}/members/{{objectId}}", get_member, UNIT_READ, frozenset({"$select"})),
    Route("DELETE", f"{ONE}/members/{{objectId}}/$ref", remove_member, UNIT_WRITE),
)

"""Directory API: org units (a tree under '/'; names unique among siblings, whatever the case)."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google.bodies import text
from reconciler.simulator.google.errors import GoogleError, invalid_message, precondition
from reconciler.simulator.google.records import OrgUnit
from reconciler.simulator.google.routes.common import check_customer
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.seeding import add_org_unit
from reconciler.simulator.google.state import Directory
from reconciler.simulator.google.wire import listing, org_unit_json

DEEPEST = 35
MOST_UNITS = 40_000
_LIST_TYPES = {"all_including_parent": "allIncludingParent"}


def list_units(call: RequestContext) -> dict[str, Any]:
    """The children of a unit, or everything under it, in the order of their paths."""
    check_customer(call.tenant, call.keys["customerId"])
    tenant = call.tenant
    top = _find(tenant, call.query.get("orgUnitPath") or "/")
    kind = call.query.get("type", "children")
    kind = _LIST_TYPES.get(kind, kind)
    if kind not in ("all", "children", "allIncludingParent"):
        raise invalid_message(f"Invalid value '{kind}' for type")
    units = list(tenant.children(top.id)) if kind == "children" else _below(tenant, top)
    if kind == "allIncludingParent":
        units.insert(0, top)
    shown = [unit for unit in units if not tenant.conceals(unit.id)]
    items = [org_unit_json(tenant, unit) for unit in shown]
    return listing("admin#directory#orgUnits", "organizationUnits", items)


def get(call: RequestContext) -> dict[str, Any]:
    """One unit by path or id."""
    unit = _find_visit(call)
    if call.tenant.conceals(unit.id):
        raise _unknown()
    return org_unit_json(call.tenant, unit)


def insert(call: RequestContext) -> dict[str, Any]:
    """A new unit under the parent that the body names."""
    check_customer(call.tenant, call.keys["customerId"])
    tenant = call.tenant
    name = _name(call) or ""
    parent = _parent(call)
    if not name:
        raise invalid_message("Invalid Ou Name")
    if parent is None:
        raise invalid_message("Invalid Parent Orgunit Id")
    _check_place(tenant, parent, name)
    if len(tenant.org_units) > MOST_UNITS:
        raise precondition("The customer has too many organizational units")
    unit = add_org_unit(tenant, parent.id, name, text(call.body, "description") or "")
    tenant.conceal(unit.id)
    tenant.record("CREATE_ORG_UNIT", ORG_UNIT_NAME=unit.path)
    return org_unit_json(tenant, unit)


def update(call: RequestContext) -> dict[str, Any]:
    """Changes name, description or parent; what the body leaves out stays (PUT like PATCH)."""
    unit, tenant = _find_visit(call), call.tenant
    name = _name(call) or unit.name
    parent = _parent(call) or tenant.org_units.get(unit.parent)
    if not unit.parent or parent is None:
        raise invalid_message("Invalid Ou Id")
    description = text(call.body, "description")
    if (name, parent.id) != (unit.name, unit.parent):
        _move(tenant, unit, parent, name)
    if "description" in call.body and (description or "") != unit.description:
        unit.description = description or ""
        tenant.record("EDIT_ORG_UNIT_DESCRIPTION", ORG_UNIT_NAME=unit.path)
    unit.version = tenant.tick()
    return org_unit_json(tenant, unit)


def delete(call: RequestContext) -> None:
    """Removes an empty unit: 412 while it holds units or users."""
    unit, tenant = _find_visit(call), call.tenant
    used = any(user.org_unit == unit.id for user in tenant.users.values())
    if not unit.parent or used or any(tenant.children(unit.id)):
        raise precondition("The organizational unit is not empty")
    del tenant.org_units[unit.id], tenant.paths[unit.path.casefold()]
    tenant.tick()
    tenant.record("REMOVE_ORG_UNIT", ORG_UNIT_NAME=unit.path)


def _find_visit(call: RequestContext) -> OrgUnit:
    check_customer(call.tenant, call.keys["customerId"])
    return _find(call.tenant, call.keys["orgUnitPath"])


def _find(tenant: Directory, key: str) -> OrgUnit:
    unit = _named(tenant, key)
    if unit is None:
        raise _unknown()
    return unit


def _named(tenant: Directory, key: str) -> OrgUnit | None:
    if key.startswith("id:"):
        return tenant.org_units.get(key)
    return tenant.org_unit("/" + key.strip("/"))


def _unknown() -> GoogleError:
    return GoogleError(404, "notFound", "Org unit not found")


def _name(call: RequestContext) -> str | None:
    name = text(call.body, "name")
    if name is not None and (not name.strip() or "/" in name):
        raise invalid_message("Invalid Ou Name")
    return name.strip() if name else None


def _parent(call: RequestContext) -> OrgUnit | None:
    path, ident = (
        text(call.body, "parentOrgUnitPath"),
        text(call.body, "parentOrgUnitId"),
    )
    if not path and not ident:
        return None
    by_path = _named(call.tenant, path) if path else None
    by_id = call.tenant.org_units.get(ident) if ident else None
    if (path and by_path is None) or (ident and by_id is None):
        raise invalid_message("Invalid Parent Orgunit Id")
    if by_path and by_id and by_path is not by_id:
        message = "Invalid Input: Inconsistent Orgunit id and path in request"
        raise GoogleError(400, "invalidInput", message)
    return by_path or by_id


def _check_place(tenant: Directory, parent: OrgUnit, name: str) -> None:
    path = f"{parent.path.rstrip('/')}/{name}"
    # A name that a sibling has answers with this text, odd as it is; seen in clients, 2026-11.
    if tenant.org_unit(path) is not None or path.count("/") > DEEPEST:
        raise invalid_message("Invalid Ou Id")


def _move(tenant: Directory, unit: OrgUnit, parent: OrgUnit, name: str) -> None:
    inside = _below(tenant, unit)
    if parent is unit or parent in inside:
        raise precondition("OrgUnit hierarchy has cycle")
    if f"{parent.path.rstrip('/')}/{name}".casefold() != unit.path.casefold():
        _check_place(tenant, parent, name)
    old = unit.path
    if unit.parent != parent.id:
        tenant.record("MOVE_ORG_UNIT", ORG_UNIT_NAME=old, NEW_VALUE=parent.path)
    if unit.name != name:
        tenant.record("EDIT_ORG_UNIT_NAME", ORG_UNIT_NAME=old, NEW_VALUE=name)
    unit.name, unit.parent = name, parent.id
    for moved in (unit, *inside):
        del tenant.paths[moved.path.casefold()]
    for moved in (unit, *inside):
        moved.path = f"{tenant.org_units[moved.parent].path.rstrip('/')}/{moved.name}"
        tenant.paths[moved.path.casefold()] = moved.id


def _below(tenant: Directory, top: OrgUnit) -> list[OrgUnit]:
    start = top.path.rstrip("/") + "/"
    units = (unit for unit in tenant.org_units.values() if unit.path.startswith(start))
    return sorted((unit for unit in units if unit is not top), key=lambda unit: unit.path)


_AT = "admin/directory/v1/customer/{customerId}/orgunits"
_ONE = _AT + "/{+orgUnitPath}"
_READ = scopes("admin.directory.orgunit", "admin.directory.orgunit.readonly")
_WRITE = scopes("admin.directory.orgunit")
ROUTES = (
    Route("GET", _AT, _READ, list_units, "", "OrgUnits", frozenset({"type", "orgUnitPath"})),
    Route("POST", _AT, _WRITE, insert, "OrgUnit", "OrgUnit"),
    Route("GET", _ONE, _READ, get, "", "OrgUnit"),
    Route("PUT", _ONE, _WRITE, update, "OrgUnit", "OrgUnit"),
    Route("PATCH", _ONE, _WRITE, update, "OrgUnit", "OrgUnit"),
    Route("DELETE", _ONE, _WRITE, delete),
)

"""/roleManagement/directory: who has the directory's one role, over the tenant or over a unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.errors import bad_request, not_found, unsupported
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.objects import Objects
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.queries import query
from reconciler.simulator.microsoft.request_context import RequestContext, Route, done, entity
from reconciler.simulator.microsoft.roles import ROLE_READ, ROLE_WRITE
from reconciler.simulator.microsoft.state import ADMINISTRATORS, Directory, Scoped, Unit
from reconciler.simulator.microsoft.unit_shapes import ROLES
from reconciler.simulator.microsoft.wire import Getter, Shape, always, selection

_TENANT = "/"
_UNITS = "/administrativeUnits/"
_WRITTEN = frozenset({"directoryScopeId", "principalId", "roleDefinitionId"})


class Assignment(NamedTuple):
    """Who has the role, and over what."""

    directory: Directory
    id: str
    principal_id: str
    scope: str
    """`/` for the whole tenant, `/administrativeUnits/{id}` for a unit."""


def _role(name: str) -> Getter[Directory]:
    return lambda directory: ROLES.getters[name](directory.role())


_DEFINITION: dict[str, Getter[Directory]] = {
    "id": always(ADMINISTRATORS),
    "description": _role("description"),
    "displayName": _role("displayName"),
    "isBuiltIn": always(True),
    "isEnabled": always(True),
    "resourceScopes": always([_TENANT]),
    "templateId": always(ADMINISTRATORS),
    "version": always("1"),
    "rolePermissions": always(
        [
            {
                "allowedResourceActions": ["microsoft.directory/allEntities/allTasks"],
                "condition": None,
            }
        ]
    ),
}
DEFINITIONS: Shape[Directory] = Shape(
    name="unifiedRoleDefinition",
    collection="roleManagement/directory/roleDefinitions",
    getters=_DEFINITION,
    default=tuple(_DEFINITION),
    filtered=frozenset({"displayName", "id", "isBuiltIn", "templateId"}),
)
_ASSIGNMENT: dict[str, Getter[Assignment]] = {
    "id": lambda one: one.id,
    "principalId": lambda one: one.principal_id,
    "directoryScopeId": lambda one: one.scope,
    "roleDefinitionId": always(ADMINISTRATORS),
}
ASSIGNMENTS: Shape[Assignment] = Shape(
    name="unifiedRoleAssignment",
    collection="roleManagement/directory/roleAssignments",
    getters=_ASSIGNMENT,
    default=tuple(_ASSIGNMENT),
    filtered=frozenset({"directoryScopeId", "principalId", "roleDefinitionId"}),
)


def assignments(directory: Directory) -> dict[str, Assignment]:
    """All assignments by id: the tenant's administrators, then those over units."""
    rows = [(admin, _TENANT) for admin in directory.admins]
    rows += [(one.member_id, f"{_UNITS}{one.unit_id}") for one in directory.scoped]
    found: dict[str, Assignment] = {}
    for principal, scope in rows:
        ident = _ident(directory, principal, scope)
        found[ident] = Assignment(directory, ident, principal, scope)
    return found


def post_assignment(call: RequestContext) -> Response:
    """Gives a user or group the role, over the tenant or over a unit."""
    directory = call.directory
    body = Body(call.body(), "UnifiedRoleAssignment").known(_WRITTEN)
    principal = body.text("principalId", 64).casefold()
    scope = body.text("directoryScopeId", 256)
    if body.text("roleDefinitionId", 64).casefold() != ADMINISTRATORS:
        raise not_found(body.data["roleDefinitionId"])
    if directory.find(principal) is None:
        raise not_found(principal)
    unit = _unit(directory, scope)
    ident = _ident(directory, principal, _scope(unit))
    if ident in assignments(directory):
        raise bad_request(
            "A conflicting object with one or more of the specified property values"
            " is present in the directory."
        )
    directory.tick()
    if unit is None:
        directory.admins.add(principal, principal)
    else:
        scoped_id = directory.derived_id("scoped", f"{unit.id}/{directory.role().id}/{principal}")
        scoped = Scoped(scoped_id, unit.id, directory.role().id, principal)
        directory.scoped.add(scoped.id, scoped)
    made = ASSIGNMENTS.render(assignments(directory)[ident], ASSIGNMENTS.default)
    return entity(call, ASSIGNMENTS.collection, made, 201)


def delete_assignment(call: RequestContext) -> Response:
    """Takes the role away; the last administrator of the tenant keeps it."""
    directory = call.directory
    found = assignments(directory).get(call.keys[0].casefold())
    if found is None:
        raise not_found(call.keys[0])
    unit = _unit(directory, found.scope)
    if unit is None and len(directory.admins) == 1:
        raise bad_request("Removing the last Global Administrator is not allowed.")
    directory.tick()
    if unit is None:
        directory.admins.remove(found.principal_id)
    for scoped in [one for one in directory.scoped if unit is not None and one.unit_id == unit.id]:
        if scoped.member_id == found.principal_id:
            directory.scoped.remove(scoped.id)
    return done()


def _scope(unit: Unit | None) -> str:
    return _TENANT if unit is None else f"{_UNITS}{unit.id}"


def _unit(directory: Directory, scope: str) -> Unit | None:
    """The unit that a scope names, None for the whole tenant; 404 for any other scope."""
    if scope == _TENANT:
        return None
    unit = directory.units.get(scope.removeprefix(_UNITS).casefold())
    if unit is None:
        raise not_found(scope)
    return unit


def _ident(directory: Directory, principal: str, scope: str) -> str:
    return directory.derived_id("roleAssignment", f"{principal}{scope}")


def _listed(
    shape: Shape[Any], rows: Callable[[Directory], Any]
) -> Callable[[RequestContext], Response]:
    def handle(call: RequestContext) -> Response:
        show = _renderer(call, shape)
        picked = selection(call.option("$select"))
        context = call.context(shape.collection, None if picked is None else shape.chosen(picked))
        found = Rows(rows(call.directory))
        return page(call, Listing(context, found, show, query(call, shape).test))

    return handle


def _one(shape: Shape[Any], rows: Callable[[Directory], Mapping[str, Any]]) -> Any:
    def handle(call: RequestContext) -> Response:
        found = rows(call.directory).get(call.keys[0].casefold())
        if found is None:
            raise not_found(call.keys[0])
        return entity(call, shape.collection, _renderer(call, shape)(found))

    return handle


def _renderer(call: RequestContext, shape: Shape[Any]) -> Callable[[Any], dict[str, Any]]:
    names = shape.chosen(selection(call.option("$select")))
    expanded = (call.option("$expand") or "").casefold()
    if expanded not in ("", "principal", "roledefinition"):
        raise unsupported()

    def show(one: Any) -> dict[str, Any]:
        body = shape.render(one, names)
        if expanded == "principal":
            body["principal"] = Objects(None).show(one.directory.at(one.principal_id))
        if expanded == "roledefinition":
            body["roleDefinition"] = DEFINITIONS.render(one.directory, DEFINITIONS.default)
        return body

    return show


def _definitions(directory: Directory) -> Mapping[str, Directory]:
    return {ADMINISTRATORS: directory}


_BASE = "roleManagement/directory"
_SELECT, _EXPAND = frozenset({"$select"}), frozenset({"$expand"})
_LISTED = OPTIONS | {"$filter", "$count"}
ROUTES = (
    Route(
        "GET",
        f"{_BASE}/roleDefinitions",
        _listed(DEFINITIONS, lambda directory: _definitions(directory).values()),
        ROLE_READ,
        _LISTED,
    ),
    Route(
        "GET",
        f"{_BASE}/roleDefinitions/{{id}}",
        _one(DEFINITIONS, _definitions),
        ROLE_READ,
        _SELECT,
    ),
    Route(
        "GET",
        f"{_BASE}/roleAssignments",
        _listed(ASSIGNMENTS, lambda directory: assignments(directory).values()),
        ROLE_READ,
        _LISTED | _EXPAND,
    ),
    Route("POST", f"{_BASE}/roleAssignments", post_assignment, ROLE_WRITE),
    Route("DELETE", f"{_BASE}/roleAssignments/{{id}}", delete_assignment, ROLE_WRITE),
    Route(
        "GET",
        f"{_BASE}/roleAssignments/{{id}}",
        _one(ASSIGNMENTS, assignments),
        ROLE_READ,
        _SELECT | _EXPAND,
    ),
)

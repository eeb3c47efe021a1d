"""/directoryRoles: the one activated role, whose members are the tenant's administrators."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import not_found
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.listings import USERS_AND_GROUPS, mixed
from reconciler.simulator.microsoft.objects import on
from reconciler.simulator.microsoft.pages import Listing, page
from reconciler.simulator.microsoft.queries import query
from reconciler.simulator.microsoft.relations import Thing
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import ROLE_READ
from reconciler.simulator.microsoft.state import ADMINISTRATORS
from reconciler.simulator.microsoft.unit_shapes import ROLES
from reconciler.simulator.microsoft.view import View


def list_roles(call: RequestContext) -> Response:
    """The activated roles."""
    view = View(call, ROLES)
    rows, asked = Rows((call.directory.role(),)), query(call, ROLES)
    return page(call, Listing(call.context(view.target), rows, view.show, asked.test))


def get_role(call: RequestContext) -> Response:
    """One role by its id, or by its template's."""
    _check(call)
    view = View(call, ROLES)
    return entity(call, view.target, view.show(call.directory.role()))


def members(call: RequestContext) -> list[Thing]:
    """Who has the role."""
    _check(call)
    return list(on(call.directory, call.directory.admins))


def list_templates(call: RequestContext) -> Response:
    """The roles that there could be; only the activated one is modelled."""
    role = ROLES.render(call.directory.role(), ("deletedDateTime", "description", "displayName"))
    row = {"id": ADMINISTRATORS, **role}
    return Response(200, {"@odata.context": call.context("directoryRoleTemplates"), "value": [row]})


def _check(call: RequestContext) -> None:
    key = call.keys[0].casefold()
    if key not in (call.directory.role().id, f"roletemplateid='{ADMINISTRATORS}'"):
        raise not_found(call.keys[0])


_SHOW = frozenset({"$select", "$expand"})
ROUTES = (
    Route("GET", "directoryRoles", list_roles, ROLE_READ, _SHOW | {"$filter", "$count"}),
    Route("GET", "directoryRoles/{id}", get_role, ROLE_READ, _SHOW),
    *mixed("directoryRoles/{id}/members", members, ROLE_READ, USERS_AND_GROUPS),
    Route("GET", "directoryRoleTemplates", list_templates, ROLE_READ),
)

"""/directoryRoles: the one activated role, whose members are the tenant's administrators."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import not_found
from reconciler.simulator.microsoft.listings import USERS_AND_GROUPS, mixed
from reconciler.simulator.microsoft.objects import on
from reconciler.simulator.microsoft.ordered import Rows
from reconciler.simulator.microsoft.pages import Listing, page
from reconciler.simulator.microsoft.queries import query
from reconciler.simulator.microsoft.relations import Thing
from reconciler.simulator.microsoft.roles import ROLE_READ
from reconciler.simulator.microsoft.state import ADMINISTRATORS
from reconciler.simulator.microsoft.unit_shapes import ROLES
from reconciler.simulator.microsoft.view import View
from reconciler.simulator.microsoft.visit import Route, Visit, entity


def list_roles(visit: Visit) -> Response:
    """The activated roles."""
    view = View(visit, ROLES)
    rows, asked = Rows((visit.directory.role(),)), query(visit, ROLES)
    return page(visit, Listing(visit.context(view.target), rows, view.show, asked.test))


def get_role(visit: Visit) -> Response:
    """One role by its id, or by its template's."""
    _check(visit)
    view = View(visit, ROLES)
    return entity(visit, view.target, view.show(visit.directory.role()))


def members(visit: Visit) -> list[Thing]:
    """Who has the role."""
    _check(visit)
    return list(on(visit.directory, visit.directory.admins))


def list_templates(visit: Visit) -> Response:
    """The roles that there could be; only the activated one is modelled."""
    role = ROLES.render(visit.directory.role(), ("deletedDateTime", "description", "displayName"))
    row = {"id": ADMINISTRATORS, **role}
    return Response(
        200, {"@odata.context": visit.context("directoryRoleTemplates"), "value": [row]}
    )


def _check(visit: Visit) -> None:
    key = visit.keys[0].casefold()
    if key not in (visit.directory.role().id, f"roletemplateid='{ADMINISTRATORS}'"):
        raise not_found(visit.keys[0])


_SHOW = frozenset({"$select", "$expand"})
ROUTES = (
    Route("GET", "directoryRoles", list_roles, ROLE_READ, _SHOW | {"$filter", "$count"}),
    Route("GET", "directoryRoles/{id}", get_role, ROLE_READ, _SHOW),
    *mixed("directoryRoles/{id}/members", members, ROLE_READ, USERS_AND_GROUPS),
    Route("GET", "directoryRoleTemplates", list_templates, ROLE_READ),
)

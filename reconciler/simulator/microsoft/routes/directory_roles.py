"""/directoryRoles: the one activated role, whose members are the tenant's administrators."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import not_found
from reconciler.simulator.microsoft.objects import object_page
from reconciler.simulator.microsoft.pages import OPTIONS
from reconciler.simulator.microsoft.roles import ROLE_READ
from reconciler.simulator.microsoft.state import Directory
from reconciler.simulator.microsoft.visit import Route, Visit, entity

TEMPLATE_ID = "62e90394-69f5-4237-9190-012177145e10"


def list_roles(visit: Visit) -> Response:
    """The activated roles."""
    context = visit.context("directoryRoles")
    return Response(200, {"@odata.context": context, "value": [_role(visit.directory)]})


def get_role(visit: Visit) -> Response:
    """One role by its id, or by its template's."""
    _check(visit)
    return entity(visit, "directoryRoles", _role(visit.directory))


def list_members(visit: Visit) -> Response:
    """Who has the role."""
    _check(visit)
    return object_page(visit, visit.directory.admins)


def _role(directory: Directory) -> dict[str, Any]:
    return {
        "id": _role_id(directory),
        "deletedDateTime": None,
        "description": "Can manage all aspects of the directory and of services that use it.",
        "displayName": "Global Administrator",
        "roleTemplateId": TEMPLATE_ID,
    }


def _role_id(directory: Directory) -> str:
    return directory.derived_id("role", TEMPLATE_ID)


def _check(visit: Visit) -> None:
    key = visit.keys[0].casefold()
    if key not in (_role_id(visit.directory), f"roletemplateid='{TEMPLATE_ID}'"):
        raise not_found(visit.keys[0])


ROUTES = (
    Route("GET", "directoryRoles", list_roles, ROLE_READ),
    Route("GET", "directoryRoles/{id}", get_role, ROLE_READ),
    Route("GET", "directoryRoles/{id}/members", list_members, ROLE_READ, OPTIONS),
)

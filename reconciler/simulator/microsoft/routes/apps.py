"""/applications and /servicePrincipals: reading those that every tenant knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.app_shapes import APPLICATIONS, PRINCIPALS, ROLE_IDS
from reconciler.simulator.microsoft.apps import (
    GRAPH,
    Application,
    ServicePrincipal,
    applications,
    principal_id,
    principals,
)
from reconciler.simulator.microsoft.errors import not_found, unsupported
from reconciler.simulator.microsoft.listings import collection
from reconciler.simulator.microsoft.objects import listed
from reconciler.simulator.microsoft.ordered import Rows
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.queries import OPTIONS as QUERIES
from reconciler.simulator.microsoft.queries import query
from reconciler.simulator.microsoft.roles import APP_READ
from reconciler.simulator.microsoft.state import instant
from reconciler.simulator.microsoft.visit import Route, Visit, entity
from reconciler.simulator.microsoft.wire import Shape, selection

_BY_APP = "appid='"
_GRANTED = "appRoleAssignments"
Expand = Callable[[Any], Mapping[str, Any]]
"""What is shown of a thing beside its properties."""


def _nothing(_: Any) -> Mapping[str, Any]:
    return {}


def _listing(
    visit: Visit, shape: Shape[Any], found: Mapping[str, Any], expand: Expand = _nothing
) -> Listing[Any]:
    picked = selection(visit.option("$select"))
    names = shape.chosen(picked)
    context = visit.context(shape.collection, None if picked is None else names)
    asked = query(visit, shape)
    rows = Rows(found.values())
    return Listing(
        context,
        rows,
        lambda one: {**shape.render(one, names), **expand(one)},
        asked.test,
        asked.order,
    )


def list_principals(visit: Visit) -> Listing[ServicePrincipal]:
    """All service principals."""
    expanded = (visit.option("$expand") or "").casefold()
    if expanded not in ("", _GRANTED.casefold()):
        raise unsupported()
    tenant = visit.directory.vendor_id
    expand: Expand = _nothing if not expanded else lambda one: {_GRANTED: _granted(tenant, one)}
    return _listing(visit, PRINCIPALS, principals(tenant), expand)


def list_applications(visit: Visit) -> Listing[Application]:
    """The applications registered here."""
    return _listing(visit, APPLICATIONS, _applications(visit))


def get_principal(visit: Visit) -> Response:
    """One service principal by its id, or by its application's."""
    names = PRINCIPALS.chosen(selection(visit.option("$select")))
    shown = PRINCIPALS.render(principal_at(visit), names)
    return entity(visit, PRINCIPALS.collection, shown)


def get_application(visit: Visit) -> Response:
    """One application by its object id, or by its application id."""
    names = APPLICATIONS.chosen(selection(visit.option("$select")))
    return entity(
        visit, APPLICATIONS.collection, APPLICATIONS.render(_application_at(visit), names)
    )


def principal_at(visit: Visit) -> ServicePrincipal:
    """The service principal whom the path names; 404 when there is none."""
    one: ServicePrincipal = _found(visit, principals(visit.directory.vendor_id))
    return one


def principal_owners(visit: Visit) -> Listing[Any]:
    """Who owns it: nobody."""
    principal_at(visit)
    return listed(visit, ())


def application_owners(visit: Visit) -> Listing[Any]:
    """Who owns it: nobody."""
    _application_at(visit)
    return listed(visit, ())


def list_roles(visit: Visit) -> Response:
    """The application roles that it was granted, all of them Graph's."""
    rows = _granted(visit.directory.vendor_id, principal_at(visit))
    return page(visit, Listing(visit.context(_GRANTED), Rows(rows), dict))


def _granted(tenant: str, one: ServicePrincipal) -> list[dict[str, Any]]:
    return [
        {
            "id": str(uuid5(NAMESPACE_DNS, f"{one.id}/{role}")),
            "deletedDateTime": None,
            "appRoleId": ROLE_IDS[role],
            "createdDateTime": instant(0),
            "principalDisplayName": one.app.name,
            "principalId": one.id,
            "principalType": "ServicePrincipal",
            "resourceDisplayName": GRAPH.name,
            "resourceId": principal_id(tenant, GRAPH),
        }
        for role in one.app.roles
    ]


def _applications(visit: Visit) -> dict[str, Application]:
    return applications(visit.directory.vendor_id, visit.directory.domain)


def _application_at(visit: Visit) -> Application:
    one: Application = _found(visit, _applications(visit))
    return one


def _found(visit: Visit, known: Mapping[str, Any]) -> Any:
    key = visit.keys[0].casefold()
    if key.startswith(_BY_APP) and key.endswith("'"):
        wanted = key[len(_BY_APP) : -1]
        found = next((one for one in known.values() if one.app.app_id == wanted), None)
    else:
        found = known.get(key)
    if found is None:
        raise not_found(visit.keys[0])
    return found


_SELECT = frozenset({"$select"})
_LISTED = OPTIONS | QUERIES
_PRINCIPAL, _APPLICATION = "servicePrincipals/{id}", "applications/{id}"
ROUTES = (
    *collection("servicePrincipals", list_principals, APP_READ, _LISTED | {"$expand"}),
    Route("GET", _PRINCIPAL, get_principal, APP_READ, _SELECT),
    *collection(f"{_PRINCIPAL}/owners", principal_owners, APP_READ, OPTIONS)[:1],
    Route("GET", f"{_PRINCIPAL}/appRoleAssignments", list_roles, APP_READ, OPTIONS - _SELECT),
    *collection("applications", list_applications, APP_READ, _LISTED),
    Route("GET", _APPLICATION, get_application, APP_READ, _SELECT),
    *collection(f"{_APPLICATION}/owners", application_owners, APP_READ, OPTIONS)[:1],
)

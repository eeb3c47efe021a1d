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
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.listings import collection
from reconciler.simulator.microsoft.objects import listed
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.queries import OPTIONS as QUERIES
from reconciler.simulator.microsoft.queries import query
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import APP_READ
from reconciler.simulator.microsoft.state import instant
from reconciler.simulator.microsoft.wire import Shape, selection

_BY_APP = "appid='"
_GRANTED = "appRoleAssignments"
Expand = Callable[[Any], Mapping[str, Any]]
"""What is shown of a thing beside its properties."""


def _nothing(_: Any) -> Mapping[str, Any]:
    return {}


def _listing(
    call: RequestContext,
    shape: Shape[Any],
    found: Mapping[str, Any],
    expand: Expand = _nothing,
) -> Listing[Any]:
    picked = selection(call.option("$select"))
    names = shape.chosen(picked)
    context = call.context(shape.collection, None if picked is None else names)
    asked = query(call, shape)
    rows = Rows(found.values())
    return Listing(
        context,
        rows,
        lambda one: {**shape.render(one, names), **expand(one)},
        asked.test,
        asked.order,
    )


def list_principals(call: RequestContext) -> Listing[ServicePrincipal]:
    """All service principals."""
    expanded = (call.option("$expand") or "").casefold()
    if expanded not in ("", _GRANTED.casefold()):
        raise unsupported()
    tenant = call.directory.vendor_id
    expand: Expand = _nothing if not expanded else lambda one: {_GRANTED: _granted(tenant, one)}
    return _listing(call, PRINCIPALS, principals(tenant), expand)


def list_applications(call: RequestContext) -> Listing[Application]:
    """The applications registered here."""
    return _listing(call, APPLICATIONS, _applications(call))


def get_principal(call: RequestContext) -> Response:
    """One service principal by its id, or by its application's."""
    names = PRINCIPALS.chosen(selection(call.option("$select")))
    shown = PRINCIPALS.render(principal_at(call), names)
    return entity(call, PRINCIPALS.collection, shown)


def get_application(call: RequestContext) -> Response:
    """One application by its object id, or by its application id."""
    names = APPLICATIONS.chosen(selection(call.option("$select")))
    return entity(
        call,
        APPLICATIONS.collection,
        APPLICATIONS.render(_application_at(call), names),
    )


def principal_at(call: RequestContext) -> ServicePrincipal:
    """The service principal whom the path names; 404 when there is none."""
    one: ServicePrincipal = _found(call, principals(call.directory.vendor_id))
    return one


def principal_owners(call: RequestContext) -> Listing[Any]:
    """Who owns it: nobody."""
    principal_at(call)
    return listed(call, ())


def application_owners(call: RequestContext) -> Listing[Any]:
    """Who owns it: nobody."""
    _application_at(call)
    return listed(call, ())


def list_roles(call: RequestContext) -> Response:
    """The application roles that it was granted, all of them Graph's."""
    rows = _granted(call.directory.vendor_id, principal_at(call))
    return page(call, Listing(call.context(_GRANTED), Rows(rows), dict))


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


def _applications(call: RequestContext) -> dict[str, Application]:
    return applications(call.directory.vendor_id, call.directory.domain)


def _application_at(call: RequestContext) -> Application:
    one: Application = _found(call, _applications(call))
    return one


def _found(call: RequestContext, known: Mapping[str, Any]) -> Any:
    key = call.keys[0].casefold()
    if key.startswith(_BY_APP) and key.endswith("'"):
        wanted = key[len(_BY_APP) : -1]
        found = next((one for one in known.values() if one.app.app_id == wanted), None)
    else:
        found = known.get(key)
    if found is None:
        raise not_found(call.keys[0])
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

"""/domains: the one domain that the tenant has."""

from __future__ import annotations

import re

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import bad_request, not_found
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.pages import Listing, page
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import DOMAIN_READ, TENANT_READ
from reconciler.simulator.microsoft.state import Directory
from reconciler.simulator.microsoft.wire import Getter, Shape, always, selection

_NEVER = 2147483647
_GETTERS: dict[str, Getter[Directory]] = {
    "authenticationType": always("Managed"),
    "availabilityStatus": always(None),
    "id": lambda directory: directory.domain,
    "isAdminManaged": always(True),
    "isDefault": always(True),
    "isInitial": always(False),
    "isRoot": always(True),
    "isVerified": always(True),
    "manufacturer": always(None),
    "model": always(None),
    "passwordNotificationWindowInDays": always(None),
    "passwordValidityPeriodInDays": always(_NEVER),
    "state": always(None),
    "supportedServices": always(["Email", "OfficeCommunicationsOnline"]),
}
DOMAINS: Shape[Directory] = Shape("domain", "domains", _GETTERS, tuple(_GETTERS))


def list_domains(call: RequestContext) -> Response:
    """The domain, as a list of one."""
    picked = selection(call.option("$select"))
    names = DOMAINS.chosen(picked)
    context = call.context("domains", None if picked is None else names)
    rows = Rows((call.directory,))
    return page(call, Listing(context, rows, lambda one: DOMAINS.render(one, names)))


def get_domain(call: RequestContext) -> Response:
    """The domain by its name."""
    if call.keys[0].casefold() != call.directory.domain.casefold():
        raise not_found(call.keys[0])
    names = DOMAINS.chosen(selection(call.option("$select")))
    return entity(call, "domains", DOMAINS.render(call.directory, names))


def find_tenant(call: RequestContext) -> Response:
    """What anybody may know of the tenant that has a domain; only the caller's own is modelled."""
    match = _NAMED.fullmatch(call.keys[0])
    if match is None:
        raise bad_request("The function needs one parameter, domainName.")
    directory = call.directory
    if match[1].casefold() != directory.domain.casefold():
        raise not_found(match[1])
    body = {
        "tenantId": directory.vendor_id,
        "federationBrandName": None,
        "displayName": directory.alias,
        "defaultDomainName": directory.domain,
    }
    return Response(200, {"@odata.context": call.context(_INFORMATION), **body})


_NAMED = re.compile(r"domainName='([^']+)'", re.IGNORECASE)
_INFORMATION = "microsoft.graph.tenantInformation"
_FIND = "tenantRelationships/findTenantInformationByDomainName/{name}"
_SHOWN = frozenset({"$select"})
ROUTES = (
    Route("GET", "domains", list_domains, DOMAIN_READ, _SHOWN | {"$top", "$skiptoken"}),
    Route("GET", _FIND, find_tenant, TENANT_READ),
    Route("GET", "domains/{id}", get_domain, DOMAIN_READ, _SHOWN),
)

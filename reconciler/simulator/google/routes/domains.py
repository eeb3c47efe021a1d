"""Directory API: the customer's one domain and its other names (reading)."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google.errors import domain_not_found
from reconciler.simulator.google.routes.common import check_customer
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import BEGINNING, Directory
from reconciler.simulator.google.wire import listing

_CREATED = str(BEGINNING * 1000)


def list_domains(call: RequestContext) -> dict[str, Any]:
    """All domains; never paged."""
    check_customer(call.tenant, call.keys["customer"])
    return listing("admin#directory#domains", "domains", [_domain(call.tenant)])


def get_domain(call: RequestContext) -> dict[str, Any]:
    """The domain of this name, or 404."""
    check_customer(call.tenant, call.keys["customer"])
    if call.keys["domainName"].casefold() != call.tenant.domain.casefold():
        raise domain_not_found()
    return _domain(call.tenant)


def list_aliases(call: RequestContext) -> dict[str, Any]:
    """All other names, or those of one domain; never paged."""
    tenant = call.tenant
    check_customer(tenant, call.keys["customer"])
    parent = call.query.get("parentDomainName", tenant.domain)
    if parent.casefold() != tenant.domain.casefold():
        raise domain_not_found()
    items = [_alias(tenant, name) for name in tenant.domain_aliases]
    return listing("admin#directory#domainAliases", "domainAliases", items)


def get_alias(call: RequestContext) -> dict[str, Any]:
    """The other name, or 404."""
    check_customer(call.tenant, call.keys["customer"])
    name = call.keys["domainAliasName"].casefold()
    if name not in call.tenant.domain_aliases:
        raise domain_not_found()
    return _alias(call.tenant, name)


def _domain(tenant: Directory) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": "admin#directory#domain",
        "etag": tenant.etag(tenant.domain, 0),
        "domainName": tenant.domain,
        "isPrimary": True,
        "verified": True,
        "creationTime": _CREATED,
    }
    if tenant.domain_aliases:
        shown["domainAliases"] = [_alias(tenant, name) for name in tenant.domain_aliases]
    return shown


def _alias(tenant: Directory, name: str) -> dict[str, Any]:
    return {
        "kind": "admin#directory#domainAlias",
        "etag": tenant.etag(name, 0),
        "domainAliasName": name,
        "parentDomainName": tenant.domain,
        "verified": True,
        "creationTime": _CREATED,
    }


_CUSTOMER = "admin/directory/v1/customer/{customer}"
_DOMAINS = _CUSTOMER + "/domains"
_ALIASES = _CUSTOMER + "/domainaliases"
_READ = scopes("admin.directory.domain", "admin.directory.domain.readonly")
_PARENT = frozenset({"parentDomainName"})
ROUTES = (
    Route("GET", _DOMAINS, _READ, list_domains, "", "Domains"),
    Route("GET", _DOMAINS + "/{domainName}", _READ, get_domain, "", "Domain"),
    Route("GET", _ALIASES, _READ, list_aliases, "", "DomainAliases", _PARENT),
    Route("GET", _ALIASES + "/{domainAliasName}", _READ, get_alias, "", "DomainAlias"),
)

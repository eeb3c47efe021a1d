"""What several families of routes share: finding the object that a key names."""

from __future__ import annotations

from reconciler.simulator.google.errors import (
    GoogleError,
    domain_not_found,
    forbidden,
    invalid,
    not_found,
)
from reconciler.simulator.google.records import Group, User
from reconciler.simulator.google.routing import RequestContext
from reconciler.simulator.google.state import Directory, Entries


def find_user(call: RequestContext) -> User:
    """The user of the path's userKey (id, address or alias), or 404."""
    user = call.tenant.user(call.keys["userKey"])
    if user is None:
        raise not_found("userKey")
    return user


def find_group(call: RequestContext) -> Group:
    """The group of the path's groupKey (id, address or alias), or 404."""
    group = call.tenant.group(call.keys["groupKey"])
    if group is None:
        raise not_found("groupKey")
    return group


def check_customer(tenant: Directory, customer: str) -> None:
    """403 unless the customer id is this tenant's own or `my_customer`."""
    if customer not in (tenant.vendor_id, "my_customer"):
        raise forbidden()


def check_domain(tenant: Directory, domain: str) -> None:
    """404 unless the domain is this tenant's."""
    if domain.casefold() != tenant.domain.casefold():
        raise domain_not_found()


def check_owner_query(call: RequestContext) -> None:
    """A listing must say whose: `domain` wins over `customer`; neither is 400."""
    domain, customer = call.query.get("domain"), call.query.get("customer")
    if domain:
        check_domain(call.tenant, domain)
    elif customer:
        check_customer(call.tenant, customer)
    else:
        raise GoogleError(400, "badRequest", "Bad Request")


def is_true(call: RequestContext, name: str) -> bool:
    """A boolean query parameter, false when absent; clients write it in any letter case."""
    text = call.query.get(name, "false").lower()
    if text not in ("true", "false"):
        raise invalid(name)
    return text == "true"


def visible(tenant: Directory, entries: Entries, prefix: str = "") -> Entries:
    """The entries without those that replication lag still hides from this read."""
    if not tenant.hidden:
        return entries
    return [entry for entry in entries if not tenant.conceals(prefix + entry[1])]

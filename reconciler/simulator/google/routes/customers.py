"""Directory API: the customer itself."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from reconciler.simulator.google.bodies import inner, text
from reconciler.simulator.google.errors import not_modelled
from reconciler.simulator.google.routes.common import check_customer
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import BEGINNING, Directory
from reconciler.simulator.google.wire import moment

_TEXTS = ("alternateEmail", "language", "phoneNumber")


def get(call: RequestContext) -> dict[str, Any]:
    """The tenant's customer by its id or as `my_customer`."""
    check_customer(call.tenant, call.keys["customerKey"])
    return _shown(call.tenant)


def update(call: RequestContext) -> dict[str, Any]:
    """Changes what the body names; what it leaves out stays (PUT like PATCH)."""
    tenant, body = call.tenant, call.body
    check_customer(tenant, call.keys["customerKey"])
    domain = text(body, "customerDomain")
    if domain and domain.casefold() != tenant.domain.casefold():
        raise not_modelled("another primary domain")
    written = {name: text(body, name) for name in _TEXTS if name in body}
    address = inner(body, "postalAddress")
    asked = {name: text(address, name) for name in address}
    kept = tenant.customer | written
    if asked:
        kept["postalAddress"] = _filled(tenant.customer.get("postalAddress", {}) | asked)
    tenant.customer = _filled(kept)
    tenant.tick()
    return _shown(tenant)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _shown(tenant: Directory) -> dict[str, Any]:
    mark = blake2b(json.dumps(tenant.customer).encode(), digest_size=6).hexdigest()
    return {
        "kind": "admin#directory#customer",
        "etag": f'"{tenant.alias}/{tenant.vendor_id}.{mark}"',
        "id": tenant.vendor_id,
        "customerDomain": tenant.domain,
        "customerCreationTime": moment(BEGINNING),
        "language": "bg",
        **tenant.customer,
    }


_ONE = "admin/directory/v1/customers/{customerKey}"
_WRITE = scopes("admin.directory.customer")
_READ = _WRITE | scopes("admin.directory.customer.readonly")
ROUTES = (
    Route("GET", _ONE, _READ, get, "", "Customer"),
    Route("PUT", _ONE, _WRITE, update, "Customer", "Customer"),
    Route("PATCH", _ONE, _WRITE, update, "Customer", "Customer"),
)

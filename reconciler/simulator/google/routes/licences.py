"""License Manager API: one SKU of a product a user, as many as the customer bought."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google import catalogue
from reconciler.simulator.google.bodies import text
from reconciler.simulator.google.errors import (
    GoogleError,
    forbidden,
    invalid_message,
    precondition,
    required,
)
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.records import User
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory
from reconciler.simulator.google.wire import licence_json, listing

_LIMITS = Limits(default=100, maximum=1000)
_HELD = "User already has a license for the specified product and SKU"
_OTHER_SKU = (
    "User already has a license of the product, but with a different SKU."
    ' To reassign a new SKU for this product, use the "update" operation.'
)
_NO_SEATS = "There aren't enough available licenses for the specified product-SKU pair"
_SAME_SKU = "For reassign operations, the new SKU should be different from the old SKU: {}"
_AUTOMATIC = "automatic-licence-refused"
_SHORT = "licence-pages-short"
_AUTO_ASSIGN = "Auto License assignment is not allowed."
_AUTO_SWITCH = "Auto License switching is not allowed."
_AUTO_UNASSIGN = "Auto License un-assignment is not allowed."


def list_for_product(call: RequestContext) -> dict[str, Any]:
    """One page of a product's assignments, by user address."""
    return _listed(call, None)


def list_for_sku(call: RequestContext) -> dict[str, Any]:
    """One page of a SKU's assignments, by user address."""
    _check_sku(call.keys["productId"], call.keys["skuId"])
    return _listed(call, call.keys["skuId"])


def get(call: RequestContext) -> dict[str, Any]:
    """The assignment of this SKU to this user, or 404.

    GAM7 asks for every SKU that Google sells, the schools' and all others, and takes 404 alone for
    an answer; so a SKU that the catalogue lacks is one that the user lacks.
    """
    product, sku = call.keys["productId"], call.keys["skuId"]
    user = _user(call.tenant, call.keys["userId"])
    return _shown(call, _holder_of(call.tenant, product, sku, user))


def insert(call: RequestContext) -> dict[str, Any]:
    """Assigns the SKU: 412 when the user has the product or when no seat is free."""
    product, sku = call.keys["productId"], call.keys["skuId"]
    _check_sku(product, sku)
    address = text(call.body, "userId")
    if not address:
        raise required("userId")
    user = _user(call.tenant, address)
    _check_automatic(call.tenant, product)
    held = call.tenant.licences.get(product, {}).get(user.id)
    if held is not None:
        raise precondition(_HELD if held == sku else _OTHER_SKU)
    _check_seats(call.tenant, product, sku)
    call.tenant.give_licence(product, sku, user.id)
    call.tenant.tick()
    _note(call, "USER_LICENSE_ASSIGNMENT", user, NEW_VALUE=_name(product, sku))
    return _shown(call, user)


def update(call: RequestContext) -> dict[str, Any]:
    """Switches the user from the SKU in the path to the one in the body."""
    product, old = call.keys["productId"], call.keys["skuId"]
    user = _holder(call)
    new = text(call.body, "skuId") or old
    _check_switch(call, user)
    if new == old:
        raise precondition(_SAME_SKU.format(old))
    _check_sku(product, new)
    if product in call.tenant.automatic:
        raise precondition(_AUTO_SWITCH)
    _check_seats(call.tenant, product, new)
    call.tenant.give_licence(product, new, user.id)
    call.tenant.tick()
    values = {"OLD_VALUE": _name(product, old), "NEW_VALUE": _name(product, new)}
    _note(call, "USER_LICENSE_REASSIGNMENT", user, **values)
    return _shown(call, user)


def delete(call: RequestContext) -> dict[str, Any]:
    """Takes the SKU from the user; answers an empty object."""
    user = _holder(call)
    if call.keys["productId"] in call.tenant.automatic:
        raise precondition(_AUTO_UNASSIGN)
    call.tenant.take_licence(call.keys["productId"], user.id)
    call.tenant.tick()
    old = _name(call.keys["productId"], call.keys["skuId"])
    _note(call, "USER_LICENSE_REVOKE", user, OLD_VALUE=old)
    return {}


def _check_automatic(tenant: Directory, product: str) -> None:
    """Refuses to assign what Google hands out by itself; seen with either status."""
    if product not in tenant.automatic or not tenant.switches.on(_AUTOMATIC):
        return
    if tenant.switches.number(_AUTOMATIC, "status") == 412:
        raise precondition(_AUTO_ASSIGN)
    raise GoogleError(503, "backendError", "Service unavailable. Please try again")


def _note(call: RequestContext, event: str, user: User, **values: str) -> None:
    product = catalogue.product_name(call.keys["productId"]) or ""
    call.tenant.record(event, USER_EMAIL=user.email, PRODUCT_NAME=product, **values)


def _name(product: str, sku: str) -> str:
    return catalogue.sku_name(product, sku) or sku


def _listed(call: RequestContext, sku: str | None) -> dict[str, Any]:
    tenant, product = call.tenant, call.keys["productId"]
    _check_product(product)
    customer = call.query.get("customerId")
    if not customer:
        raise required("customerId")
    if customer not in (tenant.vendor_id, tenant.domain):
        raise forbidden()
    held = tenant.licences.get(product, {})
    entries = sorted(
        (tenant.users[user].email, user) for user, has in held.items() if sku in (None, has)
    )
    idents, token = page(tenant, entries, call.query, _LIMITS)
    if tenant.switches.on(_SHORT) and int(call.query.get("maxResults") or 0) > _LIMITS.default:
        idents, token = idents[: int(tenant.switches.number(_SHORT, "after"))], ""
    items = [licence_json(tenant, product, tenant.users[user], call.base) for user in idents]
    return listing("licensing#licenseAssignmentList", "items", items, token)


def _shown(call: RequestContext, user: User) -> dict[str, Any]:
    return licence_json(call.tenant, call.keys["productId"], user, call.base)


def _holder(call: RequestContext) -> User:
    product, sku = call.keys["productId"], call.keys["skuId"]
    _check_sku(product, sku)
    return _holder_of(
        call.tenant,
        product,
        sku,
        _user(call.tenant, call.keys["userId"]),
    )


def _holder_of(tenant: Directory, product: str, sku: str, user: User) -> User:
    if tenant.licences.get(product, {}).get(user.id) != sku:
        raise GoogleError(404, "notFound", "User does not have a license for the specified sku")
    return user


def _user(tenant: Directory, address: str) -> User:
    user = tenant.user(address)
    if user is None:
        raise invalid_message("Invalid user id")
    return user


def _check_product(product: str) -> None:
    if catalogue.product_name(product) is None:
        raise invalid_message("Invalid product id")


def _check_sku(product: str, sku: str) -> None:
    _check_product(product)
    if catalogue.sku_name(product, sku) is None:
        raise invalid_message("Invalid sku id")


def _check_seats(tenant: Directory, product: str, sku: str) -> None:
    free = catalogue.is_free(product) or tenant.used[sku] < tenant.seats.get(sku, 0)
    if not free:
        raise precondition(_NO_SEATS)


def _check_switch(call: RequestContext, user: User) -> None:
    product, person = text(call.body, "productId"), text(call.body, "userId")
    if product and product != call.keys["productId"]:
        raise precondition("Reassign operation can't be performed on different products")
    if person and person.casefold() != user.email:
        raise precondition("Reassign operation can't be performed on different users")


_PRODUCT = "apps/licensing/v1/product/{productId}"
_SKU = _PRODUCT + "/sku/{skuId}"
_ONE = _SKU + "/user/{userId}"
_ALL = scopes("apps.licensing")
_QUERY = frozenset({"customerId", "maxResults", "pageToken"})
ROUTES = (
    Route("GET", _PRODUCT + "/users", _ALL, list_for_product, "", "Licences", _QUERY),
    Route("GET", _SKU + "/users", _ALL, list_for_sku, "", "Licences", _QUERY),
    Route("POST", _SKU + "/user", _ALL, insert, "LicenceInsert", "Licence"),
    Route("GET", _ONE, _ALL, get, "", "Licence"),
    Route("PUT", _ONE, _ALL, update, "Licence", "Licence"),
    Route("PATCH", _ONE, _ALL, update, "Licence", "Licence"),
    Route("DELETE", _ONE, _ALL, delete),
)

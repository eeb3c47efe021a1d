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
from reconciler.simulator.google.routing import Route, Visit, scopes
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


def list_for_product(visit: Visit) -> dict[str, Any]:
    """One page of a product's assignments, by user address."""
    return _listed(visit, None)


def list_for_sku(visit: Visit) -> dict[str, Any]:
    """One page of a SKU's assignments, by user address."""
    _check_sku(visit.keys["productId"], visit.keys["skuId"])
    return _listed(visit, visit.keys["skuId"])


def get(visit: Visit) -> dict[str, Any]:
    """The assignment of this SKU to this user, or 404.

    GAM7 asks for every SKU that Google sells, the schools' and all others, and takes 404 alone for
    an answer; so a SKU that the catalogue lacks is one that the user lacks.
    """
    product, sku = visit.keys["productId"], visit.keys["skuId"]
    user = _user(visit.tenant, visit.keys["userId"])
    return _shown(visit, _holder_of(visit.tenant, product, sku, user))


def insert(visit: Visit) -> dict[str, Any]:
    """Assigns the SKU: 412 when the user has the product or when no seat is free."""
    product, sku = visit.keys["productId"], visit.keys["skuId"]
    _check_sku(product, sku)
    address = text(visit.body, "userId")
    if not address:
        raise required("userId")
    user = _user(visit.tenant, address)
    _check_automatic(visit.tenant, product)
    held = visit.tenant.licences.get(product, {}).get(user.id)
    if held is not None:
        raise precondition(_HELD if held == sku else _OTHER_SKU)
    _check_seats(visit.tenant, product, sku)
    visit.tenant.give_licence(product, sku, user.id)
    visit.tenant.tick()
    _note(visit, "USER_LICENSE_ASSIGNMENT", user, NEW_VALUE=_name(product, sku))
    return _shown(visit, user)


def update(visit: Visit) -> dict[str, Any]:
    """Switches the user from the SKU in the path to the one in the body."""
    product, old = visit.keys["productId"], visit.keys["skuId"]
    user = _holder(visit)
    new = text(visit.body, "skuId") or old
    _check_switch(visit, user)
    if new == old:
        raise precondition(_SAME_SKU.format(old))
    _check_sku(product, new)
    if product in visit.tenant.automatic:
        raise precondition(_AUTO_SWITCH)
    _check_seats(visit.tenant, product, new)
    visit.tenant.give_licence(product, new, user.id)
    visit.tenant.tick()
    values = {"OLD_VALUE": _name(product, old), "NEW_VALUE": _name(product, new)}
    _note(visit, "USER_LICENSE_REASSIGNMENT", user, **values)
    return _shown(visit, user)


def delete(visit: Visit) -> dict[str, Any]:
    """Takes the SKU from the user; answers an empty object."""
    user = _holder(visit)
    if visit.keys["productId"] in visit.tenant.automatic:
        raise precondition(_AUTO_UNASSIGN)
    visit.tenant.take_licence(visit.keys["productId"], user.id)
    visit.tenant.tick()
    old = _name(visit.keys["productId"], visit.keys["skuId"])
    _note(visit, "USER_LICENSE_REVOKE", user, OLD_VALUE=old)
    return {}


def _check_automatic(tenant: Directory, product: str) -> None:
    """Refuses to assign what Google hands out by itself; seen with either status."""
    if product not in tenant.automatic or not tenant.switches.on(_AUTOMATIC):
        return
    if tenant.switches.number(_AUTOMATIC, "status") == 412:
        raise precondition(_AUTO_ASSIGN)
    raise GoogleError(503, "backendError", "Service unavailable. Please try again")


def _note(visit: Visit, event: str, user: User, **values: str) -> None:
    product = catalogue.product_name(visit.keys["productId"]) or ""
    visit.tenant.record(event, USER_EMAIL=user.email, PRODUCT_NAME=product, **values)


def _name(product: str, sku: str) -> str:
    return catalogue.sku_name(product, sku) or sku


def _listed(visit: Visit, sku: str | None) -> dict[str, Any]:
    tenant, product = visit.tenant, visit.keys["productId"]
    _check_product(product)
    customer = visit.query.get("customerId")
    if not customer:
        raise required("customerId")
    if customer not in (tenant.vendor_id, tenant.domain):
        raise forbidden()
    held = tenant.licences.get(product, {})
    entries = sorted(
        (tenant.users[user].email, user) for user, has in held.items() if sku in (None, has)
    )
    idents, token = page(tenant, entries, visit.query, _LIMITS)
    if tenant.switches.on(_SHORT) and int(visit.query.get("maxResults") or 0) > _LIMITS.default:
        idents, token = idents[: int(tenant.switches.number(_SHORT, "after"))], ""
    items = [licence_json(tenant, product, tenant.users[user], visit.base) for user in idents]
    return listing("licensing#licenseAssignmentList", "items", items, token)


def _shown(visit: Visit, user: User) -> dict[str, Any]:
    return licence_json(visit.tenant, visit.keys["productId"], user, visit.base)


def _holder(visit: Visit) -> User:
    product, sku = visit.keys["productId"], visit.keys["skuId"]
    _check_sku(product, sku)
    return _holder_of(visit.tenant, product, sku, _user(visit.tenant, visit.keys["userId"]))


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


def _check_switch(visit: Visit, user: User) -> None:
    product, person = text(visit.body, "productId"), text(visit.body, "userId")
    if product and product != visit.keys["productId"]:
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

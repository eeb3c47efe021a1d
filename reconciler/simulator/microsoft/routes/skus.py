"""/subscribedSkus: what the tenant bought and how much of it is in use."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.catalogue import catalogue
from reconciler.simulator.microsoft.errors import not_found
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import SKU_READ
from reconciler.simulator.microsoft.state import Directory
from reconciler.simulator.microsoft.wire import Shape, always, selection

Pair = tuple[Directory, str]


def _units(pair: Pair) -> dict[str, int]:
    directory, sku_id = pair
    return {"enabled": directory.seats[sku_id], "suspended": 0, "warning": 0, "lockedOut": 0}


def _plans(pair: Pair) -> list[dict[str, Any]]:
    return [
        {
            "servicePlanId": plan_id,
            "servicePlanName": name,
            "provisioningStatus": "Success",
            "appliesTo": "User",
        }
        for plan_id, name in catalogue().by_id[pair[1]].plans
    ]


SKUS: Shape[Pair] = Shape(
    name="subscribedSku",
    collection="subscribedSkus",
    getters={
        "accountName": lambda pair: pair[0].alias,
        "accountId": lambda pair: pair[0].vendor_id,
        "appliesTo": always("User"),
        "capabilityStatus": always("Enabled"),
        "consumedUnits": lambda pair: pair[0].consumed[pair[1]],
        "id": lambda pair: f"{pair[0].vendor_id}_{pair[1]}",
        "skuId": lambda pair: pair[1],
        "skuPartNumber": lambda pair: catalogue().by_id[pair[1]].part_number,
        "subscriptionIds": lambda pair: [pair[0].derived_id("subscription", pair[1])],
        "prepaidUnits": _units,
        "servicePlans": _plans,
    },
    default=(
        "accountName",
        "accountId",
        "appliesTo",
        "capabilityStatus",
        "consumedUnits",
        "id",
        "skuId",
        "skuPartNumber",
        "subscriptionIds",
        "prepaidUnits",
        "servicePlans",
    ),
)


def list_skus(call: RequestContext) -> Response:
    """All subscriptions; they come unpaged."""
    picked = selection(call.option("$select"))
    names = SKUS.chosen(picked)
    rows = [SKUS.render((call.directory, sku_id), names) for sku_id in call.directory.seats]
    context = call.context(SKUS.collection, None if picked is None else names)
    return Response(200, {"@odata.context": context, "value": rows})


def get_sku(call: RequestContext) -> Response:
    """One subscription by its id, which is tenant and SKU."""
    picked = selection(call.option("$select"))
    tenant_id, _, sku_id = call.keys[0].casefold().partition("_")
    directory = call.directory
    if tenant_id != directory.vendor_id.casefold() or sku_id not in directory.seats:
        raise not_found(call.keys[0])
    names = SKUS.chosen(picked)
    target = SKUS.collection if picked is None else f"{SKUS.collection}({','.join(names)})"
    return entity(call, target, SKUS.render((directory, sku_id), names))


_SELECT = frozenset({"$select"})
ROUTES = (
    Route("GET", "subscribedSkus", list_skus, SKU_READ, _SELECT),
    Route("GET", "subscribedSkus/{id}", get_sku, SKU_READ, _SELECT),
)

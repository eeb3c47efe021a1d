"""What the parts of a behaviour need to know of each vendor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from reconciler.simulator.core.quota import GOOGLE_LIMITS, GRAPH_LIMITS, Budgets, Quota, units_for
from reconciler.simulator.core.quota_google import GoogleQuota
from reconciler.simulator.core.quota_graph import GraphQuota
from reconciler.simulator.core.second_admin import Answer, SecondAdmin, google_write, graph_write
from reconciler.simulator.core.weather import Alone, Spent, Weather, google_weather, graph_weather
from reconciler.simulator.exchange import Request
from reconciler.simulator.google.behaviours import BEHAVIOURS as GOOGLE
from reconciler.simulator.google.errors import error_body
from reconciler.simulator.microsoft.behaviours import BEHAVIOURS as MICROSOFT
from reconciler.simulator.microsoft.catalogue import catalogue
from reconciler.simulator.switches import Catalogue, Switches

Limits = Mapping[str, float | None]
_GOOGLE_REASONS = {
    400: "badRequest",
    500: "internalError",
    502: "badGateway",
    504: "gatewayTimeout",
}
_GRAPH_CODES = {
    400: "BadRequest",
    500: "InternalServerError",
    502: "BadGateway",
    504: "GatewayTimeout",
}
_AUDIT = ("seconds", "log_delay")


@dataclass(frozen=True, slots=True)
class VendorTraits:
    """One vendor's limits, its words for a bare status, its second administrator, its seats."""

    limits: Limits
    quota: Callable[[Limits, Any, Budgets], Quota]
    error: Callable[[int], dict[str, Any]]
    invent: Callable[[SecondAdmin, Answer], Request | None]
    seat_key: Callable[[str], str]
    """The key of a SKU in the tenant's seats, from its name in seeds."""
    named: Catalogue
    """The behaviours that are switched by name."""
    weather: Callable[[str, Switches], Iterable[Weather | Spent | Alone]]
    """Those of them that befall calls before the handler, by the scenario's seed."""
    counts: Mapping[str, tuple[str, str]]
    """Setting → the name of the number in it, and of the tenant's own attribute for it."""


def _google_quota(limits: Limits, tenant: Any, budgets: Budgets) -> Quota:
    return GoogleQuota(limits, tenant.vendor_id, budgets)


def _graph_quota(limits: Limits, tenant: Any, _: Budgets) -> Quota:
    units = limits["units_per_10_seconds"] or units_for(tenant.counts()["users"])
    return GraphQuota({**limits, "units_per_10_seconds": units}, tenant.vendor_id)


def _google_error(status: int) -> dict[str, Any]:
    message = "Service unavailable. Please try again"
    message = message if status == 503 else HTTPStatus(status).phrase
    return error_body(status, _GOOGLE_REASONS.get(status, "backendError"), message)


def _graph_error(status: int) -> dict[str, Any]:
    code = _GRAPH_CODES.get(status, "ServiceUnavailable")
    return {"error": {"code": code, "message": HTTPStatus(status).phrase, "innerError": {}}}


def _sku_id(name: str) -> str:
    sku = catalogue().by_part_number.get(name)
    return sku.sku_id if sku else name


TRAITS: Mapping[str, VendorTraits] = MappingProxyType(
    {
        "google": VendorTraits(
            limits=GOOGLE_LIMITS,
            quota=_google_quota,
            error=_google_error,
            invent=google_write,
            seat_key=str,
            named=GOOGLE,
            weather=google_weather,
            counts={"page_tokens": ("writes", "token_writes"), "audit": _AUDIT},
        ),
        "microsoft": VendorTraits(
            limits=GRAPH_LIMITS,
            quota=_graph_quota,
            error=_graph_error,
            invent=graph_write,
            seat_key=_sku_id,
            named=MICROSOFT,
            weather=graph_weather,
            counts={"group_licences": ("reads", "licence_reads"), "audit": _AUDIT},
        ),
    }
)

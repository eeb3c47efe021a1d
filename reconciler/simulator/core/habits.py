"""What the parts of a behaviour need to know of each vendor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from reconciler.simulator.core.quota import GOOGLE_LIMITS, GRAPH_LIMITS, Quota, units_for
from reconciler.simulator.core.quota_google import GoogleQuota
from reconciler.simulator.core.quota_graph import GraphQuota
from reconciler.simulator.core.second_admin import Answer, SecondAdmin, google_write, graph_write
from reconciler.simulator.exchange import Request
from reconciler.simulator.google.errors import error_body
from reconciler.simulator.microsoft.catalogue import catalogue

Limits = Mapping[str, float | None]
_GOOGLE_REASONS = {500: "internalError", 502: "badGateway", 504: "gatewayTimeout"}
_GRAPH_CODES = {500: "InternalServerError", 502: "BadGateway", 504: "GatewayTimeout"}


@dataclass(frozen=True, slots=True)
class Habits:
    """One vendor's limits, its words for 5xx, how its second administrator writes, its seats."""

    limits: Limits
    quota: Callable[[Limits, Any], Quota]
    unavailable: Callable[[int], dict[str, Any]]
    invent: Callable[[SecondAdmin, Answer], Request | None]
    seat_key: Callable[[str], str]
    """The key of a SKU in the tenant's seats, from its name in seeds."""


def _google_quota(limits: Limits, _: Any) -> Quota:
    return GoogleQuota(limits)


def _graph_quota(limits: Limits, tenant: Any) -> Quota:
    units = limits["units_per_10_seconds"] or units_for(tenant.counts()["users"])
    return GraphQuota({**limits, "units_per_10_seconds": units}, tenant.vendor_id)


def _google_unavailable(status: int) -> dict[str, Any]:
    message = "Service unavailable. Please try again"
    message = message if status == 503 else HTTPStatus(status).phrase
    return error_body(status, _GOOGLE_REASONS.get(status, "backendError"), message)


def _graph_unavailable(status: int) -> dict[str, Any]:
    code = _GRAPH_CODES.get(status, "ServiceUnavailable")
    return {"error": {"code": code, "message": HTTPStatus(status).phrase, "innerError": {}}}


def _sku_id(name: str) -> str:
    sku = catalogue().by_part_number.get(name)
    return sku.sku_id if sku else name


HABITS: Mapping[str, Habits] = MappingProxyType(
    {
        "google": Habits(GOOGLE_LIMITS, _google_quota, _google_unavailable, google_write, str),
        "microsoft": Habits(GRAPH_LIMITS, _graph_quota, _graph_unavailable, graph_write, _sku_id),
    }
)

"""Graph's budgets: resource units and writes of one app in one tenant, refused with 429."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil

from reconciler.simulator.core import tokens
from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.core.quota import Bucket, buckets
from reconciler.simulator.exchange import Response

_UNITS = "units_per_10_seconds"
_WRITES = "writes_per_150_seconds"
_WARNS_AT = 0.8
_COSTS = (
    (re.compile(r"/transitiveMembers"), 5),
    (re.compile(r"/getByIds$"), 5),
    (re.compile(r"/subscribedSkus"), 3),
    (re.compile(r"/groups/\{[^}]*\}/members"), 3),
    (re.compile(r"/(licenseDetails|memberOf)"), 2),
    (re.compile(r"^[^/]+/users"), 2),
)


class GraphQuota:
    """The budgets of each app in one tenant; each step of a $batch is charged on its own."""

    def __init__(self, limits: Mapping[str, float | None], tenant: str) -> None:
        self._limits = limits
        self._tenant = tenant
        self._apps: dict[str, dict[str, Bucket]] = {}

    def meet(self, context: CallContext) -> Response | None:
        """The refusal of a call that no budget is left for; else None, and it is charged."""
        app = _app(context)
        held = self._apps.setdefault(app, buckets(self._limits))
        costs = {_UNITS: cost_of(context), _WRITES: int(_writes(context))}
        wanted = [(name, held[name]) for name, cost in costs.items() if cost and name in held]
        for name, bucket in wanted:
            wait = bucket.take(costs[name], context.now)
            if wait:
                return self._refusal(app, name, wait)
        context.headers["x-ms-resource-unit"] = str(costs[_UNITS])
        used = max((bucket.share(context.now) for _, bucket in wanted), default=0.0)
        if used > _WARNS_AT:
            context.headers["x-ms-throttle-limit-percentage"] = f"{used:.2f}"
        return None

    def _refusal(self, app: str, name: str, wait: float) -> Response:
        information = "WriteLimitExceeded" if name == _WRITES else "ResourceUnitLimitExceeded"
        headers = {
            "Retry-After": str(ceil(wait)),
            "x-ms-throttle-scope": f"Tenant_Application/ReadWrite/{app}/{self._tenant}",
            "x-ms-throttle-information": information,
            "x-ms-throttle-limit-percentage": "1.00",
        }
        inner = {"code": "429", "message": "Please retry after", "status": "429"}
        message = "Please retry again later."
        error = {"code": "TooManyRequests", "message": message, "innerError": inner}
        return Response(429, {"error": error}, headers)


def cost_of(context: CallContext) -> int:
    """A call's resource units, 1 at least."""
    if _writes(context):
        return 1
    query = context.request.query
    cost = next((units for pattern, units in _COSTS if pattern.search(context.route)), 1)
    cost -= "$select" in query
    cost += "$expand" in query
    top = query.get("$top", "")
    cost -= top.isdecimal() and int(top) < 20
    return max(1, cost)


def _writes(context: CallContext) -> bool:
    return context.request.method != "GET" and not context.route.endswith("/getByIds")


def _app(context: CallContext) -> str:
    header = context.request.headers.get("authorization", "")
    claims = tokens.claims_of(header.partition(" ")[2]) or {}
    return str(claims.get("appid", ""))

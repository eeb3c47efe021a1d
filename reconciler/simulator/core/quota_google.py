"""Google's budgets: 403 with a reason for the Directory, 503 for the License Manager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.core.quota import Budgets
from reconciler.simulator.exchange import Response

_LICENSING = (
    *("licence_queries_per_second", "licence_queries_per_minute", "licence_queries_per_day"),
)
_BY_PROJECT = frozenset({*_LICENSING, "settings_queries_per_day"})
_DIRECTORY = "admin/directory/v1/"


class GoogleQuota:
    """The budgets of the calls to one customer; each inner call of a batch is charged on its own.

    Google counts the Directory API's queries by project and user for whom the project acts, and
    licensing and Groups Settings by project, whatever customer is called; the rest by customer.
    """

    def __init__(self, limits: Mapping[str, float | None], customer: str, budgets: Budgets) -> None:
        self._limits = limits
        self._customer = customer
        self._budgets = budgets

    def meet(self, context: CallContext) -> Response | None:
        """The refusal of a call that no budget is left for; else None, and it is charged."""
        for name in _charged(context):
            limit = self._limits.get(name)
            if limit:
                whose = self._whose(name, context)
                if self._budgets.bucket(name, float(limit), *whose).take(1, context.now):
                    return _REFUSALS[name]
        return None

    def _whose(self, name: str, context: CallContext) -> tuple[str, ...]:
        project, subject = context.request.project, context.request.actor
        if name == "queries_per_minute":
            return (project, subject)
        return (project,) if name in _BY_PROJECT else (self._customer,)


def _charged(context: CallContext) -> list[str]:
    """The budgets of a call, the narrowest first: what it refuses must not cost of the others."""
    method, route = context.request.method, context.route
    if route.startswith("apps/licensing/"):
        return list(_LICENSING)
    if route.startswith("groups/v1/"):
        return ["settings_queries_per_day"]
    names = []
    if method != "GET" and route.startswith(f"{_DIRECTORY}customer/") and "/orgunits" in route:
        names = ["unit_writes_per_second"]
    elif method == "POST":
        names = [_INSERTS[route]] if route in _INSERTS else []
    return [*names, "account_queries_per_minute", "queries_per_minute"]


_INSERTS = {
    f"{_DIRECTORY}users": "user_inserts_per_second",
    f"{_DIRECTORY}groups": "group_inserts_per_second",
    f"{_DIRECTORY}groups/{{groupKey}}/members": "member_inserts_per_second",
}


def _refusal(status: int, reason: str, message: str, domain: str = "usageLimits") -> Response:
    entry = {"message": message, "domain": domain, "reason": reason}
    body: dict[str, Any] = {"error": {"code": status, "message": message, "errors": [entry]}}
    return Response(status, body)


def _exceeded(metric: str, limit: str) -> str:
    return (
        f"Quota exceeded for quota metric '{metric}' and limit '{limit}' "
        "of service 'admin.googleapis.com' for consumer 'project_number:1'."
    )


_REFUSALS = {
    "queries_per_minute": _refusal(
        403, "userRateLimitExceeded", _exceeded("Queries", "Queries per minute per user")
    ),
    "unit_writes_per_second": _refusal(
        403, "quotaExceeded", _exceeded("Org unit writes", "Org unit writes per second")
    ),
    "user_inserts_per_second": _refusal(
        403, "quotaExceeded", _exceeded("User inserts", "User inserts per second")
    ),
    "group_inserts_per_second": _refusal(
        403, "quotaExceeded", _exceeded("Group inserts", "Group inserts per second")
    ),
    "member_inserts_per_second": _refusal(
        403, "quotaExceeded", _exceeded("Member inserts", "Member inserts per second")
    ),
    "settings_queries_per_day": _refusal(
        403, "quotaExceeded", _exceeded("Queries", "Queries per day")
    ),
    "account_queries_per_minute": _refusal(
        429, "rateLimitExceeded", _exceeded("Queries", "Queries per minute per account")
    ),
    "licence_queries_per_minute": _refusal(
        403, "quotaExceeded", _exceeded("Queries", "Queries per minute")
    ),
    "licence_queries_per_day": _refusal(
        403, "quotaExceeded", _exceeded("Queries", "Queries per day")
    ),
    "licence_queries_per_second": _refusal(
        503, "backendError", "Service unavailable. Please try again", "global"
    ),
}

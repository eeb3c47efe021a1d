"""Reports API: the customer's numbers of a day.

No history is kept: every day has today's numbers. The last two days are not there yet, as with
the vendor, whose delay varies.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from reconciler.simulator.google.errors import GoogleError, invalid
from reconciler.simulator.google.routes.common import check_customer
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory

_DELAY = timedelta(days=2)
_KIND = "admin#reports#usageReport"


def of_customer(call: RequestContext) -> dict[str, Any]:
    """The asked numbers of a day, or all; 400 for a day that has none yet."""
    tenant = call.tenant
    check_customer(tenant, call.query.get("customerId", "my_customer"))
    day = _day(tenant, call.keys["date"])
    numbers = _numbers(tenant)
    asked = call.query.get("parameters")
    # The reference: a parameter that there is not is passed over.
    names = [name for name in numbers if not asked or name in asked.split(",")]
    report = {
        "kind": _KIND,
        "date": day,
        "etag": tenant.etag(day, tenant.counter),
        "entity": {"type": "CUSTOMER", "customerId": tenant.vendor_id},
        "parameters": [{"name": name, "intValue": str(numbers[name])} for name in names],
    }
    return {"kind": _KIND + "s", "etag": report["etag"], "usageReports": [report]}


def _day(tenant: Directory, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise invalid("date") from None
    last = (datetime.fromtimestamp(tenant.time(), UTC) - _DELAY).date()
    if day > last:
        message = f"Data for dates later than {last} is not yet available. Please check back later"
        raise GoogleError(400, "invalid", message)
    return text


def _numbers(tenant: Directory) -> dict[str, int]:
    users = tenant.users.values()
    return {
        "accounts:num_users": len(users),
        "accounts:num_suspended_users": sum(user.suspended for user in users),
        "accounts:num_users_archived": sum(user.archived for user in users),
    }


_AT = "admin/reports/v1/usage/dates/{date}"
_QUERY = frozenset({"customerId", "parameters"})
_READ = scopes("admin.reports.usage.readonly")
ROUTES = (Route("GET", _AT, _READ, of_customer, "", "UsageReports", _QUERY),)

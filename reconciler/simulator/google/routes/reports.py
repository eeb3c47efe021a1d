"""Reports API: what administrators did, the newest first."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google import activity_filter
from reconciler.simulator.google.activities import TYPES, Activity
from reconciler.simulator.google.errors import not_found, not_modelled
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.records import User
from reconciler.simulator.google.routes.common import check_customer
from reconciler.simulator.google.routing import Route, Visit, scopes
from reconciler.simulator.google.state import Directory
from reconciler.simulator.google.wire import listing, moment

_LIMITS = Limits(default=1000, maximum=1000, last_first=True)


def list_activities(visit: Visit) -> dict[str, Any]:
    """One page of the admin events that fit, the newest first."""
    tenant, query = visit.tenant, visit.query
    if visit.keys["applicationName"] != "admin":
        raise not_modelled(f"the activities of {visit.keys['applicationName']}")
    check_customer(tenant, query.get("customerId", "my_customer"))
    wanted = activity_filter.read(query, tenant.time())
    actor = _actor(tenant)
    kept = tenant.activities.kept if _is_asked_for(visit, actor) else ()
    found = {f"{one.number:012}": one for one in kept if wanted.takes(one)}
    entries = [(number, number) for number in found]
    numbers, token = page(tenant, entries, query, _LIMITS)
    items = [_shown(tenant, found[number], actor) for number in numbers]
    return listing("admin#reports#activities", "items", items, token)


def _actor(tenant: Directory) -> User | None:
    # Who called is not kept: the tenant's first super administrator stands for all of them.
    return next((user for user in tenant.users.values() if user.admin), None)


def _is_asked_for(visit: Visit, actor: User | None) -> bool:
    key = visit.keys["userKey"]
    if key == "all":
        return True
    user = visit.tenant.user(key)
    if user is None:
        raise not_found("userKey")
    return user is actor


def _shown(tenant: Directory, activity: Activity, actor: User | None) -> dict[str, Any]:
    who = {"callerType": "USER", "email": actor.email, "profileId": actor.id} if actor else {}
    parameters = [{"name": name, "value": value} for name, value in activity.parameters.items()]
    return {
        "kind": "admin#reports#activity",
        "id": {
            "time": moment(activity.at),
            "uniqueQualifier": str(activity.number),
            "applicationName": "admin",
            "customerId": tenant.vendor_id,
        },
        "etag": tenant.etag("activity", activity.number),
        "actor": who or {"callerType": "KEY", "key": "SYSTEM"},
        "events": [{"type": TYPES[activity.name], "name": activity.name, "parameters": parameters}],
    }


_AT = "admin/reports/v1/activity/users/{userKey}/applications/{applicationName}"
_QUERY = frozenset(
    {
        *("startTime", "endTime", "eventName", "filters"),
        *("maxResults", "pageToken", "customerId"),
    }
)
ROUTES = (
    Route(
        "GET",
        _AT,
        scopes("admin.reports.audit.readonly"),
        list_activities,
        "",
        "Activities",
        _QUERY,
    ),
)

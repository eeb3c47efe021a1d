"""Reports API: what administrators did, the newest first."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google import activity_filter
from reconciler.simulator.google.activities import TYPES, Activity
from reconciler.simulator.google.errors import not_found, not_modelled
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.records import User
from reconciler.simulator.google.routes.common import check_customer
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory
from reconciler.simulator.google.wire import listing, moment

_LIMITS = Limits(default=1000, maximum=1000, last_first=True)


def list_activities(call: RequestContext) -> dict[str, Any]:
    """One page of the admin events that fit, the newest first."""
    tenant, query = call.tenant, call.query
    if call.keys["applicationName"] != "admin":
        raise not_modelled(f"the activities of {call.keys['applicationName']}")
    check_customer(tenant, query.get("customerId", "my_customer"))
    wanted = activity_filter.read(query, tenant.time())
    shown = tenant.time() - tenant.log_delay
    whose = _asked_for(call)
    found = {
        f"{one.number:012}": one
        for one in tenant.activities.kept
        if wanted.takes(one) and one.at <= shown and whose in (None, tenant.user(one.actor))
    }
    entries = [(number, number) for number in found]
    numbers, token = page(tenant, entries, query, _LIMITS)
    items = [_shown(tenant, found[number]) for number in numbers]
    return listing("admin#reports#activities", "items", items, token)


def _asked_for(call: RequestContext) -> User | None:
    """Whose deeds are asked for; None: everybody's."""
    key = call.keys["userKey"]
    if key == "all":
        return None
    user = call.tenant.user(key)
    if user is None:
        raise not_found("userKey")
    return user


def _actor(tenant: Directory, activity: Activity) -> dict[str, str]:
    if not activity.actor:
        return {"callerType": "KEY", "key": "SYSTEM"}
    user = tenant.user(activity.actor)
    known = {"profileId": user.id} if user else {}
    return {"callerType": "USER", "email": activity.actor, **known}


def _shown(tenant: Directory, activity: Activity) -> dict[str, Any]:
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
        "actor": _actor(tenant, activity),
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

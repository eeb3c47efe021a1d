"""/groupSettings and /groupLifecyclePolicies: what the behaviours of a tenant say (reading)."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.request_context import RequestContext, Route
from reconciler.simulator.microsoft.roles import DIRECTORY_READ, SETTINGS_READ

_TEMPLATE = "62375ab9-6b52-47ed-826b-58e47e0e304b"
"""Group.Unified's template, the same in every tenant (Entra's page on group settings)."""


def list_settings(call: RequestContext) -> Response:
    """The one setting object of Group.Unified; none where nothing was ever set."""
    on = call.directory.switches.on
    values = {
        "PrefixSuffixNamingRequirement": "GRP_[GroupName]" if on("group-naming-policy") else "",
        "EnableGroupCreation": "false" if on("group-creation-limited") else "true",
        "EnableMIPLabels": "true" if on("sensitivity-labels") else "false",
    }
    if values == _NOTHING:
        return _listed(call, "groupSettings", [])
    setting = {
        "id": call.directory.derived_id("setting", "Group.Unified"),
        "displayName": "Group.Unified",
        "templateId": _TEMPLATE,
        "values": [{"name": name, "value": value} for name, value in values.items()],
    }
    return _listed(call, "groupSettings", [setting])


def list_policies(call: RequestContext) -> Response:
    """The one policy of expiration that a tenant can have."""
    policy = {
        "id": call.directory.derived_id("policy", "lifecycle"),
        "groupLifetimeInDays": 180,
        "managedGroupTypes": "All",
        "alternateNotificationEmails": "",
    }
    found = [policy] if call.directory.switches.on("groups-expire") else []
    return _listed(call, "groupLifecyclePolicies", found)


_NOTHING = {
    "PrefixSuffixNamingRequirement": "",
    "EnableGroupCreation": "true",
    "EnableMIPLabels": "false",
}


def _listed(call: RequestContext, name: str, value: list[dict[str, Any]]) -> Response:
    return Response(200, {"@odata.context": call.context(name), "value": value})


ROUTES = (
    Route("GET", "groupSettings", list_settings, SETTINGS_READ),
    Route("GET", "groupLifecyclePolicies", list_policies, DIRECTORY_READ),
)

"""Groups Settings API: one object a group; PUT merges like PATCH."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google import settings_rules
from reconciler.simulator.google.bodies import text
from reconciler.simulator.google.errors import GoogleError, not_modelled
from reconciler.simulator.google.records import Group
from reconciler.simulator.google.routes.groups import read_texts
from reconciler.simulator.google.routing import Route, Visit, scopes

_GROUP_FIELDS = ("name", "description")


def get(visit: Visit) -> dict[str, Any]:
    """All settings of a group, by its address (or alias or id)."""
    return _shown(_find(visit))


def update(visit: Visit) -> dict[str, Any]:
    """Changes what the body names, name and description of the group included."""
    group, body = _find(visit), visit.body
    asked: dict[str, str] = {}
    for name in body:
        if name in settings_rules.CHOICES or name in settings_rules.TEXTS:
            asked[name] = text(body, name) or ""
        elif name not in settings_rules.READ_ONLY and name not in _GROUP_FIELDS:
            raise not_modelled(f"the setting {name}")
    title, description = read_texts(visit)
    group.settings = settings_rules.merged(group.settings, asked)
    group.name = title or group.name
    if "description" in body:
        group.description = description or ""
    group.version = visit.tenant.tick()
    return _shown(group)


def _find(visit: Visit) -> Group:
    group = visit.tenant.group(visit.keys["groupUniqueId"])
    if group is None or (visit.tenant.hidden and visit.tenant.conceals(f"{group.id}/settings")):
        raise GoogleError(404, "notFound", "Resource Not Found: groupUniqueId")
    return group


def _shown(group: Group) -> dict[str, Any]:
    return {
        "kind": "groupsSettings#groups",
        "email": group.email,
        "name": group.name,
        "description": group.description,
        "customRolesEnabledForSettingsToBeMerged": "false",
        **settings_rules.effective(group.settings),
    }


_ONE = "groups/v1/groups/{groupUniqueId}"
_ALL = scopes("apps.groups.settings")
ROUTES = (
    Route("GET", _ONE, _ALL, get, "", "GroupSettings"),
    Route("PUT", _ONE, _ALL, update, "GroupSettings", "GroupSettings"),
    Route("PATCH", _ONE, _ALL, update, "GroupSettings", "GroupSettings"),
)

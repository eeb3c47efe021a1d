"""Groups Settings API: one object a group; PUT merges like PATCH."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reconciler.simulator.google import settings_rules
from reconciler.simulator.google.bodies import text
from reconciler.simulator.google.errors import GoogleError
from reconciler.simulator.google.records import Group
from reconciler.simulator.google.routes.groups import (
    SETTINGS_LATE,
    TWO_COPIES,
    copied_description,
    read_texts,
    write_texts,
)
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory

# The log writes whoCanJoin as WHO_CAN_JOIN.
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MESSAGE_BYTES = 25 * 1024 * 1024


def get(call: RequestContext) -> dict[str, Any]:
    """All settings of a group, by its address (or alias or id)."""
    return _shown(_find(call))


def update(call: RequestContext) -> dict[str, Any]:
    """Changes what the body names, name and description of the group included."""
    group, body = _find(call), call.body
    asked: dict[str, str] = {}
    for name in body:
        if name in settings_rules.WRITABLE:
            asked[name] = text(body, name) or ""
    title, description = _texts(call)
    before, switches = group.settings, call.tenant.switches
    within = switches.on("membership-within-discovery")
    group.settings = settings_rules.merged(before, asked, within_discovery=within)
    _note(call.tenant, group, before)
    if switches.on(TWO_COPIES) and "description" in body:
        group.settings_description = description or ""
        del body["description"]
    write_texts(call, group, title, description)
    group.version = call.tenant.tick()
    return _shown(group)


def _texts(call: RequestContext) -> tuple[str | None, str | None]:
    title, description = read_texts(call)
    if call.tenant.switches.on("description-of-300"):
        for name, text_, most in (("name", title, 60), ("description", description, 300)):
            if len(text_ or "") > most:
                raise GoogleError(400, "invalidArgument", f"Value too long for {name}")
    return title, description


def _note(tenant: Directory, group: Group, before: Mapping[str, str]) -> None:
    if group.settings == before:
        return
    old = settings_rules.effective(before)
    for name, value in settings_rules.effective(group.settings).items():
        if value != old.get(name):
            values = {"OLD_VALUE": old.get(name, ""), "NEW_VALUE": value}
            named = {"SETTING_NAME": _WORD.sub("_", name).upper()}
            tenant.record("CHANGE_GROUP_SETTING", GROUP_EMAIL=group.email, **named, **values)


def _find(call: RequestContext) -> Group:
    group = call.tenant.group(call.keys["groupUniqueId"])
    if group is None or (call.tenant.hidden and call.tenant.conceals(f"{group.id}/settings")):
        raise _not_found()
    late = call.tenant.is_new(SETTINGS_LATE, group.id)
    if late % 2:
        raise GoogleError(400, "invalidArgument", "Request contains an invalid argument.")
    if late:
        raise _not_found()
    return group


def _not_found() -> GoogleError:
    # In these words, unlike the directory's: GAM7 tells the two APIs' 404s apart by them.
    return GoogleError(404, "notFound", "Not Found")


def _shown(group: Group) -> dict[str, Any]:
    return {
        "kind": "groupsSettings#groups",
        "email": group.email,
        "name": group.name,
        "description": copied_description(group),
        "customRolesEnabledForSettingsToBeMerged": "false",
        "maxMessageBytes": _MESSAGE_BYTES,
        **settings_rules.effective(group.settings),
    }


_ONE = "groups/v1/groups/{groupUniqueId}"
_ALL = scopes("apps.groups.settings")
ROUTES = (
    Route("GET", _ONE, _ALL, get, "", "GroupSettings"),
    Route("PUT", _ONE, _ALL, update, "GroupSettings", "GroupSettings"),
    Route("PATCH", _ONE, _ALL, update, "GroupSettings", "GroupSettings"),
)

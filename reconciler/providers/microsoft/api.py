"""Graph's calls and answers, as they travel inside a $batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from reconciler.providers.microsoft import answers
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.limits import PAGE
from reconciler.providers.shapes import Shape

USERS = "/users"
USER = "/users/{id}"
USER_LICENCE = "/users/{id}/assignLicense"
GROUPS = "/groups"
GROUP = "/groups/{id}"
GROUP_BY_NAME = "/groups(uniqueName='{id}')"
DELETED_GROUPS = "/directory/deletedItems/microsoft.graph.group"
DELETED_ITEM = "/directory/deletedItems/{id}"
GROUP_LICENCE = "/groups/{id}/assignLicense"
MEMBERS = "/groups/{id}/members"
OWNERS = "/groups/{id}/owners"
UNITS = "/directory/administrativeUnits"
UNIT = "/directory/administrativeUnits/{id}"
UNIT_MEMBERS = "/directory/administrativeUnits/{id}/members"
MEMBER_REFS = f"{MEMBERS}/$ref"
MEMBER_REF = f"{MEMBERS}/{{member}}/$ref"
OWNER_REFS = f"{OWNERS}/$ref"
OWNER_REF = f"{OWNERS}/{{member}}/$ref"
UNIT_MEMBER_REFS = f"{UNIT_MEMBERS}/$ref"
# Without /$ref a DELETE takes the person out of the directory, not out of the list.
UNIT_MEMBER_REF = f"{UNIT_MEMBERS}/{{member}}/$ref"
ROLES = "/directoryRoles"
ROLE_MEMBERS = "/directoryRoles/{id}/members"
ROLE_ASSIGNMENTS = "/roleManagement/directory/roleAssignments"
ELIGIBILITIES = "/roleManagement/directory/roleEligibilityScheduleInstances"
SKUS = "/subscribedSkus"
ORGANIZATION = "/organization"
GROUP_SETTINGS = "/groupSettings"
EXPIRATIONS = "/groupLifecyclePolicies"
AUDITS = "/auditLogs/directoryAudits"
OBJECT = "/directoryObjects/{id}"

# Resource units of a read without $select; 1 where it is not named here. The throttling page of
# identity and access, 2026-11.
_COSTS: Mapping[str, int] = {USERS: 2, USER: 1, MEMBERS: 3, SKUS: 3}


_PAGES: Mapping[str, Shape] = {
    USERS: answers.page(answers.USER),
    GROUPS: answers.page(answers.GROUP),
    UNITS: answers.page(answers.UNIT),
    DELETED_GROUPS: answers.page(answers.GROUP),
    **dict.fromkeys((ROLE_ASSIGNMENTS, ELIGIBILITIES), answers.page(answers.ASSIGNMENT)),
    SKUS: answers.page(answers.SKU),
    ORGANIZATION: answers.page(answers.ORGANIZATION),
    GROUP_SETTINGS: answers.page(answers.GROUP_SETTING),
    EXPIRATIONS: answers.page(answers.EXPIRATION),
    **dict.fromkeys(
        (MEMBERS, OWNERS, UNIT_MEMBERS, ROLES, ROLE_MEMBERS), answers.page(answers.BY_ID)
    ),
}
_WRITTEN: Mapping[tuple[str, str], Shape] = {
    ("POST", UNITS): answers.MADE,
    ("POST", GROUPS): answers.MADE,
    ("PATCH", GROUP_BY_NAME): answers.MADE_OR_THERE,
}
"""Of the writes whose answers are read."""


def listing(route: str, select: str = "", *, subject: str = "", top: bool = True) -> Call:
    """The first page of a listing, with these properties."""
    options = [f"$select={select}"] if select else []
    options += [f"$top={PAGE}"] if top else []
    path = route.format(id=quote(subject, safe=""))
    query = f"?{'&'.join(options)}" if options else ""
    cost = max(1, _COSTS.get(route, 1) - bool(select))
    return Call("GET", route, f"{path}{query}", _PAGES[route], cost=cost, subject=subject)


def audits(since: str) -> Call:
    """The first page of what was done since an ISO time; 1,000 rows, whatever $top says."""
    when = quote(f"activityDateTime ge {since}", safe=":")
    return Call("GET", AUDITS, f"{AUDITS}?$filter={when}", answers.page(answers.AUDIT))


def one(route: str, subject: str, select: str) -> Call:
    """One object with these properties."""
    path = f"{route.format(id=quote(subject, safe=''))}?$select={select}"
    return Call("GET", route, path, answers.one(select), subject=subject)


def named(route: str, field_name: str, value: str) -> Call:
    """The objects of a listing in which a property has this value."""
    text = value.replace("'", "''")
    when = quote(f"{field_name} eq '{text}'", safe="")
    return Call("GET", route, f"{route}?$select=id&$filter={when}", answers.page(answers.BY_ID))


def write(method: str, route: str, body: Mapping[str, Any] | None = None, **ids: str) -> Call:
    """A write; `ids` fill the route, `id` being whose call it is."""
    path = route.format_map({name: quote(value, safe="") for name, value in ids.items()})
    answer = _WRITTEN.get((method, route), answers.DONE)
    return Call(method, route, path, answer, body, subject=ids.get("id", ""))

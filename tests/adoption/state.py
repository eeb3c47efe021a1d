"""A tenant's whole state as its vendor's API shows it, and the same without our marks."""

from __future__ import annotations

import re
from typing import Any

from tests.support.sandbox import SandboxProject

DIRECTORY = "/admin/directory/v1"
SKUS = ("1010310009", "1010310010")
_MARK = re.compile(r"\s*\[reconciler [^\]]+\]$")
_CHANGES = frozenset({"etag", "lastLoginTime", "externalIds", "description"})


def google(sandbox: SandboxProject, tenant: str) -> dict[str, Any]:
    """Units, accounts, groups with settings and members, licences; by id."""

    def listed(path: str, items: str) -> list[dict[str, Any]]:
        return sandbox.listed(tenant, path, items)

    units = sandbox.call(tenant, "GET", f"{DIRECTORY}/customer/my_customer/orgunits?type=all")
    groups = listed(f"{DIRECTORY}/groups?customer=my_customer", "groups")
    users = listed(f"{DIRECTORY}/users?customer=my_customer", "users")
    domain = users[0]["primaryEmail"].partition("@")[2]
    asked = f"users?customerId={domain}&maxResults=100"
    return {
        "units": {one["orgUnitId"]: one for one in units["organizationUnits"]},
        "users": {one["id"]: one for one in users},
        "groups": {one["id"]: one for one in groups},
        "settings": {
            one["id"]: sandbox.call(tenant, "GET", f"/groups/v1/groups/{one['email']}?alt=json")
            for one in groups
        },
        "members": {
            one["id"]: sorted(
                (m["id"], m["role"])
                for m in listed(f"{DIRECTORY}/groups/{one['id']}/members", "members")
            )
            for one in groups
        },
        "licences": {
            sku: sorted(
                one["userId"]
                for one in listed(f"/apps/licensing/v1/product/101031/sku/{sku}/{asked}", "items")
            )
            for sku in SKUS
        },
    }


def microsoft(sandbox: SandboxProject, tenant: str) -> dict[str, Any]:
    """The same at Graph."""

    def listed(path: str) -> list[dict[str, Any]]:
        return sandbox.listed(tenant, path, "value")

    units = listed("/v1.0/directory/administrativeUnits")
    groups = listed("/v1.0/groups?$top=999")
    wanted = "id,userPrincipalName,assignedLicenses,employeeId,accountEnabled"
    return {
        "units": {one["id"]: one for one in units},
        "users": {one["id"]: one for one in listed(f"/v1.0/users?$top=999&$select={wanted}")},
        "groups": {one["id"]: one for one in groups},
        "members": {
            f"{route}/{one['id']}/{role}": sorted(
                member["id"] for member in listed(f"/v1.0/{route}/{one['id']}/{role}?$top=999")
            )
            for route, things, roles in (
                ("groups", groups, ("members", "owners")),
                ("directory/administrativeUnits", units, ("members",)),
            )
            for one in things
            for role in roles
        },
    }


def state_of(sandbox: SandboxProject, tenant: str, vendor: str) -> dict[str, Any]:
    """Everything that is there."""
    return google(sandbox, tenant) if vendor == "google" else microsoft(sandbox, tenant)


def without_marks(state: dict[str, Any]) -> dict[str, Any]:
    """The same, with descriptions as people wrote them and without external ids of groups."""
    bare: dict[str, Any] = {}
    for kind, things in state.items():
        bare[kind] = {ident: _bare(kind, one) for ident, one in things.items()}
    return bare


def _bare(kind: str, one: Any) -> Any:
    if not isinstance(one, dict) or kind in ("users", "settings"):
        return {k: v for k, v in one.items() if k != "etag"} if isinstance(one, dict) else one
    kept = {key: value for key, value in one.items() if key not in _CHANGES}
    return {**kept, "description": _MARK.sub("", one.get("description") or "").strip()}


def marks(state: dict[str, Any]) -> int:
    """How many units and groups carry our mark."""
    told = (str(one) for kind in ("units", "groups") for one in state[kind].values())
    return sum("reconciler adopted" in one or "adopted plovdiv/" in one for one in told)

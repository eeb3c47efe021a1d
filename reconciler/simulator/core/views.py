"""What the web page shows of a tenant, the same words for both vendors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.google.catalogue import sku_name
from reconciler.simulator.microsoft import MicrosoftTenant
from reconciler.simulator.microsoft.catalogue import catalogue

MOST_GROUPS = 300
_DIGITS = re.compile(r"(\d+)")
Row = Mapping[str, Any]


def tenant_view(tenant: Any) -> dict[str, Any]:
    """Units as a tree, groups, licences: JSON-like values that the template reads."""
    if isinstance(tenant, GoogleTenant):
        return _google(tenant)
    if isinstance(tenant, MicrosoftTenant):
        return _microsoft(tenant)
    raise TypeError(type(tenant))


def _google(tenant: GoogleTenant) -> dict[str, Any]:
    holders = Counter(user.org_unit for user in tenant.users.values())
    units = [(unit.path, holders[unit.id]) for unit in tenant.org_units.values()]
    groups = [
        {
            "name": group.name,
            "address": group.email,
            "kind": "",
            "description": group.description,
            "members": len(group.members),
        }
        for group in tenant.groups.values()
    ]
    names = {
        sku: sku_name(product, sku) or sku
        for product, held in tenant.licences.items()
        for sku in set(held.values())
    }
    skus = sorted({*tenant.seats, *names})
    licences = [
        {"sku": sku, "name": names.get(sku, ""), "used": tenant.used[sku]}
        | {"seats": tenant.seats.get(sku)}
        for sku in skus
    ]
    return _view(units, groups, licences)


def _microsoft(tenant: MicrosoftTenant) -> dict[str, Any]:
    units = [(f"/{unit.display_name}", len(unit.members)) for unit in tenant.units]
    groups = [
        {
            "name": group.display_name,
            "address": group.mail or group.nickname,
            "kind": "Microsoft 365" if group.unified else "mail" if group.mail else "security",
            "description": group.description or "",
            "members": len(group.members),
        }
        for group in tenant.groups
    ]
    licences = [
        {"sku": sku, "name": catalogue().by_id[sku].part_number}
        | {"used": tenant.consumed[sku], "seats": seats}
        for sku, seats in tenant.seats.items()
    ]
    return _view(units, groups, licences)


def _view(
    units: Iterable[tuple[str, int]], groups: list[dict[str, Any]], licences: list[dict[str, Any]]
) -> dict[str, Any]:
    groups.sort(key=_name)
    return {
        "units": _tree(units),
        "groups": groups[:MOST_GROUPS],
        "more_groups": max(0, len(groups) - MOST_GROUPS),
        "licences": licences,
    }


def _tree(units: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Units by their paths as a tree; a unit whose parent is not listed stands under its name."""
    top: list[dict[str, Any]] = []
    known: dict[str, dict[str, Any]] = {}
    for path, users in sorted(units, key=_in_order):
        above, _, name = path.rpartition("/")
        parent = known.get(above.casefold()) or (known.get("/") if path != "/" else None)
        whole = parent is None or parent["path"] != (above or "/")
        node = {"path": path, "users": users, "units": []}
        node["name"] = path.strip("/") if whole and path != "/" else name or "/"
        known[path.casefold()] = node
        (top if parent is None else parent["units"]).append(node)
    return top


def _in_order(unit: tuple[str, int]) -> list[list[tuple[int, str]]]:
    """A parent before its children, and class 8 before class 10."""
    return [
        [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name)]
        for name in unit[0].strip("/").casefold().split("/")
    ]


def _name(group: Row) -> tuple[str, str]:
    return group["name"].casefold(), group["address"]

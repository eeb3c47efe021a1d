"""The seed file of one tenant: the simulator's own JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reconciler.simulator.world.accounts import Account
from reconciler.simulator.world.facts import Tenant
from reconciler.simulator.world.groups import CLOSED, OPEN, HandMade
from reconciler.simulator.world.guarded import guard
from reconciler.simulator.world.seeds import Licensed, Seed


def write_seed(seeds: Sequence[Seed], path: Path, *, guarded: bool = False) -> None:
    """Writes a tenant's seed as one line of JSON; `guarded`: with what vendors guard.

    Of what several schools of the tenant have, the first one's stands.
    """
    data = seed_json(seeds)
    if guarded:
        guard(data)
    write_json(data, path)


def write_json(data: Mapping[str, Any], path: Path) -> None:
    """Writes a seed as one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")


def seed_json(seeds: Sequence[Seed]) -> dict[str, Any]:
    """The seed of one tenant, from those of its schools."""
    tenant = seeds[0].tenant
    by_hand = seeds[0].units.school.district.words.by_hand
    paths = dict.fromkeys(path for seed in seeds for path in seed.units.paths())
    accounts = {one.local: one for seed in reversed(seeds) for one in reversed(seed.accounts)}
    groups = {one.local: one for seed in reversed(seeds) for one in reversed(seed.groups)}
    return {
        "alias": tenant.alias,
        "vendor": tenant.vendor,
        "domain": tenant.domain,
        "vendorId": tenant.vendor_id,
        "orgUnits": [{"path": _path(tenant, path), "description": by_hand} for path in paths],
        "users": [_user(tenant, account) for account in reversed(accounts.values())],
        "groups": [_group(tenant, group) for group in reversed(groups.values())],
        "licences": [_licence(tenant, licence) for seed in seeds for licence in seed.licences],
        "seats": dict(tenant.seats),
    }


def _path(tenant: Tenant, path: str) -> str:
    """Microsoft's administrative units are flat and named by path without the first slash."""
    return path if tenant.vendor == "google" or path == "/" else path[1:]


def _user(tenant: Tenant, account: Account) -> dict[str, Any]:
    return {
        "address": _address(tenant, account.local),
        "given": account.given,
        "family": account.family,
        "orgUnit": _path(tenant, account.unit),
        "aliases": [_address(tenant, alias) for alias in account.aliases],
        "personId": account.person if account.knows_person else None,
        "suspended": account.suspended,
        "admin": account.admin,
    }


def _group(tenant: Tenant, group: HandMade) -> dict[str, Any]:
    settings = OPEN if group.open else CLOSED
    return {
        "address": _address(tenant, group.local),
        "name": group.name,
        "description": "",
        "type": "mail",
        "owners": [_address(tenant, local) for local in group.owners],
        "managers": [],
        "members": [_address(tenant, local) for local in group.members],
        "settings": dict(settings) if tenant.vendor == "google" else {},
    }


def _licence(tenant: Tenant, licence: Licensed) -> dict[str, Any]:
    users = [_address(tenant, local) for local in (*licence.right, *licence.wrong)]
    if tenant.vendor == "google":
        return {"product": tenant.products[licence.sku], "sku": licence.sku, "users": users}
    return {"sku": licence.sku, "users": users, "without": []}


def _address(tenant: Tenant, local: str) -> str:
    return local if "@" in local else f"{local}@{tenant.domain}"

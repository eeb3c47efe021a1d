"""Fills an empty tenant from a seed file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.google import catalogue, settings_rules
from reconciler.simulator.google.errors import GoogleError
from reconciler.simulator.google.records import Group, OrgUnit, User
from reconciler.simulator.google.state import Directory

Entry = Mapping[str, Any]


class SeedError(ValueError):
    """A seed that names a unit, an address or a SKU that it does not hold."""


def fill(tenant: Directory, seed: Entry) -> None:
    """Puts everything that the seed lists into the tenant, in the seed's order."""
    add_org_unit(tenant, "", "", "")
    tenant.domain_aliases = [alias.lower() for alias in seed.get("domainAliases", ())]
    for unit in seed.get("orgUnits", ()):
        _seed_org_unit(tenant, unit)
    for user in seed.get("users", ()):
        _seed_user(tenant, user)
    groups = [(_seed_group(tenant, group), group) for group in seed.get("groups", ())]
    for group, entry in groups:
        _seed_members(tenant, group, entry)
    tenant.seats = dict(seed.get("seats", {}))
    tenant.automatic = set(seed.get("automatic", ()))
    for licence in seed.get("licences", ()):
        _seed_licences(tenant, licence)


def extend(tenant: Directory, seed: Entry) -> None:
    """Puts what the seed lists besides into a tenant that lives; what is there stays as it is."""
    for unit in seed.get("orgUnits", ()):
        if tenant.org_unit(unit["path"]) is None:
            _seed_org_unit(tenant, unit)
    new = [
        one for one in seed.get("users", ()) if one["address"].casefold() not in tenant.addresses
    ]
    for user in new:
        _seed_user(tenant, user)
    for entry in seed.get("groups", ()):
        if entry["address"].casefold() not in tenant.addresses:
            _seed_members(tenant, _seed_group(tenant, entry), entry)
    tenant.seats = {**dict(seed.get("seats", {})), **tenant.seats}
    tenant.addresses_changed()
    people = {one["address"] for one in new}
    for licence in seed.get("licences", ()):
        users = [one for one in licence["users"] if one in people]
        _seed_licences(tenant, {**licence, "users": users})


def add_org_unit(tenant: Directory, parent: str, name: str, description: str) -> OrgUnit:
    """A new unit under the unit with the id `parent`; an empty parent makes the root."""
    above = tenant.org_units[parent].path.rstrip("/") if parent else ""
    ident = tenant.mint("org_unit")
    unit = OrgUnit(ident, name, description, parent, f"{above}/{name}", tenant.counter)
    tenant.org_units[ident] = unit
    tenant.paths[unit.path.casefold()] = ident
    return unit


def _seed_org_unit(tenant: Directory, entry: Entry) -> None:
    above, _, name = entry["path"].rpartition("/")
    parent = tenant.org_unit(above or "/")
    if parent is None:
        raise SeedError(f"{tenant.alias}: org unit {entry['path']} comes before its parent")
    add_org_unit(tenant, parent.id, name, entry.get("description", ""))


def _seed_user(tenant: Directory, entry: Entry) -> None:
    unit = tenant.org_unit(entry.get("orgUnit", "/"))
    if unit is None:
        raise SeedError(f"{tenant.alias}: {entry['address']} is in no listed org unit")
    ident = tenant.mint("user")
    person = entry.get("personId")
    user = User(
        id=ident,
        email=entry["address"].lower(),
        given=entry["given"],
        family=entry["family"],
        org_unit=unit.id,
        version=tenant.counter,
        suspended=entry.get("suspended", False),
        admin=entry.get("admin", False),
        aliases=[alias.lower() for alias in entry.get("aliases", ())],
        external_ids=[{"type": "organization", "value": person}] if person else [],
    )
    tenant.users[ident] = user
    _claim(tenant, user)


def _seed_group(tenant: Directory, entry: Entry) -> Group:
    ident = tenant.mint("group")
    group = Group(
        id=ident,
        email=entry["address"].lower(),
        name=entry["name"],
        description=entry.get("description", ""),
        version=tenant.counter,
        aliases=[alias.lower() for alias in entry.get("aliases", ())],
        settings=_settings(tenant, entry),
    )
    tenant.groups[ident] = group
    _claim(tenant, group)
    return group


def _settings(tenant: Directory, entry: Entry) -> dict[str, str]:
    try:
        return settings_rules.merged({}, entry.get("settings", {}))
    except GoogleError as error:
        raise SeedError(f"{tenant.alias}: {entry['address']}: {error}") from error


def _claim(tenant: Directory, holder: User | Group) -> None:
    for address in (holder.email, *holder.aliases):
        other = tenant.addresses.setdefault(address.casefold(), holder.id)
        if other != holder.id:
            raise SeedError(f"{tenant.alias}: address {address} is listed twice")


def _seed_members(tenant: Directory, group: Group, entry: Entry) -> None:
    for role, key in (("OWNER", "owners"), ("MANAGER", "managers"), ("MEMBER", "members")):
        for address in entry.get(key, ()):
            member = tenant.addresses.get(address.casefold())
            if member is None and tenant.is_local(address):
                raise SeedError(f"{tenant.alias}: {group.email} names nobody as {address}")
            group.members.setdefault(member or tenant.external(address), role)
    for address in entry.get("pending", ()):
        group.pending[tenant.external(address)] = "MEMBER"


def _seed_licences(tenant: Directory, entry: Entry) -> None:
    if catalogue.sku_name(entry["product"], entry["sku"]) is None:
        raise SeedError(f"{tenant.alias}: SKU {entry['sku']} is not in the catalogue")
    for address in entry["users"]:
        user = tenant.user(address)
        if user is None:
            raise SeedError(f"{tenant.alias}: a licence names nobody as {address}")
        tenant.give_licence(entry["product"], entry["sku"], user.id)

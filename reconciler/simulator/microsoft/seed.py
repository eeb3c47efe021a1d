"""A tenant's first state, from the seed file that the world generator writes."""

from __future__ import annotations

from collections.abc import Iterable, KeysView, Mapping
from typing import Any

from reconciler.simulator.microsoft.catalogue import catalogue
from reconciler.simulator.microsoft.dynamic import rule
from reconciler.simulator.microsoft.licensing import DIRECT, settle
from reconciler.simulator.microsoft.state import (
    NO_ERROR,
    NOTHING,
    Directory,
    Group,
    Holding,
    Key,
    Unit,
    User,
)

LOCATION = "BG"
RARE = ("department", "jobTitle")
"""What a seed may say of a user besides, under Graph's own names."""


def plant(directory: Directory, seed: Mapping[str, Any]) -> None:
    """Fill an empty directory; ids come from alias and address, so one seed gives one state."""
    directory.licence_reads = int(seed.get("licenceReads", 0))
    _plant_units(directory, seed.get("orgUnits", ()))
    for row in seed.get("users", ()):
        _plant_user(directory, row)
    groups = {str(row["address"]).casefold(): row for row in seed.get("groups", ())}
    for row in groups.values():
        _plant_group(directory, row, groups.keys())
    for row in groups.values():
        _plant_links(directory, row, groups.keys())
    for part_number, count in seed.get("seats", {}).items():
        directory.seats[catalogue().by_part_number[part_number].sku_id] = int(count)
    for row in seed.get("licences", ()):
        _plant_licences(directory, row)


def extend(directory: Directory, seed: Mapping[str, Any]) -> None:
    """Puts what the seed lists besides into a tenant that lives; what is there stays as it is."""
    _plant_units(directory, [row for row in seed.get("orgUnits", ()) if _is_away(directory, row)])
    users = [row for row in seed.get("users", ()) if _is_new(directory, row)]
    for row in users:
        _plant_user(directory, row)
    groups = {str(row["address"]).casefold(): row for row in seed.get("groups", ())}
    groups = {address: row for address, row in groups.items() if _is_new(directory, row)}
    for row in groups.values():
        _plant_group(directory, row, groups.keys())
    for row in groups.values():
        _plant_links(directory, row, groups.keys())
    people = {row["address"] for row in users}
    for part_number, count in seed.get("seats", {}).items():
        directory.seats.setdefault(catalogue().by_part_number[part_number].sku_id, int(count))
    for row in seed.get("licences", ()):
        _plant_licences(directory, {**row, "users": [u for u in row["users"] if u in people]})


def _is_away(directory: Directory, row: Mapping[str, Any]) -> bool:
    """Whether a seed's unit is not there, under whatever name it has by now."""
    return directory.derived_id("unit", str(row["path"]).strip("/")) not in directory.units


def _is_new(directory: Directory, row: Mapping[str, Any]) -> bool:
    return str(row["address"]).casefold() not in directory.addresses


def _plant_units(directory: Directory, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        name = str(row["path"]).strip("/")
        unit_id = directory.derived_id("unit", name)
        unit = Unit(unit_id, name, row.get("description") or None)
        unit.restricted = bool(row.get("restricted", False))
        directory.units.add(unit_id, unit)


def _plant_user(directory: Directory, row: Mapping[str, Any]) -> None:
    address = str(row["address"])
    user = User(
        id=directory.derived_id("user", address),
        upn=address,
        display_name=f"{row['given']} {row['family']}",
        given_name=row["given"],
        surname=row["family"],
        mail=address,
        aliases=tuple(row.get("aliases", ())),
        employee_id=row.get("personId"),
        enabled=not row.get("suspended", False),
        usage_location=row.get("usageLocation", LOCATION),
        extra={name: row[name] for name in RARE if row.get(name)} or NOTHING,
    )
    directory.add_user(user)
    if row.get("admin", False):
        directory.admins.add(user.id, user.id)
    if row.get("eligible", False):
        directory.eligible.add(user.id, user.id)
    unit_name = str(row["orgUnit"]).strip("/")
    if unit_name:
        unit = directory.units[directory.derived_id("unit", unit_name)]
        unit.members.add(user.id, user.id)
        directory.restrict(user.id)


def _plant_group(directory: Directory, row: Mapping[str, Any], groups: KeysView[str]) -> None:
    address = str(row["address"])
    mail = row["type"] == "mail"
    nested = any(member.casefold() in groups for member in row.get("members", ()))
    group = Group(
        id=directory.derived_id("group", address),
        display_name=row["name"],
        nickname=address.partition("@")[0],
        description=row.get("description") or None,
        mail=address if mail else None,
        security_enabled=not mail,
        # A Unified group cannot hold groups: with one in it, it was made as a distribution list.
        unified=mail and not nested,
        visibility="Private" if mail and not nested else None,
        synced=bool(row.get("synced", False)),
        role_assignable=bool(row.get("roleAssignable", False)),
        rule=row.get("rule"),
    )
    directory.add_group(group)
    if row.get("administers", False):
        directory.admins.add(group.id, group.id)
    if row.get("eligible", False):
        directory.eligible.add(group.id, group.id)


def _plant_links(directory: Directory, row: Mapping[str, Any], groups: KeysView[str]) -> None:
    group = directory.groups[directory.derived_id("group", row["address"])]
    for address in (*row.get("owners", ()), *row.get("managers", ())):
        owner = _planted_user(directory, address)
        group.owners.add(owner, owner)
    for address in row.get("members", ()):
        nested = address.casefold() in groups
        member = (
            directory.derived_id("group", address) if nested else _planted_user(directory, address)
        )
        group.members.add(member, member)
    unit_name = str(row.get("orgUnit") or "").strip("/")
    if unit_name:
        unit = directory.units[directory.derived_id("unit", unit_name)]
        unit.members.add(group.id, group.id)
        directory.restrict(group.id)
    rule(directory, group)


def _planted_user(directory: Directory, address: str) -> str:
    known = directory.addresses.get(address.casefold())
    return known if known is not None else _plant_guest(directory, address).id


def _plant_guest(directory: Directory, address: str) -> User:
    upn = f"{address.replace('@', '_')}#EXT#@{directory.domain}"
    guest = User(
        id=directory.derived_id("user", address),
        upn=upn,
        display_name=address.partition("@")[0],
        mail=address,
        other_mails=(address,),
        guest=True,
    )
    directory.add_user(guest)
    return guest


def _plant_licences(directory: Directory, row: Mapping[str, Any]) -> None:
    sku = catalogue().by_part_number[row["sku"]]
    directory.seats.setdefault(sku.sku_id, len(row["users"]))
    off = tuple(catalogue().plan_id(sku, name) for name in row.get("without", ()))
    for address in row["users"]:
        user = directory.user(address)
        if user is None:
            raise KeyError(f"licence of a user who is not seeded: {address}")
        holding = Holding(off, NO_ERROR, 0)
        settle(directory, user, {**user.licences, Key(sku.sku_id, DIRECT): holding})

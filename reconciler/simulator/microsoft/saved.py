"""A tenant's state as JSON values and back, loss-free but for the places that paging left empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.microsoft.state import Directory, Group, Holding, Key, Unit, User

USER = (
    "id",
    "upn",
    "display_name",
    "given_name",
    "surname",
    "mail",
    "employee_id",
    "enabled",
    "usage_location",
    "guest",
    "moment",
)
GROUP = (
    "id",
    "display_name",
    "nickname",
    "description",
    "mail",
    "security_enabled",
    "unified",
    "visibility",
    "unique_name",
    "moment",
)
UNIT = ("id", "display_name", "description", "visibility")


def dump(directory: Directory) -> dict[str, Any]:
    """The whole state as JSON values."""
    return {
        "alias": directory.alias,
        "domain": directory.domain,
        "vendorId": directory.vendor_id,
        "counter": directory.counter,
        "seats": directory.seats,
        "consumed": dict(directory.consumed),
        "admins": list(directory.admins),
        "users": [_user(user) for user in directory.users],
        "groups": [_group(group) for group in directory.groups],
        "units": [
            {"row": _row(unit, UNIT), "members": list(unit.members)} for unit in directory.units
        ],
    }


def restore(directory: Directory, data: Mapping[str, Any]) -> None:
    """Fill an empty directory from what `dump` gave."""
    directory.counter = data["counter"]
    directory.seats.update(data["seats"])
    directory.consumed.update(data["consumed"])
    for admin in data["admins"]:
        directory.admins.add(admin, admin)
    for entry in data["users"]:
        directory.add_user(_read_user(entry))
    for entry in data["groups"]:
        directory.add_group(_read_group(entry))
    for entry in data["units"]:
        unit = Unit(**dict(zip(UNIT, entry["row"], strict=True)))
        directory.units.add(unit.id, unit)
        for member in entry["members"]:
            unit.members.add(member, member)


def _row(value: object, names: tuple[str, ...]) -> list[Any]:
    return [getattr(value, name) for name in names]


def _user(user: User) -> dict[str, Any]:
    licences = [[*key, *holding] for key, holding in user.licences.items()]
    lists = {"aliases": user.aliases, "otherMails": user.other_mails, "licences": licences}
    return {"row": _row(user, USER), **{name: list(held) for name, held in lists.items() if held}}


def _read_user(entry: Mapping[str, Any]) -> User:
    user = User(**dict(zip(USER, entry["row"], strict=True)))
    user.aliases = tuple(entry.get("aliases", ()))
    user.other_mails = tuple(entry.get("otherMails", ()))
    for sku_id, group_id, disabled, error, moment in entry.get("licences", ()):
        user.licences[Key(sku_id, group_id)] = Holding(tuple(disabled), error, moment)
    return user


def _group(group: Group) -> dict[str, Any]:
    return {
        "row": _row(group, GROUP),
        "behaviour": list(group.behaviour),
        "members": list(group.members),
        "owners": list(group.owners),
        "licences": {sku_id: list(disabled) for sku_id, disabled in group.licences.items()},
    }


def _read_group(entry: Mapping[str, Any]) -> Group:
    group = Group(**dict(zip(GROUP, entry["row"], strict=True)))
    group.behaviour = tuple(entry["behaviour"])
    group.licences.update({sku: tuple(off) for sku, off in entry["licences"].items()})
    for member in entry["members"]:
        group.members.add(member, member)
    for owner in entry["owners"]:
        group.owners.add(owner, owner)
    return group

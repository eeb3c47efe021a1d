"""A tenant's state as JSON values and back.

Lost are the places that paging left empty, and the journal, so that older delta tokens expire.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from reconciler.simulator.microsoft.state import (
    NOTHING,
    Buried,
    Directory,
    Group,
    Holding,
    Key,
    Scoped,
    Unit,
    User,
)

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
SCOPED = ("id", "unit_id", "role_id", "member_id")
UNIT = ("id", "display_name", "description", "visibility")
_FLAGS = ("synced", "role_assignable")


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
        "units": [_unit(unit) for unit in directory.units],
        "eligible": list(directory.eligible),
        "scoped": [_row(scoped, SCOPED) for scoped in directory.scoped],
        "deleted": [_buried(buried) for buried in directory.deleted],
        "changes": directory.journal.last,
        "licenceReads": directory.licence_reads,
        "audits": directory.audits.to_json(),
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
        unit = _read_unit(entry)
        directory.units.add(unit.id, unit)
    directory.restrict_all()
    # What follows is missing in states that an earlier simulator saved.
    for one in data.get("eligible", ()):
        directory.eligible.add(one, one)
    for row in data.get("scoped", ()):
        scoped = Scoped(*row)
        directory.scoped.add(scoped.id, scoped)
    for entry in data.get("deleted", ()):
        _read_buried(directory, entry)
    directory.licence_reads = data.get("licenceReads", 0)
    directory.waiting.update((group.id, group) for group in directory.groups if group.waits)
    owners = (*directory.groups, *directory.units)
    directory.ruled.update((owner.id, owner) for owner in owners if owner.rule is not None)
    directory.journal.start(data.get("changes", 0))
    if "audits" in data:
        directory.audits.recall(data["audits"])


def _read_buried(directory: Directory, entry: Mapping[str, Any]) -> None:
    thing = _read_thing(entry)
    lists = tuple((owner, name) for owner, name in entry["lists"])
    directory.deleted.add(thing.id, Buried(thing, lists))
    if isinstance(thing, Group) and thing.unique_name is not None:
        directory.unique_names.setdefault(thing.unique_name.casefold(), thing.id)


def _row(value: object, names: tuple[str, ...]) -> list[Any]:
    return list(_reader(names)(value))


@cache
def _reader(names: tuple[str, ...]) -> attrgetter[Any]:
    return attrgetter(*names)


def _user(user: User) -> dict[str, Any]:
    licences = [[*key, *holding] for key, holding in user.licences.items()]
    lists = {"aliases": user.aliases, "otherMails": user.other_mails, "licences": licences}
    rare = {"extra": dict(user.extra), "gone": user.gone}
    return {
        "row": _row(user, USER),
        **{name: list(held) for name, held in lists.items() if held},
        **{name: value for name, value in rare.items() if value},
    }


def _read_user(entry: Mapping[str, Any]) -> User:
    user = User(**dict(zip(USER, entry["row"], strict=True)))
    user.aliases = tuple(entry.get("aliases", ()))
    user.other_mails = tuple(entry.get("otherMails", ()))
    user.extra = entry.get("extra", NOTHING)
    user.gone = entry.get("gone")
    user.licences = {
        Key(sku_id, group_id): Holding(tuple(disabled), error, moment)
        for sku_id, group_id, disabled, error, moment in entry.get("licences", ())
    } or NOTHING
    return user


def _group(group: Group) -> dict[str, Any]:
    return {
        "row": _row(group, GROUP),
        "behaviour": list(group.behaviour),
        "members": list(group.members),
        "owners": list(group.owners),
        "licences": {sku_id: list(disabled) for sku_id, disabled in group.licences.items()},
        **({"welcomed": group.welcomed} if group.welcomed else {}),
        **_rare(group, ("gone", "waits", "mailbox", *_FLAGS)),
        **_rule(group),
    }


def _read_group(entry: Mapping[str, Any]) -> Group:
    group = Group(**dict(zip(GROUP, entry["row"], strict=True)))
    group.behaviour = tuple(entry["behaviour"])
    group.gone, group.waits = entry.get("gone"), entry.get("waits", 0)
    group.mailbox.update(entry.get("mailbox", {}))
    group.welcomed = entry.get("welcomed", 0)
    for name in _FLAGS:
        setattr(group, name, entry.get(name, False))
    group.rule, group.rule_on = entry.get("rule"), entry.get("ruleOn", True)
    group.licences.update({sku: tuple(off) for sku, off in entry["licences"].items()})
    for member in entry["members"]:
        group.members.add(member, member)
    for owner in entry["owners"]:
        group.owners.add(owner, owner)
    return group


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "row": _row(unit, UNIT),
        "members": list(unit.members),
        **_rare(unit, ("gone", "restricted")),
        **_rule(unit),
    }


def _read_unit(entry: Mapping[str, Any]) -> Unit:
    unit = Unit(**dict(zip(UNIT, entry["row"], strict=True)))
    unit.gone, unit.restricted = entry.get("gone"), entry.get("restricted", False)
    unit.rule, unit.rule_on = entry.get("rule"), entry.get("ruleOn", True)
    for member in entry["members"]:
        unit.members.add(member, member)
    return unit


def _rule(owner: Group | Unit) -> dict[str, Any]:
    return {} if owner.rule is None else {"rule": owner.rule, "ruleOn": owner.rule_on}


def _rare(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names if getattr(value, name)}


def _buried(buried: Buried) -> dict[str, Any]:
    thing = buried.thing
    lists = [list(one) for one in buried.lists]
    if isinstance(thing, User):
        return {"user": _user(thing), "lists": lists}
    if isinstance(thing, Group):
        return {"group": _group(thing), "lists": lists}
    return {"unit": _unit(thing), "lists": lists}


def _read_thing(entry: Mapping[str, Any]) -> User | Group | Unit:
    if "user" in entry:
        return _read_user(entry["user"])
    return _read_group(entry["group"]) if "group" in entry else _read_unit(entry["unit"])

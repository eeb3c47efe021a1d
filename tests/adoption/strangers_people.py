"""Who is in a tenant and what the school's books say of them, read without the product's reader."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ENDS = 2027
"""The year in which the rosters' school year ends."""


@dataclass(frozen=True, slots=True)
class Soul:
    """An account with what the books know of its person; `role` is "" for leavers and services."""

    address: str
    given: str
    family: str
    role: str = ""
    klass: str = ""
    grade: int = 0


@dataclass(frozen=True, slots=True)
class House:
    """One school as a stranger finds it: its accounts, its parents' addresses, and dice."""

    school: str
    domain: str
    vendor: str
    souls: tuple[Soul, ...]
    parents: Mapping[str, tuple[str, ...]]
    """Class → addresses of parents."""
    heads: Mapping[str, str]
    """Class → address of the class teacher."""
    dice: Random

    def of(self, *roles: str) -> list[Soul]:
        """The accounts of people with one of these roles."""
        return [one for one in self.souls if one.role in roles]

    def classes(self) -> list[str]:
        """The classes that have pupils with accounts, by grade and letter."""
        found = {one.klass: one.grade for one in self.of("student") if one.klass}
        return sorted(found, key=lambda name: (found[name], name))

    def in_class(self, name: str) -> list[Soul]:
        """A class's pupils."""
        return [one for one in self.of("student") if one.klass == name]

    def odds(self, share: float) -> bool:
        """True this often."""
        return self.dice.random() < share

    def some(self, souls: list[Soul], share: float) -> list[Soul]:
        """That share of them, in their order."""
        return [one for one in souls if self.odds(share)]


def read_house(seed: Mapping[str, Any], folder: Path, dice: Random) -> House:
    """The accounts of a seed whose people stand in this school's roster, and those of nobody."""
    users = _rows(folder, "users")
    role_of = {row["sourcedId"]: row for row in users}
    classes = {row["sourcedId"]: row["classCode"] for row in _rows(folder, "classes")}
    klass: dict[str, str] = {}
    head: dict[str, str] = {}
    for row in _rows(folder, "enrollments"):
        name = classes[row["classSourcedId"]]
        if row["role"] == "student":
            klass[row["userSourcedId"]] = name
        elif row["primary"] == "true":
            head[name] = row["userSourcedId"]
    by_mail = {row["email"].casefold(): row for row in users if row["role"] != "parent"}
    souls, holder = [], {}
    for user in seed["users"]:
        who = role_of.get(user["personId"] or "") or by_mail.get(user["address"].casefold())
        soul = _soul(user, who, klass)
        souls.append(soul)
        if who:
            holder[who["sourcedId"]] = soul.address
    return House(
        school=folder.name,
        domain=seed["domain"],
        vendor=seed["vendor"],
        souls=tuple(souls),
        parents=_parents(users, klass),
        heads={name: holder[who] for name, who in head.items() if who in holder},
        dice=dice,
    )


def _soul(user: Mapping[str, Any], row: Mapping[str, str] | None, klass: Mapping[str, str]) -> Soul:
    name = (user["address"], user["given"], user["family"])
    if row is None:
        return Soul(*name)
    grade = int(row["grades"] or 0) if row["role"] == "student" else 0
    return Soul(*name, row["role"], klass.get(row["sourcedId"], ""), grade)


def _parents(users: list[dict[str, str]], klass: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    mail = {row["sourcedId"]: row["email"] for row in users if row["role"] == "parent"}
    found: dict[str, dict[str, None]] = {}
    for row in users:
        room = klass.get(row["sourcedId"])
        for parent in filter(None, row["agentSourcedIds"].split(",")):
            if room and mail.get(parent):
                found.setdefault(room, {})[mail[parent]] = None
    return {room: tuple(addresses) for room, addresses in found.items()}


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))

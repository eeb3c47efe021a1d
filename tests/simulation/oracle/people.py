"""The people of a school, read from the CSV files of its list."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

LETTERS = {"а": "a", "б": "b", "в": "v", "г": "g"}
ROLES = {
    "administrator": "principal",
    "teacher": "teacher",
    "aide": "staff",
    "proctor": "staff",
    "student": "pupil",
    "parent": "parent",
    "guardian": "parent",
    "relative": "parent",
}


WHOLE = ("users.csv", "classes.csv", "enrollments.csv")
"""Files without which, or without whose rows, nobody can be told."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person at one school; `classes` are titles such as 5а, a parent's are the child's."""

    id: str
    address: str
    role: str
    classes: frozenset[str]
    grades: frozenset[int]
    certified: bool
    year: int
    """The year in which the school year ends."""

    @property
    def counts(self) -> bool:
        """A parent is one of a child at this school; without any the row says nothing."""
        return self.role != "parent" or bool(self.classes)

    @property
    def graduates(self) -> frozenset[int]:
        """Years of graduation."""
        return frozenset(self.year + 12 - grade for grade in self.grades)


@dataclass(frozen=True, slots=True)
class Roster:
    """One school's people; `usable` is whether the list was there at all."""

    year: int
    people: tuple[Person, ...]
    usable: bool = True

    def has(self, role: str) -> bool:
        """Whether anybody has that role."""
        return any(person.role == role and person.counts for person in self.people)


def read(folder: Path, certified: frozenset[str]) -> Roster:
    """A school's roster; nobody, and not usable, where there is none.

    A file without any row is half an export: the list is broken, and says nothing of its school.
    """
    if not all((folder / name).exists() and rows(folder / name) for name in WHOLE):
        return Roster(0, (), usable=False)
    year = max(int(row["schoolYear"]) for row in rows(folder / "academicSessions.csv"))
    titles = {
        row["sourcedId"]: (row["title"], int(row["grades"]))
        for row in rows(folder / "classes.csv")
        if row["classType"] == "homeroom"
    }
    joined: dict[str, set[str]] = {}
    for row in rows(folder / "enrollments.csv"):
        joined.setdefault(row["userSourcedId"], set()).add(row["classSourcedId"])
    users = list(rows(folder / "users.csv"))
    for row in users:
        for agent in row["agentSourcedIds"].split(","):
            joined.setdefault(agent, set()).update(joined.get(row["sourcedId"], ()))
    people = (_person(row, joined, titles, (year, certified)) for row in users)
    return Roster(year, tuple(people))


def _person(
    row: Mapping[str, str],
    joined: Mapping[str, Iterable[str]],
    titles: Mapping[str, tuple[str, int]],
    more: tuple[int, frozenset[str]],
) -> Person:
    year, certified = more
    mine = [titles[one] for one in joined.get(row["sourcedId"], ()) if one in titles]
    return Person(
        row["sourcedId"],
        row["email"].strip().lower(),
        ROLES[row["role"]],
        frozenset(title for title, _ in mine),
        frozenset(grade for _, grade in mine),
        row["sourcedId"] in certified,
        year,
    )


def certified_ids(file: Path) -> frozenset[str] | None:
    """Who is certified; None without a list, or with one that has only its header."""
    if not file.exists():
        return None
    return frozenset(row["sourcedId"] for row in rows(file)) or None


def rows(file: Path) -> list[dict[str, str]]:
    """A CSV file's rows."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def mailbox(address: str) -> str:
    """Whose mailbox an address is: Gmail knows no dots and two domains."""
    local, _, domain = address.lower().rpartition("@")
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"

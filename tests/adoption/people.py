"""The people of a school's list, as its files have them: read here, and by nothing of ours."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROLES = {"student": "pupil", "administrator": "principal", "aide": "staff"}


@dataclass(frozen=True, slots=True)
class Listed:
    """Accounts of a tenant by what their people are, as addresses."""

    pupils: Mapping[str, Sequence[str]]
    """Class → pupils."""
    tutors: Mapping[str, Sequence[str]]
    """Class → its teachers."""
    families: Mapping[str, Sequence[str]]
    """Class → parents' addresses, outside of the tenant."""
    teachers: Sequence[str] = ()
    staff: Sequence[str] = ()
    principals: Sequence[str] = ()
    strangers: Sequence[str] = field(default_factory=list)
    """Accounts of nobody on the list."""

    @property
    def grades(self) -> Mapping[int, list[str]]:
        """Grade → its classes."""
        found: dict[int, list[str]] = defaultdict(list)
        for name in sorted(self.pupils):
            found[int(name[:-1])].append(name)
        return dict(sorted(found.items()))


def read_people(folder: Path, users: Sequence[Mapping[str, object]]) -> Listed:
    """Of one folder of files, and the tenant's seeded accounts."""
    account_of = _accounts(users)
    people = {row["sourcedId"]: row for row in _rows(folder / "users.csv")}
    classes = {row["sourcedId"]: row["title"] for row in _rows(folder / "classes.csv")}
    by_role: dict[str, list[str]] = defaultdict(list)
    known: set[str] = set()
    for ident, row in sorted(people.items()):
        account = account_of.get(ident) or account_of.get(row["email"])
        if account is not None and row["role"] != "parent":
            by_role[ROLES.get(row["role"], row["role"])].append(account)
            known.add(account)
    pupils: dict[str, list[str]] = defaultdict(list)
    tutors: dict[str, list[str]] = defaultdict(list)
    families: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder / "enrollments.csv"):
        name, person = classes[row["classSourcedId"]], people[row["userSourcedId"]]
        account = account_of.get(row["userSourcedId"]) or account_of.get(person["email"])
        if row["role"] == "student":
            for agent in filter(None, person["agentSourcedIds"].split(",")):
                families[name].append(people[agent]["email"])
        if account is not None:
            (pupils if row["role"] == "student" else tutors)[name].append(account)
    own = {str(user["address"]) for user in users}
    return Listed(
        pupils={key: sorted(set(found)) for key, found in sorted(pupils.items())},
        tutors={key: sorted(set(found)) for key, found in sorted(tutors.items())},
        families={key: sorted(set(found) - {""}) for key, found in sorted(families.items())},
        teachers=sorted(set(by_role["teacher"])),
        staff=sorted(set(by_role["staff"])),
        principals=sorted(set(by_role["principal"])),
        strangers=sorted(own - known),
    )


def _accounts(users: Sequence[Mapping[str, object]]) -> Mapping[str, str]:
    """Address by the list's id of a person, by address, and by alias."""
    found: dict[str, str] = {}
    for user in users:
        address = str(user["address"])
        names = [address, *(str(alias) for alias in user["aliases"])]  # type: ignore[attr-defined]
        found |= dict.fromkeys(
            [*names, *([str(user["personId"])] if user["personId"] else [])], address
        )
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))

"""Rosters read here by other means than the product's, and rewritten: what journeys expect of."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.support.sandbox import SandboxProject

Row = dict[str, str]
LATIN = {"а": "a", "б": "b"}


@dataclass(frozen=True, slots=True)
class Book:
    """One school's people of one year; classes by their cohort, such as '2034a'."""

    users: dict[str, Row]
    pupils: dict[str, frozenset[str]]
    teachers: dict[str, frozenset[str]]

    def parents(self, cohort: str) -> frozenset[str]:
        """The addresses of a class's parents."""
        agents = {
            agent
            for pupil in self.pupils.get(cohort, ())
            for agent in self.users[pupil]["agentSourcedIds"].split(",")
        }
        return frozenset(self.users[agent]["email"].casefold() for agent in agents - {""})

    def cohort_of(self) -> dict[str, str]:
        """Pupil → year of graduation."""
        return {pupil: cohort[:4] for cohort, ids in self.pupils.items() for pupil in ids}


def rows(path: Path) -> list[Row]:
    """A CSV file's rows."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read(folder: Path) -> Book:
    """A school's roster."""
    (year,) = {int(row["schoolYear"]) for row in rows(folder / "academicSessions.csv")}
    cohorts = {
        row["sourcedId"]: f"{year + 12 - int(row['grades'])}{LATIN[row['title'][-1]]}"
        for row in rows(folder / "classes.csv")
        if row["classType"] == "homeroom"
    }
    found: dict[str, dict[str, set[str]]] = {
        "student": defaultdict(set),
        "teacher": defaultdict(set),
    }
    for row in rows(folder / "enrollments.csv"):
        if row["classSourcedId"] in cohorts:
            found[row["role"]][cohorts[row["classSourcedId"]]].add(row["userSourcedId"])
    pupils, teachers = (
        {cohort: frozenset(ids) for cohort, ids in found[role].items()} for role in found
    )
    users = {row["sourcedId"]: row for row in rows(folder / "users.csv")}
    return Book(users, pupils, teachers)


def rewrite(path: Path, keep: Callable[[Row], bool]) -> None:
    """Leaves out the rows that are not to be kept."""
    kept = [row for row in rows(path) if keep(row)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)


def halve(folder: Path) -> None:
    """Every second pupil disappears from a roster, as from a half-written export."""
    pupils = sorted(row["sourcedId"] for row in rows(folder / "users.csv") if row["grades"])
    gone = set(pupils[::2])
    rewrite(folder / "users.csv", lambda row: row["sourcedId"] not in gone)
    rewrite(folder / "enrollments.csv", lambda row: row["userSourcedId"] not in gone)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Which person of a roster has which account."""

    by_person: dict[str, str]
    by_address: dict[str, str]
    suspended: frozenset[str]
    owners_join: bool = False
    """Whether an owner is also a member, as Graph counts them."""

    def of(self, rulebook: Book, people: Iterable[str]) -> frozenset[str]:
        """The accounts of those who have one."""
        found = (
            self.by_person.get(one) or self.by_address.get(rulebook.users[one]["email"].casefold())
            for one in people
        )
        return frozenset(account for account in found if account)


def google_accounts(sandbox: SandboxProject, tenant: str) -> Accounts:
    """A Google tenant's accounts by person and by address."""
    path = "/admin/directory/v1/users?customer=my_customer&maxResults=500&projection=full"
    users = sandbox.listed(tenant, path, "users")
    people = {
        entry["value"]: user["id"]
        for user in users
        for entry in user.get("externalIds", ())
        if entry["type"] == "organization"
    }
    addresses = {
        name.casefold(): user["id"]
        for user in users
        for name in (user["primaryEmail"], *user.get("aliases", ()))
    }
    suspended = frozenset(user["id"] for user in users if user["suspended"])
    return Accounts(people, addresses, suspended)


def graph_accounts(sandbox: SandboxProject, tenant: str) -> Accounts:
    """The same of a Microsoft tenant."""
    chosen = "id,userPrincipalName,proxyAddresses,employeeId,accountEnabled"
    users = sandbox.listed(tenant, f"/v1.0/users?$top=999&$select={chosen}", "value")
    people = {user["employeeId"]: user["id"] for user in users if user.get("employeeId")}
    addresses = {
        name.casefold().removeprefix("smtp:"): user["id"]
        for user in users
        for name in (user["userPrincipalName"], *user.get("proxyAddresses", ()))
    }
    suspended = frozenset(user["id"] for user in users if not user["accountEnabled"])
    return Accounts(people, addresses, suspended, owners_join=True)

"""What a school is to hold in one tenant: audiences worked out into accounts.

Where the rules leave something open, or a person is in doubt, the answer is "either": such a
member may come, stay or be missing, and nothing is judged by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.simulation.oracle.facts import GROUP, MANAGER, MEMBER, OWNER, UNIT, Account, Facts
from tests.simulation.oracle.manifests import Entry, School, Town, cohort, each_class
from tests.simulation.oracle.people import Person, Roster, mailbox

FIELDS = {OWNER: "owners", MANAGER: "managers", MEMBER: "members"}
RANK = ("principal", "teacher", "staff", "pupil")


@dataclass(frozen=True, slots=True)
class Whom:
    """Who an audience means: ids of accounts and groups, mailboxes of outsiders."""

    ids: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    unknown: bool = False
    """Nobody may be taken out, whoever is missing here."""
    held: bool = False
    """Nobody need be taken out: it may be that somebody of it is not known to be certified."""

    def __or__(self, other: Whom) -> Whom:
        return Whom(
            self.ids | other.ids,
            self.outside | other.outside,
            self.either | other.either,
            self.unknown or other.unknown,
            self.held or other.held,
        )


@dataclass(frozen=True)
class World:
    """Manifests and rosters as a run reads them, before any tenant is looked at."""

    town: Town
    rosters: Mapping[str, Roster]
    certified: bool
    """Whether there is a list of certified people."""
    strangers: bool = False
    """Whether that list has a row which no list of people explains."""
    _claims: dict[str, tuple[tuple[str, int, str], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def claims(self, school: School) -> tuple[tuple[str, int, str], ...]:
        """Who a school's units hold by their audiences: id of the person, rank, key of the unit.

        Worked out once: the same files are read for each write of a run.
        """
        if school.id not in self._claims:
            self._claims[school.id] = tuple(self._claimed(school))
        return self._claims[school.id]

    def _claimed(self, school: School) -> Iterator[tuple[str, int, str]]:
        for key, entry in school.now(UNIT).items():
            holds = entry.get("holds") or ()
            items = [{k: entry.text(str(one)) for k, one in item.items()} for item in holds]
            for person in self.rosters[school.id].people if items else ():
                if person.role in RANK and any(_meant(person, item) for item in items):
                    yield person.id, RANK.index(person.role), key


@dataclass(frozen=True)
class Expected:
    """One school in one tenant, against what that tenant holds."""

    world: World
    school: School
    seen: Facts

    @cached_property
    def roster(self) -> Roster:
        """The school's people."""
        return self.world.rosters[self.school.id]

    @cached_property
    def matched(self) -> dict[str, Account]:
        """Person → account, where it is certain."""
        return match(self.world, self.seen)

    @cached_property
    def _unclaimed(self) -> frozenset[str]:
        """Accounts that no list explains: one of them may be whose row has no account."""
        explained = {account.id for account in self.matched.values()}
        return frozenset(
            one.id
            for one in self.seen.accounts.values()
            if one.id not in explained and not one.person
        )

    def thing_name(self, kind: str, entry: Entry) -> str:
        """Address or path of an entry."""
        if kind == GROUP:
            return self.school.address(entry, self.seen.domain)
        return self.school.path(entry.key, self.seen.alias)

    def ignored(self, kind: str, name: str) -> bool:
        """Whether a name is covered by an ignore pattern of the school."""
        return self.school.ignores(kind, name)

    def group_members(self, entry: Entry, role: str) -> Whom | None:
        """Who is to be in a group in a role; None where the file does not name it."""
        items = entry.get(FIELDS[role])
        if items is None:
            return None
        found = Whom()
        for item in items:
            for one in self._spread(item):
                found |= self._item(entry, one)
        return found

    def awaited(self, entry: Entry) -> frozenset[str]:
        """Accounts that no list explains, where somebody of the group has no account.

        One of them may be hers, in whatever role it is there.
        """
        named = [whom for role in FIELDS if (whom := self.group_members(entry, role)) is not None]
        meant = frozenset().union(*(whom.ids for whom in named))
        return frozenset().union(*(whom.either for whom in named)) - meant

    def _spread(self, item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        if item.get("forEach") != "class":
            yield item
            return
        for grade, letter in each_class(self._classes()):
            values = {"class": f"{grade}{letter}", "cohort": cohort(grade, letter, self._year())}
            yield {
                name: Entry("", {}, values).text(value)
                for name, value in item.items()
                if name != "forEach"
            }

    def _classes(self) -> dict[int, str]:
        made: dict[int, str] = {}
        for entry in self.school.groups.values():
            if "class" in entry.values:
                title = entry.values["class"]
                made[int(title[:-1])] = made.get(int(title[:-1]), "") + title[-1]
        return made

    def _year(self) -> int:
        return self.roster.year

    def _item(self, entry: Entry, item: Mapping[str, Any]) -> Whom:
        if "group" in item:
            return self._nested(entry, str(item["group"]))
        if "address" in item:
            return self._written(str(item["address"]).lower())
        if "unit" in item:
            return self.unit_people(str(item["unit"]))
        return self._audience({key: entry.text(str(one)) for key, one in item.items()})

    def _nested(self, entry: Entry, key: str) -> Whom:
        inner = self.school.now(GROUP).get(key)
        if inner is None:
            return Whom(unknown=True)
        flat = self.seen.vendor == "microsoft" and entry.get("type") != "security"
        if flat:
            found = Whom()
            for role in FIELDS:
                found |= self.group_members(inner, role) or Whom()
            return found
        there = self.seen.marked(self.school.id, GROUP, key)
        names = {self.thing_name(GROUP, inner)}
        listed = [one for one in self.seen.of(GROUP) if one.name in names]
        return Whom(frozenset(one.id for one in (*there, *listed)))

    def _written(self, address: str) -> Whom:
        for one in self.seen.accounts.values():
            if address == one.address or address in one.aliases:
                return Whom(frozenset({one.id}))
        return Whom(outside=frozenset({mailbox(address)}))

    def audience(self, items: Iterable[Mapping[str, Any]], entry: Entry) -> Whom:
        """Everybody whom some item means."""
        found = Whom()
        for item in items:
            found |= self._audience({key: entry.text(str(one)) for key, one in item.items()})
        return found

    def _audience(self, item: Mapping[str, str]) -> Whom:
        if "certified" in item and not self.world.certified:
            return Whom(unknown=True)
        if not self.roster.usable:
            return Whom(unknown=True)
        role = item.get("role")
        if role is not None and not self.roster.has(role):
            return Whom(unknown=True)
        title = item.get("class")
        if title is not None and not any(title in one.classes for one in self.roster.people):
            return Whom(unknown=True)  # all of a class are gone: the list may be short
        people = [person for person in self.roster.people if _meant(person, item)]
        held = self.world.strangers and item.get("certified") == "True"
        return self._those(people) | Whom(held=held)

    def _those(self, people: Iterable[Person]) -> Whom:
        found = Whom()
        for person in people:
            if person.role == "parent":
                if person.counts and person.address and self.seen.vendor == "google":
                    found |= Whom(outside=frozenset({mailbox(person.address)}))
                continue
            account = self.matched.get(person.id)
            if account is None:
                found |= Whom(either=self._unclaimed)
                continue
            either = frozenset({account.id}) if account.suspended else frozenset()
            found |= Whom(frozenset({account.id}), either=either)
        return found

    @cached_property
    def _units_of(self) -> dict[str, tuple[int, frozenset[str]]]:
        """Account → the units that hold it, by the strongest role for which any does."""
        found: dict[str, tuple[int, frozenset[str]]] = {}
        for person, rank, key in self.world.claims(self.school):
            account = self.matched.get(person)
            if account is None:
                continue
            was = found.get(account.id)
            if was is None or rank < was[0]:
                found[account.id] = (rank, frozenset({key}))
            elif rank == was[0]:
                found[account.id] = (rank, was[1] | {key})
        return found

    @cached_property
    def placed(self) -> dict[str, str]:
        """Account → key of the unit it belongs into; '' where that is in doubt."""
        return {
            account: next(iter(keys)) if len(keys) == 1 else ""
            for account, (_, keys) in self._units_of.items()
        }

    def unit_people(self, key: str) -> Whom:
        """Who belongs into a unit alone; of a unit is also whom nobody moves."""
        if not self.roster.usable or self.doubtful_unit(key):
            return Whom(unknown=True)
        return Whom(frozenset(one for one, (_, keys) in self._units_of.items() if key in keys))

    def doubtful_unit(self, key: str) -> bool:
        """Whether who belongs into a unit cannot be told."""
        entry = self.school.now(UNIT).get(key)
        if entry is None:
            return True
        return self.audience(entry.get("holds") or (), entry).unknown

    def licensed(self, product: str) -> Whom:
        """Who is meant by a licence, seats not considered."""
        entry = self.school.licences.get(product)
        if entry is None or entry.state != "now" or self.school.decommission:
            return Whom()
        return self.audience(entry.get("for") or (), entry)


def _meant(person: Person, item: Mapping[str, str]) -> bool:
    tests: Mapping[str, Callable[[str], bool]] = {
        "role": lambda value: person.role == value,
        "class": lambda value: value in person.classes,
        "grade": lambda value: int(value) in person.grades,
        "graduates": lambda value: int(value) in person.graduates,
        "certified": lambda value: person.certified == (value == "True"),
    }
    return all(test(item[name]) for name, test in tests.items() if name in item)


def match(world: World, seen: Facts) -> dict[str, Account]:
    """Person → account: by the roster's id, else by address; nobody where two fit."""
    people = [
        person
        for school in world.town.at(seen.alias)
        for person in world.rosters[school.id].people
        if person.role != "parent"
    ]
    by_id: dict[str, list[Account]] = {}
    by_name: dict[str, list[Account]] = {}
    for account in seen.accounts.values():
        if account.person:
            by_id.setdefault(account.person, []).append(account)
        for name in {account.address, *account.aliases}:
            by_name.setdefault(name, []).append(account)
    found: dict[str, Account] = {}
    for person in people:
        fitting = by_id.get(person.id) or [
            one for one in by_name.get(person.address, ()) if one.person in ("", person.id)
        ]
        if len(fitting) == 1:
            found[person.id] = fitting[0]
    claims: dict[str, set[str]] = {}
    for ident, account in found.items():
        claims.setdefault(account.id, set()).add(ident)
    return {ident: one for ident, one in found.items() if len(claims[one.id]) == 1}

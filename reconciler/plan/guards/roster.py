"""The roster beside what it was at the last successful apply: is it whole, is it of today?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Facts
from reconciler.model.baseline import Baseline
from reconciler.model.days import days_between
from reconciler.model.people import Person, Role, Roster
from reconciler.plan.guards.measure import Measure, by_pupils
from reconciler.plan.guards.populations import STAFF

_EVERYBODY = "all"
_WITH_PUPILS = frozenset({Role.PUPIL.value, Role.PARENT.value, _EVERYBODY})
"""Those of whom a school year's turn takes many away."""
PeopleByRole = Mapping[str, str]
"""Pseudonym → strongest role."""


@dataclass(frozen=True, slots=True)
class RosterGuardInput:
    """What a school's roster is held against."""

    roster: Roster | None
    day: str
    """ISO day on which its age is counted."""
    baseline: Baseline | None
    """None at the first run: then only the roster's age is measured."""
    elsewhere: tuple[PeopleByRole, ...] = field(default=())
    """The people of each other school, at its last successful apply."""
    pseudonym: Callable[[str], str] = str
    """Of a sourcedId; not asked without a baseline."""


def measure_roster(beside: RosterGuardInput) -> Iterator[Measure]:
    """Every measure of a school's roster, worked out as it is asked for; none without a roster."""
    roster, baseline = beside.roster, beside.baseline
    if roster is None:
        return
    yield from _stale(roster, beside.day)
    if baseline is None:
        return
    people = {beside.pseudonym(p.sourced_id): _strongest(p) for p in roster.people}
    yield from _shrunk(people, baseline.people)
    yield from _partial(roster, baseline)
    yield from _between(people, baseline.people, beside.elsewhere)
    yield _crossing(people, baseline.people)


def _strongest(person: Person) -> str:
    return next(role.value for role in Role if role in person.roles)


def _stale(roster: Roster, day: str) -> Iterator[Measure]:
    """How many days old the newest of its files is."""
    if roster.exported and day:
        age = days_between(roster.exported, day)
        yield Measure("roster-stale", max(0, age), 0, facts={"exported": roster.exported})


def _shrunk(people: PeopleByRole, before: PeopleByRole) -> Iterator[Measure]:
    """How many fewer there are, of each role and in all."""
    was, now = Counter(before.values()), Counter(people.values())
    was[_EVERYBODY], now[_EVERYBODY] = len(before), len(people)
    for role in was:
        facts: Facts = {"of": role, "now": now[role]}
        fewer, pupils = max(0, was[role] - now[role]), role in _WITH_PUPILS
        yield Measure("roster-shrunk", fewer, was[role], facts=facts, pupils=pupils)


def _partial(roster: Roster, baseline: Baseline) -> Iterator[Measure]:
    """Roles and classes that are gone altogether, and pupils without a class.

    Classes are compared within one school year: promotion gives them other names.
    """
    was = Counter(baseline.people.values())
    for role in Role:
        lost = 0 if roster.count(role) else was[role.value]
        yield _lacking("role", lost, lost, role.value)
    same = roster.year == baseline.year
    classes = sorted(baseline.classes - roster.classes) if same else []
    yield _lacking("classes", len(classes), len(classes), ", ".join(classes))
    pupils = [person for person in roster.people if Role.PUPIL in person.roles]
    idle = sum(not person.classes for person in pupils)
    yield _lacking("pupils", idle, len(pupils))


def _lacking(lacks: str, count: int, before: int, names: str = "") -> Measure:
    facts = {"lacks": lacks, "names": names, "role": names if lacks == "role" else ""}
    pupils = lacks != "role" or names in _WITH_PUPILS
    return Measure("roster-partial", count, before, f"{lacks} {names}", facts, pupils=pupils)


def _between(
    people: PeopleByRole, before: PeopleByRole, elsewhere: tuple[PeopleByRole, ...]
) -> Iterator[Measure]:
    """Those who are new here and were another school's; parents follow their children."""
    here = {one for one, role in people.items() if role != Role.PARENT}
    new = here - before.keys()
    came = (one for one in new if any(one in school for school in elsewhere))
    counts = ((1, people[one] == Role.PUPIL) for one in came)
    yield from by_pupils("people-between-schools", counts, len(here))


def _crossing(people: PeopleByRole, before: PeopleByRole) -> Measure:
    """Those who were pupils and are of the staff now, or the reverse."""
    sides = ((before.get(one), role) for one, role in people.items())
    count = sum(
        (was == Role.PUPIL and role in STAFF) or (was in STAFF and role == Role.PUPIL)
        for was, role in sides
    )
    return Measure("staff-pupil-crossing", count, len(people), pupils=True)

"""Guards of the roster: `roster-shrunk`, `-partial`, `-stale`, and people between schools.

Premise: membership follows the roster, so a truncated or outdated export looks like many people
who left. Such a roster is caught by itself, before its consequences are counted.

Rule: the roster is compared with the people of the last successful apply (the baseline, as
pseudonyms with their strongest role). Without a baseline only the roster's age is measured.
- roster-stale: days since the newest of its files was written;
- roster-older: days by which it is older than the last applied one, by what the files state
  themselves, or school years: a file that was copied today is no younger for it;
- roster-shrunk: fewer people, of each role and in all;
- roster-partial: roles and classes that have nobody at all, and pupils without a class. Classes
  are compared only within one school year, since promotion renames them all;
- people-between-schools: people new here who were another school's at its last apply. Parents do
  not count, they follow their children;
- staff-pupil-crossing: people who were pupils and are staff now, or the reverse.

Example: the baseline has 600 pupils and 40 teachers; the export has 600 pupils and 30 teachers.
Shrunk: 10 of 40 teachers, 25 %, over 10 %; 10 of 640 in all is 2 %. One refusal, about teachers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from reconciler.errors import Facts
from reconciler.model.baseline import Baseline
from reconciler.model.people import STAFF, Person, Role, Roster
from reconciler.plan.guards.measure import Measure, by_pupils

_EVERYBODY = "all"
_WITH_PUPILS = frozenset({Role.PUPIL.value, Role.PARENT.value, _EVERYBODY})
"""Of these many leave at the turn of the school year."""
PeopleByRole = Mapping[str, str]
"""Pseudonym → strongest role."""


@dataclass(frozen=True, slots=True)
class RosterGuardInput:
    """A school's roster and what it is compared with."""

    roster: Roster | None
    day: str
    """ISO day on which its age is counted; '': its age is not measured."""
    baseline: Baseline | None
    """None at the first run: then only the roster's age is measured."""
    other_schools: tuple[PeopleByRole, ...] = field(default=())
    """The people of each other school, at its last successful apply."""
    pseudonym: Callable[[str], str] = str
    """Of a sourcedId; not asked without a baseline."""


def measure_roster(inputs: RosterGuardInput) -> Iterator[Measure]:
    """Every measure of a school's roster, computed lazily; none without a roster."""
    roster, baseline = inputs.roster, inputs.baseline
    if roster is None:
        return
    yield from _stale(roster, inputs.day)
    if baseline is None:
        return
    yield from _older(roster, baseline)
    people = {inputs.pseudonym(p.sourced_id): _strongest(p) for p in roster.people}
    yield from _shrunk(people, baseline.people)
    yield from _partial(roster, baseline)
    yield from _between(people, baseline.people, inputs.other_schools)
    yield _crossing(people, baseline.people)


def _strongest(person: Person) -> str:
    return next(role.value for role in Role if role in person.roles)


def _stale(roster: Roster, day: str) -> Iterator[Measure]:
    if roster.exported and day:
        age = (date.fromisoformat(day) - date.fromisoformat(roster.exported)).days
        yield Measure("roster-stale", max(0, age), 0, facts={"exported": roster.exported})


def _older(roster: Roster, baseline: Baseline) -> Iterator[Measure]:
    """Years before days: an export of last year may have been made yesterday."""
    if baseline.year and roster.year < baseline.year:
        facts: Facts = {"of": "year", "now": str(roster.year), "was": str(baseline.year)}
        yield Measure("roster-older", baseline.year - roster.year, 0, facts=facts)
    elif roster.dated and baseline.dated and roster.dated < baseline.dated:
        days = (date.fromisoformat(baseline.dated) - date.fromisoformat(roster.dated)).days
        facts = {"of": "day", "now": roster.dated, "was": baseline.dated}
        yield Measure("roster-older", days, 0, facts=facts)


def _shrunk(people: PeopleByRole, before: PeopleByRole) -> Iterator[Measure]:
    before_count, count = Counter(before.values()), Counter(people.values())
    before_count[_EVERYBODY], count[_EVERYBODY] = len(before), len(people)
    for role in before_count:
        facts: Facts = {"of": role, "now": count[role]}
        fewer, pupils = max(0, before_count[role] - count[role]), role in _WITH_PUPILS
        yield Measure("roster-shrunk", fewer, before_count[role], facts=facts, pupils=pupils)


def _partial(roster: Roster, baseline: Baseline) -> Iterator[Measure]:
    before = Counter(baseline.people.values())
    for role in Role:
        lost = 0 if roster.count(role) else before[role.value]
        yield _lacking("role", lost, lost, role.value)
    same_year = roster.year == baseline.year
    classes = sorted(baseline.classes - roster.classes) if same_year else []
    yield _lacking("classes", len(classes), len(classes), ", ".join(classes))
    pupils = [person for person in roster.people if Role.PUPIL in person.roles]
    without_class = sum(not person.classes for person in pupils)
    yield _lacking("pupils", without_class, len(pupils))


def _lacking(lacks: str, count: int, before: int, names: str = "") -> Measure:
    facts = {"lacks": lacks, "names": names, "role": names if lacks == "role" else ""}
    pupils = lacks != "role" or names in _WITH_PUPILS
    return Measure("roster-partial", count, before, f"{lacks} {names}", facts, pupils=pupils)


def _between(
    people: PeopleByRole, before: PeopleByRole, other_schools: tuple[PeopleByRole, ...]
) -> Iterator[Measure]:
    here = {person for person, role in people.items() if role != Role.PARENT}
    arrived = (
        person
        for person in here - before.keys()
        if any(person in school for school in other_schools)
    )
    counts = ((1, people[person] == Role.PUPIL) for person in arrived)
    yield from by_pupils("people-between-schools", counts, len(here))


def _crossing(people: PeopleByRole, before: PeopleByRole) -> Measure:
    roles = ((before.get(person), role) for person, role in people.items())
    count = sum(
        (was == Role.PUPIL and role in STAFF) or (was in STAFF and role == Role.PUPIL)
        for was, role in roles
    )
    return Measure("staff-pupil-crossing", count, len(people), pupils=True)

"""Claims about rosters beside their baselines: whole, of today, of this school, of these roles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.baseline import Baseline
from reconciler.model.people import Person, Role
from reconciler.plan.guards import Measure, RosterGuardInput, measure_roster
from tests.support.schools import YEAR, person, roster
from tests.support.small import SCHOOL, TENANT

PUPILS = tuple(f"p{n}" for n in range(20))


def keyed(sourced_id: str) -> str:
    """Stands in for a keyed pseudonym."""
    return f"~{sourced_id}"


def baseline(*people: Person, year: int = YEAR, classes: tuple[str, ...] = ()) -> Baseline:
    """What was known of these people at the last successful apply."""
    known = {keyed(one.sourced_id): min(one.roles, key=list(Role).index).value for one in people}
    return Baseline(SCHOOL, TENANT, 1, "", people=known, classes=frozenset(classes), year=year)


def pupils(*names: str, role: Role = Role.PUPIL, klass: str = "5а") -> list[Person]:
    """People of one role in one class."""
    return [person(name, role, classes=frozenset({klass} - {""})) for name in names]


def measured(now: list[Person], before: Baseline | None, *elsewhere: Baseline) -> dict[str, int]:
    """Guard → how many, the largest of each, for those that count anybody."""
    beside = RosterGuardInput(
        roster(*now), "2027-03-01", before, tuple(one.people for one in elsewhere), keyed
    )
    found: dict[str, int] = {}
    for one in sorted(measure_roster(beside), key=lambda measure: measure.count):
        if one.count:
            found[one.guard] = one.count
    return found


BEFORE = pupils(*PUPILS)


def test_the_same_roster_measures_nothing() -> None:
    """An ordinary week trips no guard of rosters."""
    assert measured(BEFORE, baseline(*BEFORE, classes=("5а",))) == {}


def test_without_a_baseline_a_roster_is_only_as_old_as_it_is() -> None:
    """A first run knows nothing of before."""
    assert measured(pupils("p1", klass=""), None) == {}
    beside = RosterGuardInput(replace(roster(), exported="2027-02-01"), "2027-03-01", None)
    (age,) = measure_roster(beside)
    assert (age.guard, age.count) == ("roster-stale", 28)


def test_no_roster_measures_nothing() -> None:
    """Its audiences are unknown, and nothing is taken from anybody."""
    assert list(measure_roster(RosterGuardInput(None, "2027-03-01", baseline(*BEFORE)))) == []


def test_who_is_missing_is_counted_by_role_and_in_all() -> None:
    """Newcomers of another role do not hide who left."""
    now = [*BEFORE[:15], *pupils(*(f"t{n}" for n in range(5)), role=Role.TEACHER)]
    beside = RosterGuardInput(roster(*now), "", baseline(*BEFORE), (), keyed)
    shrunk = {one.facts["of"]: one.count for one in _of(beside, "roster-shrunk")}
    assert shrunk == {"pupil": 5, "all": 0}


def test_a_role_or_a_class_that_is_gone_is_lacking() -> None:
    """A class only within one school year: promotion renames it."""
    before = [*BEFORE, *pupils("s1", role=Role.STAFF, klass="")]
    same = RosterGuardInput(roster(*BEFORE), "", baseline(*before, classes=("5а", "5б")), (), keyed)
    lacks = {str(one.facts["lacks"]): one.count for one in _of(same, "roster-partial") if one.count}
    assert lacks == {"role": 1, "classes": 1}
    year_before = baseline(*BEFORE, year=YEAR - 1, classes=("4а",))
    assert "roster-partial" not in measured(BEFORE, year_before)


def test_pupils_without_a_class_are_lacking_it() -> None:
    """An import without enrolments would empty every class."""
    assert measured(pupils(*PUPILS, klass=""), baseline(*BEFORE)) == {"roster-partial": 20}


def test_people_of_another_school_are_counted_parents_aside() -> None:
    """Whoever was here already, or nowhere, is not."""
    others = baseline(*pupils("q1", "q2"), *pupils("m1", role=Role.PARENT), *pupils("p1"))
    now = [*BEFORE, *pupils("q1", "new"), *pupils("m1", role=Role.PARENT)]
    assert measured(now, baseline(*BEFORE), others) == {"people-between-schools": 1}


@pytest.mark.parametrize(
    ("was", "becomes", "count"),
    [
        (Role.PUPIL, Role.TEACHER, 1),
        (Role.STAFF, Role.PUPIL, 1),
        (Role.TEACHER, Role.PRINCIPAL, 0),
        (Role.PARENT, Role.STAFF, 0),
    ],
)
def test_only_between_pupils_and_staff_is_a_crossing(was: Role, becomes: Role, count: int) -> None:
    """A career is none."""
    before = [*BEFORE, *pupils("x", role=was)]
    now = [*BEFORE, *pupils("x", role=becomes)]
    assert measured(now, baseline(*before)).get("staff-pupil-crossing", 0) == count


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2027-03-01", "2027-03-01", 0),
        ("2027-02-28", "2027-03-01", 1),
        ("2028-02-28", "2028-03-01", 2),
        ("2026-12-31", "2027-01-01", 1),
        ("2027-01-01", "2028-01-01", 365),
        ("2028-01-01", "2029-01-01", 366),
        ("2027-03-02", "2027-03-01", 0),
    ],
)
def test_a_rosters_age_is_in_days(first: str, last: str, days: int) -> None:
    """Over months, years and leap days; one of tomorrow is not old."""
    (age,) = measure_roster(RosterGuardInput(replace(roster(), exported=first), last, None))
    assert age.count == days


def _of(beside: RosterGuardInput, guard: str) -> list[Measure]:
    return [one for one in measure_roster(beside) if one.guard == guard]

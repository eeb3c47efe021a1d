"""The record of a pull request: sealed, bound to its place, and small."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.ledger.keyring import KeyRing
from reconciler.model.plan import PlanInputs
from reconciler.model.school import SchoolRef
from reconciler.plan.consent import SchoolConsent
from reconciler.planfile.review import (
    ROOM,
    Agreement,
    ReviewedPlan,
    ReviewPlace,
    ReviewRecord,
    SchoolResult,
    find_record,
)

SEAL = KeyRing(b"k" * 32, "plovdiv")
PLACE = ReviewPlace("production", "city/schools", 7)
INPUTS = PlanInputs("2026-11-30", "m1", (("a", "r1"),), SEAL.key_id)


def plan(count: int = 2, changes: int = 1) -> ReviewedPlan:
    """Schools a0, a1 …; a guard refuses the first."""
    schools = {
        SchoolRef(school=f"a{number}", tenant=f"a{number}"): SchoolConsent(
            f"{number:04x}-beef", {f"x/a{number}/group/g{n}": f"update {n}" for n in range(changes)}
        )
        for number in range(count)
    }
    return ReviewedPlan("feed", "f00d", INPUTS, schools, (("many", "a0", "a0"),))


RECORD = ReviewRecord(
    PLACE,
    plan(),
    (Agreement("many", "a0", "0000-beef", "chief", "клубът приключи"),),
    (SchoolResult("pilot", "a1", "a1", {"applied": 2}, ()),),
    replace(plan(1), commit="c0ffee"),
)


def test_a_record_is_read_back_as_it_was_written() -> None:
    """From the middle of a comment."""
    body = f"### Plan\n\n{RECORD.line(SEAL)}\nmore"
    assert find_record(body, PLACE, SEAL) == RECORD


def test_an_altered_record_is_none() -> None:
    """One digit of the text, or of the seal."""
    line = RECORD.line(SEAL)
    for place in (len("<!-- reconciler:record ") + 10, len(line) - 6):
        other = "b" if line[place] == "a" else "a"
        assert find_record(line[:place] + other + line[place + 1 :], PLACE, SEAL) is None


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, number=8),
        replace(PLACE, repository="mallory/schools"),
        replace(PLACE, stack="sandbox"),
    ],
)
def test_a_record_of_another_place_is_none(place: ReviewPlace) -> None:
    """Copied from another pull request, repository or stack."""
    assert find_record(RECORD.line(SEAL), place, SEAL) is None


def test_a_record_of_another_key_is_none() -> None:
    """Who has no key makes no consent."""
    assert find_record(RECORD.line(KeyRing(b"x" * 32, "plovdiv")), PLACE, SEAL) is None


def test_a_long_record_leaves_summaries_out_and_no_fingerprint() -> None:
    """52 schools with twenty changes each: the line stays short, consent stays whole."""
    record = ReviewRecord(PLACE, plan(52, 20))
    line = record.line(SEAL)
    assert len(line) < ROOM
    found = find_record(line, PLACE, SEAL)
    assert found is not None
    assert found.plan.schools.keys() == record.plan.schools.keys()
    assert found.plan.schools[SchoolRef(school="a51", tenant="a51")].fingerprint == "0033-beef"
    assert found.plan.consents()[SchoolRef(school="a3", tenant="a3")].inputs.key_id == SEAL.key_id


def test_an_acknowledgement_is_about_the_plans_that_the_guard_refuses() -> None:
    """Of that school; a guard of everything is about the whole plan."""
    assert plan().fingerprints("many", "a0") == {"0000-beef"}
    assert plan().fingerprints("many", "a1") == set()
    assert plan().fingerprints("other", "a0") == set()
    whole = replace(plan(), refused=(("all", "", ""),))
    assert whole.fingerprints("all", "") == {"f00d"}


def test_a_later_result_takes_the_place_of_an_earlier_one() -> None:
    """Wave by wave, and again where a school is tried again."""
    later = SchoolResult("pilot", "a1", "a1", {"applied": 3}, ())
    other = SchoolResult("all", "a0", "a0", {}, ("many",))
    assert RECORD.with_results((later, other)).results == (later, other)

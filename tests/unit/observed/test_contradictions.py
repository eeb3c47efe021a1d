"""A listing that another contradicts is not complete: every source, and every answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from reconciler.model.observation import (
    ADMINISTRATOR,
    LEDGER,
    Listing,
    Observation,
    Presence,
    Reference,
)
from reconciler.model.resources import Kind
from reconciler.model.tenant import LOOK_UPS
from reconciler.observed.contradictions import ObservedCode, without_contradicted
from reconciler.observed.owned import OwnedObject
from tests.support.small import DOMAIN, SCHOOL, TENANT, seen, seen_group, seen_unit
from tests.unit.apply.test_run import Fake

GROUP = Reference(Listing.ACCOUNTS, "7", "group/teachers@x.example")
ADMIN = Reference(Listing.ACCOUNTS, "admin@x.example", ADMINISTRATOR)


@dataclass
class Vendor(Fake):
    """Answers every question alike, and remembers what it was asked for."""

    answer: Presence = Presence.FOUND
    questions: list[Reference] = field(default_factory=list)

    def look_up(self, references: Sequence[Reference]) -> dict[Reference, Presence]:
        """The one answer."""
        self.questions += references
        return dict.fromkeys(references, self.answer)


def looked(*references: Reference) -> Observation:
    """A tenant of which one listing names what another lacks."""
    return replace(seen(), references=references)


def owned(kind: Kind, key: str) -> OwnedObject:
    """What the ledger knows."""
    name = f"{key}@{DOMAIN}" if kind is Kind.GROUP else f"/{key}"
    return OwnedObject(kind, name, frozenset({(SCHOOL, key)}))


def codes(observation: Observation) -> dict[str, Mapping[str, str | int]]:
    """Why it is not complete."""
    return {fault.code: fault.facts for fault in observation.faults}


@pytest.mark.parametrize(
    "source",
    ["group/teachers@x.example", "licence/plus", "orgunit/staff", "directoryRoles"],
)
@pytest.mark.parametrize("listing", [Listing.ACCOUNTS, Listing.GROUPS])
def test_who_is_there_and_not_listed_makes_the_listing_incomplete(
    source: str, listing: Listing
) -> None:
    """Whatever names them; the fault has numbers and no id."""
    checked = without_contradicted(looked(Reference(listing, "7", source)), Vendor(), ())
    assert checked.complete == frozenset(Listing) - {listing}
    facts = {"tenant": TENANT, "listing": listing.value, "count": 1, "source": source}
    assert codes(checked) == {ObservedCode.CONTRADICTED: facts}
    assert checked.stale == ()


def test_who_is_gone_leaves_the_listing_as_it_is() -> None:
    """A stale reference, kept for a finding."""
    checked = without_contradicted(looked(GROUP), Vendor(answer=Presence.GONE), ())
    assert checked.complete == frozenset(Listing)
    assert checked.faults == ()
    assert checked.stale == (GROUP,)


def test_an_answer_that_does_not_tell_makes_the_listing_incomplete() -> None:
    """Not known is not gone."""
    checked = without_contradicted(looked(GROUP), Vendor(answer=Presence.UNKNOWN), ())
    assert Listing.ACCOUNTS not in checked.complete
    assert set(codes(checked)) == {ObservedCode.CANNOT_ASK}


def test_listings_that_agree_ask_nothing() -> None:
    """The floor of a plan holds."""
    vendor = Vendor()
    observation = looked()
    assert without_contradicted(observation, vendor, ()) == observation
    assert vendor.questions == []


def test_one_who_is_named_by_many_is_asked_for_once() -> None:
    """A pupil is in five groups."""
    vendor = Vendor(answer=Presence.GONE)
    named = [replace(GROUP, source=f"group/{n}@x.example") for n in range(5)]
    checked = without_contradicted(looked(*named), vendor, ())
    assert len(vendor.questions) == 1
    assert checked.stale == tuple(named)


@pytest.mark.parametrize(("count", "complete"), [(LOOK_UPS, True), (LOOK_UPS + 1, False)])
def test_more_than_may_be_asked_for_are_a_contradiction_by_themselves(
    count: int, *, complete: bool
) -> None:
    """So many are no accident, and nobody is asked for."""
    vendor = Vendor(answer=Presence.GONE)
    named = [replace(GROUP, id=f"{n:02}") for n in range(count)]
    checked = without_contradicted(looked(*named), vendor, ())
    assert (Listing.ACCOUNTS in checked.complete) is complete
    assert len(vendor.questions) == (count if complete else 0)
    if not complete:
        assert codes(checked)[ObservedCode.TOO_MANY_MISSING]["count"] == count


def test_a_stack_lets_more_be_asked_for() -> None:
    """Each by id as ever: gone ones are stale, one that is there makes the listing incomplete."""
    many = [replace(GROUP, id=str(number)) for number in range(LOOK_UPS + 1)]
    vendor = Vendor(answer=Presence.GONE)
    checked = without_contradicted(looked(*many), vendor, (), LOOK_UPS + 1)
    assert (checked.faults, len(checked.stale)) == ((), LOOK_UPS + 1)
    assert len(vendor.questions) == LOOK_UPS + 1
    there = without_contradicted(looked(*many), Vendor(), (), LOOK_UPS + 1)
    assert set(codes(there)) == {ObservedCode.CONTRADICTED}
    short = without_contradicted(looked(*many), Vendor(), (), LOOK_UPS)
    assert codes(short)[ObservedCode.TOO_MANY_MISSING]["limit"] == LOOK_UPS


def test_the_account_that_we_act_as_is_not_asked_for() -> None:
    """The vendor has just let it in: that it is not listed is contradiction enough."""
    vendor = Vendor(answer=Presence.GONE)
    checked = without_contradicted(looked(ADMIN), vendor, ())
    assert Listing.ACCOUNTS not in checked.complete
    assert vendor.questions == []


def test_a_listing_that_broke_off_is_not_contradicted_too() -> None:
    """It is incomplete already, and what it lacks says nothing."""
    vendor = Vendor()
    broken = replace(looked(GROUP), complete=frozenset(Listing) - {Listing.ACCOUNTS})
    assert without_contradicted(broken, vendor, ()) == broken
    assert vendor.questions == []


@pytest.mark.parametrize(
    ("kind", "listing"), [(Kind.GROUP, Listing.GROUPS), (Kind.ORG_UNIT, Listing.UNITS)]
)
@pytest.mark.parametrize("answer", list(Presence))
def test_a_listing_without_anything_that_we_own_is_asked_about(
    kind: Kind, listing: Listing, answer: Presence
) -> None:
    """It stands only if everything that the ledger knows is gone."""
    vendor = Vendor(answer=answer)
    ours = [owned(kind, key) for key in ("teachers", "pupils")]
    checked = without_contradicted(looked(), vendor, ours)
    assert {one.source for one in vendor.questions} == {LEDGER}
    assert (listing in checked.complete) is (answer is Presence.GONE)


def test_one_of_what_we_own_vouches_for_the_listing() -> None:
    """By mark or by name; what else is missing somebody may have deleted."""
    vendor = Vendor()
    ours = [owned(Kind.GROUP, key) for key in ("teachers", "pupils")]
    ours += [owned(Kind.ORG_UNIT, key) for key in ("staff", "old")]
    there = seen(seen_group("lecturers", key="teachers"), seen_unit("/staff"))
    assert without_contradicted(there, vendor, ours) == there
    assert vendor.questions == []

"""Claims about the memory of guards: what left lately counts with what would leave now."""

from __future__ import annotations

import pytest

from reconciler.model.change import Action, Change, LicenceDelta, Reason, ReasonCode
from reconciler.model.observation import Observation
from reconciler.model.removals import Acknowledgement, RecentRemovals, Removal
from reconciler.model.resources import Address, Holder, Kind, LicenceSwap, Member, MemberType
from reconciler.plan.guards import DEFAULTS, guard, guard_input, guard_tenant
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.support.refs import ref
from tests.support.small import (
    SCHOOL,
    TENANT,
    account,
    declared,
    group,
    membership,
    seen,
    seen_group,
    seen_licence,
    seen_unit,
)
from tests.unit.plan.test_guards import unlicensed
from tests.unit.plan.test_plan import changes, school_plan

CLASS = [f"p{n:02}" for n in range(24)]
ADDRESS = Address(TENANT, SCHOOL, Kind.MEMBERSHIP, "g")


def left(run: int, *ids: str, address: Address = ADDRESS) -> Removal:
    """These were taken out of the group by a run."""
    return Removal(run, address, Action.UPDATE, frozenset(ids))


def shrinking(there: list[str], wanted: list[str]) -> tuple[tuple[Change, ...], Observation]:
    """A group of some that is to have others, and the tenant that it is in."""
    holds = seen_group("g", *there, key="g")
    people = [account(name) for name in CLASS]
    planned = changes(declared(group("g"), membership("g", *wanted)), holds, *people)
    return planned, seen(holds, *people)


def refused(
    planned: tuple[Change, ...], there: Observation, history: RecentRemovals
) -> dict[str, tuple[object, object]]:
    """Guards → count and total of their refusals."""
    plan = school_plan(*planned)
    known = guard_input(plan, there, history=history)
    return {
        no.guard: (no.facts["count"], no.facts["before"]) for no in guard(plan, known, DEFAULTS)
    }


def test_many_small_removals_are_refused_like_a_large_one() -> None:
    """Four of 24 pass; four more, of the 20 that are left, make eight of 24."""
    planned, there = shrinking(CLASS[:20], CLASS[:16])
    assert refused(planned, there, RecentRemovals(7)) == {}
    before = RecentRemovals(7, (left(1, *CLASS[20:]),))
    assert refused(planned, there, before)["members-removed-per-group"] == (8, 24)


def test_no_schedule_of_small_runs_takes_more_than_one_run_may() -> None:
    """Whoever takes what just passes, again and again, is stopped at the share of the beginning."""
    here = list(CLASS)
    runs: list[Removal] = []
    for number in range(1, 25):
        smaller = here[:-1]
        planned, there = shrinking(here, smaller)
        if refused(planned, there, RecentRemovals(7, tuple(runs))):
            break
        runs.append(left(number, here[-1]))
        here = smaller
    assert len(here) >= len(CLASS) * 0.7


def test_who_came_back_does_not_count() -> None:
    """An undo, or a person who put them back: they are there."""
    planned, there = shrinking(CLASS, CLASS[:20])
    assert refused(planned, there, RecentRemovals(7, (left(1, *CLASS[16:]),))) == {}


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("members-removed-per-group", True),
        (f"members-removed-per-group:{SCHOOL}", True),
        (f"members-removed-per-group:{TENANT}", True),
        ("members-removed-per-group:ou-other", False),
        ("last-owner", False),
    ],
)
def test_an_acknowledged_removal_starts_the_count_anew(name: str, again: bool) -> None:
    """Of its own guard, for the school that it names."""
    planned, there = shrinking(CLASS[:20], CLASS[:16])
    history = RecentRemovals(7, (left(1, *CLASS[20:]),), (Acknowledgement(1, name),))
    assert ("members-removed-per-group" not in refused(planned, there, history)) is again


def test_a_plan_that_takes_nothing_is_not_refused_for_earlier_ones() -> None:
    """Even right after a large removal."""
    planned, there = shrinking(CLASS[:4], CLASS[:6])
    assert refused(planned, there, RecentRemovals(7, (left(1, *CLASS[6:]),))) == {}


@pytest.mark.parametrize(
    ("kind", "name", "verb"),
    [
        (Kind.GROUP, "groups-removed-per-school", Action.DELETE),
        (Kind.ORG_UNIT, "units-removed-per-school", Action.DELETE),
    ],
)
def test_objects_count_over_several_runs(kind: Kind, name: str, verb: Action) -> None:
    """Three may go at once, and one more a day later may not."""
    thing = seen_group("last", key="last") if kind is Kind.GROUP else seen_unit("/last", key="last")
    planned = changes(declared(), thing)
    assert [change.action for change in planned][-1] is verb
    gone = tuple(
        Removal(1, Address(TENANT, SCHOOL, kind, f"o{n}"), verb, frozenset({f"o{n}"}))
        for n in range(3)
    )
    assert name not in refused(planned, seen(thing), RecentRemovals(7))
    assert refused(planned, seen(thing), RecentRemovals(7, gone))[name][0] == 4


def test_licences_count_over_several_runs() -> None:
    """By their holders."""
    there = seen(seen_licence("plus", *(f"p{n}" for n in range(30))))
    address = Address(TENANT, SCHOOL, Kind.LICENCE, "plus")
    history = RecentRemovals(7, (left(1, "q1", "q2", address=address),))
    assert refused(unlicensed(), there, history)["licences-removed-per-school"] == (32, 32)


def switching(there: int, gone: int) -> tuple[tuple[Change, ...], Observation]:
    """The next people of a school's 30 who are to have A3 in the place of A1."""
    holders = [Holder(Member(MemberType.ACCOUNT, f"p{n:02}")) for n in range(30)]
    swaps = tuple(LicenceSwap(one, "a1", one) for one in holders[there : there + gone])
    address = Address(TENANT, SCHOOL, Kind.LICENCE, "a3")
    reason = Reason(ReasonCode.ROSTER)
    change = Change(address, Action.UPDATE, None, reason, delta=LicenceDelta(swap=swaps))
    old = (one.member.ref for one in holders[there:])
    new = (one.member.ref for one in holders[:there])
    return (change,), seen(seen_licence("a1", *old), seen_licence("a3", *new))


def test_swapped_licences_count_over_several_runs() -> None:
    """Three of 30 pass; three more are six of 30. Whoever has the old one again does not count."""
    address = Address(TENANT, SCHOOL, Kind.LICENCE, "a1")
    switched = left(1, "p00", "p01", "p02", address=address)._replace(swapped=True)
    history = RecentRemovals(7, (switched,))
    planned, there = switching(3, 3)
    name = "licences-swapped-per-school"
    assert refused(planned, there, RecentRemovals(7)) == {}
    assert refused(planned, there, history) == {name: (6, 30)}
    acknowledged = RecentRemovals(7, (switched,), (Acknowledgement(1, name),))
    assert refused(planned, there, acknowledged) == {}
    planned, there = switching(0, 3)
    assert refused(planned, there, history) == {}


def test_another_school_s_losses_count_for_their_tenant_alone() -> None:
    """The sum over a shared tenant has what a school lost that changes nothing now."""
    planned, there = shrinking(CLASS[:20], CLASS[:16])
    other = Address(TENANT, "ou-other", Kind.MEMBERSHIP, "h")
    history = RecentRemovals(7, (left(1, *(f"q{n}" for n in range(40)), address=other),))
    assert refused(planned, there, history) == {}
    mine, quiet = school_plan(*planned), school_plan(name="ou-other")
    held = [(plan, guard_input(plan, there, history=history)) for plan in (mine, quiet)]
    guards = {no.guard: no.facts["count"] for no in guard_tenant(held, DEFAULTS, {SCHOOL})}
    assert guards["members-removed-per-tenant"] == 44
    assert guard_tenant(held, DEFAULTS, {"ou-other"}) == ()


def test_without_a_window_nothing_is_remembered() -> None:
    """`within: 0 days`."""
    assert not list(RecentRemovals().counted_by("members-removed-per-group", ref(SCHOOL, TENANT)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_refusal_says_how_many_left_before(language: Language) -> None:
    """So that nobody looks for eight people in a plan of four."""
    planned, there = shrinking(CLASS[:20], CLASS[:16])
    plan = school_plan(*planned)
    history = RecentRemovals(7, (left(1, *CLASS[20:]),))
    (no, *_) = guard(plan, guard_input(plan, there, history=history), DEFAULTS)
    text = Texts(language).refusal(no)
    assert ("4 of them left" if language == "en" else "4 от тях") in text

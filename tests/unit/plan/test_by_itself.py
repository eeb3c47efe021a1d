"""What a scheduled run may apply without anybody having read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import Change
from reconciler.model.plan import SchoolPlan
from reconciler.model.trigger import Trigger, TriggerKind
from reconciler.plan.by_itself import OF_ITSELF, applied_by_itself, school_by_itself
from tests.support.small import account, declared, group, membership, seen_group
from tests.unit.plan.test_plan import changes, school_plan, whole

ALONE = sorted(OF_ITSELF)
OTHERS = sorted(set(TriggerKind) - OF_ITSELF)


def following(change: Change, *kinds: TriggerKind) -> Change:
    """The change with what it follows from."""
    return replace(change, triggers=tuple(map(Trigger, kinds)))


def members() -> Change:
    """One member more in a group that is there."""
    there = (seen_group("g", key="g"), account("p1"))
    (change,) = changes(declared(group("g"), membership("g", "p1")), *there)
    return change


def school(*found: Change) -> SchoolPlan:
    """A school with these changes."""
    return school_plan(*found)


@pytest.mark.parametrize("kind", ALONE)
def test_what_nobody_edited_is_applied(kind: TriggerKind) -> None:
    """A list, accounts, a day, a year, an unfinished run."""
    change = following(members(), kind)
    assert school_by_itself(school(change)).changes == (change,)


@pytest.mark.parametrize("kind", OTHERS)
def test_what_somebody_edited_or_clicked_waits(kind: TriggerKind) -> None:
    """Also where a list is behind it as well."""
    change = following(members(), TriggerKind.ROSTER, kind)
    assert school_by_itself(school(change)).changes == ()


def test_what_follows_from_nothing_known_waits() -> None:
    """An unknown reason is no permission."""
    assert school_by_itself(school(members())).changes == ()


def test_members_wait_with_a_group_that_waits() -> None:
    """A merged file brings the group, the list its members: both need the plan that was read."""
    made, joined = changes(declared(group("g"), membership("g", "p1")), account("p1"))
    waiting = following(made, TriggerKind.FILE)
    inside = following(joined, TriggerKind.ROSTER)
    assert school_by_itself(school(waiting, inside)).changes == ()
    alone = following(made, TriggerKind.DAY)
    assert school_by_itself(school(alone, inside)).changes == (alone, inside)


def test_only_the_waves_that_say_so_are_applied() -> None:
    """The others keep everything for a person; refusals stay where they were."""
    change = following(members(), TriggerKind.ROSTER)
    pilot, other = replace(school(change), wave="pilot"), replace(school(change), wave="all")
    plan = applied_by_itself(whole(pilot, other), frozenset({"pilot"}))
    assert [len(one.changes) for one in plan.schools] == [1, 0]
    assert applied_by_itself(whole(pilot), frozenset()).changes() == 0

"""Claims about nested groups: who loses a list of groups are the people in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reconciler.model.change import Change, MembershipDelta
from reconciler.model.observation import ObservedGroup
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Member, MemberRole, MemberType
from reconciler.plan.guards.limits import PER_SCHOOL
from reconciler.plan.guards.members import ownerless, removed
from reconciler.plan.guards.nested import NestedCounts, nested_groups, people_in
from tests.support.small import (
    DOMAIN,
    account,
    declared,
    difference,
    group,
    membership,
    people,
    seen,
    seen_group,
)
from tests.unit.plan.test_plan import PRUNE, now, school_plan

TEACHERS = ("t1", "t2", "t3")
PUPILS = ("p1", "p2", "p3", "p4")


def holding(local: str, *groups: str, ids: tuple[str, ...] = ()) -> ObservedGroup:
    """A group of ours with other groups in it, beside accounts."""
    inside = {Member(MemberType.GROUP, f"{one}@{DOMAIN}") for one in groups}
    listed = {MemberRole.MEMBER: people(*ids) | inside}
    return replace(seen_group(local, key=local), members=listed)


STAFF = seen_group("staff", *TEACHERS, key="staff")
CLASS = seen_group("class", *PUPILS, key="class")


def counted(
    before: ObservedGroup, *beside: ObservedGroup, left: tuple[str, ...] = ()
) -> NestedCounts:
    """What emptying a group but for some accounts takes."""
    there = seen(before, *beside, *map(account, (*TEACHERS, *PUPILS)))
    key = before.address.partition("@")[0]
    kept = [one for one in beside if one.mark is not None]
    wanted = declared(
        group(key),
        membership(key, *left),
        *(group(one.address.partition("@")[0]) for one in kept),
    )
    plan = school_plan(*difference(wanted, there, PRUNE).difference.changes)
    (change,) = [c for c in plan.changes if isinstance(c.delta, MembershipDelta)]
    return nested_groups(plan, there).counts(change)


def test_two_groups_that_go_are_the_people_in_both() -> None:
    """Not two members fewer."""
    told = counted(holding("all", "staff", "class"), STAFF, CLASS)
    assert (told.removed, told.before, told.through) == (7, 7, 5)


def test_people_are_found_at_any_depth_and_in_a_circle_once() -> None:
    """A group in a group in the list, which is in it again."""
    inner = holding("inner", "staff", "all")
    told = counted(holding("all", "inner"), inner, STAFF)
    assert told.removed == 3


def test_who_stays_in_by_another_way_is_not_lost() -> None:
    """Two teachers stand in the list themselves, and one of them goes from it."""
    told = counted(holding("all", "staff", ids=("t1", "t2")), STAFF, left=("t1",))
    assert (told.removed, told.before) == (2, 3)


@pytest.mark.parametrize("beside", [(), (replace(STAFF, members=None),)])
def test_a_group_that_was_not_read_may_have_any_number(beside: tuple[ObservedGroup, ...]) -> None:
    """Out of scope, or not read completely: over every limit."""
    assert counted(holding("all", "staff"), *beside).unread


def test_an_empty_group_that_goes_is_one_entry() -> None:
    """As before: a list is never emptied for nothing."""
    assert counted(holding("all", "staff"), seen_group("staff", key="staff")).removed == 1


def test_a_group_with_an_unread_one_in_it_is_unread() -> None:
    """However deep."""
    groups = {one.address: one for one in (holding("all", "staff"), replace(STAFF, members=None))}
    assert people_in(f"all@{DOMAIN}", groups) is None


def _only_adding(plan: SchoolPlan) -> Iterator[Change]:
    for change in plan.changes:
        if isinstance(change.delta, MembershipDelta):
            yield replace(change, delta=replace(change.delta, remove=()))


def test_people_of_a_nested_group_are_in_the_total_only_where_they_are_removed() -> None:
    """Else a list that merely grows would hide how many another group loses."""
    there = seen(holding("all", "staff"), STAFF, *map(account, (*TEACHERS, *PUPILS)))
    wanted = declared(group("all"), membership("all", "p1"), group("staff"))
    plan = school_plan(*difference(wanted, there).difference.changes)
    planned = replace(plan, changes=tuple(_only_adding(plan)))
    observed = replace(now(memberships=10), nested=nested_groups(planned, there))
    (*_, school) = [one for one in removed(planned, observed) if one.guard == PER_SCHOOL]
    assert (school.count, school.total) == (0, 10)


def test_only_groups_whose_members_change_are_counted_for_the_last_owner() -> None:
    """A group that is made has no owner to lose."""
    wanted = declared(group("g"), membership("g", "t1"))
    plan = school_plan(*difference(wanted, seen(account("t1"))).difference.changes)
    (measure,) = ownerless(plan, now())
    assert (len(plan.changes), measure.count, measure.total) == (2, 0, 1)

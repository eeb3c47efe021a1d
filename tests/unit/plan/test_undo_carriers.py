"""Undo and groups that carry licences: nobody is without one before the other is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import (
    Action,
    Change,
    LicenceDelta,
    MembershipDelta,
    Reason,
    ReasonCode,
)
from reconciler.model.observation import Listing, ObservedLicence
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Address, Holder, Kind, LicenceAssignment, Member, MemberType
from reconciler.model.tenant import Vendor
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.support.small import (
    DOMAIN,
    POLICY,
    SCHOOL,
    TENANT,
    account,
    carried,
    declared,
    group,
    licence,
    membership,
    seen,
    seen_group,
    seen_licence,
    with_licence,
)
from tests.support.undo_fixtures import Done, Story, codes

PEOPLE = (account("ann"), account("bob"))


def moved(*licences: ObservedLicence) -> Story:
    """A run that took ann out of `old` and put her into `new`."""
    groups = (seen_group("old", "ann", "bob", key="old"), seen_group("new", key="new"))
    mine = (group("old"), group("new"), membership("old", "bob"), membership("new", "ann"))
    return Story(
        seen(*PEOPLE, *groups, *licences), declared(*mine), POLICY, vendor=Vendor.MICROSOFT
    )


def removed(plan: SchoolPlan) -> dict[str, set[str]]:
    """Group or product → who is taken out of it."""
    return {
        change.address.key: {one.member.ref for one in change.delta.remove}
        for change in plan.changes
        if isinstance(change.delta, MembershipDelta | LicenceDelta) and change.delta.remove
    }


@pytest.mark.parametrize(
    "there", [(carried("a1", "old", "new"),), (carried("a1", "old"), carried("a3", "new"))]
)
def test_a_move_between_two_carriers_is_undone_in_two_steps(
    there: tuple[ObservedLicence, ...],
) -> None:
    """First she is back in the one, then she leaves the other; the findings say so."""
    story = moved(*there)
    first = story.undo()
    assert removed(first) == {}
    assert codes(first) == ["undo-licence-first membership/new"]
    between = story.carried(first.changes, story.after())
    second = story.undo(between)
    assert removed(second) == {"new": {"ann"}}
    assert story.undo(story.carried(second.changes, between)).changes == ()


def test_a_group_that_carries_nothing_is_left_at_once() -> None:
    """Neither does one that carries, where nothing comes in its place."""
    assert removed(moved().undo()) == {"new": {"ann"}}
    assert removed(moved(carried("a1", "new")).undo()) == {"new": {"ann"}}


def test_where_licences_were_not_listed_every_group_may_carry_one() -> None:
    """Not knowing is no reason to take."""
    story = moved()
    now = story.after()
    blind = replace(now, complete=now.complete - {Listing.LICENCES})
    assert removed(story.undo(blind)) == {}


def test_a_licence_given_directly_comes_before_the_group_is_left() -> None:
    """The run took hers away and put her into a group that carries one."""
    old, new = seen_group("old", "bob", key="old"), seen_group("new", key="new")
    there = (seen_licence("a3", "ann"), carried("a1", "new"))
    mine = (group("old"), group("new"), membership("old", "bob"), membership("new", "ann"))
    policy = replace(with_licence("a3"), rostered=frozenset({"ann"}))
    policy = replace(policy, prune=frozenset({Kind.LICENCE}))
    story = Story(
        seen(*PEOPLE, old, new, *there), declared(*mine, licence("a3")), policy, Vendor.MICROSOFT
    )
    after = story.after()
    assert after.licences[0].holders == frozenset()
    first = story.undo(after)
    assert removed(first) == {}
    second = story.undo(story.carried(first.changes, after))
    assert removed(second) == {"new": {"ann"}}


def test_a_group_that_the_run_made_stays_while_somebody_in_it_waits() -> None:
    """Deleting it would take her licence, too."""
    there = (carried("a1", "old", "new"),)
    mine = (group("old"), group("new"), membership("old", "bob"), membership("new", "ann"))
    before = seen(*PEOPLE, seen_group("old", "ann", "bob", key="old"), *there)
    story = Story(before, declared(*mine), POLICY, Vendor.MICROSOFT)
    first = story.undo()
    assert [change.address.key for change in first.changes] == ["old"]
    assert "undo-licence-first group/new" in codes(first)
    between = story.carried(first.changes, story.after())
    assert [str(change.action) for change in story.undo(between).changes] == ["delete"]


def test_a_licence_of_a_group_is_not_taken_while_another_comes() -> None:
    """The run moved a product from one group to the other; both have the same person in them."""
    groups = (seen_group("old", "ann", key="old"), seen_group("new", "ann", key="new"))
    old, new = (Holder(Member(MemberType.GROUP, f"{one}@{DOMAIN}")) for one in ("old", "new"))
    run = Change(
        Address(TENANT, SCHOOL, Kind.LICENCE, "a1"),
        Action.UPDATE,
        LicenceAssignment("a1", (new,)),
        Reason(ReasonCode.DECLARED),
        delta=LicenceDelta(add=(new,), remove=(old,)),
    )
    after = seen(*PEOPLE, *groups, carried("a1", "new"))
    plan = moved().undo(after, (Done(run),))
    assert removed(plan) == {}
    assert codes(plan) == ["undo-licence-first licence/a1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_says_what_to_do(language: Language) -> None:
    """In both languages."""
    (finding,) = moved(carried("a1", "old", "new")).undo().findings
    text = Texts(language).finding(finding)
    assert ("once more" if language == "en" else "още веднъж") in text

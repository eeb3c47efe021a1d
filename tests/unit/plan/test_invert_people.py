"""Undo of members, places and licences: whoever is still where the run put them goes back."""

from __future__ import annotations

from dataclasses import replace

from reconciler.model.change import Action, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.observation import Observation
from reconciler.model.resources import Kind, MemberRole, Membership, Placement
from reconciler.model.tenant import Vendor
from reconciler.plan.guards import DEFAULTS, guard, guard_input
from reconciler.undo.invert import invert
from tests.support.small import (
    DOMAIN,
    account,
    declare,
    declared,
    group,
    licence,
    members,
    membership,
    people,
    seen,
    seen_group,
    seen_licence,
    seen_unit,
    unit,
    with_licence,
)
from tests.support.undo_fixtures import KEY, Story, codes, entry, told

STAFF = seen_unit("/staff", key="staff")
PLACED = declare("staff", Placement("/staff", frozenset({"a"})))
A, B, C = account("a"), account("b"), account("c")


def with_members(seen_now: Observation, *ids: str) -> Observation:
    """The one group has these members by now."""
    (there,) = seen_now.groups
    return replace(seen_now, groups=(replace(there, members=members(*ids)),))


def in_and_out() -> Story:
    """B comes into the teachers, C goes."""
    there = seen_group("teachers", "a", "c", key="teachers")
    return Story(
        seen(A, B, C, there), declared(group("teachers"), membership("teachers", "a", "b"))
    )


def test_who_came_goes_and_who_went_comes_back() -> None:
    """The inverse sets."""
    (change,) = in_and_out().undo().changes
    assert isinstance(change.delta, MembershipDelta)
    assert [one.member.ref for one in change.delta.remove] == ["b"]
    assert [one.member.ref for one in change.delta.add] == ["c"]


def test_a_member_who_left_since_is_not_taken_out_again() -> None:
    """Only the rest is put back."""
    story = in_and_out()
    (change,) = story.undo(with_members(story.after(), "a", "c")).changes or (None,)
    assert change is None


def test_a_member_who_came_since_stays() -> None:
    """The run did not add C again."""
    story = in_and_out()
    (change,) = story.undo(with_members(story.after(), "a", "b", "c")).changes
    assert isinstance(change.delta, MembershipDelta)
    assert (len(change.delta.add), len(change.delta.remove)) == (0, 1)


def test_a_member_without_an_account_is_listed() -> None:
    """Accounts are not made here."""
    story = in_and_out()
    undo = story.undo(replace(story.after(), accounts=(A, B)))
    assert codes(undo) == ["undo-people-gone membership/teachers"]


def test_another_role_goes_back_to_the_old_one() -> None:
    """The journal knows which it was."""
    owners = {MemberRole.OWNER: people("a"), MemberRole.MEMBER: frozenset(people())}
    story = Story(
        seen(A, seen_group("teachers", "a", key="teachers")),
        declared(group("teachers"), declare("teachers", Membership(f"teachers@{DOMAIN}", owners))),
    )
    (change,) = story.undo().changes
    assert isinstance(change.delta, MembershipDelta)
    assert [one.role for one in change.delta.change] == [MemberRole.MEMBER]
    assert [one.role for one in change.delta.was] == [MemberRole.OWNER]


def test_taking_the_only_owner_away_trips_the_guard() -> None:
    """An undo is guarded like any plan."""
    owners = {MemberRole.OWNER: people("a")}
    there = replace(seen_group("teachers", key="teachers"), members={MemberRole.OWNER: frozenset()})
    wanted = declare("teachers", Membership(f"teachers@{DOMAIN}", owners))
    story = Story(seen(A, there), declared(group("teachers"), wanted))
    undo = story.undo()
    refused = guard(undo, guard_input(undo, story.after()), DEFAULTS)
    assert [one.guard for one in refused] == ["last-owner"]


def test_whoever_was_moved_goes_back() -> None:
    """To the root as well, which no manifest declares."""
    story = Story(seen(A, STAFF), declared(unit("staff"), PLACED))
    (change,) = story.undo().changes
    assert isinstance(change.delta, PlacementDelta)
    assert change.after == Placement("/", frozenset({"a"}))
    assert change.delta.moves[0].out_of == ("/staff",)


def test_whoever_was_moved_since_stays_and_is_listed() -> None:
    """Not pulled out of a place that somebody chose later."""
    story = Story(seen(A, STAFF, seen_unit("/other")), declared(unit("staff"), PLACED))
    undo = story.undo(replace(story.after(), accounts=(account("a", "/other"),)))
    assert told(undo) == []
    assert codes(undo) == ["undo-people-changed-since placement/staff"]


def test_a_place_that_is_gone_is_no_way_back() -> None:
    """They stay, and are listed."""
    story = Story(
        seen(account("a", "/other"), STAFF, seen_unit("/other")), declared(unit("staff"), PLACED)
    )
    undo = story.undo(replace(story.after(), units=(STAFF,)))
    assert (told(undo), codes(undo)) == ([], ["undo-nowhere placement/staff"])


def test_on_microsoft_a_unit_is_left_for_none() -> None:
    """Units are flat there, and nobody has to be in one."""
    nobody = replace(A, places=())
    story = Story(seen(nobody, STAFF), declared(unit("staff"), PLACED), vendor=Vendor.MICROSOFT)
    undo = story.undo()
    assert told(undo) == ["update placement/staff"]
    assert story.carried(undo.changes, story.after()).accounts == (nobody,)


def test_on_microsoft_who_only_left_a_unit_enters_it_again_and_stays() -> None:
    """The journal knows that they were in both."""
    both = replace(A, places=("/old", "/staff"))
    story = Story(
        seen(both, STAFF, seen_unit("/old", key="old")),
        declared(unit("staff"), unit("old"), PLACED),
        vendor=Vendor.MICROSOFT,
    )
    undo = story.undo()
    assert told(undo) == ["update placement/old"]
    assert story.carried(undo.changes, story.after()).accounts == (both,)


def licensed(before: Observation, *ids: str) -> Story:
    """A product for some people; whoever else of the school has it loses it."""
    policy = replace(
        with_licence("plus"), rostered=frozenset("abc"), prune=frozenset({Kind.LICENCE})
    )
    return Story(before, declared(licence("plus", *ids)), policy)


def test_a_licence_that_was_given_is_taken_back_and_the_other_way_round() -> None:
    """Only those of the run: C has had one all along."""
    story = licensed(seen(A, B, C, seen_licence("plus", "a", "c")), "b", "c")
    (change,) = story.undo().changes
    assert isinstance(change.delta, LicenceDelta)
    assert [one.member.ref for one in change.delta.remove] == ["b"]
    assert [one.member.ref for one in change.delta.add] == ["a"]


def test_without_a_free_seat_nobody_gets_a_licence_again() -> None:
    """It is listed, and the vendor is not asked for it."""
    story = licensed(seen(A, seen_licence("plus", "a")))
    undo = story.undo(replace(story.after(), licences=(seen_licence("plus", "b", purchased=1),)))
    assert (told(undo), codes(undo)) == ([], ["undo-no-seats licence/plus"])


def test_an_inherited_licence_is_not_ours_to_take() -> None:
    """By now it comes from elsewhere."""
    story = licensed(seen(A, seen_licence("plus")), "a")
    now = replace(seen_licence("plus"), inherited=frozenset({"a"}))
    undo = story.undo(replace(story.after(), licences=(now,)))
    assert (told(undo), codes(undo)) == ([], ["undo-automatic licence/plus"])


def test_a_suspended_account_gets_no_licence_again() -> None:
    """As everywhere else."""
    story = licensed(seen(A, seen_licence("plus", "a")))
    undo = story.undo(replace(story.after(), accounts=(account("a", suspended=True),)))
    assert (told(undo), codes(undo)) == ([], ["undo-suspended licence/plus"])


def switched(before: Observation) -> Story:
    """A gets 'plus' in the place of 'basic'."""
    rules = {
        name: replace(with_licence("plus").licences["plus"], family="office")
        for name in ("basic", "plus")
    }
    policy = replace(
        with_licence("plus"),
        licences=rules,
        rostered=frozenset("abc"),
        prune=frozenset({Kind.LICENCE}),
    )
    return Story(before, declared(licence("plus", "a"), licence("basic")), policy)


def test_a_switched_licence_goes_back_as_a_switch() -> None:
    """In the change of the product that is held again."""
    before = seen(A, seen_licence("plus"), seen_licence("basic", "a"))
    story = switched(before)
    undo = story.undo()
    assert told(undo) == ["update licence/basic"]
    delta = undo.changes[0].delta
    assert isinstance(delta, LicenceDelta)
    assert [(one.product, one.holder.member.ref) for one in delta.swap] == [("plus", "a")]
    assert story.carried(undo.changes, story.after()).licences == before.licences


def test_a_switch_back_needs_a_seat_of_the_old_licence() -> None:
    """Without one A keeps what the run gave."""
    story = switched(seen(A, seen_licence("plus"), seen_licence("basic", "a", purchased=1)))
    taken = seen_licence("basic", "b", purchased=1)
    after = story.after()
    undo = story.undo(
        replace(after, licences=tuple(taken if x.product == "basic" else x for x in after.licences))
    )
    assert (told(undo), codes(undo)) == ([], ["undo-no-seats licence/basic"])


def test_what_the_file_ignores_by_now_an_undo_leaves_alone() -> None:
    """Neither its members nor its name go back."""
    story = in_and_out()
    undo = invert(
        tuple(map(entry, story.changes())),
        story.after(),
        replace(story.context, ignore=("groups/teach*",)),
        KEY,
    )
    assert (told(undo), codes(undo)) == ([], ["undo-ignored membership/teachers"])


def test_the_undo_of_an_undone_adoption_brings_back_mark_and_members() -> None:
    """The first undo took both; whoever is in it again by then is not added twice."""
    there = seen_group("teachers", "c")
    adopted = Story(seen(A, B, C, there), declared(group("teachers"), membership("teachers", "a")))
    undone = adopted.undo().changes
    assert {change.action for change in undone} >= {Action.FORGET}
    left = adopted.carried(undone, adopted.after())
    again = invert([entry(change) for change in undone], left, adopted.context, KEY)
    assert {change.action for change in again.changes} == {Action.ADOPT, Action.UPDATE}
    back = adopted.carried(again.changes, left)
    (group_back,) = back.groups
    assert group_back.mark is not None
    assert group_back.members is not None
    assert group_back.members[MemberRole.MEMBER] == people("a", "c")
    assert codes(again) == []

"""Undo of units and groups: back where they are still as the run left them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import Action
from reconciler.model.observation import Listing, Observation, Scope
from reconciler.model.resources import Group, Kind
from reconciler.model.states import EntryState
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.undo.journal import scope_with
from tests.support.small import (
    DOMAIN,
    POLICY,
    account,
    declared,
    group,
    mark,
    members,
    membership,
    seen,
    seen_group,
    seen_unit,
    unit,
)
from tests.support.undo_fixtures import KEY, Done, Story, codes, entry, told

PRUNING = replace(POLICY, prune=frozenset(Kind))
TEACHERS = f"teachers@{DOMAIN}"


def renamed_group(story: Observation, name: str) -> Observation:
    """Every group has another display name by now."""
    return replace(story, groups=tuple(replace(one, name=name) for one in story.groups))


def test_a_field_goes_back_to_what_it_was() -> None:
    """An ordinary update, by its reason the undo of that run."""
    story = Story(
        seen(seen_group("teachers", key="teachers", name="Old")), declared(group("teachers", "New"))
    )
    (change,) = story.undo().changes
    assert isinstance(change.after, Group)
    assert (change.action, change.after.name) == (Action.UPDATE, "Old")
    assert change.reason.facts == {"run": 7}


def test_what_changed_since_is_left_alone_and_listed() -> None:
    """Whoever came later goes before."""
    story = Story(
        seen(seen_group("teachers", key="teachers", name="Old")), declared(group("teachers", "New"))
    )
    undo = story.undo(renamed_group(story.after(), "Newer"))
    assert told(undo) == []
    assert codes(undo) == ["undo-changed-since group/teachers"]


def test_a_created_group_is_deleted_only_while_it_is_the_same_object() -> None:
    """Somebody else's group of that address has another id."""
    story = Story(seen(), declared(group("teachers")))
    other = replace(story.after().groups[0], id="another")
    assert told(story.undo()) == ["delete group/teachers"]
    undo = story.undo(seen(other))
    assert (told(undo), codes(undo)) == ([], ["undo-gone group/teachers"])


def test_a_created_group_without_our_mark_stays() -> None:
    """Somebody took it over."""
    story = Story(seen(), declared(group("teachers")))
    undo = story.undo(seen(replace(story.after().groups[0], mark=None)))
    assert (told(undo), codes(undo)) == ([], ["undo-not-ours group/teachers"])


def test_a_created_unit_stays_while_somebody_is_in_it() -> None:
    """An account that the run did not put there keeps its place."""
    story = Story(seen(account("a")), declared(unit("staff")))
    now = replace(story.after(), accounts=(account("a", "/staff"),))
    undo = story.undo(now)
    assert (told(undo), codes(undo)) == ([], ["undo-not-empty orgunit/staff"])


def test_a_deleted_group_is_made_anew_with_settings_and_members() -> None:
    """And what no writing brings back is listed."""
    there = replace(
        seen_group("gone", "a", "b", key="gone", name="Gone"), settings={"join": "invited"}
    )
    story = Story(seen(account("a"), there), declared(), PRUNING)
    undo = story.undo()
    made, filled = undo.changes
    assert made.after == Group(f"gone@{DOMAIN}", "Gone", settings={"join": "invited"})
    assert filled.delta is not None
    assert [one.member.ref for one in filled.delta.add] == ["a"]  # type: ignore[union-attr]
    assert codes(undo) == ["undo-group-made-anew group/gone", "undo-people-gone membership/gone"]


def test_an_address_that_is_taken_by_now_is_not_taken_back() -> None:
    """Neither as a name nor as an alias."""
    story = Story(seen(seen_group("gone", key="gone")), declared(), PRUNING)
    other = replace(seen_group("other"), aliases=frozenset({f"gone@{DOMAIN}"}))
    undo = story.undo(seen(other))
    assert (told(undo), codes(undo)) == ([], ["undo-taken group/gone"])


def test_a_renamed_group_gets_address_and_key_back_and_its_alias_is_listed() -> None:
    """The old address was an alias of its own."""
    story = Story(seen(seen_group("old", key="old")), declared(group("new", previously=("old",))))
    undo = story.undo()
    assert told(undo) == ["update group/old"]
    assert codes(undo) == ["undo-alias-stays group/new"]
    back = story.carried(undo.changes, story.after()).groups[0]
    assert (back.address, back.mark) == (f"old@{DOMAIN}", mark(Kind.GROUP, "old"))


def test_an_adopted_unit_is_let_go_as_it_was_found() -> None:
    """Its label is back, and our mark is off."""
    story = Story(seen(seen_unit("/staff", "By hand")), declared(unit("staff", "Ours")))
    undo = story.undo()
    assert told(undo) == ["forget orgunit/staff"]
    (there,) = story.carried(undo.changes, story.after()).units
    assert (there.label, there.mark) == ("By hand", None)


@pytest.mark.parametrize("adopted", [True, False])
def test_what_was_forgotten_is_marked_again_as_it_was(adopted: bool) -> None:
    """A group that we created is not an adopted one afterwards."""
    story = Story(seen(seen_group("gone", key="gone", adopted=adopted)), declared())
    undo = story.undo()
    assert told(undo) == ["adopt group/gone"]
    assert story.carried(undo.changes, story.after()) == story.before


def test_units_go_back_below_their_parents() -> None:
    """A child's path follows its parent's rename before it goes back by itself."""
    story = Story(
        seen(seen_unit("/old", key="old"), seen_unit("/old/x", key="old/x")),
        declared(unit("new", previously=("old",)), unit("new/y", previously=("old/x",))),
    )
    undo = story.undo()
    assert story.carried(undo.changes, story.after()) == story.before
    assert codes(undo) == []


def test_a_parent_that_is_gone_keeps_a_unit_from_its_old_path() -> None:
    """Nothing is made that was not there before the run."""
    story = Story(
        seen(seen_unit("/a"), seen_unit("/a/x", key="a/x"), seen_unit("/b")),
        declared(unit("b/x", previously=("a/x",))),
    )
    now = story.after()
    undo = story.undo(replace(now, units=tuple(one for one in now.units if one.path != "/a")))
    assert codes(undo) == ["undo-no-parent orgunit/b/x"]


@pytest.mark.parametrize("state", [EntryState.BLOCKED, EntryState.UNCHANGED])
def test_what_was_never_written_is_not_looked_at(state: EntryState) -> None:
    """Even where the tenant happens to hold it."""
    story = Story(seen(), declared(group("teachers")))
    entries = tuple(replace(entry(one), state=state, done=0) for one in story.changes())
    assert story.undo(entries=entries).changes == ()


@pytest.mark.parametrize("state", [EntryState.INTENDED, EntryState.SENT, EntryState.UNKNOWN])
def test_an_interrupted_change_is_settled_by_looking(state: EntryState) -> None:
    """It was made without an id being noted: our mark tells."""
    story = Story(seen(), declared(group("teachers")))
    entries = tuple(Done(one, state, 0) for one in story.changes())
    assert told(story.undo(entries=entries)) == ["delete group/teachers"]
    nothing = story.undo(seen(), entries)
    assert (nothing.changes, nothing.findings) == ((), ())


def test_a_listing_that_is_not_whole_undoes_nothing() -> None:
    """What was not seen is unknown, not gone."""
    story = Story(seen(account("a")), declared(group("teachers"), membership("teachers", "a")))
    undo = story.undo(replace(story.after(), complete=frozenset(Listing) - {Listing.GROUPS}))
    assert (undo.changes, undo.findings) == ((), ())
    assert [one.address.kind for one in undo.unknown] == [Kind.GROUP, Kind.MEMBERSHIP]


def test_what_the_run_touched_is_looked_at_though_nobody_declares_it() -> None:
    """Addresses, marks and unit roots, but never the whole tree."""
    story = Story(
        seen(seen_group("old", key="old")),
        declared(group("new", previously=("old",)), unit("staff")),
    )
    scope = scope_with(Scope(), tuple(map(entry, story.changes())), {})
    assert scope.named == {f"old@{DOMAIN}", f"new@{DOMAIN}"}
    assert scope.marks == {("ou-test", "new"), ("ou-test", "old")}
    assert scope.roots == {"/staff"}


def test_what_was_there_before_is_no_part_of_a_fingerprint() -> None:
    """The same changes are approved by the same words."""
    there = seen_group("teachers", "a", key="teachers", name="Old")
    story = Story(seen(account("a"), there), declared(group("teachers", "New")), PRUNING)
    bare = [replace(one, before=None, lost=None) for one in story.changes()]
    assert school_fingerprint(bare, KEY) == school_fingerprint(story.changes(), KEY)


def test_a_deletion_knows_who_was_in_the_group() -> None:
    """By role, so that all of them can come back."""
    story = Story(seen(account("a"), seen_group("gone", "a", key="gone")), declared(), PRUNING)
    (change,) = story.changes()
    assert change.lost is not None
    assert change.lost.roles == members("a")


def test_a_created_group_that_we_renamed_since_was_taken_over_by_nobody() -> None:
    """It carries our mark, under the key that a later run gave it."""
    story = Story(seen(), declared(group("teachers")))
    made = story.after().groups[0]
    assert made.mark is not None
    later = replace(made, address="staff@a.example", mark=replace(made.mark, key="staff"))
    undo = story.undo(seen(later))
    assert (told(undo), codes(undo)) == ([], ["undo-renamed-since group/teachers"])

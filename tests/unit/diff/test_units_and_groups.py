"""Claims about what happens to units and groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.observation import Listing
from reconciler.model.resources import Kind
from tests.support.small import (
    DOMAIN,
    POLICY,
    account,
    declared,
    difference,
    group,
    mark,
    seen,
    seen_group,
    seen_unit,
    told,
    unit,
)

PRUNE = replace(POLICY, prune=frozenset(Kind))


def guards(compared: object) -> list[str]:
    """The names of the refusals."""
    return [refusal.guard for refusal in compared.difference.refusals]  # type: ignore[attr-defined]


def test_what_is_as_declared_is_left_alone() -> None:
    """Same unit, same group, no change."""
    there = seen(seen_unit("/staff", key="staff"), seen_group("teachers", key="teachers"))
    assert told(difference(declared(unit("staff"), group("teachers")), there)) == []


def test_a_missing_thing_is_created() -> None:
    """Nothing there, so both are made."""
    wanted = declared(unit("staff"), group("teachers"))
    assert told(difference(wanted, seen())) == ["create orgunit/staff", "create group/teachers"]


def test_an_unmarked_thing_of_that_name_is_adopted() -> None:
    """A hand-made object of the declared name becomes ours instead of being made twice."""
    there = seen(seen_unit("/Staff"), seen_group("teachers"))
    wanted = declared(unit("staff"), group("teachers"))
    assert told(difference(wanted, there)) == ["adopt orgunit/staff", "adopt group/teachers"]


def test_another_schools_mark_is_refused() -> None:
    """What another school owns is never taken over."""
    stranger = replace(seen_group("teachers"), mark=mark(Kind.GROUP, "teachers", school="ou-other"))
    compared = difference(declared(group("teachers")), seen(stranger))
    assert (told(compared), guards(compared)) == ([], ["marked-by-another"])


def test_a_rename_by_previously_keeps_the_object() -> None:
    """The mark of the earlier key is found, so address and key change on the same object."""
    there = seen(seen_group("teachers-room", key="teachers-room"))
    compared = difference(declared(group("staff-room", previously=("teachers-room",))), there)
    (change,) = compared.difference.changes
    assert change.target is not None
    assert (change.action, change.target.id) == ("update", "id:teachers-room")
    assert [field.name for field in change.fields] == ["address", "key"]


def test_a_new_key_without_previously_makes_one_and_drops_one() -> None:
    """Without `previously` nobody can know that it is the same thing."""
    there = seen(seen_group("teachers-room", key="teachers-room"))
    compared = difference(declared(group("staff-room")), there)
    assert told(compared) == ["create group/staff-room", "forget group/teachers-room"]


@pytest.mark.parametrize("marked", [True, False])
def test_old_and_new_name_together_are_refused(marked: bool) -> None:
    """When both exist, a person has to say which is meant."""
    old = seen_group("old", key="old" if marked else None)
    there = seen(old, seen_group("new"))
    wanted = declared(group("new", previously=("old",)))
    assert set(guards(difference(wanted, there))) <= {"both-names-exist", "name-is-taken"}
    assert told(difference(wanted, there)) == []


def test_two_objects_with_one_mark_are_refused() -> None:
    """A copied mark must not make us choose."""
    there = seen(seen_group("a", key="a"), seen_group("b", key="a"))
    assert "two-with-one-mark" in guards(difference(declared(group("a")), there))


def test_previously_that_has_done_its_work_is_told() -> None:
    """Once the mark carries the new key the line can go."""
    there = seen(seen_group("new", key="new"))
    compared = difference(declared(group("new", previously=("old",))), there)
    assert [finding.code for finding in compared.difference.findings] == ["previously-spent"]


def test_what_is_dropped_is_forgotten_by_default() -> None:
    """Deleting is a privilege: without prune the mark comes off and the thing stays."""
    there = seen(seen_unit("/old", key="old"), seen_group("old", key="old"))
    assert told(difference(declared(), there)) == ["forget orgunit/old", "forget group/old"]


def test_prune_deletes_what_is_owned_and_empty_and_leaves_the_rest() -> None:
    """A unit with people in it stays even where prune is allowed."""
    there = seen(
        seen_unit("/empty", key="empty"),
        seen_unit("/full", key="full"),
        account("a", "/full"),
        seen_group("old", key="old"),
        seen_group("hand-made"),
    )
    compared = difference(declared(), there, PRUNE)
    assert told(compared) == ["delete orgunit/empty", "delete group/old"]
    assert [finding.code for finding in compared.difference.findings] == ["unit-not-empty"]


def test_a_dropped_unit_inside_a_dropped_unit_goes_first() -> None:
    """Leaves before branches, so both can go in one plan."""
    there = seen(seen_unit("/a", key="a"), seen_unit("/a/b", key="a/b"))
    compared = difference(declared(), there, PRUNE)
    assert told(compared) == ["delete orgunit/a/b", "delete orgunit/a"]


@pytest.mark.parametrize("listing", [Listing.UNITS, Listing.GROUPS])
def test_a_half_read_listing_loses_nothing(listing: Listing) -> None:
    """What was not listed completely is unknown, never empty."""
    there = seen(missing=[listing])
    wanted = declared(unit("staff"), group("teachers"))
    compared = difference(wanted, there, PRUNE)
    kind = "orgunit" if listing is Listing.UNITS else "group"
    assert [line for line in told(compared) if kind in line] == []
    assert any(one.address.kind == kind for one in compared.difference.unknown)


def test_a_renamed_unit_carries_its_children() -> None:
    """Where units nest, a child's path follows its parent and is no change of its own."""
    there = seen(seen_unit("/old", key="old"), seen_unit("/old/in", key="new/in"))
    wanted = declared(unit("new", previously=("old",)), unit("new/in"))
    assert told(difference(wanted, there)) == ["update orgunit/new"]


def test_flat_units_are_renamed_one_by_one() -> None:
    """Where units are flat, each is renamed itself."""
    there = seen(seen_unit("/old", key="old"), seen_unit("/old/in", key="new/in"))
    wanted = declared(unit("new", previously=("old",)), unit("new/in"))
    flat = replace(POLICY, units_nest=False)
    assert told(difference(wanted, there, flat)) == ["update orgunit/new", "update orgunit/new/in"]


def test_an_address_that_is_somebodys_alias_is_refused() -> None:
    """Mail meant for one must not reach another."""
    there = seen(replace(account("a"), aliases=frozenset({f"teachers@{DOMAIN}"})))
    assert guards(difference(declared(group("teachers")), there)) == ["address-in-use"]


def test_ignored_things_are_not_seen() -> None:
    """`ignore` leaves a thing alone, even one with our mark."""
    there = seen(seen_group("old", key="old"), seen_unit("/x", key="x"))
    policy = replace(POLICY, ignore=("groups/ol*", "orgUnits/x"))
    assert told(difference(declared(), there, policy)) == []


def test_a_group_is_ignored_where_its_mail_arrives() -> None:
    """Microsoft keeps the address when a group is renamed, and people know the group by it."""
    renamed = replace(seen_group("chess-0", key="chess-0"), mail=f"chess@{DOMAIN}")
    policy = replace(POLICY, ignore=("groups/chess",))
    compared = difference(
        declared(group("chess-1", previously=("chess-0",))), seen(renamed), policy
    )
    assert told(compared) == []
    assert [finding.code for finding in compared.difference.findings] == ["declared-and-ignored"]


def test_an_action_that_is_not_allowed_is_told_and_not_planned() -> None:
    """The school's file bounds what may be done."""
    policy = replace(POLICY, allow={Kind.GROUP: frozenset()})
    compared = difference(declared(group("teachers")), seen(), policy)
    assert told(compared) == []
    assert [finding.code for finding in compared.difference.findings] == ["not-allowed"]


def test_unmanaged_things_are_counted() -> None:
    """Hand-made objects are listed, counted and left alone."""
    there = seen(seen_group("hand-made"), seen_group("teachers", key="teachers"))
    compared = difference(declared(group("teachers")), there, PRUNE)
    assert compared.difference.unmanaged[Kind.GROUP] == 1


@pytest.mark.parametrize(
    ("old", "new", "hinted"),
    [
        ("lecturers", "teachers", True),
        ("class-2033a", "class-2034a", False),
        ("class-2033a", "team-2033a", True),
    ],
)
def test_a_rename_is_suspected_by_the_name_but_not_between_cohorts(
    old: str, new: str, hinted: bool
) -> None:
    """5а of this year and 5а of the last one are two classes of one name."""
    there = seen(seen_group(old, key=old, name="5а клас"))
    compared = difference(declared(group(new, "5а клас")), there)
    codes = [finding.code for finding in compared.difference.findings]
    assert ("looks-renamed" in codes) is hinted

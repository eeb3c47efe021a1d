"""Every kind and action on both vendors: what was planned is what the next look shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reconciler.model.resources import (
    Declared,
    Group,
    Kind,
    MemberRole,
    Membership,
    OrgUnit,
    Placement,
)
from reconciler.model.states import Result
from tests.contract.vendors import ProviderHarness
from tests.support.small import (
    DOMAIN,
    POLICY,
    declare,
    declared,
    group,
    licence,
    mark,
    membership,
    people,
    unit,
)

Wish = Callable[[dict[str, str]], list[Declared]]
"""What is declared, given the ids of accounts by first name."""


def placement(path: str, *ids: str) -> Declared:
    """Accounts in a unit."""
    return declare(path, Placement(f"/{path}", frozenset(ids)))


def open_group(join: str) -> Declared:
    """A group with the one setting that both vendors have."""
    return declare("teachers", Group(f"teachers@{DOMAIN}", "Група", settings={"join": join}))


def led(owner: str, *ids: str) -> Declared:
    """A group with an owner."""
    roles = {MemberRole.OWNER: people(owner), MemberRole.MEMBER: people(*ids)}
    return declare("teachers", Membership(f"teachers@{DOMAIN}", roles))


def nothing(_: dict[str, str]) -> list[Declared]:
    """Nothing is declared."""
    return []


CASES: dict[str, tuple[Wish, Wish, list[str]]] = {
    "create unit": (nothing, lambda _: [unit("staff")], ["create orgunit/staff"]),
    "describe unit": (
        lambda _: [unit("staff")],
        lambda _: [unit("staff", "Персонал")],
        ["update orgunit/staff"],
    ),
    "adopt unit": (nothing, lambda _: [unit("old")], ["adopt orgunit/old"]),
    "delete unit": (lambda _: [unit("staff")], nothing, ["delete orgunit/staff"]),
    "create group": (nothing, lambda _: [group("teachers")], ["create group/teachers"]),
    "rename group": (
        lambda _: [group("teachers")],
        lambda _: [group("teachers", "Учители")],
        ["update group/teachers"],
    ),
    "set group": (
        lambda _: [open_group("invited")],
        lambda _: [open_group("domain")],
        ["update group/teachers"],
    ),
    "adopt group": (nothing, lambda _: [group("choir")], ["adopt group/choir"]),
    "delete group": (lambda _: [group("teachers")], nothing, ["delete group/teachers"]),
    "add members": (
        lambda ids: [group("teachers"), membership("teachers", ids["anna"])],
        lambda ids: [group("teachers"), membership("teachers", ids["anna"], ids["boris"])],
        ["update membership/teachers"],
    ),
    "remove members": (
        lambda ids: [group("teachers"), membership("teachers", ids["anna"], ids["boris"])],
        lambda ids: [group("teachers"), membership("teachers", ids["boris"])],
        ["update membership/teachers"],
    ),
    "empty a group": (
        lambda ids: [group("teachers"), membership("teachers", ids["anna"], ids["boris"])],
        lambda _: [group("teachers"), membership("teachers")],
        ["update membership/teachers"],
    ),
    "change owners": (
        lambda ids: [group("teachers"), led(ids["anna"], ids["boris"])],
        lambda ids: [group("teachers"), led(ids["boris"], ids["anna"])],
        ["update membership/teachers"],
    ),
    "place": (
        lambda ids: [unit("staff"), placement("staff", ids["anna"])],
        lambda ids: [unit("staff"), placement("staff", ids["anna"], ids["boris"])],
        ["update placement/staff"],
    ),
    "move": (
        lambda ids: [unit("staff"), unit("attic"), placement("staff", ids["anna"])],
        lambda ids: [unit("staff"), unit("attic"), placement("attic", ids["anna"])],
        ["update placement/attic"],
    ),
    "give licences": (
        lambda ids: [licence("plus", ids["goran"])],
        lambda ids: [licence("plus", ids["goran"], ids["anna"])],
        ["update licence/plus"],
    ),
    "take licences": (
        lambda ids: [licence("plus", ids["goran"])],
        lambda ids: [licence("plus", ids["anna"])],
        ["update licence/plus"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_done_shows_in_the_next_look(harness: ProviderHarness, case: str) -> None:
    """Each kind and action: planned alone, applied whole, and nothing is left to do."""
    first, then, expected = CASES[case]
    harness.do(harness.changes(declared(*first(harness.ids))))
    wanted = declared(*then(harness.ids))
    changes = harness.changes(wanted)
    assert [f"{c.action} {c.address.kind}/{c.address.key}" for c in changes] == expected
    outcomes = harness.do(changes)
    assert [outcome.result for outcome in outcomes] == [Result.APPLIED]
    assert all(outcome.done == outcome.wanted for outcome in outcomes)
    assert harness.changes(wanted) == ()


def test_a_whole_school_is_made_in_the_order_of_its_phases(harness: ProviderHarness) -> None:
    """All kinds at once, a unit inside another, one group in another's place on paper."""
    ids = harness.ids
    wanted = declared(
        unit("staff"),
        unit("staff/teachers"),
        group("teachers"),
        membership("teachers", ids["anna"], ids["boris"]),
        placement("staff/teachers", ids["anna"], ids["boris"]),
        licence("plus", ids["goran"], ids["vera"]),
    )
    assert {outcome.result for outcome in harness.do(harness.changes(wanted))} == {Result.APPLIED}
    assert harness.changes(wanted) == ()


def test_marks_come_back_in_the_ordinary_listing(harness: ProviderHarness) -> None:
    """Of what was made and of what was adopted, and each says which."""
    harness.do(
        harness.changes(declared(unit("staff"), unit("old"), group("teachers"), group("choir")))
    )
    assert harness.unit("/staff").mark == mark(Kind.ORG_UNIT, "staff")
    assert harness.unit("/old").mark == mark(Kind.ORG_UNIT, "old", adopted=True)
    assert harness.group("teachers").mark == mark(Kind.GROUP, "teachers")
    assert harness.group("choir").mark == mark(Kind.GROUP, "choir", adopted=True)
    assert harness.unit("/old").label == "Единица"
    assert harness.group("chess").mark is None


def test_a_mark_follows_a_rename(harness: ProviderHarness) -> None:
    """By `previously`: the same object under the new key, name and address."""
    first = declared(unit("staff"), group("teachers"), membership("teachers", harness.ids["anna"]))
    harness.do(harness.changes(first))
    before = harness.group("teachers"), harness.unit("/staff")
    wanted = declared(
        unit("people", previously=("staff",)),
        group("lecturers", previously=("teachers",)),
        membership("lecturers", harness.ids["anna"]),
    )
    assert {outcome.result for outcome in harness.do(harness.changes(wanted))} == {Result.APPLIED}
    after = harness.group("lecturers"), harness.unit("/people")
    assert [thing.id for thing in after] == [thing.id for thing in before]
    assert [thing.mark for thing in after] == [
        mark(Kind.GROUP, "lecturers"),
        mark(Kind.ORG_UNIT, "people"),
    ]
    assert after[0].members == before[0].members
    assert harness.changes(wanted) == ()


def test_the_old_address_of_a_renamed_group_stays_an_alias(harness: ProviderHarness) -> None:
    """So that mail to it arrives."""
    harness.do(harness.changes(declared(group("teachers"))))
    harness.do(harness.changes(declared(group("lecturers", previously=("teachers",)))))
    assert f"teachers@{DOMAIN}" in harness.group("lecturers").aliases


def test_forgetting_takes_the_mark_off_and_leaves_the_thing(harness: ProviderHarness) -> None:
    """A group with its members and a unit with its people are as they were, but nobody's."""
    ids = harness.ids
    first = [unit("staff"), placement("staff", ids["anna"])]
    first += [group("teachers"), membership("teachers", ids["anna"])]
    harness.do(harness.changes(declared(*first)))
    before = harness.group("teachers"), harness.unit("/staff")
    allowed = replace(harness.policy, prune=frozenset())
    changes = harness.changes(declared(), allowed)
    assert {change.action.value for change in changes} == {"forget"}
    assert {outcome.result for outcome in harness.do(changes)} == {Result.APPLIED}
    after = harness.group("teachers"), harness.unit("/staff")
    assert after == (replace(before[0], mark=None), replace(before[1], mark=None))
    assert harness.changes(declared(), allowed) == ()


def test_a_label_that_people_wrote_survives_the_mark(harness: ProviderHarness) -> None:
    """Adopting and forgetting change nothing of a unit's description but our line."""
    was = harness.unit("/old")
    same = declare("old", OrgUnit("/old", was.label))
    harness.do(harness.changes(declared(same)))
    assert harness.unit("/old").label == was.label
    harness.do(harness.changes(declared(), POLICY))
    assert harness.unit("/old") == was


def test_a_licence_is_switched_without_a_moment_without_any(harness: ProviderHarness) -> None:
    """One request that adds and removes, at both vendors; and back again."""
    one = harness.ids["goran"]
    harness.do(harness.changes(declared(licence("plus", one), licence("student"))))
    wanted = declared(licence("plus"), licence("student", one))
    changes = harness.changes(wanted)
    assert [str(change.address.key) for change in changes] == ["student"]
    harness.box.ask("DELETE", "requests")
    (outcome,) = harness.do(changes)
    assert (outcome.result, outcome.done, outcome.wanted) == (Result.APPLIED, 1, 1)
    assert harness.changes(wanted) == ()
    held = {row.product: row.holders for row in harness.look().licences}
    assert (len(held["plus"]), len(held["student"])) == (0, 1)


def test_without_a_seat_the_old_licence_stays(harness: ProviderHarness) -> None:
    """The vendor refuses the swap as a whole."""
    one, all_of = harness.ids["goran"], [harness.ids[n] for n in ("anna", "boris", "vera", "diana")]
    harness.do(harness.changes(declared(licence("plus", one), licence("student"))))
    changes = harness.changes(declared(licence("plus"), licence("student", one)))
    harness.do(harness.changes(declared(licence("student", *all_of), licence("plus", one))))
    (outcome,) = harness.do(changes)
    assert (outcome.result, outcome.done) == (Result.FAILED, 0)
    (plus,) = (row for row in harness.look().licences if row.product == "plus")
    assert [holder.member.ref for holder in plus.holders] == [one]

"""Claims about the guards beyond members: owners, units, new groups, moves, licences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.manifest.types import GuardLimit
from reconciler.model.change import Change
from reconciler.model.resources import Kind, MemberRole, Membership, Placement
from reconciler.plan.guards import DEFAULTS, GuardInput, GuardLimits, Measure, guard
from reconciler.plan.guards.inputs import Administrators
from reconciler.plan.guards.schools import decommissioned
from reconciler.plan.order import ordered
from tests.support.small import (
    DOMAIN,
    SCHOOL,
    TENANT,
    account,
    declare,
    declared,
    difference,
    group,
    licence,
    membership,
    people,
    seen,
    seen_group,
    seen_licence,
    seen_unit,
    unit,
    with_licence,
)
from tests.unit.plan.test_plan import PRUNE, changes, emptied, now, school_plan

NAMES = [f"p{n}" for n in range(30)]


def ownerless() -> tuple[Change, ...]:
    """A group that had one owner and is to have none."""
    there = replace(
        seen_group("g", key="g"),
        members={MemberRole.OWNER: people("boss"), MemberRole.MEMBER: people()},
    )
    roles: dict[MemberRole, frozenset[object]] = {MemberRole.OWNER: frozenset()}
    wanted = declare("g", Membership(f"g@{DOMAIN}", roles))  # type: ignore[arg-type]
    return changes(declared(group("g"), wanted), there, account("boss"))


def unlicensed() -> tuple[Change, ...]:
    """Thirty licences that are taken back."""
    policy = replace(
        with_licence("plus"), prune=frozenset({Kind.LICENCE}), rostered=frozenset(NAMES)
    )
    there = seen(seen_licence("plus", *NAMES), *(account(name) for name in NAMES))
    return ordered(difference(declared(licence("plus")), there, policy).difference.changes)


def moved() -> tuple[Change, ...]:
    """Thirty people from one declared unit into another."""
    there = (seen_unit("/a", key="a"), seen_unit("/b", key="b"))
    into = declare("b", Placement("/b", frozenset(NAMES)))
    accounts = [account(name, "/a") for name in NAMES]
    return changes(declared(unit("a"), unit("b"), into), *there, *accounts)


def units_gone() -> tuple[Change, ...]:
    """Four units that are pruned."""
    return changes(declared(), *(seen_unit(f"/u{n}", key=f"u{n}") for n in range(4)))


def runaway() -> tuple[Change, ...]:
    """A template that makes 301 groups."""
    return changes(declared(*(group(f"g{n}") for n in range(301))))


CASES: dict[str, tuple[Change, ...]] = {
    "members-removed-per-group": emptied(40, 0).changes,
    "members-removed-per-school": emptied(11, 29).changes,
    "groups-removed-per-school": changes(
        declared(), *(seen_group(f"o{n}", key=f"o{n}") for n in range(4))
    ),
    "last-owner": ownerless(),
    "groups-created-per-school": runaway(),
    "units-removed-per-school": units_gone(),
    "people-moved-per-school": moved(),
    "licences-removed-per-school": unlicensed(),
}
NOW = replace(
    now(40, 30, "/a", "/b"),
    owners={f"g@{DOMAIN}": people("boss")},
    licences={"plus": 30},
)


def spoken(
    planned: tuple[Change, ...], known: GuardInput = NOW, limits: GuardLimits = DEFAULTS
) -> set[str]:
    """The guards that say no."""
    return {refusal.guard for refusal in guard(school_plan(*planned), known, limits)}


@pytest.mark.parametrize("name", CASES)
def test_a_guard_trips_and_not_once_its_limit_is_raised(name: str) -> None:
    """Each case is its own guard's."""
    assert name in spoken(CASES[name])
    assert name not in spoken(CASES[name], limits={**DEFAULTS, name: GuardLimit(count=10_000)})


def test_a_guard_without_a_limit_is_silent() -> None:
    """What is not in force does not speak."""
    plan = school_plan(*CASES["members-removed-per-group"])
    assert guard(plan, NOW, {}) == ()


def test_a_plan_without_changes_has_nothing_to_refuse() -> None:
    """Whatever the roster is like."""
    old = Measure("roster-stale", 99, 0)
    assert guard(school_plan(), NOW, DEFAULTS, [old]) == ()


def test_an_odd_roster_stops_only_what_changes_people() -> None:
    """A new unit needs no roster; members do."""
    old = Measure("roster-stale", 99, 0, facts={"exported": "2027-01-01"})
    made = changes(declared(unit("a")))
    assert guard(school_plan(*made), NOW, DEFAULTS, [old]) == ()
    filled = changes(
        declared(group("g"), membership("g", "p1")), seen_group("g", key="g"), account("p1")
    )
    (refusal,) = guard(school_plan(*filled), NOW, DEFAULTS, [old])
    assert (refusal.guard, refusal.facts["count"], refusal.facts["limit"]) == (
        "roster-stale",
        99,
        "14",
    )


def filling(there: int, *, key: str = "g") -> tuple[Change, ...]:
    """Two hundred people into a group that has so many of them."""
    names = [f"p{n}" for n in range(200)]
    group_there = seen_group("g", *names[:there], key=key)
    return changes(declared(group("g"), membership("g", *names)), group_there, *map(account, names))


def test_filling_a_group_that_is_empty_or_begun_is_no_addition() -> None:
    """After a run that was cut off, the next one goes on without a person's word."""
    added = {"members-added-per-group", "members-added-per-school"}
    assert added <= spoken(filling(20))
    assert not added & spoken(filling(0))
    begun = replace(NOW, unfinished=frozenset({f"{TENANT}/{SCHOOL}/membership/g"}))
    assert not added & spoken(filling(20), begun)


def test_an_owner_who_becomes_a_member_leaves_a_group_ownerless_too() -> None:
    """Not only who is removed."""
    there = replace(seen_group("g", key="g"), members={MemberRole.OWNER: people("boss")})
    roles = {MemberRole.OWNER: people(), MemberRole.MEMBER: people("boss")}
    planned = changes(
        declared(group("g"), declare("g", Membership(f"g@{DOMAIN}", roles))), there, account("boss")
    )
    assert "last-owner" in spoken(planned)


def test_a_group_that_gets_another_owner_is_not_ownerless() -> None:
    """The old one leaves; the new one comes in the same change."""
    there = replace(seen_group("g", key="g"), members={MemberRole.OWNER: people("boss")})
    roles = {MemberRole.OWNER: people("next")}
    wanted = declare("g", Membership(f"g@{DOMAIN}", roles))
    planned = changes(declared(group("g"), wanted), there, account("boss"), account("next"))
    assert len(planned) == 1
    assert "last-owner" not in spoken(planned)


def root(place: str) -> GuardInput:
    """One administrator, who owns the group and is in a place."""
    admins = Administrators(frozenset({"boss"}), frozenset({place}))
    return replace(NOW, admins=admins)


@pytest.mark.parametrize(("place", "asked"), [("/old", True), ("/old/in", True), ("/older", False)])
def test_a_unit_that_holds_an_administrator_is_not_let_go(place: str, asked: bool) -> None:
    """Directly or below; a unit whose name only begins alike is another."""
    planned = changes(declared(), seen_unit("/Old", key="old"))
    assert ("administrators" in spoken(planned, root(place))) is asked


def test_an_administrators_ownership_and_place_need_a_word() -> None:
    """Two changes, both named."""
    planned = (*ownerless(), *moved_admin())
    (refusal,) = [
        one
        for one in guard(school_plan(*planned), root("/"), DEFAULTS)
        if one.guard == "administrators"
    ]
    assert refusal.facts["things"] == "membership/g, placement/b"


def moved_admin() -> tuple[Change, ...]:
    """An administrator out of one unit into another: as only an undo plans it."""
    into = declare("b", Placement("/b", frozenset({"boss"})))
    there = (seen_unit("/a", key="a"), seen_unit("/b", key="b"), account("boss", "/a"))
    return changes(declared(unit("a"), unit("b"), into), *there)


def test_a_school_that_closes_is_asked_about_once() -> None:
    """The guards of removals do not repeat what the one question says."""
    planned = CASES["groups-removed-per-school"]
    closing = replace(NOW, decommission=True)
    assert spoken(planned, closing) == {"school-decommissioned"}


def test_a_first_rollout_is_no_mass_move() -> None:
    """People come out of hand-made units, which nobody declared."""
    accounts = [account(name, "/Ученици") for name in NAMES]
    into = declare("b", Placement("/b", frozenset(NAMES)))
    planned = school_plan(*changes(declared(unit("b"), into), *accounts))
    assert guard(planned, now(0, 30, "/b"), DEFAULTS) == ()


def test_pruning_is_what_the_cases_are_made_with() -> None:
    """Without it nothing would go and no guard could trip."""
    assert PRUNE.prune == frozenset(Kind)


def test_a_school_that_closes_is_measured_by_each_person_who_loses_a_licence() -> None:
    """Thirty licences are thirty, and not one change."""
    plan = school_plan(*unlicensed())
    (measure,) = decommissioned(plan, replace(NOW, decommission=True))
    assert (len(plan.changes), measure.count) == (1, 30)

"""Claims about the guards beyond members: owners, units, new groups, moves, licences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.manifest.types import GuardLimit
from reconciler.model.plan import Change
from reconciler.model.resources import Kind, MemberRole, Membership, Placement
from reconciler.plan.guards import DEFAULTS, guard
from reconciler.plan.order import ordered
from reconciler.report.texts import LANGUAGES, Texts
from tests.support.small import (
    DOMAIN,
    account,
    declare,
    declared,
    difference,
    group,
    licence,
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


def test_every_guard_has_a_case() -> None:
    """A guard that no case trips could be taken out unseen."""
    assert set(CASES) == set(DEFAULTS)


@pytest.mark.parametrize("name", CASES)
def test_a_guard_trips_and_says_so_in_both_languages(name: str) -> None:
    """And not once its limit is raised: each case is its own guard's."""
    plan = school_plan(*CASES[name])
    told = {one.guard: one for one in guard(plan, now(40, 30, "/a", "/b"), {})}
    assert name in told
    for language in LANGUAGES:
        assert f"--acknowledge {name}:ou-test" in Texts(language).refusal(told[name])
    raised = {name: GuardLimit(count=10_000)}
    assert name not in {one.guard for one in guard(plan, now(40, 30, "/a", "/b"), raised)}


def test_a_first_rollout_is_no_mass_move() -> None:
    """People come out of hand-made units, which nobody declared."""
    accounts = [account(name, "/Ученици") for name in NAMES]
    into = declare("b", Placement("/b", frozenset(NAMES)))
    planned = school_plan(*changes(declared(unit("b"), into), *accounts))
    assert guard(planned, now(0, 30, "/b"), {}) == ()


def test_pruning_is_what_the_cases_are_made_with() -> None:
    """Without it nothing would go and no guard could trip."""
    assert PRUNE.prune == frozenset(Kind)

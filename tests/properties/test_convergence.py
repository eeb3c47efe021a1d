"""What holds of every plan, in whatever world: it is the same each time, and it converges."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.model.limits import Cost
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.plan.fingerprint import plan_fingerprint
from reconciler.planfile.write import plan_json
from reconciler.report.texts import Texts
from tests.properties import EXAMPLES
from tests.support.cases import changed
from tests.support.observed_strategies import MUNICIPALITY
from tests.support.worlds import KEY, World, unrefused, worlds

TEXTS = Texts("en")
T = TypeVar("T")


def written(schools: tuple[SchoolPlan, ...]) -> str:
    """The plan as JSON, with everybody in it."""
    plan = Plan(
        stack="tests",
        municipality=MUNICIPALITY,
        waves=("pilot",),
        schools=schools,
        failures=(),
        seats=(),
        cost=Cost(0, 0, 0, unlimited=False),
        year=2027,
        fingerprint=plan_fingerprint(schools, KEY),
    )
    return plan_json(plan, TEXTS, {})


def shuffled(world: World, chance: random.Random) -> World:
    """The same world in another order: manifests, people, accounts, units, groups."""

    def mixed(things: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(things, len(things)))

    schools = tuple(
        replace(
            school,
            manifest=replace(
                school.manifest,
                units=mixed(school.manifest.units),
                groups=mixed(school.manifest.groups),
                licences=mixed(school.manifest.licences),
            ),
            roster=school.roster and replace(school.roster, people=mixed(school.roster.people)),
        )
        for school in world.schools
    )
    seen = replace(
        world.seen,
        accounts=mixed(world.seen.accounts),
        units=mixed(world.seen.units),
        groups=mixed(world.seen.groups),
    )
    return World(schools, seen)


def next_plans(world: World, plans: tuple[SchoolPlan, ...]) -> tuple[World, tuple[SchoolPlan, ...]]:
    """The world once plans are carried out, and what is planned then for the same schools."""
    seen = world.after(tuple(change for plan in plans for change in plan.changes))
    names = {plan.school for plan in plans}
    after = World(world.schools, seen)
    return after, tuple(plan for plan in after.plan() if plan.school in names)


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_a_plan_carried_out_leaves_nothing_to_plan(world: World) -> None:
    """A strict vendor can do every change in its order, and the next plan is empty.

    Where two schools share a tenant, one's moves may empty a unit that the other has dropped; that
    unit alone may go one plan later.
    """
    after, again = next_plans(world, unrefused(world.plan()))
    if len(world.schools) > 1:
        assert {line.split("/")[0] for line in changed(again)} <= {"delete orgunit"}
        _, again = next_plans(after, again)
    assert changed(again) == []
    assert all(not plan.refusals for plan in again)


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_planning_twice_gives_the_same_bytes(world: World) -> None:
    """Nothing but the arguments has a say."""
    assert written(world.plan()) == written(world.plan())


@settings(max_examples=EXAMPLES)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_read_never_shows(world: World, chance: random.Random) -> None:
    """The same facts in another order give the same plan and fingerprint, to the byte."""
    assert written(world.plan()) == written(shuffled(world, chance).plan())


@settings(max_examples=EXAMPLES)
@given(worlds(complete=False), st.randoms(use_true_random=False))
def test_the_order_never_shows_in_what_is_unknown_either(
    world: World, chance: random.Random
) -> None:
    """Nor where listings are incomplete."""
    assert written(world.plan()) == written(shuffled(world, chance).plan())

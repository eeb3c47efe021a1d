"""Claims about what Pulumi keeps of a school: as desired, with every planned change taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from hypothesis import given

from reconciler.desired.compile import compile_tenant
from reconciler.model.observation import ObservedGroup, ObservedUnit
from reconciler.model.people import Role
from reconciler.model.resources import Kind
from reconciler.plan.build import plan_tenant
from reconciler.plan.prior import PriorState
from reconciler.pulumi.live import SchoolState, desired_inputs, live_inputs
from tests.support.schools import context, group_spec, item, person, roster, unit_spec
from tests.support.small import DOMAIN, account, mark, seen, seen_group, seen_unit
from tests.support.worlds import KEY, World, worlds

PEOPLE = [person(name, Role.TEACHER) for name in ("ann", "bob")]
UNITS = (unit_spec("staff", item(role=Role.TEACHER)),)
GROUP = group_spec("teachers", members=(item(role=Role.TEACHER),), settings={"join": "invited"})


def digest(text: str) -> str:
    """Not keyed; tests have nobody to hide."""
    return sha256(text.encode()).hexdigest()[:8]


def standing(*things: ObservedGroup | ObservedUnit, earlier: str = "") -> SchoolState:
    """The school beside a tenant that holds its two teachers and these things."""
    observation = seen(account("ann", "/staff"), account("bob"), account("eve"), *things)
    group = replace(GROUP, previously=(earlier,) if earlier else ())
    (one,) = compile_tenant([context(roster(*PEOPLE), units=UNITS, groups=(group,))], observation)
    (plan,) = plan_tenant((one,), observation, PriorState(KEY)).schools
    return SchoolState(desired_inputs(one, digest, plan), live_inputs(one, digest, plan), plan)


def ours(**facts: Any) -> ObservedGroup:
    """The teachers' group as we made it, with ann and a stranger in it."""
    there = seen_group("teachers", "ann", "eve", key="teachers", name="Teachers, by hand")
    return replace(there, **{"settings": {"join": "anyone"}, **facts})


def test_nothing_is_there_before_the_first_rollout() -> None:
    """What is to be made is not live, and an adopted group is not ours yet."""
    assert standing().live["groups"] == {}
    assert standing().live["units"] == {}
    assert standing(replace(ours(), mark=None)).live["groups"] == {}


def test_a_group_is_live_as_its_tenant_has_it() -> None:
    """Its present name and setting; its members are counted as they are, not as they should be."""
    told = standing(ours(), seen_unit("/staff", key="staff"))
    live, desired = told.live["groups"]["teachers"], told.desired["groups"]["teachers"]
    assert live["name"] == "Teachers, by hand"
    assert live["settings"] == {"join": "anyone"}
    assert live["members"]["count"] == desired["members"]["count"] == 2
    assert live["members"]["digest"] != desired["members"]["digest"]
    assert told.live["units"]["staff"]["holds"]["count"] == 1
    assert told.outputs()["pending"] == told.inputs()["pending"] == len(told.plan.changes)


def test_what_is_not_declared_any_more_is_live_until_it_is_let_go() -> None:
    """It has a name and an address in the state, so that a preview can say what goes."""
    old = seen_group("choir", key="choir", name="Хор")
    told = standing(old)
    assert told.live["groups"]["choir"]["name"] == "Хор"
    assert "choir" not in told.desired["groups"]


@given(worlds())
def test_where_nothing_is_planned_live_is_desired_and_nobody_is_ever_named(world: World) -> None:
    """Whatever the world: what is not ours never looks like drift."""
    everyone = compile_tenant(world.schools, world.seen)
    private = {one.id for one in world.seen.accounts} | world.people() | {f"mum@{DOMAIN}"}
    private |= {one.address for one in world.seen.accounts}
    for one, plan in zip(everyone, _plans(world), strict=True):
        live, desired = live_inputs(one, digest, plan), desired_inputs(one, digest, plan)
        assert plan.changes or live == desired
        assert not [name for name in private if f'"{name}"' in json.dumps(live)]


def _plans(world: World) -> Any:
    everyone = compile_tenant(world.schools, world.seen)
    return plan_tenant(everyone, world.seen, PriorState(KEY)).schools


def test_a_renamed_group_is_live_under_its_new_key() -> None:
    """What changes is told by name and address; the key in our mark is no property."""
    told = standing(replace(ours(), mark=mark(Kind.GROUP, "tutors")), earlier="tutors")
    assert told.live["groups"]["teachers"]["name"] == "Teachers, by hand"
    assert "key" not in told.live["groups"]["teachers"]
    assert "tutors" not in told.live["groups"]

"""Claims about units: who leaves one, and who comes in with the other side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.desired.compile import compile_tenant
from reconciler.manifest.types import Audience, UnitSpec
from reconciler.model.change import PlacementMove
from reconciler.model.observation import Observation
from reconciler.model.people import Role
from reconciler.model.tenant import Vendor
from reconciler.plan.build import plan_tenant
from reconciler.plan.guards.occupancy import UnitOccupancy
from reconciler.plan.prior import PriorState
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from tests.support.schools import context, item, person, roster, unit_spec
from tests.support.small import account, seen, seen_unit

PUPIL, TEACHER = item(role=Role.PUPIL), item(role=Role.TEACHER)
NAMES = tuple(f"p{n}" for n in range(30))
OLD, BOTH = "/old", (TEACHER, PUPIL)
EVERYONE = roster(
    person("t", Role.TEACHER),
    person("s", Role.STAFF),
    *(person(name, Role.PUPIL, grade=5, classes=frozenset({"5а"})) for name in NAMES),
)


def there(pupils: str, teacher: str = "/staff", *marked: str) -> Observation:
    """Thirty pupils in one unit and a teacher in another, with the units that carry our mark."""
    units = (seen_unit(path, path.strip("/"), key=path.strip("/")) for path in marked)
    return seen(*units, *(account(n, pupils) for n in NAMES), account("t", teacher))


def spoken(now: Observation, *units: UnitSpec) -> set[str]:
    """The guards that say no once the units are declared so."""
    desired = compile_tenant([context(EVERYONE, units=units)], now)
    (plan,) = plan_tenant(desired, now, PriorState(b"a key for tests")).schools
    return {refusal.guard for refusal in plan.refusals}


MOVED, CROSSED = "people-moved-per-school", "staff-pupil-crossing"
LEFT = "unmanaged-units-left"


@pytest.mark.parametrize(
    ("holds", "expected"),
    [(BOTH, {MOVED, CROSSED}), ((PUPIL,), {MOVED})],
)
def test_a_unit_that_is_dropped_is_left_like_any_other(
    holds: tuple[Audience, ...], expected: set[str]
) -> None:
    """And whoever comes out of it into a unit of both sides crosses."""
    assert spoken(there(OLD, "/new", OLD, "/new"), unit_spec("new", *holds)) == expected


def test_a_hand_made_unit_is_left_by_its_own_guard() -> None:
    """No unit of the school is left, and out of the tenant's root people come as before."""
    by_hand = replace(there(OLD, OLD), units=(seen_unit(OLD),))
    assert spoken(by_hand, unit_spec("new", *BOTH)) == {LEFT}
    in_the_root = replace(there("/", "/"), units=(seen_unit(OLD),))
    assert spoken(in_the_root, unit_spec("new", *BOTH)) == set()


def test_a_hand_made_unit_outside_the_schools_root_is_left_all_the_same() -> None:
    """Schools that share a tenant have a root each, and their people lie in units beside these."""
    outside = replace(there(OLD, OLD), other_units={OLD: "/Old"})
    assert spoken(outside, unit_spec("new", *BOTH)) == {LEFT}
    desired = compile_tenant([context(EVERYONE, units=(unit_spec("new", *BOTH),))], outside)
    (plan,) = plan_tenant(desired, outside, PriorState(b"a key for tests")).schools
    told = [finding.facts for finding in plan.findings if finding.code == "leaves-unmanaged-unit"]
    assert told == [{"unit": "/Old", "count": 31}]


def test_a_unit_that_is_adopted_just_now_is_hand_made_still() -> None:
    """Under its name, or renamed in the same plan: its people leave what somebody set on it."""
    by_hand = replace(there(OLD, OLD), units=(seen_unit(OLD),))
    kept = replace(unit_spec("old"), adopt={"*": OLD})
    assert {LEFT, MOVED} <= spoken(by_hand, kept, unit_spec("new", *BOTH))
    renamed = replace(unit_spec("pupils"), previously=("old",))
    assert LEFT in spoken(by_hand, renamed, unit_spec("new", *BOTH))


def test_at_microsoft_nobody_leaves_a_unit_that_no_file_declares() -> None:
    """People come into ours beside it."""
    by_hand = replace(there(OLD, OLD), units=(seen_unit(OLD),))
    desired = compile_tenant(
        [context(EVERYONE, MICROSOFT, vendor=Vendor.MICROSOFT, units=(unit_spec("new", *BOTH),))],
        by_hand,
    )
    (plan,) = plan_tenant(desired, by_hand, PriorState(b"a key for tests")).schools
    assert plan.changes
    assert plan.refusals == ()


@pytest.mark.parametrize(("teacher", "crossed"), [(OLD, False), ("/elsewhere", True)])
def test_out_of_a_unit_that_both_are_in_nobody_crosses(teacher: str, *, crossed: bool) -> None:
    """One that is declared for both in the same edit, and holds pupils alone, hides nothing."""
    old = unit_spec("old", TEACHER, item(role=Role.PUPIL, grade=6))
    new = unit_spec("new", item(role=Role.PUPIL, klass="5а"), item(role=Role.STAFF))
    assert (CROSSED in spoken(there(OLD, teacher, OLD, "/new"), old, new)) is crossed


def test_two_sides_that_part_cross_nobody() -> None:
    """Out of a unit that held both and is dropped, each into one of their own."""
    parted = (unit_spec("staff", TEACHER), unit_spec("new", PUPIL))
    assert spoken(there(OLD, OLD, OLD, "/new"), *parted) == {MOVED}


def test_on_microsoft_who_stays_in_a_dropped_unit_is_counted() -> None:
    """The move names no unit that is left, for it is declared no more."""
    places = UnitOccupancy(current={"p": frozenset({"/old", "/new", "/other"})})
    assert places.left("/new", PlacementMove("p", ()), {"/old", "/new"}) == {"/old"}


def test_of_a_school_out_of_reach_only_the_tenants_limits_speak() -> None:
    """It is measured with the others, and not planned."""
    now = there(OLD, "/new", OLD, "/new")
    school = context(EVERYONE, units=(unit_spec("new", *BOTH),))
    desired = compile_tenant([replace(school, targeted=False)], now)
    planned = plan_tenant(desired, now, PriorState(b"a key for tests"))
    assert (planned.schools, planned.refusals) == ((), ())

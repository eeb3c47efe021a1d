"""Claims about order, fingerprints, guards and approval."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reconciler.manifest.types import GuardLimit
from reconciler.model.change import Action, Change
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.resources import Kind, ResourceSet
from reconciler.model.tenant import Tenant, Vendor
from reconciler.plan.approve import ApprovedPlan, approve
from reconciler.plan.consent import Consent
from reconciler.plan.fingerprint import plan_fingerprint, school_fingerprint
from reconciler.plan.forecast import cost, items
from reconciler.plan.guards import DEFAULTS, GuardInput, guard
from reconciler.plan.order import ordered, phases
from reconciler.providers.google.limits import LIMITS
from tests.support.small import (
    DOMAIN,
    POLICY,
    SCHOOL,
    TENANT,
    account,
    declared,
    difference,
    group,
    membership,
    seen,
    seen_group,
    seen_unit,
    unit,
)

KEY = b"a key for tests"
PRUNE = replace(POLICY, prune=frozenset(Kind))


def changes(wanted: ResourceSet, *there: object) -> tuple[Change, ...]:
    """Ordered changes."""
    found = difference(wanted, seen(*there), PRUNE)  # type: ignore[arg-type]
    return ordered(found.difference.changes)


def school_plan(*planned: Change, name: str = SCHOOL) -> SchoolPlan:
    """A school with changes."""
    plan = SchoolPlan(name, TENANT, Vendor.GOOGLE, "pilot", planned)
    return replace(plan, fingerprint=school_fingerprint(planned, KEY))


def whole(*schools: SchoolPlan) -> Plan:
    """A plan over schools."""
    tenants = {s.tenant: (Tenant(s.tenant, Vendor.GOOGLE, DOMAIN, "C0"), LIMITS) for s in schools}
    return Plan(
        stack="test",
        municipality="plovdiv",
        waves=("pilot",),
        schools=schools,
        failures=(),
        seats=(),
        cost=cost(schools, tenants),
        year=2027,
        fingerprint=plan_fingerprint(schools, KEY),
    )


def now(memberships: int = 0, placed: int = 0, *units: str) -> GuardInput:
    """What a school holds."""
    return GuardInput(memberships, placed, frozenset(units), {Kind.GROUP: 100})


def emptied(count: int, left: int) -> SchoolPlan:
    """A plan that takes so many out of a group and leaves so many."""
    names = [f"p{n}" for n in range(count + left)]
    there = (seen_group("g", *names, key="g"), *(account(name) for name in names))
    return school_plan(*changes(declared(group("g"), membership("g", *names[count:])), *there))


MIXED = changes(
    declared(unit("a"), unit("a/b"), group("g"), membership("g", "x")),
    seen_unit("/old", key="old"),
    seen_unit("/old/in", key="old/in"),
    seen_group("old", key="old"),
)


def test_makers_come_before_what_needs_them_and_removals_last() -> None:
    """Units from the root down, groups, members; then groups and units from the leaves up."""
    assert [f"{c.action} {c.address.kind}/{c.address.key}" for c in MIXED] == [
        "create orgunit/a",
        "create orgunit/a/b",
        "create group/g",
        "update membership/g",
        "delete group/old",
        "delete orgunit/old/in",
        "delete orgunit/old",
    ]
    assert [len(phase) for phase in phases(MIXED)] == [1, 1, 1, 1, 1, 1, 1]


def test_the_order_of_input_never_changes_order_or_fingerprint() -> None:
    """Shuffled changes, same plan."""
    shuffled = list(MIXED)
    random.Random(1).shuffle(shuffled)
    assert ordered(shuffled) == MIXED
    assert school_fingerprint(ordered(shuffled), KEY) == school_fingerprint(MIXED, KEY)


def test_a_fingerprint_tells_other_changes_and_other_keys_apart() -> None:
    """And is written as two groups of four digits."""
    one = school_fingerprint(MIXED, KEY)
    assert one != school_fingerprint(MIXED[1:], KEY)
    assert one != school_fingerprint(MIXED, b"another key")
    assert [len(part) for part in one.split("-")] == [4, 4]


def test_reasons_and_vendor_ids_are_outside_the_fingerprint() -> None:
    """A re-created object or a better explanation voids no approval."""
    change = MIXED[-1]
    assert change.target is not None
    other = replace(change, target=replace(change.target, id="another"))
    assert school_fingerprint([change], KEY) == school_fingerprint([other], KEY)


@pytest.mark.parametrize(
    ("removed", "left", "names"),
    [
        (4, 1, []),
        (5, 20, ["members-removed-per-school"]),
        (5, 5, ["members-removed-per-group", "members-removed-per-school"]),
        (40, 0, ["members-removed-per-group", "members-removed-per-school"]),
    ],
)
def test_guards_trip_above_their_share_and_not_below_their_floor(
    removed: int, left: int, names: list[str]
) -> None:
    """Small groups may change; large ones may not be emptied."""
    limits = {"members-removed-per-school": GuardLimit(share=10, at_least=5)}
    refusals = guard(emptied(removed, left), now(removed + left), {**DEFAULTS, **limits})
    assert [refusal.guard for refusal in refusals] == names
    assert all(refusal.facts["count"] == removed for refusal in refusals)


def test_deleting_many_groups_trips() -> None:
    """Four groups at once are more than the three that may go."""
    old = [seen_group(f"old{n}", key=f"old{n}") for n in range(4)]
    refusals = guard(school_plan(*changes(declared(), *old)), now(), DEFAULTS)
    assert [refusal.guard for refusal in refusals] == ["groups-removed-per-school"]


def refused(plan: SchoolPlan) -> SchoolPlan:
    """The plan with its guards' refusals."""
    return replace(plan, refusals=guard(plan, now(40), DEFAULTS))


def test_a_refused_school_is_left_out_and_the_others_go_on() -> None:
    """One school's trouble is not the city's."""
    other = school_plan(*MIXED, name="ou-other")
    approval = approve(whole(refused(emptied(40, 0)), other), Consent())
    assert [school.school for school in approval.approved.schools] == ["ou-other"]
    assert {refusal.school for refusal in approval.refused} == {SCHOOL}


@pytest.mark.parametrize("suffix", ["", f":{SCHOOL}"])
def test_a_guard_is_acknowledged_by_its_name(suffix: str) -> None:
    """For all schools, or for one."""
    names = frozenset(f"{name}{suffix}" for name in DEFAULTS)
    approval = approve(whole(refused(emptied(40, 0))), Consent(names))
    assert [school.school for school in approval.approved.schools] == [SCHOOL]


def test_what_is_no_guard_cannot_be_acknowledged() -> None:
    """An ambiguous name is settled in the manifest, not by consent."""
    there = seen(seen_group("g", key="a"), seen_group("h", key="a"))
    found = difference(declared(group("a")), there)
    plan = replace(school_plan(*MIXED), refusals=tuple(found.difference.refusals))
    consent = Consent(frozenset({"two-with-one-mark"}))
    assert approve(whole(plan), consent).approved.schools == ()


def test_another_plan_than_the_approved_one_is_refused_whole() -> None:
    """No acknowledgement overrides that."""
    plan = whole(school_plan(*MIXED))
    good = approve(plan, Consent(expected=plan.fingerprint))
    assert len(good.approved.schools) == 1
    bad = approve(plan, Consent(frozenset(DEFAULTS), expected="0000-0000"))
    assert (bad.approved.schools, bad.refused[0].guard) == ((), "not-as-approved")


def test_nobody_else_can_make_an_approved_plan() -> None:
    """The type is the consent."""
    with pytest.raises(TypeError):
        ApprovedPlan(whole(), (), object())


def test_the_forecast_counts_calls_and_whole_batches() -> None:
    """1,001 members travel in two requests."""
    names = [f"p{n}" for n in range(1001)]
    planned = changes(
        declared(group("g"), membership("g", *names)),
        seen_group("g", key="g"),
        *(account(name) for name in names),
    )
    plan = school_plan(*planned)
    priced = whole(plan).cost
    assert [items(change) for change in planned] == [1001]
    assert (priced.calls, priced.requests) == (1001, 2)
    # 2,400 a minute may leave at once
    assert (priced.seconds_documented, priced.slowest) == (1, "")


def test_dropping_and_making_are_both_counted() -> None:
    """Every change costs something."""
    assert whole(school_plan(*MIXED)).cost.calls >= len(MIXED)
    assert {change.action for change in MIXED} == {Action.CREATE, Action.UPDATE, Action.DELETE}

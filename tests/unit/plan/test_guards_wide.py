"""Claims about refusals of more than one school: what they hold back, and how they are lifted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.model.tenant import Vendor
from reconciler.plan.approve import approve
from reconciler.plan.build import plan_tenant
from reconciler.plan.consent import Consent
from reconciler.plan.guards import DEFAULTS, guard_municipality, guard_tenant
from tests.support.cases import desired_of
from tests.support.refs import ref
from tests.support.refusals import read_accident
from tests.unit.plan.test_plan import MIXED, emptied, now, school_plan, whole

SHARED = "both"
OF_TENANT = Refusal("members-removed-per-tenant", "", SHARED)
OF_ALL = Refusal("school-vanished", "ou-gone", "")


def three() -> Plan:
    """Two schools that share a tenant, and one beside them."""
    inside = [replace(school_plan(*MIXED, name=name), tenant=SHARED) for name in ("ou-a", "ou-b")]
    return whole(*inside, school_plan(*MIXED, name="ou-c"))


def free(refusals: Iterable[Refusal], *acknowledged: str) -> list[str]:
    """The schools that may be carried out."""
    plan = replace(three(), refusals=tuple(refusals))
    approval = approve(plan, Consent(frozenset(acknowledged)))
    return [school.school for school in approval.approved.schools]


def test_a_tenants_refusal_holds_back_its_schools_and_no_other() -> None:
    """And one of the municipality's holds back all."""
    assert free([OF_TENANT]) == ["ou-c"]
    assert free([OF_ALL]) == []
    assert free([]) == ["ou-a", "ou-b", "ou-c"]


@pytest.mark.parametrize("suffix", ["", f":{SHARED}"])
def test_a_tenants_refusal_is_acknowledged_by_name_or_for_the_tenant(suffix: str) -> None:
    """Another tenant's name lifts nothing."""
    assert free([OF_TENANT], f"{OF_TENANT.guard}{suffix}") == ["ou-a", "ou-b", "ou-c"]
    assert free([OF_TENANT], f"{OF_TENANT.guard}:other") == ["ou-c"]


@pytest.mark.parametrize("suffix", ["", ":ou-gone"])
def test_a_school_that_vanished_is_acknowledged_by_name_or_for_itself(suffix: str) -> None:
    """And until then holds back everything, whichever school it names."""
    assert len(free([OF_ALL], f"{OF_ALL.guard}{suffix}")) == 3
    assert free([OF_ALL], f"{OF_ALL.guard}:") == []
    assert free([OF_ALL], f"{OF_ALL.guard}:ou-a") == []


def test_consent_to_one_vanished_school_is_none_to_another() -> None:
    """Both are named, and both hold back everything."""
    both = [OF_ALL, replace(OF_ALL, school="ou-lost")]
    assert free(both, f"{OF_ALL.guard}:ou-gone") == []
    assert len(free(both, f"{OF_ALL.guard}:ou-gone", f"{OF_ALL.guard}:ou-lost")) == 3


def test_a_school_that_loses_its_groups_is_no_school_that_vanished() -> None:
    """Consent to the one is none to the other."""
    assert free([OF_ALL], "groups-vanished") == []


def test_what_schools_lose_adds_up_over_their_tenant() -> None:
    """Each of them stays under its own limit."""
    plan = emptied(16, 284)
    plans = [(SchoolPlan(n, SHARED, Vendor.GOOGLE, "pilot", plan.changes), now(300)) for n in "ab"]
    (refusal,) = guard_tenant(plans, DEFAULTS)
    assert (refusal.guard, refusal.school, refusal.tenant) == (OF_TENANT.guard, "", SHARED)
    assert (refusal.facts["count"], refusal.facts["before"]) == (32, 600)


def test_what_is_out_of_reach_counts_and_only_who_has_part_in_it_is_refused() -> None:
    """A limit is not passed school by school, and holds back nobody else's change."""
    plan = emptied(16, 284)
    plans = [(SchoolPlan(n, SHARED, Vendor.GOOGLE, "pilot", plan.changes), now(300)) for n in "ab"]
    plans.append((SchoolPlan("c", SHARED, Vendor.GOOGLE, "pilot"), now(300)))
    assert len(guard_tenant(plans, DEFAULTS, {"a"})) == 1
    assert guard_tenant(plans, DEFAULTS, {"c"}) == ()


def test_a_narrow_run_is_measured_with_the_schools_beside_it() -> None:
    """Three groups each are under the limit of five, and the tenant would get six."""
    accident = read_accident("groups-made-in-a-tenant")
    seen = accident.case.observation
    narrow = [
        replace(one, context=replace(one.context, targeted=one.context.manifest.id == "ou-a"))
        for one in desired_of(accident.case, seen)
    ]
    planned = plan_tenant(narrow, seen, accident.memory)
    assert [school.school for school in planned.schools] == ["ou-a"]
    assert [refusal.guard for refusal in planned.refusals] == ["groups-created-per-tenant"]


def test_no_schools_lose_nothing() -> None:
    """A tenant of which no school is in reach is silent."""
    assert guard_tenant([], DEFAULTS) == ()


def test_a_school_that_was_carried_out_and_is_declared_no_more_is_missed() -> None:
    """By name; one that is still declared, or never was carried out, is not."""
    known = {ref("ou-a", "t"), ref("ou-b", "t"), ref("ou-b", "u")}
    (refusal,) = guard_municipality(known, {ref("ou-a", "t"), ref("ou-c", "t")}, DEFAULTS)
    assert (refusal.guard, refusal.school, refusal.tenant) == ("school-vanished", "ou-b", "")
    both = guard_municipality(known, {ref("ou-c", "t")}, DEFAULTS)
    assert [one.school for one in both] == ["ou-a", "ou-b"]
    assert guard_municipality(known, known, DEFAULTS) == ()

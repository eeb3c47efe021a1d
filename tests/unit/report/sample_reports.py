"""A small report and a small run that the tests of reports are made from; all of it invented."""

from __future__ import annotations

from dataclasses import replace

from reconciler.errors import Fault
from reconciler.model.plan import Action, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.states import Outcome, Result
from reconciler.report.compliance import BilingualName, ReportData, SchoolFacts, TenantFacts
from tests.unit.report.samples import (
    EVTIMIY,
    LEVSKI,
    SampleCode,
    a_bad_day,
    address,
    evtimiy,
    levski,
    levski_changes,
    still,
)


def outcomes() -> tuple[Outcome, ...]:
    """A run in which one set was carried out in part, one thing failed, and one waits for it."""
    fault = Fault(SampleCode.UNREACHABLE, facts={"tenant": LEVSKI})
    told = [
        (Kind.GROUP, "robotics", Result.APPLIED, 1, 1, ()),
        (Kind.GROUP, "choir", Result.UNCHANGED, 1, 1, ()),
        (Kind.GROUP, "teachers", Result.FAILED, 0, 1, (fault,)),
        (Kind.MEMBERSHIP, "teachers", Result.BLOCKED, 0, 3, ()),
        (Kind.MEMBERSHIP, "robotics", Result.UNKNOWN, 20, 34, (fault,)),
        (Kind.MEMBERSHIP, "parents-2033a", Result.PARTIAL, 30, 31, (fault,)),
    ]
    mine = [
        Outcome(address(kind, key), Action.UPDATE, result, done, wanted, faults=faults)
        for kind, key, result, done, wanted, faults in told
    ]
    other = address(Kind.ORG_UNIT, "staff", EVTIMIY)
    return (*mine, Outcome(other, Action.CREATE, Result.APPLIED, 1, 1))


def facts(plan: SchoolPlan, name: BilingualName, district: str) -> SchoolFacts:
    """What a manifest would say of a school in the plan."""
    tenant = TenantFacts(plan.tenant, plan.vendor)
    return SchoolFacts(plan.school, name, "1690000", district, plan.wave, (tenant,))


def a_report() -> ReportData:
    """Nine schools, among them each state but the partly unknown."""
    plan = a_bad_day()
    quiet = [school for school in plan.schools if school.school not in (LEVSKI, EVTIMIY)]
    seen = replace(still("national-school", "all", "national"), changes=levski_changes()[:2])
    eg = SchoolFacts(
        "eg-plovdiv",
        BilingualName("Езикова гимназия „Пловдив“", "Plovdiv <Language> Gymnasium"),
        "1690449",
        "Източен",
        "second",
        (TenantFacts("eg-plovdiv", "google"),),
    )
    named = [
        facts(levski(), BilingualName("Основно училище „Васил Левски“", "Vasil Levski"), "Източен"),
        facts(
            evtimiy(), BilingualName("Средно училище „Патриарх Евтимий“", "Evtimiy"), "Централен"
        ),
        *(
            facts(one, BilingualName(f"Училище {one.school}", one.school), "Тракия")
            for one in quiet
        ),
        replace(
            facts(seen, BilingualName("Наблюдавано училище", "Observed school"), "Северен"),
            tenants=(TenantFacts("national", "microsoft", observed=True),),
        ),
    ]
    return ReportData(
        plan=replace(plan, schools=(*plan.schools, seen)),
        municipality=BilingualName("Община Пловдив", "Municipality of Plovdiv"),
        waves={
            "pilot": BilingualName("Пилотни училища", "Pilot schools"),
            "second": BilingualName("Втора вълна", "Second wave"),
            "third": BilingualName("Трета вълна", "Third wave"),
            "all": BilingualName("Всички училища", "All schools"),
        },
        schools=(*named, eg),
        version="a644691",
        day="2026-11-24",
    )

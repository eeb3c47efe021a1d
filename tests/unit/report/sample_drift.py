"""A plan in which some of the differences are others' doing, and the same as drift; invented."""

from __future__ import annotations

from dataclasses import replace

from reconciler.errors import Fault
from reconciler.model.change import Action, Change, ChangeCause, FieldChange, MembershipDelta
from reconciler.model.plan import Plan, PlanInputs, Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.report.drift import AuditEntry, DriftData, DriftedChange, SchoolDrift, UnreadTenant
from tests.unit.report.samples import (
    EVTIMIY,
    LEVSKI,
    SampleCode,
    a_day,
    a_group,
    a_set,
    people,
    still,
)

OUTSIDERS = FieldChange("settings.outsiders", True, False)
NAME = FieldChange("name", "Чуждо", "Ново")


def by(change: Change, origin: ChangeCause, *drifted: str) -> Change:
    """A change with its origin."""
    return replace(change, origin=origin, drifted=drifted)


def drifted_changes() -> tuple[Change, ...]:
    """One of everything that others do, something wanted, and something left unfinished."""
    one, two = tuple(people(1)), tuple(people(2, first=2))
    added = a_set(Kind.MEMBERSHIP, "teachers", MembershipDelta(one, two), 41)
    partly = a_set(Kind.MEMBERSHIP, "staff", MembershipDelta(add=two), 52)
    return (
        by(a_group("teachers", Action.UPDATE, OUTSIDERS), ChangeCause.DRIFT, "settings.outsiders"),
        by(a_group("staff", Action.UPDATE, OUTSIDERS, NAME), ChangeCause.CONFIG_AND_DRIFT, "name"),
        by(a_group("choir", Action.CREATE), ChangeCause.DRIFT),
        by(a_group("chess", Action.ADOPT), ChangeCause.DRIFT, "mark"),
        by(replace(a_group("ghost", Action.FORGET), after=None, place=None), ChangeCause.DRIFT),
        by(added, ChangeCause.DRIFT, "+2 −1"),
        by(partly, ChangeCause.CONFIG_AND_DRIFT, "−1"),
        a_group("robotics", Action.CREATE),
        by(a_group("dance", Action.CREATE), ChangeCause.UNFINISHED),
    )


def drifted_school() -> SchoolPlan:
    """A school that others had a hand in."""
    return replace(still(LEVSKI, "pilot"), changes=drifted_changes(), fingerprint="aaaa-0003")


def a_drifted_day() -> Plan:
    """Drift, a guard's no to a tenant and one to everything, and what the plan was made from."""
    return replace(
        a_day(),
        schools=(drifted_school(), *a_day().schools[1:]),
        refusals=(
            Refusal("sample-guard", "", "", {"removed": 3, "before": 52}),
            Refusal("sample-guard", "", EVTIMIY, {"removed": 214, "before": 612}),
        ),
        inputs=PlanInputs("2026-11-24", "c0ffee", ((LEVSKI, "beef"),), "k-1"),
    )


def drift_data() -> DriftData:
    """The same as the command tells it: who is known of some, a log and a tenant were not read."""
    deeds = {
        "group/teachers": (
            AuditEntry(
                "3f9a12cd", person=True, at="2026-11-12T10:31:00Z", event="CHANGE_GROUP_SETTING"
            ),
        ),
        "membership/teachers": (
            AuditEntry(
                "Timetable", person=False, at="2026-11-13T07:00:00Z", event="ADD_GROUP_MEMBER"
            ),
            AuditEntry(
                "3f9a12cd", person=True, at="2026-11-12T10:32:00Z", event="REMOVE_GROUP_MEMBER"
            ),
        ),
    }
    changes = [one for one in drifted_changes() if one.drifted or one.origin is ChangeCause.DRIFT]
    levski = SchoolDrift(
        LEVSKI,
        LEVSKI,
        "google",
        tuple(
            DriftedChange(one, deeds.get(f"{one.address.kind}/{one.address.key}", ()))
            for one in changes
        ),
    )
    gone = by(a_group("choir", Action.CREATE), ChangeCause.DRIFT)
    shared = SchoolDrift(EVTIMIY, "national", "microsoft", (DriftedChange(gone),))
    fault = Fault(SampleCode.UNREACHABLE, facts={"tenant": "national"})
    return DriftData(
        stack="sandbox",
        schools=(levski, shared),
        no_baseline=("nu-hristo-botev", "ou-quiet-1", "ou-quiet-2", "su-calm"),
        no_log=(UnreadTenant("national", (fault,)),),
        not_read=(UnreadTenant("eg-plovdiv", (replace(fault, facts={"tenant": "eg-plovdiv"}),)),),
    )

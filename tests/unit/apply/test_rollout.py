"""Claims about rolling out wave by wave: what stops it, and what is left untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconciler.apply.rollout import RolloutPolicy, RolloutResult, StopReason, WaveResult, roll_out
from reconciler.apply.settle import ConvergenceResult
from reconciler.manifest.types import GuardLimit
from reconciler.model.change import Change
from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.model.resources import Address, Kind
from reconciler.model.states import Outcome, Result
from reconciler.plan.approve import CHANGED_SINCE, approve
from reconciler.plan.consent import Consent, SchoolConsent
from tests.support.small import declared, difference, group, seen
from tests.unit.plan.test_plan import school_plan, whole

WAVES = ("pilot", "second", "all")
CHANGES: tuple[Change, ...] = tuple(difference(declared(group("g")), seen()).difference.changes)


def school(name: str, wave: str, *refusals: Refusal) -> SchoolPlan:
    """A school with one change."""
    return replace(school_plan(*CHANGES, name=name), wave=wave, refusals=refusals)


def alias(name: str) -> str:
    """What a school's tenant is called."""
    return school_plan(name=name).tenant


SCHOOLS = (school("a", "pilot"), school("b", "second"), school("c", "all"))


@dataclass
class FakeTenants:
    """Carries out as it is told, and remembers which schools came to their turn."""

    results: Mapping[str, Result] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    touched: list[str] = field(default_factory=list)

    def carry_out(
        self, schools: Sequence[SchoolPlan]
    ) -> tuple[tuple[Outcome, ...], ConvergenceResult]:
        """One outcome a school."""
        self.touched += [one.school for one in schools]
        outcomes = tuple(
            Outcome(
                Address(one.tenant, one.school, Kind.GROUP, "g"),
                change.action,
                self.results.get(one.school, Result.APPLIED),
            )
            for one in schools
            for change in one.changes
        )
        left = tuple(one for one in schools if one.school in self.left)
        return outcomes, ConvergenceResult(tuple(o.address.school for o in outcomes), left)


def rolled_out(
    tenants: FakeTenants, way: RolloutPolicy | None = None, schools: Sequence[SchoolPlan] = SCHOOLS
) -> RolloutResult:
    """A rollout over three waves."""
    approval = approve(replace(whole(*schools), waves=WAVES), Consent())
    return roll_out(approval, tenants.carry_out, way or RolloutPolicy())


def test_a_healthy_rollout_reaches_every_wave_in_order() -> None:
    """Nothing stops it, and nothing is left."""
    tenants = FakeTenants()
    applied = rolled_out(tenants)
    assert (tenants.touched, applied.stopped) == (["a", "b", "c"], None)
    assert [end.wave for end in applied.waves] == list(WAVES)


def test_a_failure_in_the_pilot_leaves_later_waves_untouched() -> None:
    """It stops before the next wave, and names those that are left."""
    tenants = FakeTenants({"a": Result.FAILED})
    applied = rolled_out(tenants)
    assert tenants.touched == ["a"]
    assert applied.stopped is not None
    assert (applied.stopped.why, applied.stopped.waves) == (StopReason.UNHEALTHY, ("second", "all"))
    assert applied.stopped.exceeded == ("failed",)


def test_what_is_unknown_stops_only_where_it_does_not_show() -> None:
    """A lost answer whose write is seen later is no illness."""
    assert rolled_out(FakeTenants({"a": Result.UNKNOWN})).stopped is None
    ill = rolled_out(FakeTenants({"a": Result.UNKNOWN}, left=frozenset("a"))).stopped
    assert ill is not None
    assert ill.exceeded == ("unknown",)


def test_an_illness_in_the_last_wave_stops_nothing() -> None:
    """There is nothing after it."""
    assert rolled_out(FakeTenants({"c": Result.FAILED})).stopped is None


def test_until_a_wave_leaves_the_rest_for_later() -> None:
    """The named wave is still carried out."""
    tenants = FakeTenants()
    applied = rolled_out(tenants, RolloutPolicy(until="second"))
    assert tenants.touched == ["a", "b"]
    assert applied.stopped is not None
    assert (applied.stopped.why, applied.stopped.waves) == (StopReason.UNTIL, ("all",))


def test_a_person_is_asked_before_each_next_wave_and_may_stop() -> None:
    """Nobody is asked before the first wave, nor after the last."""
    asked: list[str] = []

    def go_on(end: WaveResult, following: str) -> bool:
        asked.append(f"{end.wave} {following}")
        return following != "all"

    tenants = FakeTenants()
    applied = rolled_out(tenants, RolloutPolicy(go_on=go_on))
    assert (asked, tenants.touched) == (["pilot second", "second all"], ["a", "b"])
    assert applied.stopped is not None
    assert applied.stopped.why is StopReason.PAUSED


MANY = tuple(
    school(name, "pilot", *([Refusal("last-owner", name, alias(name))] if name in "abc" else []))
    for name in "abcdef"
)


def test_a_wave_of_which_guards_hold_back_much_is_ill() -> None:
    """Three of six pilot schools are refused: the next wave waits, whatever the others did."""
    tenants = FakeTenants()
    applied = rolled_out(tenants, schools=(*MANY, school("z", "second")))
    assert tenants.touched == ["d", "e", "f"]
    assert applied.stopped is not None
    assert applied.stopped.exceeded == ("refused",)


def test_a_wave_that_is_held_back_whole_is_ill_though_nothing_was_done() -> None:
    """A guard's no to a whole tenant counts for each of its schools."""
    refused = tuple(school(n, "pilot", Refusal("last-owner", n, alias(n))) for n in "abc")
    tenants = FakeTenants()
    applied = rolled_out(tenants, schools=(*refused, school("z", "second")))
    assert tenants.touched == []
    assert applied.stopped is not None


def test_a_school_that_needs_another_approval_makes_no_wave_ill() -> None:
    """The others still match and go on."""
    agreed = {s.ref: SchoolConsent(s.fingerprint) for s in SCHOOLS if s.school != "a"}
    tenants = FakeTenants()
    plan = replace(whole(*SCHOOLS), waves=WAVES)
    approval = approve(plan, Consent(schools=agreed))
    assert {no.guard for no in approval.refused} == {CHANGED_SINCE}
    limits = {"refused": GuardLimit(count=0)}
    applied = roll_out(approval, tenants.carry_out, RolloutPolicy(limits=limits))
    assert (tenants.touched, applied.stopped) == (["b", "c"], None)


def test_the_municipality_says_how_much_illness_is_too_much() -> None:
    """One failed school of a wave may be tolerated."""
    tenants = FakeTenants({"a": Result.FAILED})
    applied = rolled_out(tenants, RolloutPolicy(limits={"failed": GuardLimit(count=1)}))
    assert (tenants.touched, applied.stopped) == (["a", "b", "c"], None)


def test_people_whom_a_vendor_refuses_stop_no_wave() -> None:
    """Told, but no failure of their school; a change that failed is one."""
    tenants = FakeTenants({"a": Result.PARTIAL}, left=frozenset("a"))
    assert rolled_out(tenants).stopped is None
    assert tenants.touched == ["a", "b", "c"]

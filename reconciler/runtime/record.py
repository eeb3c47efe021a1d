"""Writes a run's results to the ledger: each school's state, baselines, findings, refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reconciler.apply.rollout import RolloutResult, StopReason
from reconciler.errors import Code
from reconciler.ledger.findings import FoundFinding
from reconciler.ledger.runs import RunLog, RunSchool
from reconciler.model.plan import Level, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome, Result, RunSchoolState, RunState
from reconciler.plan.approve import Approval
from reconciler.plan.guards import VANISHED
from reconciler.plan.incomplete import is_incomplete
from reconciler.project.context import ProjectContext
from reconciler.runtime.assemble import load_baselines
from reconciler.runtime.baselines import BaselineUpdater, SchoolObservation
from reconciler.runtime.session import PlanResult, declared_schools

_BAD = (Result.FAILED, Result.BLOCKED)


class RecordCode(Code):
    """Codes of findings that a run itself makes (finding-…)."""

    PEOPLE_REFUSED = "people-refused"


class RunRecorder:
    """Keeps the newest plan and observation of every school of a run, for `record`."""

    def __init__(self, context: ProjectContext, planned: PlanResult) -> None:
        self.context = context
        self.planned = planned
        self.last: dict[SchoolRef, SchoolObservation] = {}
        self._newest: dict[str, PlanResult] = {}
        self.update(planned)

    def update(self, fresh: PlanResult) -> None:
        """Replaces what is kept of the schools in `fresh`, a plan made after a write."""
        for school in fresh.plan.schools:
            key = school.ref
            observation = fresh.sessions[school.tenant].observation
            self.last[key] = SchoolObservation(school, fresh.desired.get(key), observation)
        self._newest |= dict.fromkeys(fresh.sessions, fresh)

    def current(self) -> PlanResult:
        """The approved plan's schools as they were observed last, with their tenants' seats."""
        plan = self.planned.plan
        seats = (
            row
            for tenant, newest in self._newest.items()
            for row in newest.plan.seats
            if row.tenant == tenant
        )
        schools = tuple(self.last[school.ref].plan for school in plan.schools)
        return replace(self.planned, plan=replace(plan, schools=schools, seats=tuple(seats)))


def record(
    log: RunLog, recorder: RunRecorder, approval: Approval, applied: RolloutResult
) -> RunState:
    """Writes the result of each school, and returns the state of the whole run."""
    for refusal in approval.refused:
        log.refused(refusal.guard, refusal.school, refusal.tenant, refusal.facts)
    outcomes = _by_school(applied.outcomes)
    written = _written(approval, applied)
    states: list[RunSchoolState] = []
    for school in recorder.planned.plan.schools:
        key = school.ref
        row = _row(school, recorder.last[key], outcomes.get(key, ()), written=key in written)
        states.append(row.state)
        log.school(row)
    before = load_baselines(recorder.context)
    updater = BaselineUpdater(log, recorder.context, recorder.planned, written, before)
    updater.update(recorder.last.values())
    _forget_vanished(log, recorder, approval)
    # the findings of an undo's plan are about the undo, not about the school; leaving has none
    if recorder.planned.run_to_undo is None and recorder.planned.leaving is None:
        log.findings([*_findings(recorder), *_refused_people(recorder, applied.outcomes)])
        _remember(log, recorder)
    return _run_state(states, approval, applied)


def _run_state(
    states: list[RunSchoolState], approval: Approval, applied: RolloutResult
) -> RunState:
    if RunSchoolState.FAILED in states or RunSchoolState.LEFT in states:
        return RunState.FAILED
    if applied.stopped is not None and applied.stopped.why is not StopReason.UNTIL:
        return RunState.STOPPED
    if approval.refused:
        return RunState.REFUSED
    partly = not {RunSchoolState.PARTIAL, RunSchoolState.UNJUDGED}.isdisjoint(states)
    return RunState.PARTIAL if partly else RunState.DONE


def _by_school(outcomes: tuple[Outcome, ...]) -> dict[SchoolRef, tuple[Outcome, ...]]:
    by_school: dict[SchoolRef, tuple[Outcome, ...]] = {}
    for outcome in outcomes:
        key = outcome.address.school_ref
        by_school[key] = (*by_school.get(key, ()), outcome)
    return by_school


def _written(approval: Approval, applied: RolloutResult) -> set[SchoolRef]:
    """Approved schools of the waves that were applied."""
    waves = {end.wave for end in applied.waves}
    return {s.ref for s in approval.approved.schools if s.wave in waves}


def _row(
    school: SchoolPlan, last: SchoolObservation, outcomes: tuple[Outcome, ...], *, written: bool
) -> RunSchool:
    counts = Counter(outcome.result for outcome in outcomes)
    return RunSchool(
        school=school.school,
        tenant=school.tenant,
        wave=school.wave,
        fingerprint=school.fingerprint,
        state=_state(school, last, outcomes, written=written),
        changes=len(school.changes),
        applied=counts[Result.APPLIED] + counts[Result.UNCHANGED],
        failed=counts[Result.FAILED],
        blocked=counts[Result.BLOCKED],
        unknown=counts[Result.UNKNOWN],
        held=counts[Result.HELD],
    )


def _state(
    school: SchoolPlan, last: SchoolObservation, outcomes: tuple[Outcome, ...], *, written: bool
) -> RunSchoolState:
    """The school's state; an unknown outcome is decided by the last observation."""
    if not school.changes:
        return RunSchoolState.UNTOUCHED if school.observed else _as_declared(school)
    if not written:
        return RunSchoolState.UNTOUCHED
    results = {outcome.result for outcome in outcomes}
    if not results.isdisjoint(_BAD):
        return RunSchoolState.FAILED
    if not last.plan.changes:
        return _as_declared(last.plan)
    if Result.PARTIAL in results:
        return RunSchoolState.PARTIAL
    # a licence's second way is taken away in a second step, once the first one was seen
    done = {outcome.address for outcome in outcomes}
    sent = {change.address: change for change in school.changes if change.address in done}
    again = any(change.repeats(sent.get(change.address)) for change in last.plan.changes)
    return RunSchoolState.LEFT if again else RunSchoolState.NEXT


def _as_declared(school: SchoolPlan) -> RunSchoolState:
    """Of a school in which nothing is left to change."""
    if is_incomplete(school):
        return RunSchoolState.UNJUDGED
    return RunSchoolState.HELD if school.held else RunSchoolState.CONVERGED


def _forget_vanished(log: RunLog, recorder: RunRecorder, approval: Approval) -> None:
    """Deletes the baselines of schools without a manifest, once that is acknowledged.

    Only where each `school-vanished` of the plan was acknowledged: a void approval acknowledges
    nothing, although it does not repeat the plan's refusals.
    """
    acknowledged = any(refusal.guard == VANISHED for refusal in approval.acknowledged)
    refused = any(refusal.guard == VANISHED for refusal in approval.refused)
    if acknowledged and not refused:
        context = recorder.context
        known = context.ledger.baselines(context.stack.name).keys()
        log.drop_baselines(known - declared_schools(context.loaded))


def _remember(log: RunLog, recorder: RunRecorder) -> None:
    """What vendors refused for good at the schools of this run, in place of what was known."""
    context, planned = recorder.context, recorder.planned
    plans = [recorder.last[school.ref].plan for school in planned.plan.schools]
    kept = [refusal for plan in plans for refusal in plan.remembered]
    known = context.ledger.vendor_refusals(context.stack.name, context.loaded.earlier)
    schools = {plan.ref for plan in plans}
    if kept or not schools.isdisjoint(address.school_ref for address in known):
        log.remember(schools, planned.targets.kinds, kept)


def _findings(recorder: RunRecorder) -> Iterator[FoundFinding]:
    for last in recorder.last.values():
        for finding in last.plan.findings:
            yield FoundFinding(finding.ref, finding.code.value, finding.subject, finding.level)


def _refused_people(recorder: RunRecorder, outcomes: Iterable[Outcome]) -> Iterator[FoundFinding]:
    """Which changes still lack people whom a vendor refused."""
    left = {change.address for last in recorder.last.values() for change in last.plan.changes}
    for one in outcomes:
        if one.result is Result.PARTIAL and one.address in left:
            subject = f"{one.address.kind}/{one.address.key}"
            code = RecordCode.PEOPLE_REFUSED.value
            yield FoundFinding(one.address.school_ref, code, subject, Level.ADVISORY)

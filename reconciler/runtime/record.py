"""What a run leaves in the ledger: each school's end, baselines, findings, refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reconciler.apply.rollout import RolloutResult, StopReason
from reconciler.ledger.findings import FoundFinding
from reconciler.ledger.runs import RunLog, RunSchool
from reconciler.model.plan import Outcome, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.states import Result, RunSchoolState, RunState
from reconciler.plan.approve import Approval
from reconciler.plan.guards import VANISHED
from reconciler.project.context import ProjectContext
from reconciler.runtime.assemble import load_prior_state
from reconciler.runtime.baselines import BaselineUpdater, SchoolObservation
from reconciler.runtime.session import PlanResult, declared_schools

_BAD = (Result.FAILED, Result.BLOCKED)


class RunRecorder:
    """How every school of a plan looked last."""

    def __init__(self, context: ProjectContext, planned: PlanResult) -> None:
        self.context = context
        self.planned = planned
        self.last: dict[SchoolRef, SchoolObservation] = {}
        self.see(planned)

    def see(self, fresh: PlanResult) -> None:
        """Takes a look in."""
        for school in fresh.plan.schools:
            key = school.ref
            observation = fresh.sessions[school.tenant].observation
            self.last[key] = SchoolObservation(school, fresh.desired.get(key), observation)


def record(log: RunLog, ends: RunRecorder, approval: Approval, applied: RolloutResult) -> RunState:
    """Writes it all down; how the run ended as a whole."""
    for refusal in approval.refused:
        log.refused(refusal.guard, refusal.school, refusal.tenant, refusal.facts)
    outcomes = _by_school(applied.outcomes)
    written = _written(approval, applied)
    states: list[RunSchoolState] = []
    for school in ends.planned.plan.schools:
        key = school.ref
        row = _row(school, ends.last[key], outcomes.get(key, ()), written=key in written)
        states.append(row.state)
        log.school(row)
    before = load_prior_state(ends.context).baselines
    remembering = BaselineUpdater(log, ends.context, ends.planned, written, before)
    remembering.keep(ends.last.values())
    _forget_vanished(log, ends, approval)
    if (
        ends.planned.run_to_undo is None
    ):  # an undo's findings are about the undo, not about the school
        log.findings(list(_findings(ends)))
    return _whole(states, approval, applied)


def _whole(states: list[RunSchoolState], approval: Approval, applied: RolloutResult) -> RunState:
    if RunSchoolState.FAILED in states or RunSchoolState.LEFT in states:
        return RunState.FAILED
    if applied.stopped is not None and applied.stopped.why is not StopReason.UNTIL:
        return RunState.STOPPED
    return RunState.REFUSED if approval.refused else RunState.DONE


def _by_school(outcomes: tuple[Outcome, ...]) -> dict[SchoolRef, tuple[Outcome, ...]]:
    found: dict[SchoolRef, tuple[Outcome, ...]] = {}
    for outcome in outcomes:
        key = outcome.address.school_ref
        found[key] = (*found.get(key, ()), outcome)
    return found


def _written(approval: Approval, applied: RolloutResult) -> set[SchoolRef]:
    """Schools whose wave came to its turn."""
    waves = {end.wave for end in applied.waves}
    return {s.ref for s in approval.approved.schools if s.wave in waves}


def _row(
    school: SchoolPlan, look: SchoolObservation, outcomes: tuple[Outcome, ...], *, written: bool
) -> RunSchool:
    counts = Counter(outcome.result for outcome in outcomes)
    return RunSchool(
        school=school.school,
        tenant=school.tenant,
        wave=school.wave,
        fingerprint=school.fingerprint,
        state=_state(school, look, counts, written=written),
        changes=len(school.changes),
        applied=counts[Result.APPLIED] + counts[Result.UNCHANGED],
        failed=counts[Result.FAILED],
        blocked=counts[Result.BLOCKED],
        unknown=counts[Result.UNKNOWN],
    )


def _state(
    school: SchoolPlan, look: SchoolObservation, counts: Counter[Result], *, written: bool
) -> RunSchoolState:
    """converged, failed, left (written and still different), or untouched."""
    if not school.changes:
        return RunSchoolState.CONVERGED
    if not written:
        return RunSchoolState.UNTOUCHED
    if any(counts[result] for result in _BAD):
        return RunSchoolState.FAILED
    return RunSchoolState.LEFT if look.plan.changes else RunSchoolState.CONVERGED


def _forget_vanished(log: RunLog, ends: RunRecorder, approval: Approval) -> None:
    """Schools that vanished from the manifests are asked about until all are acknowledged."""
    asked = any(no.guard == VANISHED for no in approval.approved.plan.refusals)
    held = any(no.guard == VANISHED for no in approval.refused)
    if asked and not held:
        context = ends.context
        known = context.ledger.baselines(context.stack.name).keys()
        log.gone(known - declared_schools(context.loaded))


def _findings(ends: RunRecorder) -> Iterator[FoundFinding]:
    for look in ends.last.values():
        for one in look.plan.findings:
            yield FoundFinding(one.ref, one.code.value, one.subject, one.level)

"""Writes one school under its tenant's lease, as part of the operation's run, and observes it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from threading import Event

from reconciler.apply.reporting import ProgressReporter, StoppableJournal
from reconciler.apply.rollout import RolloutResult
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector
from reconciler.errors import Fault, FrozenError, LedgerError, RefusedError
from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.model.states import Result, RunState
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent, agreed_to
from reconciler.project.context import ProjectContext
from reconciler.pulumi.names import PulumiCode
from reconciler.pulumi.recorder import OperationRecorder, require_running
from reconciler.runtime.pipeline import Pipeline
from reconciler.runtime.record import RunRecorder, record
from reconciler.runtime.session import ApplyHooks, PlanResult
from reconciler.runtime.writer import record_freeze, require_thawed

SHOWN = 20
"""Faults of one school that are shown; changes that they block are not listed."""


@dataclass(frozen=True, slots=True)
class OperationContext:
    """What every write of an operation shares."""

    context: ProjectContext
    recording: OperationRecorder
    stopped: Event
    format: Callable[[Refusal], str]

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """RefusedError with the text of every refusal, if there is one."""
        text = "\n".join(self.format(refusal) for refusal in refusals)
        if text:
            raise RefusedError([Fault(PulumiCode.REFUSED, None, {"told": text})])


@dataclass(frozen=True, slots=True)
class SchoolWrite:
    """One school's part of a plan, and who would carry it out."""

    pipeline: Pipeline
    planned: PlanResult
    school: SchoolPlan
    consent: Consent


@dataclass(frozen=True, slots=True)
class WriteResult:
    """How a school looks after its write, and why not all of it was done."""

    now: SchoolPlan
    desired: Desired | None
    faults: tuple[Fault, ...]
    refused_people: tuple[Fault, ...] = ()
    """Whom the vendor does not take, which is no failure of the school."""


def write(command: OperationContext, school_write: SchoolWrite) -> WriteResult:
    """Applies one school's plan and waits until the change is visible.

    RefusedError where it is not as planned any more, or all writing was stopped; LedgerError where
    its tenant is somebody else's, or the engine is stopping.
    """
    require_thawed(command.context)
    with command.recording.writing(school_write.planned.plan, school_write.school.tenant) as log:
        planned, approval = _approved(command, school_write)
        recorder = RunRecorder(command.context, planned)
        hooks = ApplyHooks(
            StoppableJournal(log, partial(require_running, command.stopped)),
            ProgressReporter(sleep=time.sleep),
            on_reobserved=recorder.update,
        )
        try:
            result = school_write.pipeline.apply(approval, planned, hooks)
        except FrozenError as error:
            command.recording.record_end(RunState.STOPPED)
            record_freeze(log, error)
            raise
        except LedgerError:
            command.recording.record_end(RunState.STOPPED)
            raise
        command.recording.record_end(record(log, recorder, approval, result))
    last = recorder.last[school_write.school.ref]
    return WriteResult(
        last.plan, last.desired, tuple(_faults(result)), tuple(_refused_people(result))
    )


def _refused_people(applied: RolloutResult) -> Iterator[Fault]:
    for outcome in applied.outcomes:
        if outcome.result is Result.PARTIAL:
            yield from outcome.faults


def _faults(applied: RolloutResult) -> Iterator[Fault]:
    """Why something failed, or is not known to be done although it does not show."""
    for tenant in applied.convergence.unread:
        yield Fault(PulumiCode.NOT_SEEN, None, {"tenant": tenant})
    bad = {Result.FAILED, *((Result.UNKNOWN,) if applied.convergence.left else ())}
    faults = [f for outcome in applied.outcomes if outcome.result in bad for f in outcome.faults]
    yield from faults[:SHOWN]


def _approved(command: OperationContext, school_write: SchoolWrite) -> tuple[PlanResult, Approval]:
    """The school's plan as it may be written: planned again where another run wrote meanwhile."""
    planned, consent = school_write.planned, replace(school_write.consent, expected=None)
    if command.recording.written_by_others():
        targets = TargetSelector(
            schools=frozenset({school_write.school.school}),
            tenants=frozenset({school_write.school.tenant}),
            retry=planned.targets.retry,
        )
        planned = school_write.pipeline.plan(targets, ProgressReporter())
        agreed = replace(agreed_to(school_write.school), inputs=school_write.planned.plan.inputs)
        consent = replace(consent, schools={school_write.school.ref: agreed})
    alone = [school for school in planned.plan.schools if _same(school, school_write.school)]
    narrow = replace(planned, plan=replace(planned.plan, schools=tuple(alone), refusals=()))
    approval = approve(narrow.plan, consent)
    command.refuse(approval.refused)
    return narrow, approval


def _same(school_plan: SchoolPlan, other: SchoolPlan) -> bool:
    return school_plan.ref == other.ref

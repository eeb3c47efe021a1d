"""One school written: under its tenant's lease, as part of the operation's run, then looked at."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from threading import Event

from reconciler.apply.progress import ProgressReporter
from reconciler.apply.rollout import RolloutResult
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector
from reconciler.errors import Fault, LedgerError, RefusedError
from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.model.states import Result, RunState
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent, agreed_to
from reconciler.project.context import ProjectContext
from reconciler.pulumi.codes import PulumiCode
from reconciler.pulumi.recorder import OperationRecorder, StoppableJournal
from reconciler.runtime.pipeline import Pipeline
from reconciler.runtime.record import RunRecorder, record
from reconciler.runtime.session import ApplyHooks, PlanResult

SHOWN = 20
"""Faults of one school that are told; what they block is not told besides."""


@dataclass(frozen=True, slots=True)
class OperationContext:
    """What every write of an operation shares."""

    context: ProjectContext
    recording: OperationRecorder
    stopped: Event
    format: Callable[[Refusal], str]

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """RefusedError with every no in words, if there is one."""
        told = "\n".join(self.format(refusal) for refusal in refusals)
        if told:
            raise RefusedError([Fault(PulumiCode.REFUSED, None, {"told": told})])


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


def write(command: OperationContext, job: SchoolWrite) -> WriteResult:
    """Carries one school's plan out and waits until it shows.

    RefusedError where it is not as planned any more; LedgerError where its tenant is somebody
    else's, or the engine was told to stop.
    """
    with command.recording.writing(job.planned.plan, job.school.tenant) as log:
        planned, approval = _approved(command, job)
        ends = RunRecorder(command.context, planned)
        doing = ApplyHooks(
            StoppableJournal(log, command.stopped), ProgressReporter(wait=time.sleep), seen=ends.see
        )
        try:
            applied = job.pipeline.apply(approval, planned, doing)
        except LedgerError:
            command.recording.ended(RunState.STOPPED)
            raise
        command.recording.ended(record(log, ends, approval, applied))
    look = ends.last[job.school.ref]
    return WriteResult(look.plan, look.desired, tuple(_faults(applied)))


def _faults(applied: RolloutResult) -> Iterator[Fault]:
    """Why something failed, or is not known to be done although it does not show."""
    for tenant in applied.convergence.unread:
        yield Fault(PulumiCode.NOT_SEEN, None, {"tenant": tenant})
    bad = {Result.FAILED, *((Result.UNKNOWN,) if applied.convergence.left else ())}
    told = [fault for one in applied.outcomes if one.result in bad for fault in one.faults]
    yield from told[:SHOWN]


def _approved(command: OperationContext, job: SchoolWrite) -> tuple[PlanResult, Approval]:
    """The school's plan as it may be written: looked at anew where another run came between."""
    planned, consent = job.planned, replace(job.consent, expected=None)
    if command.recording.others():
        targets = TargetSelector(
            schools=frozenset({job.school.school}), tenants=frozenset({job.school.tenant})
        )
        planned = job.pipeline.plan(targets, ProgressReporter())
        agreed = replace(agreed_to(job.school), inputs=job.planned.plan.inputs)
        consent = replace(consent, schools={job.school.ref: agreed})
    alone = [one for one in planned.plan.schools if _same(one, job.school)]
    narrow = replace(planned, plan=replace(planned.plan, schools=tuple(alone), refusals=()))
    approval = approve(narrow.plan, consent)
    command.refuse(approval.refused)
    return narrow, approval


def _same(one: SchoolPlan, other: SchoolPlan) -> bool:
    return one.ref == other.ref

"""Applies a plan under leases and as a run of the ledger, for every front end.

A lease is an exclusive lock on a tenant, held in the ledger like Terraform's state lock.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from reconciler.apply.reporting import ProgressReporter, StoppableJournal
from reconciler.apply.rollout import RolloutPolicy, RolloutResult
from reconciler.errors import (
    Fault,
    FrozenError,
    LedgerError,
    ReconcilerError,
    SentSoFar,
    StoppedError,
)
from reconciler.ledger import LedgerCode
from reconciler.ledger.leases import Lease, LeaseHeldError, LeaseRequest, current_process
from reconciler.ledger.ledger import Ledger
from reconciler.ledger.runs import RunLog, RunStart
from reconciler.model.freeze import Freeze
from reconciler.model.plan import Plan
from reconciler.model.states import RunKind, RunState
from reconciler.model.stopping import process_stop
from reconciler.plan.approve import Approval
from reconciler.project.context import ProjectContext
from reconciler.runtime.pipeline import Pipeline
from reconciler.runtime.record import RunRecorder, record
from reconciler.runtime.report import report_of, store_report
from reconciler.runtime.session import ApplyHooks, PlanResult

ASK_AGAIN = 2.0
"""Seconds between two tries for a lease."""


@dataclass(frozen=True, slots=True)
class RunMetadata:
    """What the ledger records of a run: by whom, commit, kind, reason, acknowledged guards."""

    who: str
    commit: str = ""
    kind: RunKind = RunKind.APPLY
    reason: str = ""
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaseWait:
    """How long to wait for leases that another run holds, and how to sleep meanwhile."""

    seconds: float = 0.0
    sleep: Callable[[float], None] = lambda _seconds: None
    on_held: Callable[[LeaseHeldError], None] = lambda _error: None
    """Called once, when waiting begins."""


@dataclass(frozen=True, slots=True)
class LeasedRun:
    """A run that holds the leases of its tenants, so that no other run writes to them."""

    context: ProjectContext
    metadata: RunMetadata
    lease: Lease
    policy: RolloutPolicy = field(default_factory=RolloutPolicy)

    def apply(
        self,
        pipeline: Pipeline,
        approval: Approval,
        planned: PlanResult,
        progress: ProgressReporter,
    ) -> RolloutResult:
        """Applies an approved plan as one run of the ledger, and records its result.

        LedgerError where the ledger fails or a lease is lost, FrozenError where somebody stopped
        all writing, StoppedError or KeyboardInterrupt where somebody stops this run: it ends there
        as `stopped`. On any other exception it ends as `interrupted`.
        """
        log = self.context.ledger.begin(run_start(self.metadata, planned.plan), self.lease)
        recorder = RunRecorder(self.context, planned)
        journal = StoppableJournal(log, process_stop().check)
        # what neither returns nor raises one of these ended without saying so
        state = RunState.INTERRUPTED
        try:
            result = pipeline.apply(
                approval, planned, ApplyHooks(journal, progress, self.policy, recorder.update)
            )
            state = record(log, recorder, approval, result)
        except FrozenError as error:
            state = RunState.STOPPED
            record_freeze(log, error)
            raise
        except (LedgerError, StoppedError, KeyboardInterrupt):
            state = RunState.STOPPED
            raise
        finally:
            _end(log, state)
        if planned.run_to_undo is None:
            made = recorder.current()
            version = self.metadata.commit or self.context.loaded.digest[:12]
            store_report(self.context, made, report_of(self.context, made, version))
        return result


def require_thawed(context: ProjectContext) -> None:
    """FrozenError where a person has stopped all writing, in the ledger or in the stack's file.

    Asked before anything that could write signs in; a run that goes on is stopped by its journal.
    """
    faults = [_frozen(freeze) for freeze in context.freezes()]
    if faults:
        raise FrozenError(faults)


def _frozen(freeze: Freeze) -> Fault:
    code = LedgerCode.FROZEN if freeze.place is None else LedgerCode.STACK_FROZEN
    return Fault(code, freeze.place, freeze.facts())


def record_freeze(log: RunLog, error: FrozenError) -> None:
    """Writes into the run's history who stopped it, and why."""
    with suppress(LedgerError):
        for fault in error.faults:
            log.refused(LedgerCode.FROZEN, "", "", fault.facts)


def run_start(metadata: RunMetadata, plan: Plan) -> RunStart:
    """What the ledger records when a run of this plan begins."""
    return RunStart(
        stack=plan.stack,
        kind=metadata.kind,
        who=metadata.who,
        commit=metadata.commit,
        reason=metadata.reason,
        day=plan.inputs.day,
        fingerprint=plan.fingerprint,
        acknowledged=metadata.acknowledged,
        rosters=plan.inputs.rosters,
        manifests=plan.inputs.manifests,
        host=platform.node(),
    )


@contextmanager
def tenant_leases(
    context: ProjectContext, metadata: RunMetadata, tenants: Iterable[str], wait: LeaseWait
) -> Iterator[Lease]:
    """Holds the leases of these tenants until the block ends.

    LeaseHeldError where another run still holds one of them at the end of the wait; FrozenError
    where somebody has stopped all writing. What ends the block early carries what was sent so far;
    KeyboardInterrupt becomes a StoppedError.
    """
    request = LeaseRequest(tuple(tenants), metadata.who, platform.node(), process=current_process())
    require_thawed(context)
    with _acquire(context.ledger, request, wait) as lease:
        try:
            require_thawed(context)
            yield lease
        except KeyboardInterrupt as error:
            stopped = StoppedError(())
            stopped.journal = _sent(context.ledger, lease)
            raise stopped from error
        except ReconcilerError as error:
            error.journal = _sent(context.ledger, lease)
            raise


def _sent(ledger: Ledger, lease: Lease) -> SentSoFar | None:
    """What the journal of the lease's run has; None where the ledger does not answer."""
    try:
        return ledger.sent_so_far(lease.run) if lease.run else SentSoFar()
    except LedgerError:
        return None


def _acquire(ledger: Ledger, request: LeaseRequest, wait: LeaseWait) -> Lease:
    deadline = monotonic() + wait.seconds
    reported = False
    while True:
        try:
            return ledger.lease(request)
        except LeaseHeldError as error:
            if monotonic() >= deadline:
                raise
            if not reported:
                wait.on_held(error)
                reported = True
            wait.sleep(ASK_AGAIN)


def _end(log: RunLog, state: RunState) -> None:
    """Writes the run's final state. A failure is ignored: a later run marks it `interrupted`."""
    with suppress(LedgerError):
        log.end(state)

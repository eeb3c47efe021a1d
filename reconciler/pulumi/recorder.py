"""The ledger's run of one operation: begun at its first write, with a lease for each tenant."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from reconciler.errors import Fault, LedgerError
from reconciler.ledger.leases import LeaseRequest
from reconciler.ledger.ledger import Ledger
from reconciler.ledger.runs import RunLog
from reconciler.model.plan import Plan
from reconciler.model.states import RunState
from reconciler.pulumi.names import PulumiCode
from reconciler.runtime.writer import RunMetadata, run_start

WORST = (
    RunState.INTERRUPTED,
    RunState.STOPPED,
    RunState.FAILED,
    RunState.REFUSED,
    RunState.PARTIAL,
    RunState.DONE,
)
"""How a run ends whose schools ended differently: the first of these that one of them did."""
RECENT = 20
"""Newest runs that are read to find out whether another one wrote since the plan."""


class OperationRecorder:
    """One run for all schools that the engine has this process write."""

    def __init__(self, ledger: Ledger, metadata: RunMetadata, stack: str) -> None:
        self._ledger = ledger
        self._operator = metadata
        self._stack = stack
        self._beginning = Lock()
        self._log: RunLog | None = None
        self._ends: list[RunState] = []
        self._before: dict[int, RunState] = self._runs()

    @contextmanager
    def writing(self, plan: Plan, tenant: str) -> Iterator[RunLog]:
        """The run's log, with the tenant's lease; LeaseHeldError where somebody else has it."""
        log = self._begun(plan)
        claim = LeaseRequest((tenant,), self._operator.who, platform.node(), run=log.number)
        with self._ledger.lease(claim):
            yield log

    def record_end(self, state: RunState) -> None:
        """How one school's part of the run ended."""
        self._ends.append(state)

    def written_by_others(self) -> bool:
        """Whether another run wrote since the plan was made, or was still writing then."""
        own = self._log.number if self._log else None
        return any(
            self._before.get(number, RunState.RUNNING) is RunState.RUNNING
            for number in self._runs()
            if number != own
        )

    def close(self) -> None:
        """Ends the run, if one was begun."""
        if self._log is not None:
            self._log.end(next(state for state in WORST if state in (*self._ends, RunState.DONE)))

    def _begun(self, plan: Plan) -> RunLog:
        with self._beginning:
            if self._log is None:
                self._log = self._ledger.begin(run_start(self._operator, plan))
            return self._log

    def _runs(self) -> dict[int, RunState]:
        return {run.number: run.state for run in self._ledger.runs(self._stack, RECENT)}


def require_running(stopped: Event) -> None:
    """LedgerError once the engine is stopping."""
    if stopped.is_set():
        raise LedgerError([Fault(PulumiCode.STOPPED)])

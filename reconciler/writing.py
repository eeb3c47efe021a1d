"""Writing to tenants, as every front end does it: leases, then a run that the ledger knows."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from reconciler.apply.rollout import Applied, Way
from reconciler.apply.steps import Steps
from reconciler.errors import LedgerError
from reconciler.ledger.leases import Claim, Lease, LeaseHeldError
from reconciler.ledger.ledger import Ledger
from reconciler.ledger.process import me
from reconciler.ledger.runs import RunKind, RunLog, RunState, Start
from reconciler.model.plan import Plan
from reconciler.pipeline import Pipeline
from reconciler.plan.approve import Approval
from reconciler.planned import Doing, Planned, Setting
from reconciler.recorded import Ends, record

ASK_AGAIN = 2.0
"""Seconds between two tries for a lease."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this, from which commit, why, and with which guards acknowledged."""

    who: str
    commit: str = ""
    kind: RunKind = "apply"
    reason: str = ""
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a lease that another run holds, and how."""

    seconds: float = 0.0
    sleep: Callable[[float], None] = lambda _seconds: None
    held: Callable[[LeaseHeldError], None] = lambda _error: None
    """Told once, when waiting begins."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Tenants that nobody else may write meanwhile."""

    setting: Setting
    operator: Operator
    lease: Lease
    way: Way = field(default_factory=Way)

    def carry_out(
        self, pipeline: Pipeline, approval: Approval, planned: Planned, steps: Steps
    ) -> Applied:
        """Carries an approved plan out as one run of the ledger.

        LedgerError where the ledger fails or a lease is lost: the run ends there, `stopped`.
        """
        log = self.setting.ledger.begin(start_of(self.operator, planned.plan), self.lease)
        ends = Ends(self.setting, planned)
        state: RunState = "interrupted"
        try:
            applied = pipeline.apply(approval, planned, Doing(log, steps, self.way, ends.see))
            state = record(log, ends, approval, applied)
        except LedgerError:
            state = "stopped"
            raise
        finally:
            _end(log, state)
        return applied


def start_of(operator: Operator, plan: Plan) -> Start:
    """What the ledger is told when a run of this plan begins."""
    return Start(
        stack=plan.stack,
        kind=operator.kind,
        who=operator.who,
        commit=operator.commit,
        reason=operator.reason,
        day=plan.pins.day,
        fingerprint=plan.fingerprint,
        acknowledged=operator.acknowledged,
        rosters=plan.pins.rosters,
        manifests=plan.pins.manifests,
        host=platform.node(),
    )


@contextmanager
def holding(
    setting: Setting, operator: Operator, tenants: Iterable[str], patience: Patience
) -> Iterator[Lease]:
    """The leases of these tenants until the block ends; LeaseHeldError where patience ran out."""
    claim = Claim(tuple(tenants), operator.who, platform.node(), process=me())
    with _taken(setting.ledger, claim, patience) as lease:
        yield lease


def _taken(ledger: Ledger, claim: Claim, patience: Patience) -> Lease:
    end = monotonic() + patience.seconds
    told = False
    while True:
        try:
            return ledger.lease(claim)
        except LeaseHeldError as error:
            if monotonic() >= end:
                raise
            if not told:
                patience.held(error)
                told = True
            patience.sleep(ASK_AGAIN)


def _end(log: RunLog, state: RunState) -> None:
    """Ends the run; where even that fails, the next run finds it interrupted."""
    with suppress(LedgerError):
        log.end(state)

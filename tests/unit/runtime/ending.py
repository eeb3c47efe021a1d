"""How one run ended, and what it leaves in a ledger that only keeps notes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

from reconciler.apply.rollout import RolloutResult, RolloutStop, StopReason, WaveHealth, WaveResult
from reconciler.apply.settle import ConvergenceResult
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector
from reconciler.errors import Code
from reconciler.ledger.findings import FoundFinding
from reconciler.ledger.runs import RunLog, RunSchool
from reconciler.manifest.nodes import Node
from reconciler.model.baseline import Baseline
from reconciler.model.change import Change
from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome, Result, RunSchoolState, RunState
from reconciler.plan.approve import approve
from reconciler.plan.consent import Consent
from reconciler.project.context import ProjectContext
from reconciler.runtime.record import RunRecorder, record
from reconciler.runtime.session import PlanResult
from reconciler.undo.build import RunToUndo
from tests.support.refs import ref
from tests.support.small import PLACE, SCHOOL, TENANT, declared, difference, group, seen
from tests.unit.plan.test_plan import school_plan, whole

CHANGES: tuple[Change, ...] = tuple(difference(declared(group("g")), seen()).difference.changes)
CHANGED, QUIET = school_plan(*CHANGES), school_plan()
REFUSAL = Refusal("last-owner", SCHOOL, TENANT)
HERE = ref(SCHOOL, TENANT)
OTHER = ref("ou-gone", TENANT)
BEFORE = Baseline(SCHOOL, TENANT, 1, "2026-11-01T08:00:00+00:00", {"group/g": {"name": "digest"}})


class SampleCode(Code):
    """A code of a finding."""

    NO_ACCOUNT = "no-account"


@dataclass
class FakeLog:
    """Keeps what a run writes into the ledger."""

    number: int = 7
    schools: list[RunSchool] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    baselines: list[Baseline] = field(default_factory=list)
    dropped: set[SchoolRef] = field(default_factory=set)
    found: list[FoundFinding] | None = None

    def refused(self, guard: str, *_: Any) -> None:
        """A refusal of the run."""
        self.refusals.append(guard)

    def school(self, row: RunSchool) -> None:
        """A school's result."""
        self.schools.append(row)

    def baseline(self, baseline: Baseline, _stack: str) -> None:
        """A baseline that is written."""
        self.baselines.append(baseline)

    def drop_baselines(self, schools: Collection[SchoolRef]) -> None:
        """Baselines that are dropped."""
        self.dropped |= set(schools)

    def findings(self, found: list[FoundFinding]) -> None:
        """The findings of the run."""
        self.found = found


@dataclass(frozen=True)
class Ending:
    """What one run did: its plan, its outcomes, and what the last observation shows."""

    plan: SchoolPlan = CHANGED
    latest: SchoolPlan = QUIET
    results: tuple[Result, ...] = (Result.APPLIED,)
    applied: bool = True
    stopped: StopReason | None = None
    consent: Consent = field(default_factory=Consent)
    refusals: tuple[Refusal, ...] = ()
    """Of the whole plan."""
    known: dict[SchoolRef, Baseline] = field(default_factory=dict)
    declares: Desired | None = None
    kinds: frozenset[Kind] = frozenset()
    run_to_undo: RunToUndo | None = None

    def recorded(self) -> tuple[RunState, FakeLog]:
        """The run's state, and what it wrote."""
        log, approval = (
            FakeLog(),
            approve(replace(whole(self.plan), refusals=self.refusals), self.consent),
        )
        recorder = RunRecorder(self._context(), self._result(self.plan))
        recorder.update(self._result(self.latest))
        outcomes = tuple(
            Outcome(CHANGES[0].address, CHANGES[0].action, result) for result in self.results
        )
        waves = (WaveResult("pilot", outcomes, ConvergenceResult((), ()), WaveHealth(1, 0, 0, 0)),)
        stop = RolloutStop(self.stopped, ("second",)) if self.stopped else None
        result = RolloutResult(waves if self.applied else (), stop)
        return record(cast(RunLog, log), recorder, approval, result), log

    def _result(self, plan: SchoolPlan) -> PlanResult:
        session = SimpleNamespace(observation=seen())
        return PlanResult(
            whole(plan),
            TargetSelector(kinds=self.kinds),
            cast(Any, {TENANT: session}),
            desired={HERE: self.declares} if self.declares else {},
            run_to_undo=self.run_to_undo,
        )

    def _context(self) -> ProjectContext:
        tenants = Node(PLACE, {TENANT: Node(PLACE, "manage")})
        loaded = SimpleNamespace(trees={SCHOOL: Node(PLACE, {"tenants": tenants})}, earlier={})
        return cast(
            ProjectContext,
            SimpleNamespace(
                stack=SimpleNamespace(name="test"),
                loaded=loaded,
                ledger=SimpleNamespace(
                    baselines=lambda _stack: self.known,
                    vendor_refusals=lambda _stack, _earlier: {},
                ),
                keyring=SimpleNamespace(pseudonym=lambda text: f"p:{text}"),
            ),
        )


def ended(**facts: Any) -> tuple[RunState, FakeLog]:
    """How a run ends that differs from a good one in these facts."""
    return Ending(**facts).recorded()


def state_of(log: FakeLog) -> RunSchoolState:
    """The only school's state."""
    (row,) = log.schools
    return row.state

"""Claims about what a run leaves in the ledger: states of schools and of the run, baselines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reconciler.apply.rollout import RolloutResult, RolloutStop, StopReason, WaveHealth, WaveResult
from reconciler.apply.settle import ConvergenceResult
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector
from reconciler.errors import Code
from reconciler.ledger.findings import FoundFinding
from reconciler.ledger.runs import RunLog, RunSchool
from reconciler.manifest.nodes import Node
from reconciler.model.baseline import Baseline
from reconciler.model.observation import Observation
from reconciler.model.plan import Change, Finding, Level, Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome, Result, RunSchoolState, RunState
from reconciler.model.tenant import Mode
from reconciler.plan.approve import approve
from reconciler.plan.consent import Consent
from reconciler.plan.guards import VANISHED
from reconciler.project.context import ProjectContext
from reconciler.rules.enforce import MANDATORY
from reconciler.runtime.record import RunRecorder, record
from reconciler.runtime.session import PlanResult
from reconciler.undo.build import RunToUndo
from tests.support.refs import ref
from tests.support.small import (
    PLACE,
    SCHOOL,
    TENANT,
    declared,
    difference,
    group,
    seen,
    seen_group,
)
from tests.unit.plan.test_baseline import desired
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
                ledger=SimpleNamespace(baselines=lambda _stack: self.known),
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


def test_a_school_that_is_as_declared_afterwards_has_converged() -> None:
    """And the run is done."""
    run, log = ended()
    assert (run, state_of(log)) == (RunState.DONE, RunSchoolState.CONVERGED)
    assert (log.schools[0].changes, log.schools[0].applied) == (1, 1)


def test_a_school_without_changes_has_converged_though_its_wave_never_came() -> None:
    """There was nothing to do."""
    _, log = ended(plan=QUIET, results=(), applied=False)
    assert state_of(log) is RunSchoolState.CONVERGED


@pytest.mark.parametrize(
    ("bad", "column"), [(Result.FAILED, "failed"), (Result.BLOCKED, "blocked")]
)
def test_a_change_that_failed_fails_its_school_and_the_run(bad: Result, column: str) -> None:
    """Although the last observation shows no difference."""
    run, log = ended(results=(bad,))
    assert (run, state_of(log)) == (RunState.FAILED, RunSchoolState.FAILED)
    assert getattr(log.schools[0], column) == 1


def test_a_school_that_still_differs_is_left_and_fails_the_run() -> None:
    """An unknown outcome is decided by the last observation."""
    run, log = ended(latest=CHANGED, results=(Result.UNKNOWN,))
    assert (run, state_of(log)) == (RunState.FAILED, RunSchoolState.LEFT)
    assert ended(results=(Result.UNKNOWN,))[0] is RunState.DONE


def test_a_change_without_a_few_refused_people_is_partial_and_so_is_the_run() -> None:
    """The change is named by a finding; once it shows completely, the school has converged."""
    run, log = ended(latest=CHANGED, results=(Result.PARTIAL,))
    assert (run, state_of(log)) == (RunState.PARTIAL, RunSchoolState.PARTIAL)
    assert [found.subject for found in log.found or ()] == ["group/g"]
    run, log = ended(results=(Result.PARTIAL,))
    assert (run, state_of(log), log.found) == (RunState.DONE, RunSchoolState.CONVERGED, [])


def test_a_failure_goes_before_a_refusal_and_a_refusal_before_refused_people() -> None:
    """A run has one state: the gravest."""
    partial = {"latest": CHANGED, "results": (Result.PARTIAL,)}
    tenant = Refusal("members-removed-per-tenant", "", "elsewhere")
    assert ended(**partial, refusals=(tenant,))[0] is RunState.REFUSED
    assert ended(results=(Result.FAILED,), refusals=(tenant,))[0] is RunState.FAILED
    assert ended(**partial, stopped=StopReason.UNHEALTHY)[0] is RunState.STOPPED


def test_a_school_whose_wave_was_not_applied_is_untouched() -> None:
    """Its outcomes are none; a pause stops the run."""
    run, log = ended(latest=CHANGED, results=(), applied=False, stopped=StopReason.PAUSED)
    assert (run, state_of(log)) == (RunState.STOPPED, RunSchoolState.UNTOUCHED)


@pytest.mark.parametrize("why", list(StopReason))
def test_a_run_is_stopped_by_everything_but_the_wave_that_was_asked_for(why: StopReason) -> None:
    """--until-wave was meant; a pause and a failed health check were not."""
    expected = RunState.DONE if why is StopReason.UNTIL else RunState.STOPPED
    assert ended(stopped=why)[0] is expected


def test_a_refused_school_is_untouched_and_the_run_refused() -> None:
    """The refusal is kept."""
    run, log = ended(plan=replace(CHANGED, refusals=(REFUSAL,)), latest=CHANGED, results=())
    assert (run, state_of(log)) == (RunState.REFUSED, RunSchoolState.UNTOUCHED)
    assert log.refusals == ["last-owner"]


def test_the_findings_of_the_last_observation_are_kept() -> None:
    """Of every school that the run looked at."""
    finding = Finding(SampleCode.NO_ACCOUNT, Level.ADVISORY, TENANT, SCHOOL, "p1")
    _, log = ended(latest=replace(QUIET, findings=(finding,)))
    assert log.found == [FoundFinding(HERE, "no-account", "p1", Level.ADVISORY)]


def carried_out(**facts: Any) -> Desired:
    """What a school declares: one group."""
    return desired(group("g"), **facts)


def test_a_school_that_is_carried_out_gets_a_baseline_of_what_it_declares() -> None:
    """In this run, with the declared values."""
    _, log = ended(declares=carried_out())
    (kept,) = log.baselines
    assert (kept.school, kept.tenant, kept.run) == (SCHOOL, TENANT, 7)
    assert "group/g" in kept.fields
    assert log.dropped == set()


@pytest.mark.parametrize(
    "latest",
    [
        CHANGED,
        replace(QUIET, refusals=(REFUSAL,)),
    ],
    ids=["still differs", "refused"],
)
def test_a_school_that_is_not_carried_out_keeps_its_baseline(latest: SchoolPlan) -> None:
    """The stored one stays as it is; where there is none, a stub says that it was written."""
    assert ended(declares=carried_out(), latest=latest, known={HERE: BEFORE})[1].baselines == []
    (stub,) = ended(declares=carried_out(), latest=latest)[1].baselines
    assert (stub.run, stub.fields) == (0, {})


def test_a_school_that_was_not_written_gets_no_stub() -> None:
    """Nobody has written anything there."""
    assert ended(declares=carried_out(), latest=CHANGED, applied=False)[1].baselines == []


def test_a_mandatory_rule_does_not_keep_a_school_from_its_baseline() -> None:
    """Rules judge the declaration; whether it is applied is another question."""
    latest = replace(QUIET, refusals=(Refusal(MANDATORY, SCHOOL, TENANT),))
    assert len(ended(declares=carried_out(), latest=latest)[1].baselines) == 1


def test_a_school_that_is_only_observed_gets_no_baseline() -> None:
    """Nothing of it is ever applied."""
    declares = carried_out()
    only = replace(declares, context=replace(declares.context, mode=Mode.OBSERVE))
    assert ended(declares=only, applied=False)[1].baselines == []


def test_a_run_of_some_kinds_leaves_the_other_kinds_baseline() -> None:
    """What it did not look at is as it was kept."""
    before = replace(BEFORE, fields={"orgunit/staff": {"path": "digest"}})
    _, log = ended(declares=carried_out(), kinds=frozenset({Kind.GROUP}), known={HERE: before})
    (kept,) = log.baselines
    assert kept.fields["orgunit/staff"] == {"path": "digest"}
    assert "group/g" in kept.fields


def closing(**facts: Any) -> Desired:
    """A school that is decommissioned."""
    declares = desired()
    manifest = replace(declares.context.manifest, decommission=True)
    return replace(declares, context=replace(declares.context, manifest=manifest), **facts)


def test_a_closed_school_loses_its_baseline() -> None:
    """So that its file can go without a refusal."""
    _, log = ended(declares=closing(), known={HERE: BEFORE})
    assert (log.dropped, log.baselines) == ({HERE}, [])


@pytest.mark.parametrize(
    "facts",
    [{"latest": CHANGED}, {"kinds": frozenset({Kind.GROUP})}],
    ids=["something is left", "a run of some kinds"],
)
def test_a_school_that_is_not_closed_completely_keeps_its_baseline(facts: dict[str, Any]) -> None:
    """Deleting its file must still be refused."""
    assert ended(declares=closing(), known={HERE: BEFORE}, **facts)[1].dropped == set()


def test_the_baseline_under_an_earlier_id_goes_once_the_school_has_its_own() -> None:
    """`previously` names the earlier id."""
    declares = carried_out()
    manifest = replace(declares.context.manifest, previously=("ou-old",))
    renamed = replace(declares, context=replace(declares.context, manifest=manifest))
    assert ended(declares=renamed)[1].dropped == {ref("ou-old", TENANT)}


GONE = Refusal(VANISHED, "ou-gone", TENANT)


def test_a_vanished_schools_baseline_goes_once_that_is_acknowledged() -> None:
    """And not before."""
    agreed = Consent(frozenset({VANISHED}))
    known = {HERE: BEFORE, OTHER: BEFORE}
    assert ended(refusals=(GONE,), consent=agreed, known=known)[1].dropped == {OTHER}
    kept = ended(refusals=(GONE,), known=known, latest=CHANGED, results=(), applied=False)
    assert kept[1].dropped == set()


def test_a_run_without_that_guard_keeps_the_baselines_of_schools_it_does_not_know() -> None:
    """An undo is not asked about schools that vanished, so nobody agreed to it."""
    assert ended(known={HERE: BEFORE, OTHER: BEFORE})[1].dropped == set()


def test_one_vanished_school_that_is_not_acknowledged_keeps_every_baseline() -> None:
    """Acknowledged by name is one school only."""
    other = Refusal(VANISHED, "ou-gone-too", TENANT)
    agreed = Consent(frozenset({f"{VANISHED}:ou-gone"}))
    known = {HERE: BEFORE, OTHER: BEFORE}
    run = ended(refusals=(GONE, other), consent=agreed, known=known, latest=CHANGED, results=())
    assert run[1].dropped == set()


def test_an_undo_keeps_the_baseline_without_its_values_and_tells_no_findings() -> None:
    """What is declared is what the run had changed; so everything counts as configuration."""
    undo = cast(RunToUndo, SimpleNamespace(restored_id=lambda _ref: "ou-before"))
    _, log = ended(run_to_undo=undo, known={HERE: BEFORE})
    (kept,) = log.baselines
    assert (kept.school, kept.run, kept.fields) == ("ou-before", 0, {})
    assert log.found is None


def test_an_undo_makes_no_baseline_and_keeps_that_of_an_unwritten_school() -> None:
    """It restores; it declares nothing."""
    undo = cast(RunToUndo, SimpleNamespace(restored_id=lambda _ref: SCHOOL))
    assert ended(run_to_undo=undo)[1].baselines == []
    assert ended(run_to_undo=undo, known={HERE: BEFORE}, applied=False)[1].baselines == []


def test_an_observation_that_was_not_complete_makes_no_baseline() -> None:
    """Nobody knows whether the rest is as declared."""
    unread: Observation = seen(seen_group("g", key="g"))
    assert unread.groups
    unlisted = difference(
        declared(group("g")), replace(unread, complete=frozenset())
    ).difference.unknown
    latest = replace(QUIET, unknown=tuple(unlisted))
    assert latest.unknown
    assert ended(declares=carried_out(), latest=latest, known={HERE: BEFORE})[1].baselines == []

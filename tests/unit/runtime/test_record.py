"""Claims about what a run leaves in the ledger: states of schools and of the run, findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.apply.rollout import StopReason
from reconciler.ledger.findings import FoundFinding
from reconciler.model.plan import Finding, Level, Refusal
from reconciler.model.states import Result, RunSchoolState, RunState
from tests.support.small import SCHOOL, TENANT
from tests.unit.runtime.ending import CHANGED, HERE, QUIET, REFUSAL, SampleCode, ended, state_of


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


def test_only_something_new_is_left_for_the_next_plan() -> None:
    """What was planned is done: a second step, or somebody's hand meanwhile, is no failure."""
    address = CHANGED.changes[0].address._replace(key="another")
    other = replace(CHANGED, changes=(replace(CHANGED.changes[0], address=address),))
    run, log = ended(latest=other)
    assert (run, state_of(log)) == (RunState.DONE, RunSchoolState.NEXT)


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

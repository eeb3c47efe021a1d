"""The register of named claims: which test fails when a line that decides something is taken out.

Every exit code, state of a run and of a school in it, outcome, and way in which something may go is
in here. Whoever adds a member to one of these enums adds the test, and its name here. (Each guard
has its case in tests/cases/refusals, see tests/cases/test_refusals.py.)
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import pytest

from reconciler.cli.exits import Exit
from reconciler.model.states import EntryState, Result, RunSchoolState, RunState

TESTS = Path(__file__).parents[1]
EXITS, RECORD = "unit/cli/test_exit_status.py", "unit/runtime/test_record.py"
BASELINES = "unit/runtime/test_baselines.py"
JOURNAL, RUNS = "ledger/test_journal.py", "ledger/test_runs.py"
Claims = Mapping[str, tuple[str, str]]
"""What is claimed → file below tests/ and the test's name. Members by name: their values repeat."""

CLAIMS: Claims = {
    "Exit.DONE": (EXITS, "test_applied_and_verified_is_zero"),
    "Exit.FAULT": (EXITS, "test_a_change_that_failed_is_one"),
    "Exit.PENDING": (EXITS, "test_what_is_not_yet_visible_is_two"),
    "Exit.STOPPED": ("journeys/test_stopped.py", "test_a_plan_that_is_stopped_says_so"),
    "Exit.REFUSED": (EXITS, "test_a_refusal_is_three_also_where_the_rest_was_applied"),
    "RunState.RUNNING": (RUNS, "test_a_run_lives_as_long_as_its_lease_is_renewed"),
    "RunState.DONE": (RECORD, "test_a_school_that_is_as_declared_afterwards_has_converged"),
    "RunState.PARTIAL": (
        RECORD,
        "test_a_change_without_a_few_refused_people_is_partial_and_so_is_the_run",
    ),
    "RunState.FAILED": (RECORD, "test_a_change_that_failed_fails_its_school_and_the_run"),
    "RunState.REFUSED": (RECORD, "test_a_refused_school_is_untouched_and_the_run_refused"),
    "RunState.STOPPED": (
        RECORD,
        "test_a_run_is_stopped_by_everything_but_the_wave_that_was_asked_for",
    ),
    "RunState.INTERRUPTED": (RUNS, "test_a_run_whose_lease_ran_out_was_interrupted"),
    "RunSchoolState.CONVERGED": (
        RECORD,
        "test_a_school_that_is_as_declared_afterwards_has_converged",
    ),
    "RunSchoolState.PARTIAL": (
        RECORD,
        "test_a_change_without_a_few_refused_people_is_partial_and_so_is_the_run",
    ),
    "RunSchoolState.FAILED": (RECORD, "test_a_change_that_failed_fails_its_school_and_the_run"),
    "RunSchoolState.HELD": (
        "journeys/test_held.py",
        "test_a_run_that_held_something_is_no_failure",
    ),
    "RunSchoolState.UNJUDGED": (
        "journeys/test_lists.py",
        "test_one_broken_list_stops_its_own_school_alone",
    ),
    "RunSchoolState.NEXT": (RECORD, "test_only_something_new_is_left_for_the_next_plan"),
    "RunSchoolState.LEFT": (RECORD, "test_a_school_that_still_differs_is_left_and_fails_the_run"),
    "RunSchoolState.UNTOUCHED": (RECORD, "test_a_school_whose_wave_was_not_applied_is_untouched"),
    "RunSchoolState.OPEN": (
        JOURNAL,
        "test_a_school_of_a_run_that_goes_on_is_open_and_counted_by_its_journal",
    ),
}

REMOVALS: Claims = {
    "a dropped unit or group is forgotten": (
        "unit/diff/test_units_and_groups.py",
        "test_what_is_dropped_is_forgotten_by_default",
    ),
    "with prune it is deleted, a unit only when empty": (
        "unit/diff/test_units_and_groups.py",
        "test_prune_deletes_what_is_owned_and_empty_and_leaves_the_rest",
    ),
    "strangers of an adopted group leave only where its file says so": (
        "unit/diff/test_members_places_licences.py",
        "test_an_adopted_group_says_remove_and_loses_them",
    ),
    "a licence is taken back only with prune": (
        "unit/diff/test_members_places_licences.py",
        "test_prune_takes_licences_back",
    ),
    "a closed school's baseline is dropped": (BASELINES, "test_a_closed_school_loses_its_baseline"),
    "a vanished school's baseline is dropped": (
        BASELINES,
        "test_a_vanished_schools_baseline_goes_once_that_is_acknowledged",
    ),
    "an earlier id's baseline is dropped": (
        BASELINES,
        "test_the_baseline_under_an_earlier_id_goes_once_the_school_has_its_own",
    ),
    "an undo deletes what its run created": (
        "unit/plan/test_invert.py",
        "test_a_created_group_is_deleted_only_while_it_is_the_same_object",
    ),
}


def test_every_state_and_exit_code_has_its_claim() -> None:
    """A new one without a test is no claim that anybody could check."""
    kinds: tuple[type[Enum], ...] = (Exit, RunState, RunSchoolState)
    assert set(CLAIMS) == {f"{kind.__name__}.{one.name}" for kind in kinds for one in kind}


def test_what_became_of_a_change_is_what_the_journal_keeps_of_it() -> None:
    """Each outcome has a state of the same value; the others come before it."""
    assert {one.value for one in EntryState} - {one.value for one in Result} == {"intended", "sent"}


@pytest.mark.parametrize(
    ("file", "name"), sorted({*CLAIMS.values(), *REMOVALS.values()}), ids=lambda part: part
)
def test_a_claim_names_a_test_that_exists(file: str, name: str) -> None:
    """By its file and its name."""
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

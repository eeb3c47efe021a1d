"""Claims about baselines: when one is written, kept as it is, and dropped."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reconciler.desired.context import Desired
from reconciler.model.observation import Observation
from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.tenant import Mode
from reconciler.plan.consent import Consent
from reconciler.plan.guards import VANISHED
from reconciler.rules.enforce import MANDATORY
from reconciler.undo.build import RunToUndo
from tests.support.refs import ref
from tests.support.small import SCHOOL, TENANT, declared, difference, group, seen, seen_group
from tests.unit.plan.test_baseline import desired
from tests.unit.runtime.ending import BEFORE, CHANGED, HERE, OTHER, QUIET, REFUSAL, ended


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

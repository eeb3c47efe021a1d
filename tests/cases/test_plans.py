"""Plans as data: tests/cases/plans/<case>/ is laid over `base` beside it.

case.txt says what the case claims, expected.txt is the plan that a person would read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.model.tenant import Mode
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.plan_summary import PlanFooter, leaves_nothing
from reconciler.report.plan_text import PlanOptions, render_plan
from reconciler.report.texts import Texts
from tests.support.cases import FOLDER, LIMITS, Case, changed, names, plan_of, read_case, told
from tests.support.vendor import carried_out


@pytest.fixture(params=names())
def name(request: pytest.FixtureRequest) -> str:
    """Each case."""
    return str(request.param)


@pytest.fixture
def case(name: str, tmp_path: Path) -> Case:
    """Each case, read."""
    return read_case(name, tmp_path)


def test_a_case_is_planned_as_expected(name: str, case: Case) -> None:
    """Same manifests, same people, same tenant: the same plan, to the letter."""
    assert told(plan_of(case)) == (FOLDER / name / "expected.txt").read_text("utf-8")


def test_a_case_is_of_sound_manifests(case: Case) -> None:
    """What is planned here would also pass `reconciler check`."""
    assert case.faults() == ()


def test_a_plan_carried_out_leaves_nothing_to_do(case: Case) -> None:
    """Every change can be done in its order by a strict vendor, and then the plan is empty."""
    plan = plan_of(case)
    free = [school for school in plan.schools if not school.refusals]
    after = carried_out(
        [change for school in free for change in school.changes],
        case.observation,
        nest=LIMITS[case.tenant.vendor].units_nest,
        municipality=plan.municipality,
    )
    again = plan_of(case, after).schools
    names = {school.school for school in free}
    assert changed(tuple(s for s in again if s.school in names)) == []


@pytest.mark.parametrize("ending", PlanFooter)
def test_a_refused_plan_never_says_that_there_is_nothing_to_do(
    case: Case, ending: PlanFooter
) -> None:
    """Whatever becomes of it; and what a person has acknowledged is no refusal any more."""
    plan = plan_of(case)
    texts = Texts("en")
    said = render_plan(plan, texts, PlanOptions(ending=ending)).splitlines()
    refused = [one for school in plan.schools for one in school.refusals]
    assert not (refused and "Nothing to do" in said[-1])
    agreed = render_plan(plan, texts, PlanOptions(ending=PlanFooter.TAKEN, refused=()))
    assert "--acknowledge" not in agreed
    assert ("Acknowledged" in agreed) == bool(refused or plan.refusals)
    standing = (*plan.refusals, *refused)
    left = render_plan(plan, texts, PlanOptions(ending=ending, refused=standing)).splitlines()
    assert not (standing and "Nothing to do" in left[-1])


def test_nothing_is_left_only_where_all_is_known_and_nothing_refused(case: Case) -> None:
    """What `undo` says in place of a plan, and the foot of a comment."""
    plan = plan_of(case)
    standing = (*plan.refusals, *(one for school in plan.schools for one in school.refusals))
    said = render_plan(plan, Texts("en"), PlanOptions(ending=PlanFooter.TAKEN, refused=standing))
    assert leaves_nothing(plan, standing) == ("Nothing to do: " in said.splitlines()[-1])
    foot = render_plan_markdown(plan, Texts("en")).splitlines()
    assert leaves_nothing(plan, standing) == ("Nothing to apply." in foot)


def test_an_observed_tenant_is_never_changed(case: Case) -> None:
    """Whatever differs, a tenant that is only observed has an empty plan."""
    if case.tenant.mode.mode is Mode.OBSERVE:
        assert plan_of(case).changes() == 0


def test_every_case_says_what_it_claims() -> None:
    """No folder without a sentence."""
    folders = {path.name for path in FOLDER.iterdir() if (path / "expected.txt").exists()}
    assert folders == set(names())

"""Drift in plans and on its own: told apart, counted, and nobody is named."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from reconciler.model.change import Action, Change, ChangeCause
from reconciler.planfile.write import SCHEMA, plan_json
from reconciler.report.drift import DriftData, DriftedChange
from reconciler.report.drift_json import DRIFT_SCHEMA, drift_document
from reconciler.report.drift_text import render_drift, render_drift_markdown
from reconciler.report.plan_markdown import LIMIT, render_plan_markdown
from reconciler.report.plan_summary import is_refused
from reconciler.report.plan_text import PlanOptions, render_plan
from reconciler.report.texts import Texts
from tests.unit.report.sample_drift import (
    OUTSIDERS,
    a_drifted_day,
    by,
    drift_data,
    drifted_changes,
    drifted_school,
)
from tests.unit.report.samples import a_day, a_first_day, a_group, a_plan, a_still_day
from tests.unit.report.test_report_plan import ACCOUNT


def test_drift_goes_before_the_reason_that_it_has_otherwise(english: Texts) -> None:
    """A reader sees who brought the difference about."""
    told = render_plan(a_drifted_day(), english, PlanOptions(width=200))
    assert re.search(r"~ group +teachers .* drift: changed in the tenant", told)
    assert re.search(r"\+ group +robotics .* declared", told)


def test_the_summary_counts_drift_and_what_is_unfinished(english: Texts) -> None:
    """And says nothing of either where there is none."""
    told = render_plan(a_drifted_day(), english, PlanOptions(width=120))
    assert re.search(r"\nDrift +7 changes in 1 school\n", told)
    assert re.search(r"\nUnfinished +1 change in 1 school\n", told)
    assert "Drift" not in render_plan(a_day(), english, PlanOptions(width=120))


def test_a_plan_in_brief_still_says_how_much_of_it_is_drift(english: Texts) -> None:
    """A row that sums up changes counts those that others made."""
    plan = a_first_day(4)
    first = plan.schools[0]
    by_others = tuple(replace(change, origin=ChangeCause.DRIFT) for change in first.changes[:7])
    schools = (replace(first, changes=(*by_others, *first.changes[7:])), *plan.schools[1:])
    told = render_plan(replace(plan, schools=schools), english, PlanOptions(width=120))
    assert told.count("7 of them drift") == 1


@pytest.mark.parametrize("render", [render_plan_markdown, None])
def test_a_no_to_everything_is_told_before_those_of_schools(texts: Texts, render: object) -> None:
    """Whom it holds back, its numbers, and that nothing is applied."""
    plan = a_drifted_day()
    told = (
        render_plan_markdown(plan, texts)
        if render is not None
        else render_plan(plan, texts, PlanOptions(width=120))
    )
    assert is_refused(plan)
    assert texts.format("plan-refused-all") in told
    assert texts.refusal(plan.refusals[1]).splitlines()[0] in told


def test_a_plan_that_only_a_tenant_refuses_is_refused(english: Texts) -> None:
    """No command to carry it out is shown."""
    plan = replace(a_still_day(), refusals=a_drifted_day().refusals[1:])
    told = render_plan(plan, english, PlanOptions(width=100))
    assert "is refused" in told.splitlines()[-1]
    assert "Nothing is applied" in render_plan_markdown(plan, english)


def test_a_machine_reads_origins_pins_and_refusals(english: Texts) -> None:
    """As the published schema says."""
    data = json.loads(plan_json(a_drifted_day(), english))
    assert list(Draft202012Validator(SCHEMA).iter_errors(data)) == []
    changes = data["schools"][0]["changes"]
    assert [change["origin"] for change in changes].count("drift") == 5
    assert changes[5]["drifted"] == ["+2 −1"]
    assert data["pins"]["rosters"] == {"ou-vasil-levski": "beef"}
    assert [one["tenant"] for one in data["refusals"]] == ["", "su-sv-patriarh-evtimiy"]


def test_drift_as_json_fits_its_published_schema(texts: Texts) -> None:
    """Every key of it, and no other."""
    Draft202012Validator.check_schema(DRIFT_SCHEMA)
    data = drift_document(drift_data(), texts)
    assert list(Draft202012Validator(DRIFT_SCHEMA).iter_errors(data)) == []


def test_people_in_drift_are_counts(texts: Texts) -> None:
    """No account leaves it in any format."""
    told = [
        str(render(drift_data(), texts))
        for render in (render_drift, render_drift_markdown, drift_document)
    ]
    assert [ACCOUNT.findall(text) for text in told] == [[], [], []]


def test_what_we_left_is_told_only_where_it_is_known(english: Texts) -> None:
    """Where the declaration moved as well, there is only a digest of what it was."""
    data = drift_document(drift_data(), english)
    fields = [change["fields"] for change in data["schools"][0]["changes"][:2]]
    assert fields == [
        [{"name": "settings.outsiders", "now": True, "left": False}],
        [{"name": "name", "now": "Чуждо"}],
    ]


@pytest.mark.parametrize("change", drifted_changes(), ids=lambda change: str(change.address.key))
def test_every_kind_of_drift_has_words(texts: Texts, change: Change) -> None:
    """In both languages, whole and on its own."""
    only = replace(drifted_school(), changes=(change,))
    assert render_plan(a_plan(only), texts, PlanOptions(width=200))
    data = replace(
        drift_data(),
        schools=(replace(drift_data().schools[0], changes=(DriftedChange(change),)),),
    )
    assert render_drift(data, texts)


def test_no_drift_is_not_said_of_what_was_not_read(english: Texts) -> None:
    """A tenant that is away may hold any."""
    nothing = DriftData("sandbox", ())
    assert "nobody else changed" in render_drift(nothing, english)
    unread = replace(nothing, not_read=drift_data().not_read)
    assert "as far as is known" in render_drift(unread, english)


def test_a_comment_about_drift_stays_within_the_limit(texts: Texts) -> None:
    """However much has drifted."""
    one = by(a_group("teachers", Action.UPDATE, OUTSIDERS), ChangeCause.DRIFT, "settings.outsiders")
    many = replace(drift_data().schools[0], changes=(DriftedChange(one, ()),) * 900)
    told = render_drift_markdown(replace(drift_data(), schools=(many,)), texts)
    assert len(told) < LIMIT
    assert texts.format("drift-md-more", count=700, stack="sandbox") in told

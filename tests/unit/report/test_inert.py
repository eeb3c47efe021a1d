"""A name that somebody wrote stays a name: on one line, and without signs that act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.errors import Fault
from reconciler.model.inert import inert
from reconciler.model.resources import Group
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.plan_text import PlanOptions, render_plan
from reconciler.report.texts import Texts
from reconciler.reportfile.file import ReportFileCode
from tests.unit.report import samples

FORGED = "Robotics\n  - group  teachers  deleted\x1b[2K\u202e"


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\ufeff"]
)
def test_a_sign_that_acts_is_shown_by_its_code(character: str) -> None:
    """Not left out: a reader should see that something was there."""
    assert inert(f"a{character}b") == f"a⟨U+{ord(character):04X}⟩b"


@pytest.mark.parametrize(
    "text", ["Ученици 5а", "a=b", "€ 5", "naïve", "\u00a0", "\u202f", "👩‍🏫"[0]]
)
def test_what_people_write_stays(text: str) -> None:
    """Letters, signs and the spaces of numbers."""
    assert inert(text) == text


@pytest.mark.parametrize("render", [render_plan, render_plan_markdown])
def test_a_name_forges_no_line_of_a_plan(render: object, english: Texts) -> None:
    """Whatever a file or a tenant calls a group."""
    plan = samples.a_day()
    school = plan.schools[0]
    group = next(c for c in school.changes if isinstance(c.after, Group))
    assert isinstance(group.after, Group)
    evil = replace(group, after=replace(group.after, name=FORGED))
    changed = replace(school, changes=(evil, *school.changes))
    forged = replace(plan, schools=(changed, *plan.schools[1:]))
    shown = (
        render_plan(forged, english, PlanOptions(width=200))
        if render is render_plan
        else render_plan_markdown(forged, english)
    )
    assert "\x1b[2K" not in shown
    assert "\u202e" not in shown
    assert not any(line.strip().startswith("- group  teachers") for line in shown.splitlines())


def test_a_fact_of_a_message_is_one_line() -> None:
    """Whatever a vendor or a file put into it."""
    fault = Fault(ReportFileCode.NOT_A_REPORT, None, {"file": "a\nb\x1b", "at": "-"})
    assert "a b⟨U+001B⟩" in Texts("en").fault(fault)

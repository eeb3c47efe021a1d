"""Plans as text and JSON: everything is shown, people only as counts."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest

from reconciler.model.change import (
    Action,
    Change,
    Delta,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    PlacementMove,
    Reason,
)
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind
from reconciler.planfile.write import plan_json
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.plan_text import PlanOptions, render_plan, render_requests
from reconciler.report.texts import Texts
from tests.unit.report.samples import (
    LEVSKI,
    SampleCode,
    a_day,
    a_first_day,
    a_group,
    a_plan,
    address,
    holders,
    levski,
    people,
)

ACCOUNT = re.compile(r"\ba\d+\b(?!-)")
WIDE = PlanOptions(width=140)
DELTAS: dict[Kind, Delta] = {
    Kind.MEMBERSHIP: MembershipDelta(tuple(people(2)), tuple(people(1)), tuple(people(1))),
    Kind.PLACEMENT: PlacementDelta((PlacementMove("a1", ("/x", "/y")), PlacementMove("a2", ()))),
    Kind.LICENCE: LicenceDelta(holders(1), holders(1), holders(1)),
}


def every_change() -> list[tuple[Action, Kind]]:
    """Each action on each kind."""
    return list(itertools.product(Action, Kind))


def only(*changes: Change) -> SchoolPlan:
    """A school with these changes and nothing else."""
    return replace(levski(), changes=changes, findings=())


@pytest.mark.parametrize(("action", "kind"), every_change())
@pytest.mark.parametrize("with_delta", [True, False])
def test_every_action_on_every_kind_renders(
    texts: Texts, action: Action, kind: Kind, with_delta: bool
) -> None:
    """No combination is without words, in any format, whole or in brief."""
    change = Change(
        address=address(kind, "the-key"),
        action=action,
        after=None,
        reason=Reason(SampleCode.DECLARED),
        delta=DELTAS.get(kind) if with_delta else None,
    )
    plan = a_plan(only(change))
    text = render_plan(plan, texts, PlanOptions(width=100))
    assert texts.format(f"plan-kind-{kind}") in text
    assert "the-key" in text
    assert "the-key" in render_plan_markdown(plan, texts)
    assert "the-key" in plan_json(plan, texts)


def test_people_are_counts_in_every_format(texts: Texts) -> None:
    """Without --reveal no account's id or address leaves the plan."""
    told = [
        render_plan(a_day(), texts, PlanOptions(width=200)),
        render_plan_markdown(a_day(), texts),
        plan_json(a_day(), texts),
    ]
    assert [ACCOUNT.findall(text) for text in told] == [[], [], []]


def test_revealing_names_those_who_come_and_go(english: Texts) -> None:
    """On a person's own terminal each add and removal is listed."""
    options = PlanOptions(width=80, reveal={"a3": "leaver@levski.example"})
    assert "− leaver@levski.example  member\n" in render_plan(a_day(), english, options)
    change = json.loads(plan_json(a_day(), english, options.reveal))["schools"][0]["changes"][6]
    assert {"sign": "−", "who": "leaver@levski.example", "note": "member"} in change["people"]


def test_json_differs_between_languages_in_texts_only(texts_of: dict[str, Texts]) -> None:
    """A machine reads the same in each language."""

    def without_texts(data: object) -> object:
        if isinstance(data, dict):
            return {key: without_texts(value) for key, value in data.items() if key != "text"}
        return [without_texts(one) for one in data] if isinstance(data, list) else data

    told = [without_texts(json.loads(plan_json(a_day(), texts_of[name]))) for name in ("bg", "en")]
    assert told[0] == told[1]


def test_colour_changes_nothing_but_colour(texts: Texts) -> None:
    """With the colours taken out the plan is the same text."""
    plain = render_plan(a_day(), texts, PlanOptions(width=100))
    coloured = render_plan(a_day(), texts, PlanOptions(width=100, colour=True))
    assert coloured != plain
    without = re.sub(r"\x1b\[\d+m", "", coloured)
    assert [line.rstrip() for line in without.splitlines()] == plain.splitlines()


def test_no_line_is_wider_for_a_reason(english: Texts) -> None:
    """Reasons go where the terminal is too narrow for them; what changes never does."""
    narrow = render_plan(a_day(), english, PlanOptions(width=60))
    assert "declared" not in "".join(re.findall(r"\n    \+ .*", narrow))
    assert "robotics" in narrow


def test_what_goes_is_named_however_long_the_plan(english: Texts) -> None:
    """A plan in brief still lists each deletion."""
    told = render_plan(a_first_day(4), english, PlanOptions(width=100))
    assert told.count("old-club") == 4
    assert "class-2027" not in told
    assert "724 changes in all, shortened" in told


def test_a_licence_named_like_a_new_group_keeps_its_row(english: Texts) -> None:
    """Only the members of a new group go into the group's own row."""
    licence = Change(
        address=address(Kind.LICENCE, "robotics"),
        action=Action.UPDATE,
        after=None,
        reason=Reason(SampleCode.ROSTER),
        delta=LicenceDelta(add=holders(2)),
        total=2,
    )
    told = render_plan(a_plan(only(a_group("robotics", Action.CREATE), licence)), english, WIDE)
    assert re.search(r"\+ group +robotics +Група robotics: no members", told)
    assert re.search(r"\+ licence +robotics +\+2  → 2", told)


def test_each_changed_field_has_its_own_line(english: Texts) -> None:
    """Two settings of one group are two lines under one sign."""
    fields = (FieldChange("name", "Old", "New"), FieldChange("settings.join", None, "invited"))
    told = render_plan(a_plan(only(a_group("teachers", Action.UPDATE, *fields))), english, WIDE)
    assert re.search(r"~ group +teachers +name  Old → New +declared", told)
    assert re.search(r"\n +settings.join  nothing → invited\n", told)


def test_a_tenant_of_another_name_is_told_with_the_school(english: Texts) -> None:
    """Where a school lives in a shared tenant, the row of the school says which."""
    told = render_plan(a_plan(replace(levski(), tenant="national")), english, WIDE)
    assert re.search(rf"\n  {LEVSKI} +national google\n", told)


def test_requests_are_counted_by_route(english: Texts) -> None:
    """Calls and the requests that carried them, and both in all."""
    lines = [
        re.split(r"\s{2,}", line.strip()) for line in render_requests(a_day(), english).splitlines()
    ]
    assert lines[0] == ["route", "calls", "requests"]
    assert lines[-1] == ["total", "1\u202f207", "2"]

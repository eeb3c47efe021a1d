"""Plans as pull-request comments: they fit, and nothing in them acts."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

import pytest

from reconciler.model.change import Action, FieldChange
from reconciler.model.plan import Plan, Refusal
from reconciler.report.markdown import Section, code, fenced, fit, plain
from reconciler.report.plan_markdown import LIMIT, render_plan_markdown
from reconciler.report.texts import Texts
from tests.unit.report.samples import (
    a_big_school,
    a_day,
    a_first_day,
    a_group,
    a_plan,
    evtimiy,
    levski,
)


def refused_everywhere(schools: int, groups: int) -> Plan:
    """Every school changes, and every school is refused and partly unknown."""
    bad = evtimiy()
    return a_plan(
        *(
            replace(
                a_big_school(number, groups),
                refusals=bad.refusals * 20,
                unknown=bad.unknown,
                findings=levski().findings,
            )
            for number in range(schools)
        )
    )


@pytest.mark.parametrize(("schools", "groups"), [(1, 900), (52, 60), (130, 8)])
def test_a_comment_always_fits(texts: Texts, schools: int, groups: int) -> None:
    """However much changes, GitHub takes the comment."""
    for plan in (a_first_day(schools, groups), refused_everywhere(schools, groups)):
        assert len(render_plan_markdown(plan, texts)) < LIMIT


def test_a_command_in_a_comment_is_whole_or_not_there(
    texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that is cut is another one."""
    name = "su-" + "sveti-patriarh-evtimiy-" * 3 + "i"
    refusal = Refusal("last-owner", name, name, {"count": 3, "groups": "a, b, c"})
    real = Texts(texts.language, repeat=lambda words, _: f"{words} --stack plovdiv --school {name}")
    again = copy(texts)
    monkeypatch.setattr(again, "refusal", real.refusal)
    plan = a_plan(
        *(replace(a_big_school(number, 60), refusals=(refusal,) * 3) for number in range(52))
    )
    told = render_plan_markdown(plan, again)
    assert len(told) < LIMIT
    commands = [line for line in told.splitlines() if "reconciler apply" in line]
    assert commands
    assert all(line.endswith(f'--acknowledge last-owner:{name} --reason "…"') for line in commands)


def test_52_big_schools_are_told_in_brief_and_say_so(english: Texts) -> None:
    """Every school is there, shortened, with the command that shows all of it."""
    told = render_plan_markdown(a_first_day(52), english)
    assert told.count("<details>") == told.count("</details>") == 52
    assert told.count("Shortened to") > 40
    assert "--school su-big-00" in told
    assert told.count("old-club") == 52


def test_a_small_plan_is_told_whole(english: Texts) -> None:
    """Nothing is shortened that fits."""
    assert "Shortened to" not in render_plan_markdown(a_day(), english)


def test_parts_shrink_longest_first_and_only_then_are_left_out() -> None:
    """A short part stays whole as long as a longer one can shrink."""
    folds = [Section("a" * 50, "a" * 10), Section("b" * 20, "b" * 5), Section("c" * 10, "c" * 10)]
    assert fit(folds, 100) == (["a" * 50, "b" * 20, "c" * 10], 0)
    assert fit(folds, 60) == (["a" * 10, "b" * 20, "c" * 10], 0)
    assert fit(folds, 15) == (["b" * 5], 2)


def test_every_table_has_as_many_cells_in_each_row(texts: Texts) -> None:
    """A name with a bar in it does not move the columns."""
    hostile = a_group("a", Action.UPDATE, FieldChange("name", "a|b", "`c|d` <b>|"))
    told = render_plan_markdown(a_plan(replace(levski(), changes=(hostile,))), texts)
    tables = re.findall(r"(?:^\|.*\|\n)+", told, flags=re.MULTILINE)
    widths = [{len(re.findall(r"(?<!\\)\|", row)) for row in one.splitlines()} for one in tables]
    assert tables
    assert all(len(width) == 1 for width in widths)


def test_what_was_read_at_a_vendor_cannot_act(english: Texts) -> None:
    """A group's name can mention nobody, link nowhere and bring no markup."""
    name = "@everyone [x](https://evil.example) <img src=x> **b**\n# h"
    change = a_group("a", Action.UPDATE, FieldChange("name", name, "A"))
    told = render_plan_markdown(a_plan(replace(levski(), changes=(change,))), english)
    assert "@everyone" not in told
    assert "<img" not in told
    assert r"\[x\](https" in told
    assert r"\*\*b\*\* \# h" in told


def test_code_spans_and_fences_cannot_be_left() -> None:
    """Backticks inside do not end what is outside."""
    assert code("a`b|c") == r"`a'b\|c`"
    assert code("") == "—"
    assert fenced("```\nx").startswith("````text\n")
    assert plain("a@b") == "a@<!-- -->b"

"""Runs as people and machines read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import Action
from reconciler.model.plan import Refusal
from reconciler.model.resources import Address, Kind
from reconciler.report.history import (
    RunRow,
    SchoolRow,
    UnfinishedChange,
    history_document,
    render_history,
    render_run,
    run_document,
)
from reconciler.report.texts import LANGUAGES, Language, Texts

LEVSKI = SchoolRow("ou-levski", "ou-levski", "pilot", "failed", 16, 9, 2, 1, 4)
BOTEV = SchoolRow("ou-botev", "shared", "rest", "untouched", 3, 0, 0, 0, 0)
REFUSAL = Refusal("last-owner", "ou-botev", "shared", {"count": 1, "groups": "staff"})
RUN = RunRow(
    run=12,
    stack="plovdiv",
    kind="apply",
    state="failed",
    who="operator",
    host="ci",
    commit="4f2c",
    reason="September",
    day="2026-11-24",
    fingerprint="1234-abcd",
    started="2026-11-24T09:30:05.123Z",
    ended="2026-11-24T09:41:00Z",
    acknowledged=("people-moved-per-school",),
    schools=(LEVSKI, BOTEV),
    refusals=(REFUSAL,),
)
ADDRESS = Address("t-levski", "ou-levski", Kind.MEMBERSHIP, "staff")
LEFT = UnfinishedChange(ADDRESS, Action.UPDATE, "failed", 20, 31, ("throttled",))


def test_a_run_is_one_line_with_its_counts() -> None:
    """What failed or was not tried counts together; what nobody knows is no failure."""
    head, line = render_history("plovdiv", [RUN], Texts("en")).splitlines()
    names = ["run", "when", "(UTC)", "who", "commit", "kind", "state", "schools", "applied"]
    assert head.split() == [*names, "failed", "unknown"]
    values = [
        "12",
        "2026-11-24",
        "09:30",
        "operator",
        "4f2c",
        "apply",
        "failed",
        "2",
        "9",
        "3",
        "4",
    ]
    assert line.split() == values


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("done, but not for everybody", "as declared, but for people refused", "partly")),
        ("bg", ("завършено, но не за всички", "както е описано, без отказаните", "отчасти")),
    ],
)
def test_refused_people_are_neither_done_nor_failed(
    language: Language, told: tuple[str, ...]
) -> None:
    """In the run's state, the school's, its counts and what is left."""
    school = replace(LEVSKI, state="partial", failed=0, blocked=0, partial=3)
    run = replace(RUN, state="partial", schools=(school,), refusals=())
    text = render_run(run, [replace(LEFT, state="partial")], Texts(language))
    assert [word for word in told if word not in text] == []
    (told_run,) = history_document("plovdiv", [run])["runs"]
    assert told_run["schools"][0]["partial"] == 3


def test_a_stack_without_runs_says_so() -> None:
    """Not an empty table."""
    assert "plovdiv" in render_history("plovdiv", [], Texts("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_run_tells_who_why_what_and_what_not(language: Language) -> None:
    """Whatever the language."""
    told = render_run(RUN, [LEFT], Texts(language))
    facts = ("operator", "4f2c", "1234-abcd", "September", "people-moved-per-school", "(shared)")
    assert [fact for fact in facts if fact not in told] == []
    assert "throttled" in told
    assert "reconciler undo 12 --stack plovdiv" in told


def test_what_is_not_done_says_how_far_it_came() -> None:
    """Twenty of thirty-one."""
    told = render_run(RUN, [LEFT], Texts("en"))
    assert "  ou-levski: members staff (update): failed, 20 of 31 applied: throttled\n" in told


def test_a_run_that_wrote_nothing_offers_no_undo() -> None:
    """There is nothing to put back."""
    idle = replace(RUN, state="refused", schools=(BOTEV,))
    assert "undo" not in render_run(idle, [], Texts("en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["intended", "sent", "failed", "blocked", "unknown"])
def test_every_state_of_a_change_has_its_words(state: str, language: Language) -> None:
    """No journal's state is told by its code."""
    assert render_run(RUN, [replace(LEFT, state=state)], Texts(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["converged", "failed", "left", "untouched"])
def test_every_state_of_a_school_has_its_words(state: str, language: Language) -> None:
    """Nor a school's."""
    assert render_run(replace(RUN, schools=(replace(LEVSKI, state=state),)), [], Texts(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["apply", "undo", "pulumi"])
@pytest.mark.parametrize(
    "state", ["running", "done", "failed", "refused", "stopped", "interrupted"]
)
def test_every_kind_and_state_of_a_run_has_its_words(
    kind: str, state: str, language: Language
) -> None:
    """In the table and by itself."""
    run = replace(RUN, kind=kind, state=state, ended=None)
    assert render_history("plovdiv", [run], Texts(language))
    assert render_run(run, [], Texts(language))


def test_machines_get_the_same_facts() -> None:
    """With a version, and addresses as everywhere."""
    many = history_document("plovdiv", [RUN])
    one = run_document(RUN, [LEFT])
    assert (many["format_version"], many["runs"][0]["run"]) == (1, 12)
    assert (one["format_version"], one["schools"][1]["state"]) == (1, "untouched")
    assert one["refusals"][0]["facts"]["groups"] == "staff"
    assert one["not_done"] == [
        {
            "address": "t-levski/ou-levski/membership/staff",
            "action": "update",
            "state": "failed",
            "done": 20,
            "wanted": 31,
            "faults": ["throttled"],
        }
    ]

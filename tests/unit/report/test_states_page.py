"""docs/states.md has a row for each state, with the words that people read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from reconciler.model.states import EntryState, RunSchoolState, RunState
from reconciler.report.texts import Texts

PAGE = (Path(__file__).parents[3] / "docs" / "states.md").read_text("utf-8")
COUNTED = {EntryState.APPLIED, EntryState.UNCHANGED}
SECTIONS: dict[str, tuple[type[StrEnum], str]] = {
    "A run": (RunState, "history-state"),
    "A school in a run": (RunSchoolState, "history-school"),
    "A change": (EntryState, "history-entry"),
}


@pytest.mark.parametrize("title", SECTIONS)
def test_each_state_has_a_row_with_the_words_that_people_read(title: str) -> None:
    """In both languages, and no row of a state that is no more."""
    states, prefix = SECTIONS[title]
    section = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", section, re.MULTILINE)
    expected = [
        (one.value, *(Texts(language).format(f"{prefix}-{one}") for language in ("en", "bg")))
        for one in states
        if one not in COUNTED
    ]
    assert sorted(rows) == sorted(expected)


def test_what_is_only_counted_is_named() -> None:
    """So that no value of the ledger is missing from the page."""
    assert all(f"`{one}`" in PAGE for one in COUNTED)

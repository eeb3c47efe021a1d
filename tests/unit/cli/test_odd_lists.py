"""What a plan says of lists that it could read: what a spreadsheet did, and what is only odd."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reconciler.cli.planning import _report_lists
from reconciler.errors import Fault, SourceLocation
from reconciler.report.texts import Language, Texts
from reconciler.roster import RosterCode

TOLD: dict[Language, tuple[str, str]] = {
    "en": ("a spreadsheet changed it", "something is odd"),
    "bg": ("променен от електронна таблица", "има нещо необичайно"),
}


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize(
    ("code", "which"), [(RosterCode.READ_DATES, 0), (RosterCode.CLASS_TWICE, 1)]
)
def test_two_classes_of_one_name_are_no_spreadsheets_doing(
    language: Language, code: RosterCode, which: int
) -> None:
    """Each is told as what it is, by how many files."""
    note = Fault(code, SourceLocation("ou-a/classes.csv", 3, 1), {"code": "5а", "count": 1})
    told: list[str] = []
    session = SimpleNamespace(error=told.append, texts=Texts(language))
    context = SimpleNamespace(rosters=SimpleNamespace(broken={}, notes=(note,), doubts=()))
    _report_lists(session, context)  # type: ignore[arg-type]
    (line,) = told
    assert [words in line for words in TOLD[language]] == [which == 0, which == 1]

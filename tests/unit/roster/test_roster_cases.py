"""Odd lists, one folder a case: tests/cases/rosters/<case>/ is laid over `whole` beside it.

`missing.txt` lists what is taken away; expected.txt and expected.bg.txt are what people read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.report.texts import Language
from reconciler.roster import RosterCode, read_rosters
from tests.unit.roster.reading import CASES, SCHOOLS, WHOLE, faults, lay, read, told

FOLDERS = sorted(one.name for one in CASES.iterdir() if one.is_dir() and one != WHOLE)
EXPECTED: dict[Language, str] = {"en": "expected.txt", "bg": "expected.bg.txt"}


@pytest.mark.parametrize("case", FOLDERS)
@pytest.mark.parametrize("language", ["en", "bg"])
def test_an_odd_list_is_told_whole_with_places(
    case: str, language: Language, tmp_path: Path
) -> None:
    """Every fault of every file comes at once, in words, at the cell where it stands."""
    # a folder without lists is named by its path, which is another one on each machine
    answer = told(read(lay(CASES / case, tmp_path)), language).replace(f"{tmp_path}/", "")
    assert answer == (CASES / case / EXPECTED[language]).read_text("utf-8")


def test_a_certified_person_in_no_roster_stops_nothing(tmp_path: Path) -> None:
    """Whoever left, or whose school's roster is missing, must not stop the other schools."""
    rosters = read_rosters(lay(CASES / "uncertified", tmp_path), SCHOOLS)
    assert set(rosters.by_school) == set(SCHOOLS.values())
    assert {fault.code for fault in rosters.doubts} == {RosterCode.CERTIFIED_STRANGER}
    assert rosters.certified


@pytest.mark.parametrize("case", FOLDERS)
def test_nothing_told_carries_a_name_an_address_or_a_password(case: str, tmp_path: Path) -> None:
    """What is told goes to logs and comments; nobody is in it but by file and row."""
    found = [fault for _, fault in faults(read(lay(CASES / case, tmp_path)))]
    words = " ".join(str(value) for fault in found for value in fault.facts.values())
    assert not [word for word in ("Тайн", "hidden-word", "user-", "@") if word in words]

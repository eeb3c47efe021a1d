"""Faulty rosters, one folder a case: tests/cases/rosters/<case>/ is laid over `whole` beside it.

`missing.txt` lists what is taken away; expected.txt and expected.bg.txt are what people read.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from reconciler.errors import Fault, RosterError
from reconciler.report.texts import Language, Texts
from reconciler.roster import RosterCode, RosterSource, read_rosters

CASES = Path(__file__).parents[2] / "cases" / "rosters"
WHOLE = CASES / "whole"
FAULTY = sorted(folder.name for folder in CASES.iterdir() if folder != WHOLE)
SCHOOLS = {"1690244": "ou-vasil-levski", "1690441": "nu-hristo-botev"}
EXPECTED: dict[Language, str] = {"en": "expected.txt", "bg": "expected.bg.txt"}


def _lay(case: str, folder: Path) -> RosterSource:
    rosters = folder / "rosters"
    shutil.copytree(WHOLE / "rosters", rosters)
    if (CASES / case / "rosters").is_dir():
        shutil.copytree(CASES / case / "rosters", rosters, dirs_exist_ok=True)
    missing = CASES / case / "missing.txt"
    for name in missing.read_text("utf-8").split() if missing.is_file() else ():
        _remove(rosters / name)
    certified = rosters / "certified.csv"
    return RosterSource(rosters, certified)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _told(case: str, folder: Path) -> tuple[Fault, ...]:
    """What stops a run; or, where nothing does, what is noted."""
    try:
        return read_rosters(_lay(case, folder), SCHOOLS).notes
    except RosterError as error:
        return error.faults


@cache
def _texts(language: Language) -> Texts:
    return Texts(language)


@pytest.mark.parametrize("case", FAULTY)
@pytest.mark.parametrize("language", ["en", "bg"])
def test_a_faulty_roster_is_told_whole_with_places(
    case: str, language: Language, tmp_path: Path
) -> None:
    """Every fault of every file comes at once, in words, at the cell where it stands."""
    told = "\n".join(map(_texts(language).fault, _told(case, tmp_path)))
    assert told + "\n" == (CASES / case / EXPECTED[language]).read_text("utf-8")


def test_every_code_occurs_in_a_case(tmp_path: Path) -> None:
    """A fault that no case brings about could never be seen to work."""
    found = {f.code for case in FAULTY for f in _told(case, tmp_path / case)}
    assert found == set(RosterCode)


@pytest.mark.parametrize("case", FAULTY)
def test_no_fault_carries_a_name_an_address_or_a_password(case: str, tmp_path: Path) -> None:
    """Faults go to logs and comments; people are in them by sourcedId only."""
    faults = _told(case, tmp_path)
    told = " ".join(str(value) for fault in faults for value in fault.facts.values())
    assert not [word for word in ("Тайн", "hidden-word", "user-", "@") if word in told]


def test_a_certified_person_in_no_roster_stops_nothing(tmp_path: Path) -> None:
    """Whoever left, or whose school's roster is missing, must not stop the other schools."""
    rosters = read_rosters(_lay("uncertified", tmp_path), SCHOOLS)
    assert set(rosters.by_school) == set(SCHOOLS.values())
    assert {fault.code for fault in rosters.notes} == {RosterCode.CERTIFIED_STRANGER}

"""Which rows of a list hold on the day that is planned for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reconciler.model.people import Person, Roster
from reconciler.roster import RosterCode, RosterSource, read_rosters
from tests.unit.roster.reading import SCHOOLS, WHOLE
from tests.unit.roster.ways import LEVSKI

FIRST_TERM, SECOND_TERM = "2026-11-30", "2027-03-01"
P1 = "e1,,,c5a,levski,p1,student,false,,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sound lists."""
    return Path(shutil.copytree(WHOLE / "rosters", tmp_path / "rosters"))


def _read(folder: Path, day: str = FIRST_TERM) -> Roster:
    return read_rosters(RosterSource(folder, None), SCHOOLS, day).by_school[LEVSKI]


def _people(roster: Roster) -> dict[str, Person]:
    return {person.sourced_id: person for person in roster.people}


C5B = "c5b,,,5б,05,course,5б,homeroom,,levski,t1,,,"


def _edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / LEVSKI / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("day", "name"), [("2026-10-31", "5а"), ("2026-11-01", "5б"), (FIRST_TERM, "5б")]
)
def test_a_transfer_is_in_one_class_on_each_day(folder: Path, day: str, name: str) -> None:
    """Two enrolments with dates, as OneRoster wants it: never two classes."""
    moved = "\ne1b,,,c5b,levski,p1,student,false,2026-11-01,"
    _edit(folder, "enrollments.csv", P1, f"{P1}2026-10-31{moved}")
    _edit(folder, "classes.csv", "c6b,,,", f"{C5B}\nc6b,,,")
    roster = _read(folder, day)
    assert _people(roster)["p1"].classes == {name}
    assert roster.unresolved == ()


def test_two_classes_on_one_day_are_unclear_still(folder: Path) -> None:
    """On the first of November both hold."""
    moved = "\ne1b,,,c5b,levski,p1,student,false,2026-11-01,"
    _edit(folder, "enrollments.csv", P1, f"{P1}2026-11-01{moved}")
    _edit(folder, "classes.csv", "c6b,,,", f"{C5B}\nc6b,,,")
    assert {row.fault.code for row in _read(folder, "2026-11-01").unresolved} == {
        RosterCode.TWO_CLASSES
    }
    assert _read(folder, "2026-11-02").unresolved == ()


def test_an_ended_enrolment_has_ended_and_its_parents_with_it(folder: Path) -> None:
    """Nobody is in a class after the last day; m1 has another child in 6б."""
    _edit(folder, "enrollments.csv", P1, f"{P1}2026-10-31")
    people = _people(_read(folder))
    assert people["p1"].classes == frozenset()
    assert people["m1"].classes == {"6б"}


def test_a_future_enrolment_waits(folder: Path) -> None:
    """Whoever begins on 2 February is in the class from that day on."""
    _edit(folder, "enrollments.csv", P1, f"{P1[:-1]}2027-02-02,")
    assert _people(_read(folder))["p1"].classes == frozenset()
    assert _people(_read(folder, "2027-02-02"))["p1"].classes == {"5а"}


def test_an_enrolment_that_has_ended_cannot_be_wrong(folder: Path) -> None:
    """Only what counts on the day is held against users and classes."""
    ended = "e99,,,gone,levski,p1,student,false,2026-09-15,2026-10-01"
    _edit(folder, "enrollments.csv", P1, f"{P1}\n{ended}")
    assert _read(folder).unresolved == ()


def test_a_class_ends_with_its_term_where_another_has_begun(folder: Path) -> None:
    """The class of the first term is no class in the second, if the list knows a second."""
    assert _people(_read(folder, SECOND_TERM))["p1"].classes == {"5а"}
    first = '"2026/2027, първи срок",semester,2026-09-15,2027-02-01,y27,2027'
    second = "t2,,,втори срок,semester,2027-02-02,2027-06-30,y27,2027"
    _edit(folder, "academicSessions.csv", first, f"{first}\n{second}")
    assert _people(_read(folder, SECOND_TERM))["p1"].classes == frozenset()
    assert _people(_read(folder))["p1"].classes == {"5а"}
    assert _people(_read(folder, "2027-08-01"))["p1"].classes == {"5а"}


def test_of_two_school_years_the_one_of_the_day_holds(folder: Path) -> None:
    """An export may carry the next year already."""
    year = "y27,,,2026/2027,schoolYear,2026-09-15,2027-09-14,,2027"
    after = "y28,,,2027/2028,schoolYear,2027-09-15,2028-09-14,,2028"
    _edit(folder, "academicSessions.csv", year, f"{year}\n{after}")
    assert _read(folder).year == 2027


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("users.csv", "p1,,,true,levski,student", "p1,tobedeleted,,,,"),
        ("users.csv", "p1,,,true,levski,student", "p1,,,FALSE,ghost,ученик"),
        ("classes.csv", "maths,,,MAT-5,05", "maths,tobedeleted,,,"),
        ("enrollments.csv", P1, "e1,tobedeleted,,ghost,ghost,ghost,nobody,,x,y"),
        (
            "academicSessions.csv",
            "t1,,,",
            "t0,tobedeleted,,стар срок,term,never,never,,x\nt1,,,",
        ),
        ("orgs.csv", "levski,,,", "old,tobedeleted,,Старо,училище,1690441,\nlevski,,,"),
    ],
)
def test_rows_that_are_gone_are_read_only_as_far_as_their_status(
    folder: Path, name: str, old: str, new: str
) -> None:
    """Nothing else of them can be a fault, and no reference from or to them."""
    _edit(folder, name, old, new)
    rosters = read_rosters(RosterSource(folder, None), SCHOOLS, FIRST_TERM)
    assert rosters.broken == {}
    assert rosters.by_school[LEVSKI].unresolved == ()
    assert rosters.notes == ()
    gone = {"p1"} if name == "users.csv" else set()
    assert (
        set(_people(rosters.by_school[LEVSKI]))
        == {*("d1", "m1", "m2", "p1", "p2", "p3", "s1", "t1", "t2")} - gone
    )


def test_the_latest_date_of_the_files_themselves_is_kept(folder: Path) -> None:
    """So that an older export can be told although somebody copied it today."""
    assert _read(folder).dated == ""
    _edit(folder, "users.csv", "p1,,,true", "p1,active,2026-11-20T08:00:00.000Z,true")
    _edit(folder, "enrollments.csv", "e2,,,c6b", "e2,active,2026-11-18,c6b")
    assert _read(folder).dated == "2026-11-20"

"""Formats: OneRoster 1.2, SDS v2.1, zips, and tables of a school's own."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from reconciler.errors import RosterError
from reconciler.model.people import Person, Role, Roster
from reconciler.roster import RosterCode, Rosters, RosterSource, read_rosters
from tests.unit.roster.reading import CASES, DAY, SCHOOLS, WHOLE
from tests.unit.roster.ways import BOTEV, LEVSKI

LISTS = CASES.parent / "lists"


def _rosters(path: Path, **more: object) -> Rosters:
    return read_rosters(RosterSource(path, None, **more), SCHOOLS, DAY)  # type: ignore[arg-type]


def _people(roster: Roster) -> dict[str, Person]:
    return {person.sourced_id: person for person in roster.people}


def _summary(roster: Roster) -> dict[str, tuple[str, int | None, str]]:
    """Who is what, in which grade and classes."""
    return {
        name: (" ".join(sorted(one.roles)), one.grade, " ".join(sorted(one.classes)))
        for name, one in _people(roster).items()
    }


def _levski(room: Path, name: str) -> Path:
    """A folder of lists in which the school's own is the one of that name."""
    rosters = room / "rosters"
    rosters.mkdir()
    source = LISTS / name
    target = rosters / (LEVSKI if source.is_dir() else f"{LEVSKI}{source.suffix}")
    (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    return rosters


def _zip(folder: Path, target: Path, inside: str = "") -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"{inside}{file.name}")
        archive.writestr(f"__MACOSX/._{inside}users.csv", b"\0")


# zips


@pytest.mark.parametrize("inside", ["", "export/"])
def test_a_zip_says_what_its_folder_says(tmp_path: Path, inside: str) -> None:
    """Whole or in its only folder, with the shadows that macOS adds."""
    folder = WHOLE / "rosters" / LEVSKI
    (tmp_path / "rosters").mkdir()
    _zip(folder, tmp_path / "rosters" / f"{LEVSKI}.zip", inside)
    zipped = _rosters(tmp_path / "rosters").by_school[LEVSKI]
    assert zipped.people == _rosters(WHOLE / "rosters").by_school[LEVSKI].people
    _zip(folder, tmp_path / "all.zip", inside)
    assert set(_rosters(tmp_path / "all.zip").by_school) == {LEVSKI, BOTEV}


def test_what_is_no_zip_is_named(tmp_path: Path) -> None:
    """It stops its own school alone."""
    shutil.copytree(WHOLE / "rosters" / BOTEV, tmp_path / "rosters" / BOTEV)
    (tmp_path / "rosters" / f"{LEVSKI}.zip").write_bytes(b"PK\x03\x04 cut off")
    rosters = _rosters(tmp_path / "rosters")
    assert [fault.code for fault in rosters.broken[LEVSKI]] == [RosterCode.BAD_ARCHIVE]
    assert set(rosters.by_school) == {BOTEV}


def test_two_sets_of_one_school_stop_it(tmp_path: Path) -> None:
    """Nobody can tell whether the folder or the zip holds."""
    rosters = Path(shutil.copytree(WHOLE / "rosters", tmp_path / "rosters"))
    _zip(rosters / LEVSKI, rosters / f"{LEVSKI}.zip")
    assert [f.code for f in _rosters(rosters).broken[LEVSKI]] == [RosterCode.TWO_SETS]


def test_a_folder_of_something_else_is_told(tmp_path: Path) -> None:
    """A school's folder without any list in it."""
    (tmp_path / LEVSKI).mkdir()
    (tmp_path / LEVSKI / "readme.txt").write_text("nothing")
    with pytest.raises(RosterError) as caught:
        _rosters(tmp_path)
    assert [fault.code for fault in caught.value.faults] == [RosterCode.NOT_A_ROSTER]


# OneRoster 1.2


def test_oneroster_1_2_has_its_roles_in_a_file_of_their_own(tmp_path: Path) -> None:
    """A role holds on its days; userProfiles.csv, which has passwords, is never opened."""
    rosters = _rosters(_levski(tmp_path, "oneroster-1.2"))
    assert rosters.broken == {}
    assert _summary(rosters.by_school[LEVSKI]) == {
        "p1": ("pupil", 5, "5а"),
        "t1": ("teacher", None, "5а"),
        "t2": ("teacher", None, ""),
        "d1": ("principal", None, ""),
        "s1": ("staff", None, ""),
    }
    roles = [one.roles for one in rosters.by_school[LEVSKI].people if one.sourced_id == "t2"]
    assert roles == [{Role.PARENT}, {Role.TEACHER}]  # two people to an audience, one to accounts
    assert "hidden-word" not in repr(rosters)


def test_a_user_without_any_role_is_unclear(tmp_path: Path) -> None:
    """In 1.2 users.csv alone does not say what somebody is."""
    folder = _levski(tmp_path, "oneroster-1.2")
    path = folder / LEVSKI / "roles.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("r-s1")))
    rows = _rosters(folder).by_school[LEVSKI].unresolved
    assert [(row.fault.code, row.sourced_id) for row in rows] == [(RosterCode.NO_ROLE, "s1")]


# SDS


def test_sds_v2_1_is_read(tmp_path: Path) -> None:
    """The only school is the set's; a class is a homeroom by its name, dates are month first."""
    rosters = _rosters(_levski(tmp_path, "sds-2.1"))
    people = _people(rosters.by_school[LEVSKI])
    assert rosters.broken == {}
    assert rosters.year == 2027
    assert _summary(rosters.by_school[LEVSKI]) == {
        "1": ("pupil", 10, "10б"),
        "2": ("pupil", 10, "10б"),
        "7": ("teacher", None, "10б"),
        "9": ("parent", None, "10б"),
    }
    assert people["1"].email == "one@levski.example"


@pytest.mark.parametrize(
    ("names", "format_"),
    [
        (("School.csv", "Student.csv", "Section.csv"), "SDS v1"),
        (("schools.csv", "students.csv", "sections.csv"), "Clever"),
    ],
)
def test_formats_that_are_not_read_are_told_by_name(
    tmp_path: Path, names: tuple[str, ...], format_: str
) -> None:
    """With what to export in their place."""
    (tmp_path / LEVSKI).mkdir()
    for name in names:
        (tmp_path / LEVSKI / name).write_text("SIS ID,Name\n1,x\n")
    with pytest.raises(RosterError) as caught:
        _rosters(tmp_path)
    assert [fault.facts for fault in caught.value.faults] == [{"format": format_}]


# tables


MAPPING = """
schoolYear: 2027
exported: "2026-11-20"
tables:
  - file: "*.csv"
    role: pupil
    columns: {class: Паралелка, email: Имейл, parents: [Майка, Баща], begin: От, end: До}
"""
PUPILS = """Списък на учениците;;;;;;
;;;;;;
№;Име;Паралелка;Имейл;Майка;Баща;От;До
1;Тайна Първа;5 а;p1@levski.example;m1@family.example;;15.09.2026;
2;Тайна Втора;V „Б“;P2@levski.example;;;;31.10.2026
3;Тайна Трета;5б;;няма;m1@family.example;;
4;;;;;;;
"""


def _table(room: Path, mapping: str = MAPPING, **tables: str | bytes) -> Rosters:
    folder = room / LEVSKI
    folder.mkdir()
    (folder / "roster.yaml").write_text(mapping, "utf-8")
    for name, content in tables.items():
        raw = content if isinstance(content, bytes) else content.encode("cp1251")
        (folder / name.replace("_", ".")).write_bytes(raw)
    return _rosters(room)


def test_a_table_of_a_schools_own_is_read_by_its_mapping(tmp_path: Path) -> None:
    """Title rows, semicolons, Windows-1251, numbered empty rows; who has left is left out."""
    rosters = _table(tmp_path, ученици_csv=PUPILS)
    roster = rosters.by_school[LEVSKI]
    people = _people(roster)
    assert _summary(rosters.by_school[LEVSKI]) == {
        "p1@levski.example": ("pupil", 5, "5а"),
        f"{tmp_path.name}/{LEVSKI}/ученици.csv#6": ("pupil", 5, "5б"),
        "parent m1@family.example": ("parent", None, "5а 5б"),
        f"parent {tmp_path.name}/{LEVSKI}/ученици.csv#6:5": ("parent", None, "5б"),
    }
    assert people["p1@levski.example"].graduates == 2034
    assert roster.dated == "2026-11-20"
    (row,) = roster.unresolved
    assert row.fault.code is RosterCode.BAD_ADDRESS
    assert (row.roles, row.classes) == (frozenset({Role.PARENT}), frozenset({"5б"}))
    assert "Тайна" not in repr(rosters)


def _workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    rulebook = Workbook()
    rulebook.remove(rulebook.worksheets[0])
    for name, rows in sheets.items():
        sheet = rulebook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    rulebook.create_sheet("стари").sheet_state = "hidden"
    out = io.BytesIO()
    rulebook.save(out)
    return _saved_on(out, b"2026-11-19")


def _saved_on(saved: io.BytesIO, day: bytes) -> bytes:
    """The workbook as if it had been saved on a day: openpyxl always writes today's."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            pattern = rb"(<dcterms:modified[^>]*>)[0-9-]{10}"
            new.writestr(name, re.sub(pattern, rb"\g<1>" + day, old.read(name)))
    return out.getvalue()


def test_a_workbook_with_a_sheet_for_each_class(tmp_path: Path) -> None:
    """Numbers, dates and Booleans are read as a person sees them."""
    mapping = """
schoolYear: 2027
tables:
  - sheet: "[0-9]*"
    role: pupil
    classFrom: sheet
    columns: {id: Номер, email: Имейл, begin: От}
  - sheet: Учители
    role: teacher
    columns: {id: Номер, role: Длъжност, class: Класен на, email: Имейл}
    roles: {учител: teacher, директор: principal, ЗАС: staff}
"""
    head: list[object] = ["Номер", "Име", "Имейл", "От"]
    rulebook = _workbook(
        {
            "5а": [head, [1001.0, "x", "a@l.example", date(2026, 9, 15)]],
            "5Б": [head, [1002, "x", "b@l.example", date(2027, 2, 1)]],
            "Учители": [
                ["Номер", "Длъжност", "Класен на", "Имейл"],
                [7, "учител", "5а, 5б", "t@l.example"],
                [8, "Директор", None, "d@l.example"],
                [9, "готвач", None, "c@l.example"],
            ],
        }
    )
    rosters = _table(tmp_path, mapping, списък_xlsx=rulebook)
    roster = rosters.by_school[LEVSKI]
    assert _summary(roster) == {
        "1001": ("pupil", 5, "5а"),
        "7": ("teacher", None, "5а 5б"),
        "8": ("principal", None, ""),
    }
    assert [(row.fault.code, row.sourced_id) for row in roster.unresolved] == [
        (RosterCode.UNKNOWN_WORD, "9")
    ]
    assert roster.dated == "2026-11-19"


def test_one_mapping_above_the_lists_serves_every_school(tmp_path: Path) -> None:
    """So that one export that all schools make is described once."""
    (tmp_path / "roster.yaml").write_text(MAPPING, "utf-8")
    for school in (LEVSKI, BOTEV):
        (tmp_path / f"{school}.csv").write_bytes(PUPILS.encode("cp1251"))
    rosters = _rosters(tmp_path)
    assert set(rosters.by_school) == {LEVSKI, BOTEV}


def test_one_table_may_hold_several_schools(tmp_path: Path) -> None:
    """By the NEISPUO code in each row."""
    (tmp_path / "roster.yaml").write_text(
        "schoolYear: 2027\ntables: [{role: teacher, columns: {id: №, school: Код, email: Имейл}}]\n"
    )
    table = "№,Код,Имейл\n1,1690244,a@l.example\n2,1690441,b@l.example\n"
    (tmp_path / "all.csv").write_text(table)
    rosters = _rosters(tmp_path / "all.csv")
    assert {school: [*_people(one)] for school, one in rosters.by_school.items()} == {
        LEVSKI: ["1"],
        BOTEV: ["2"],
    }


def test_an_all_day_group_is_told_apart_by_a_setting(tmp_path: Path) -> None:
    """It is no class of its pupils; without the setting they are unclear, and nobody else is."""
    rosters = Path(shutil.copytree(WHOLE / "rosters", tmp_path / "rosters"))
    classes, enrolments = rosters / LEVSKI / "classes.csv", rosters / LEVSKI / "enrollments.csv"
    with classes.open("a", encoding="utf-8") as file:
        file.write("day,,,ЦОУД първа група,,course,ЦОУД 1,homeroom,,levski,t1,,,\n")
    with enrolments.open("a", encoding="utf-8") as file:
        file.write("e90,,,day,levski,p1,student,false,,\n")
    unclear = _rosters(rosters).by_school[LEVSKI]
    assert {row.fault.code for row in unclear.unresolved} == {RosterCode.BAD_CLASS}
    assert "p2" in _people(unclear)
    told = _rosters(rosters, not_homeroom=("цоуд*",)).by_school[LEVSKI]
    assert told.unresolved == ()
    assert _people(told)["p1"].classes == {"5а"}


# parents


def _let_parents_name_children(folder: Path, kept: bool) -> None:
    """Takes the parents out of the pupils' rows, and puts the children into the parents'."""
    path = folder / "users.csv"
    with path.open(encoding="utf-8", newline="") as file:
        users = list(csv.DictReader(file))
    children: dict[str, list[str]] = {}
    for row in users:
        for agent in filter(None, row["agentSourcedIds"].split(",")):
            children.setdefault(agent, []).append(row["sourcedId"])
    for row in users:
        named = ",".join(children.get(row["sourcedId"], []))
        row["agentSourcedIds"] = named or (row["agentSourcedIds"] if kept else "")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(users[0]))
        writer.writeheader()
        writer.writerows(users)


@pytest.mark.parametrize("kept", [False, True])
def test_parents_may_name_their_children(tmp_path: Path, kept: bool) -> None:
    """Instead of being named by them, or both ways: the same parents of the same classes."""
    rosters = Path(shutil.copytree(WHOLE / "rosters", tmp_path / "rosters"))
    before = _rosters(rosters).by_school[LEVSKI].people
    assert any(one.roles == {Role.PARENT} for one in before)
    _let_parents_name_children(rosters / LEVSKI, kept)
    assert _rosters(rosters).by_school[LEVSKI].people == before


def test_an_unclear_child_s_parent_is_unclear_whoever_names_whom(tmp_path: Path) -> None:
    """Nothing is taken from the parents of a child of whom nobody knows the class."""
    rosters = Path(shutil.copytree(WHOLE / "rosters", tmp_path / "rosters"))
    path = rosters / LEVSKI / "users.csv"
    with path.open(encoding="utf-8", newline="") as file:
        child = next(row for row in csv.DictReader(file) if row["agentSourcedIds"])
    _let_parents_name_children(rosters / LEVSKI, kept=False)
    text = path.read_text("utf-8")
    line = next(one for one in text.splitlines() if one.startswith(child["sourcedId"] + ","))
    broken = line.replace(f",{child['grades']},", ",fifth?,")
    path.write_text(text.replace(line, broken), "utf-8")
    roster = _rosters(rosters).by_school[LEVSKI]
    parent = child["agentSourcedIds"].split(",")[0]
    unclear = [row.sourced_id for row in roster.unresolved]
    assert parent in unclear
    assert child["sourcedId"] in unclear

"""What sound rosters say, from tests/cases/rosters/whole and small edits of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from reconciler.model.people import Person, Role
from reconciler.roster import RosterCode, Rosters, RosterSource, read_rosters

WHOLE = Path(__file__).parents[2] / "cases" / "rosters" / "whole" / "rosters"
LEVSKI, BOTEV = "ou-vasil-levski", "nu-hristo-botev"
SCHOOLS = {"1690244": LEVSKI, "1690441": BOTEV}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sound rosters, one folder a school."""
    return Path(shutil.copytree(WHOLE, tmp_path / "rosters"))


def _read(folder: Path) -> Rosters:
    return read_rosters(RosterSource(folder, folder / "certified.csv"), SCHOOLS)


def _people(rosters: Rosters, school: str = LEVSKI) -> dict[str, Person]:
    return {person.sourced_id: person for person in rosters.by_school[school].people}


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_each_school_gets_its_own_people() -> None:
    """A school's folder speaks for that school, others in it are only referred to."""
    rosters = _read(WHOLE)
    assert rosters.year == 2027
    assert {school: _ids(rosters, school) for school in rosters.by_school} == {
        LEVSKI: ["d1", "m1", "m2", "p1", "p2", "p3", "s1", "t1", "t2"],
        BOTEV: ["b1", "b3", "m9", "p2"],
    }


def _ids(rosters: Rosters, school: str) -> list[str]:
    return [person.sourced_id for person in rosters.by_school[school].people]


def test_schools_without_a_list_are_named_with_the_folder(folder: Path) -> None:
    """One line, however many they are; where all share a set, none has a folder of its own."""
    declared = SCHOOLS | {f"169000{n}": f"ou-{n}" for n in range(7)}
    notes = read_rosters(RosterSource(folder, None), declared).notes
    assert [(one.code, one.facts) for one in notes] == [
        (
            RosterCode.NOT_THERE,
            {
                "count": 7,
                "schools": "ou-0, ou-1, ou-2, ou-3, ou-4",
                "more": 2,
                "folder": str(folder),
            },
        )
    ]
    assert read_rosters(RosterSource(folder / LEVSKI, None), declared).notes == ()


def test_a_pupil_has_grade_class_and_year_of_graduation() -> None:
    """The year of graduation is the year in which the school year ends + 12 − grade."""
    pupil = _people(_read(WHOLE))["p1"]
    assert pupil.roles == {Role.PUPIL}
    assert pupil.classes == {"5а"}
    assert (pupil.grade, pupil.graduates, pupil.email, pupil.primary) == (
        5,
        2034,
        "p1@levski.example",
        True,
    )


def test_a_preparatory_child_is_a_pupil_without_grade_or_class() -> None:
    """Preparatory groups (PK, KG) have no class and no cohort."""
    child = _people(_read(WHOLE))["p3"]
    assert child.roles == {Role.PUPIL}
    assert (child.grade, child.graduates) == (None, None)
    assert child.classes == frozenset()


def test_roles_are_mapped_as_documented() -> None:
    """An administrator is the principal, who teaches where a teacher enrolment says so."""
    people = _people(_read(WHOLE))
    assert {name: people[name].roles for name in ("d1", "s1", "t2", "m2")} == {
        "d1": {Role.PRINCIPAL, Role.TEACHER},
        "s1": {Role.STAFF},
        "t2": {Role.TEACHER},
        "m2": {Role.PARENT},
    }


def test_teachers_have_the_homeroom_classes_they_are_enrolled_in() -> None:
    """A subject class has no class name, so its teacher gets none from it."""
    people = _people(_read(WHOLE))
    assert {name: people[name].classes for name in ("d1", "t1", "t2")} == {
        "d1": {"6б"},
        "t1": {"5а"},
        "t2": set(),
    }


def test_parents_have_the_classes_of_their_children_and_are_at_their_school() -> None:
    """m1 has a child in 5а and one in 6б, m2 the one in 6б and no e-mail."""
    rosters = _read(WHOLE)
    people = _people(rosters)
    assert people["m1"].classes == {"5а", "6б"}
    assert people["m2"].classes == {"6б"}
    assert people["m2"].email is None
    assert _people(rosters, BOTEV)["m9"].email == "m9@family.example"


def test_a_parent_of_nobody_is_nowhere(folder: Path) -> None:
    """Parents are at a school through a child, whatever their own organization."""
    _edit(folder / LEVSKI / "users.csv", '"m1,m2"', "m1")
    assert "m2" not in _people(_read(folder))


def test_a_person_in_two_schools_is_primary_in_the_first() -> None:
    """The first school of orgSourcedIds is the primary one; a district before it is no school."""
    rosters = _read(WHOLE)
    assert _people(rosters)["p2"].primary
    assert not _people(rosters, BOTEV)["p2"].primary
    assert _people(rosters)["d1"].primary


def test_certified_people_are_marked() -> None:
    """The list of certified people counts, several certificates or one."""
    assert {p.sourced_id for p in _people(_read(WHOLE)).values() if p.certified} == {"t1"}


def test_one_set_can_hold_every_school(folder: Path) -> None:
    """A folder with a manifest speaks for each of its schools that is declared and has people."""
    rosters = read_rosters(RosterSource(folder / LEVSKI, None), SCHOOLS)
    assert _ids(rosters, BOTEV) == ["m1", "m2", "p2"]
    assert len(rosters.by_school[LEVSKI].people) == 9


def test_a_school_without_a_roster_is_absent(folder: Path) -> None:
    """Absent means unknown to audiences, never empty."""
    shutil.rmtree(folder / BOTEV)
    assert set(_read(folder).by_school) == {LEVSKI}


def test_a_folder_by_a_schools_earlier_id_is_the_schools_own(folder: Path) -> None:
    """Until there is one by its id: who delivers rosters may follow later."""
    people, old = _people(_read(folder)), folder / "ou-old"
    source = RosterSource(folder, folder / "certified.csv", {"ou-old": LEVSKI})
    shutil.copytree(folder / LEVSKI, old)
    _edit(old / "users.csv", '"m1,m2"', "m1")
    assert _people(read_rosters(source, SCHOOLS)) == people
    shutil.rmtree(folder / LEVSKI)
    assert "m2" in people
    assert "m2" not in _people(read_rosters(source, SCHOOLS))


def test_a_school_with_nobody_in_it_is_absent(folder: Path) -> None:
    """A school that a set lists without anybody would otherwise empty its groups."""
    users = folder / LEVSKI / "users.csv"
    _edit(users, '"levski,botev"', "levski")
    assert set(read_rosters(RosterSource(folder / LEVSKI, None), SCHOOLS).by_school) == {LEVSKI}


def test_undeclared_schools_are_read_and_left_out(folder: Path) -> None:
    """An export may hold more schools than the manifests declare."""
    rosters = read_rosters(RosterSource(folder, None), {"1690244": LEVSKI})
    assert set(rosters.by_school) == {LEVSKI}


@pytest.mark.parametrize("name", ["users.csv", "manifest.csv", "classes.csv"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder: Path, name: str) -> None:
    """Exports from Windows programs say the same as others."""
    before = _people(_read(folder))
    path = folder / LEVSKI / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert _people(_read(folder)) == before


@pytest.mark.parametrize("code", ["5А", " 5а ", "5 а", "5-А", "V „а“", "5а клас"])
def test_class_names_are_settled_where_they_are_certain(folder: Path, code: str) -> None:
    """Case, spaces, quotes and Roman numbers are settled."""
    _edit(folder / LEVSKI / "classes.csv", ",5а,homeroom", f",{code},homeroom")
    assert _people(_read(folder))["p1"].classes == {"5а"}


def test_a_letter_that_only_looks_like_one_of_ours_is_no_class(folder: Path) -> None:
    """A Latin a with a combining mark becomes no Cyrillic letter; its people are unclear."""
    _edit(folder / LEVSKI / "classes.csv", ",5а,homeroom", ",5a\u0306,homeroom")
    rosters = _read(folder)
    assert "p1" not in _people(rosters)
    assert {row.fault.code for row in rosters.by_school[LEVSKI].unresolved} == {
        RosterCode.LATIN_CLASS
    }


def test_a_decomposed_letter_is_the_same_class(folder: Path) -> None:
    """'й' written as 'и' with a breve is NFC-normalised."""
    _edit(folder / LEVSKI / "classes.csv", ",5а,homeroom", ",5и\u0306,homeroom")
    assert _people(_read(folder))["p1"].classes == {"5й"}


@pytest.mark.parametrize(("old", "new"), [("p1,,,true", "p1,,,false"), ("p1,,", "p1,tobedeleted,")])
def test_people_who_left_are_left_out(folder: Path, old: str, new: str) -> None:
    """A disabled or deleted user is no person, and their enrolments no faults."""
    _edit(folder / LEVSKI / "users.csv", old, new)
    people = _people(_read(folder))
    assert "p1" not in people
    assert people["m1"].classes == {"6б"}


def test_demographics_and_passwords_are_never_read(folder: Path) -> None:
    """demographics.csv is not opened, so that nothing in it can be a fault or a fact."""
    (folder / LEVSKI / "demographics.csv").mkdir()
    rosters = _read(folder)
    assert "hidden-word" not in repr(rosters)
    assert "Тайн" not in repr(rosters)


def test_the_digest_is_that_of_the_files(folder: Path) -> None:
    """Same bytes, same digest; a changed school changes its own digest and that of the whole."""
    before = _read(folder)
    assert _read(folder) == before
    _edit(folder / LEVSKI / "users.csv", "Тайнова", "Тайновска")
    after = _read(folder)
    assert after.digest != before.digest
    assert after.by_school[LEVSKI].digest != before.by_school[LEVSKI].digest
    assert after.by_school[BOTEV].digest == before.by_school[BOTEV].digest


def test_an_unreadable_row_explains_no_dangling_enrolment(folder: Path) -> None:
    """Whose row it is, is unknown; who is in a class and in no other row may be somebody else."""
    _edit(folder / LEVSKI / "users.csv", "p1,,,true", '"p1,,,true')
    found = {row.fault.code for row in _read(folder).by_school[LEVSKI].unresolved}
    assert found == {RosterCode.BROKEN_QUOTES, RosterCode.DANGLING}


def test_a_row_with_a_cell_too_many_is_tied_to_its_person(folder: Path) -> None:
    """Its first cell is an id that other rows name; one that nobody names could be anything."""
    _edit(folder / LEVSKI / "users.csv", "Тайна,Тайнова,,,P1@", "Тайна,Тайнова, втора,,,P1@")
    _edit(folder / LEVSKI / "users.csv", "Тайна,Тайнова,,,s1@", "Тайна,Тайнова, втора,,,s1@")
    rows = _read(folder).by_school[LEVSKI].unresolved
    assert [row.sourced_id for row in rows if row.roles is None] == ["p1", ""]
    assert [row.classes for row in rows if row.roles == frozenset({Role.PARENT})] == [None]


def test_no_certified_list_certifies_nobody() -> None:
    """Whether there is a list at all is the stack's to say."""
    people = _people(read_rosters(RosterSource(WHOLE, None), SCHOOLS))
    assert not any(person.certified for person in people.values())


def test_a_roster_is_as_old_as_its_newest_file(folder: Path) -> None:
    """Each school's own files say it, in UTC; the list of certified people says nothing of it."""
    for path in folder.rglob("*.csv"):
        os.utime(path, (0, 1_790_000_000))
    os.utime(folder / LEVSKI / "users.csv", (0, 1_790_000_000 + 86_400))
    os.utime(folder / "certified.csv", (0, 1_800_000_000))
    rosters = _read(folder).by_school
    assert (rosters[LEVSKI].exported, rosters[BOTEV].exported) == ("2026-09-22", "2026-09-21")

"""What a roster's files promise to whoever reads OneRoster 1.1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from tests.simulator.world.reading import Row, World, class_of, people

HEADERS = {
    "manifest": "propertyName,value",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
    "orgSourcedId,subjects,subjectCodes",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,"
    "classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
    "userSourcedId,role,primary,beginDate,endDate",
    "users": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
    "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
}
REFERENCES = (
    ("orgs", "parentSourcedId", "orgs"),
    ("academicSessions", "parentSourcedId", "academicSessions"),
    ("courses", "schoolYearSourcedId", "academicSessions"),
    ("courses", "orgSourcedId", "orgs"),
    ("classes", "courseSourcedId", "courses"),
    ("classes", "schoolSourcedId", "orgs"),
    ("classes", "termSourcedIds", "academicSessions"),
    ("enrollments", "classSourcedId", "classes"),
    ("enrollments", "schoolSourcedId", "orgs"),
    ("enrollments", "userSourcedId", "users"),
    ("users", "orgSourcedIds", "orgs"),
    ("users", "agentSourcedIds", "users"),
)

Roster = Mapping[str, list[Row]]


def dangling(roster: Roster, file: str, column: str, target: str) -> set[str]:
    """The ids in a column that the target file has not."""
    known = {row["sourcedId"] for row in roster[target]}
    named = {ident for row in roster[file] for ident in row[column].split(",") if ident}
    return named - known


def test_headers_are_the_standards_in_the_standards_order(city: World) -> None:
    """Each of a school's seven files starts with exactly its header, and ends its lines CRLF."""
    for school in city.rosters:
        folder = city.options.out / "rosters" / school
        texts = {p.stem: p.read_bytes().decode("utf-8-sig") for p in folder.iterdir()}
        assert {name: text.split("\r\n")[0] for name, text in texts.items()} == HEADERS
        assert all(text.count("\n") == text.count("\r\n") for text in texts.values())


def test_some_schools_write_a_byte_order_mark_and_some_do_not(city: World) -> None:
    """Both kinds of export are there for a reader to meet."""
    paths = (city.options.out / "rosters").glob("*/users.csv")
    marked = Counter(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths)
    assert marked[True] >= 5
    assert marked[False] >= 5


@pytest.mark.parametrize(("file", "column", "target"), REFERENCES)
def test_nothing_in_a_roster_points_outside_it(
    city: World, file: str, column: str, target: str
) -> None:
    """Every reference of every school is found in the same school's files."""
    broken = {s: dangling(roster, file, column, target) for s, roster in city.rosters.items()}
    assert {school: ids for school, ids in broken.items() if ids} == {}


def test_ids_are_unique_and_bulk_columns_blank(city: World) -> None:
    """No file names an id twice, and bulk rows carry neither status nor date."""
    for roster in city.rosters.values():
        for name in HEADERS.keys() - {"manifest"}:
            rows = roster[name]
            assert len({row["sourcedId"] for row in rows}) == len(rows) > 0
            assert not any(row["status"] or row["dateLastModified"] for row in rows)


def test_a_school_is_known_by_its_national_code_under_the_district(city: World) -> None:
    """The school's org has the NEISPUO code and hangs under the district 'plovdiv'."""
    orgs = city.rosters["ou-vasil-levski"]["orgs"]
    district = next(row for row in orgs if row["type"] == "district")
    school = next(row for row in orgs if row["identifier"] == "1690244")
    assert district["identifier"] == "plovdiv"
    assert school["type"] == "school"
    assert school["parentSourcedId"] == district["sourcedId"]


def test_the_school_year_is_named_by_the_year_in_which_it_ends(city: World) -> None:
    """One schoolYear session, two semesters under it, all of 2027."""
    sessions = city.rosters["nu-hristo-botev"]["academicSessions"]
    years = [row for row in sessions if row["type"] == "schoolYear"]
    assert [(y["title"], y["startDate"], y["endDate"]) for y in years] == [
        ("2026/2027", "2026-09-15", "2027-09-14")
    ]
    assert {row["schoolYear"] for row in sessions} == {"2027"}
    semesters = [row for row in sessions if row["type"] == "semester"]
    assert [row["parentSourcedId"] for row in semesters] == [years[0]["sourcedId"]] * 2


def test_every_pupil_is_in_one_class_of_its_own_grade(city: World) -> None:
    """A pupil's grade, two digits, is that of the one class in which it is enrolled."""
    for roster in city.rosters.values():
        classes = class_of(roster)
        pupils = people(roster, "student")
        enrolled = [row for row in roster["enrollments"] if row["role"] == "student"]
        assert len(enrolled) == len(pupils)
        assert {ident: f"{int(title[:-1]):02}" for ident, title in classes.items()} == {
            ident: row["grades"] for ident, row in pupils.items()
        }


def test_every_class_has_one_class_teacher_and_about_one_more(city: World) -> None:
    """Exactly one primary teacher a class; further teachers about one a class on the average."""
    teaching = [
        (row["classSourcedId"], row["primary"])
        for roster in city.rosters.values()
        for row in roster["enrollments"]
        if row["role"] == "teacher"
    ]
    first = Counter(klass for klass, primary in teaching if primary == "true")
    assert set(first.values()) == {1}
    assert len(first) == city.summary.classes
    assert 0.8 < (len(teaching) - len(first)) / len(first) < 1.2


def test_about_six_pupils_in_ten_have_a_parent_outside_the_school(city: World) -> None:
    """Parents have addresses at reserved domains and children here; brothers and sisters share."""
    with_parent = 0
    for roster in city.rosters.values():
        parents = people(roster, "parent")
        agents = [p["agentSourcedIds"] for p in people(roster, "student").values()]
        named = Counter(agent for agent in agents if agent)
        assert named.keys() == parents.keys()
        assert all(row["email"].endswith(".example") for row in parents.values())
        with_parent += named.total()
    assert 0.55 < with_parent / city.summary.pupils < 0.65
    assert with_parent > city.summary.parents


def test_rosters_hold_no_numbers_phones_or_passwords(city: World) -> None:
    """The columns for personal numbers, phones and passwords stay empty."""
    users = [row for roster in city.rosters.values() for row in roster["users"]]
    private = ("userIds", "identifier", "sms", "phone", "password", "middleName")
    assert not any(row[column] for row in users for column in private)

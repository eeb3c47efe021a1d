"""One school's roster as OneRoster 1.1 files, bulk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from reconciler.simulator.world.enrolment_book import RosterOf, Row
from reconciler.simulator.world.names import random_stream
from reconciler.simulator.world.roster_people import enrollment_rows, user_rows

HEADERS: Mapping[str, str] = {
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
ABSENT = ("categories", "classResources", "courseResources", "demographics", "lineItems",
          "resources", "results")  # fmt: skip
WITH_BOM = 0.35


def write_roster(roster: RosterOf, folder: Path) -> int:
    """Writes the school's seven files into the folder; returns the number of enrollments."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random_stream(roster.seed, roster.population.school.id, "byte order mark")
    encoding = "utf-8-sig" if rng.random() < WITH_BOM else "utf-8"
    enrollments = enrollment_rows(roster)
    files: dict[str, Iterable[Row]] = {
        "manifest": _manifest_rows(),
        "orgs": _org_rows(roster),
        "academicSessions": _session_rows(roster),
        "courses": _course_rows(roster),
        "classes": _class_rows(roster),
        "enrollments": enrollments,
        "users": user_rows(roster),
    }
    for name, rows in files.items():
        text = csv_text(HEADERS[name], rows)
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    return len(enrollments)


def csv_text(header: str, rows: Iterable[Row]) -> str:
    """RFC 4180 text: CRLF, lists in quotes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return buffer.getvalue()


def _manifest_rows() -> list[Row]:
    states = {name: "bulk" for name in HEADERS if name != "manifest"} | dict.fromkeys(
        ABSENT, "absent"
    )
    return [
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.1"),
        *((f"file.{name}", state) for name, state in sorted(states.items())),
        ("source.systemName", "Seeded world"),
        ("source.systemCode", "world"),
    ]


def _org_rows(roster: RosterOf) -> list[Row]:
    """The district, this school, and the other schools of its pupils."""
    above = roster.population.school.district
    district = roster.org_id(above.id)
    own = roster.population.school.id
    others = {school for pupil in roster.population.pupils for school in pupil.schools} - {own}
    schools = [roster.schools[school] for school in (own, *sorted(others))]
    return [
        (district, "", "", above.name, "district", above.id, ""),
        *(
            (roster.org_id(school.id), "", "", school.name, "school", school.org, district)
            for school in schools
        ),
    ]


def _session_rows(roster: RosterOf) -> list[Row]:
    first, second = roster.year, roster.year + 1
    whole = roster.id_of("year")
    title = f"{first}/{second}"
    one, two = roster.population.school.district.words.terms
    ends = str(second)
    return [
        (whole, "", "", title, "schoolYear", f"{first}-09-15", f"{second}-09-14", "", ends),
        (roster.id_of("term", 1), "", "", f"{title}, {one}", "semester",
         f"{first}-09-15", f"{second}-02-01", whole, ends),
        (roster.id_of("term", 2), "", "", f"{title}, {two}", "semester",
         f"{second}-02-02", f"{second}-06-30", whole, ends),
    ]  # fmt: skip


def _course_rows(roster: RosterOf) -> list[Row]:
    school = roster.population.school
    words = school.district.words
    return [
        (roster.id_of("course", grade), "", "", roster.id_of("year"),
         words.course.format(grade), words.course_code.format(grade), f"{grade:02}",
         roster.org_id(school.id), "", "")
        for grade in sorted(school.classes)
    ]  # fmt: skip


def _class_rows(roster: RosterOf) -> list[Row]:
    school = roster.org_id(roster.population.school.id)
    terms = ",".join(roster.id_of("term", number) for number in (1, 2))
    return [
        (roster.class_id(klass), "", "", klass.title, f"{klass.grade:02}",
         roster.id_of("course", klass.grade), klass.title, "homeroom", "", school, terms,
         "", "", "")
        for klass in sorted(roster.population.class_staff)
    ]  # fmt: skip

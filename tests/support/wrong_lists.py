"""A small school's list in every format that is read, with somebody's e-mail replaced."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reconciler.model.people import Roster
from reconciler.roster import RosterSource, read_rosters
from tests.support.small import DOMAIN, SCHOOL

CODE, DAY = "1690244", "2026-12-01"
ROLE_OF = {
    "d1": "principal", "t1": "teacher", "t2": "teacher", "s1": "staff", "s2": "staff",
    "p1": "pupil", "p2": "pupil", "m1": "parent", "m2": "parent",
}  # fmt: skip
CHILD_OF = {"m1": "p1", "m2": "p2"}
"""Parent → child; both are in 5а."""


def address_of(person: str) -> str:
    """What stands in somebody's cell while nothing is wrong."""
    return f"{person}@{'family.example' if person in CHILD_OF else DOMAIN}"


def written(room: Path, form: str, cells: Mapping[str, str], gone: Iterable[str] = ()) -> Roster:
    """The list with these cells (person → e-mail), written in a format and read again."""
    emails = {one: address_of(one) for one in ROLE_OF} | dict(cells)
    for one in gone:
        del emails[one]
    folder = room / SCHOOL
    folder.mkdir()
    FORMATS[form](folder, emails)
    found = read_rosters(RosterSource(room, None), {CODE: SCHOOL}, DAY)
    assert not found.broken, found.broken
    return found.by_school[SCHOOL]


def _write(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])


def _bulk(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    """A file of OneRoster, each row of which has a status."""
    first, _, rest = header.partition(",")
    _write(path, f"{first},status,{rest}", [[row[0], "", *row[1:]] for row in rows])


def _oneroster(folder: Path, version: str) -> None:
    files = ("academicSessions", "classes", "enrollments", "orgs", "roles", "users")
    _write(folder / "manifest.csv", "propertyName,value",
           [["manifest.version", "1.0"], ["oneroster.version", version],
            *([f"file.{one}", "bulk"] for one in files if one != "roles" or version != "1.1")],
    )  # fmt: skip
    _bulk(folder / "orgs.csv", "sourcedId,name,type,identifier", [["o", "У", "school", CODE]])
    _bulk(folder / "academicSessions.csv", "sourcedId,title,type,startDate,endDate,schoolYear",
           [["y", "2026/2027", "schoolYear", "2026-09-15", "2027-09-14", "2027"]])  # fmt: skip
    _bulk(folder / "classes.csv",
           "sourcedId,title,grades,classCode,classType,schoolSourcedId,termSourcedIds",
           [["c", "5а", "05", "5а", "homeroom", "o", "y"]])  # fmt: skip


def _enrolments(folder: Path, emails: Mapping[str, str], header: str, before: list[str]) -> None:
    inside = [
        [f"e-{one}", "c", *before, one, "student" if ROLE_OF[one] == "pupil" else "teacher"]
        for one in emails
        if ROLE_OF[one] == "pupil" or one == "t1"
    ]
    if before:
        _bulk(folder / "enrollments.csv", header, inside)
    else:
        _write(folder / "enrollments.csv", header, [row[1:] for row in inside])


def _parents(person: str, emails: Mapping[str, str]) -> str:
    return ",".join(one for one in emails if CHILD_OF.get(one) == person)


_OLD = {"principal": "administrator", "staff": "aide", "pupil": "student"}


def _oneroster_11(folder: Path, emails: Mapping[str, str]) -> None:
    _oneroster(folder, "1.1")
    _bulk(folder / "users.csv",
           "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,"
           "agentSourcedIds,grades",
           [[one, "true", "o", _OLD.get(ROLE_OF[one], ROLE_OF[one]), f"u-{one}", "Т", "Т", email,
             _parents(one, emails), "05" if ROLE_OF[one] == "pupil" else ""]
            for one, email in emails.items()])  # fmt: skip
    header = "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role"
    _enrolments(folder, emails, header, ["o"])


def _oneroster_12(folder: Path, emails: Mapping[str, str]) -> None:
    _oneroster(folder, "1.2")
    _bulk(folder / "users.csv",
           "sourcedId,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades,"
           "primaryOrgSourcedId",
           [[one, "true", f"u-{one}", "Т", "Т", email, _parents(one, emails),
             "05" if ROLE_OF[one] == "pupil" else "", "o"]
            for one, email in emails.items()])  # fmt: skip
    new = {"staff": "aide", "pupil": "student"}
    _bulk(folder / "roles.csv", "sourcedId,userSourcedId,roleType,role,orgSourcedId",
           [[f"r-{one}", one, "primary", new.get(ROLE_OF[one], ROLE_OF[one]), "o"]
            for one in emails])  # fmt: skip
    header = "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role"
    _enrolments(folder, emails, header, ["o"])


def _sds(folder: Path, emails: Mapping[str, str]) -> None:
    _write(folder / "orgs.csv", "sourcedId,name,type", [[CODE, "У", "school"]])
    _write(folder / "academicSessions.csv", "sourcedId,title,type,schoolYear,startDate,endDate",
           [["y", "2026", "schoolYear", "2026", "2026-09-15", "2027-09-14"]])  # fmt: skip
    _write(folder / "classes.csv", "sourcedId,orgSourcedId,title,sessionSourcedIds",
           [["c", CODE, "5а", "y"]])  # fmt: skip
    _write(folder / "users.csv", "sourcedId,username,givenName,familyName,email",
           [[one, f"u-{one}", "Т", "Т", email] for one, email in emails.items()])  # fmt: skip
    new = {"staff": "staff", "pupil": "student"}
    _write(folder / "roles.csv", "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary",
           [[one, CODE, new.get(ROLE_OF[one], ROLE_OF[one]), "y",
             "05" if ROLE_OF[one] == "pupil" else "", "TRUE"]
            for one in emails if one not in CHILD_OF])  # fmt: skip
    _write(folder / "relationships.csv", "userSourcedId,relationshipUserSourcedId,relationshipRole",
           [[child, one, "guardian"] for one, child in CHILD_OF.items()
            if one in emails and child in emails])  # fmt: skip
    _enrolments(folder, emails, "classSourcedId,userSourcedId,role", [])


_TABLE = """\
schoolYear: 2027
tables:
  - file: pupils.csv
    role: pupil
    columns: {id: Номер, class: Паралелка, email: Имейл, parents: [Родител]}
  - file: staff.csv
    columns: {id: Номер, role: Длъжност, email: Имейл, class: Класен на}
    roles: {директор: principal, учител: teacher, друг: staff}
"""


def _table(folder: Path, emails: Mapping[str, str]) -> None:
    (folder / "roster.yaml").write_text(_TABLE, "utf-8")
    _write(folder / "pupils.csv", "Номер,Паралелка,Имейл,Родител",
           [[one, "5а", email, emails.get(f"m{one[1:]}", "")]
            for one, email in emails.items() if ROLE_OF[one] == "pupil"])  # fmt: skip
    words = {"principal": "директор", "teacher": "учител", "staff": "друг"}
    _write(folder / "staff.csv", "Номер,Длъжност,Имейл,Класен на",
           [[one, words[ROLE_OF[one]], email, "5а" if one == "t1" else ""]
            for one, email in emails.items() if ROLE_OF[one] in words])  # fmt: skip


FORMATS: Mapping[str, Callable[[Path, Mapping[str, str]], None]] = {
    "oneroster-1.1": _oneroster_11,
    "oneroster-1.2": _oneroster_12,
    "sds-2.1": _sds,
    "table": _table,
}

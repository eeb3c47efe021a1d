"""Which columns of which files are read, by format; nothing else of a row is ever kept.

Column names, required values and enumerations: 1EdTech OneRoster 1.1 CSV tables (rev. 1.1.1) and
1.2 CSV binding, Microsoft SDS v2.1 CSV format and its default list of values; read 2026-11.
Names, telephones, passwords and demographics are not among them, on purpose; userProfiles.csv,
which holds passwords, is never opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconciler.model.people import Role

STATUS = ("active", "tobedeleted")
TRUTH = ("true", "false")
ORG_TYPES = ("department", "school", "district", "local", "state", "national")
SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
CLASS_TYPES = ("homeroom", "scheduled")
ENROLMENT_ROLES = ("administrator", "proctor", "student", "teacher")

ROLES_1_1: Mapping[str, Role] = {
    "student": Role.PUPIL,
    "teacher": Role.TEACHER,
    # OneRoster 1.1 has no principal, and no other use for an administrator in a school
    "administrator": Role.PRINCIPAL,
    "aide": Role.STAFF,
    "proctor": Role.STAFF,
    "parent": Role.PARENT,
    "guardian": Role.PARENT,
    "relative": Role.PARENT,
}
ROLES_1_2: Mapping[str, Role] = {
    **{word: role for word, role in ROLES_1_1.items() if word != "administrator"},
    "principal": Role.PRINCIPAL,
    "counselor": Role.STAFF,
    "siteAdministrator": Role.STAFF,
    "districtAdministrator": Role.STAFF,
    "systemAdministrator": Role.STAFF,
}
_SDS_TEACHERS = ("teacher", "faculty", "instructor", "lecturer", "professor", "substitute")
_SDS_STAFF = (
    "chair", "researcher", "adjunct", "affiliate", "occupationalTherapist", "physicalTherapist",
    "speechTherapist", "visionTherapist", "paraprofessional", "specialServices", "advisor",
    "proctor", "nurse", "officeStaff", "itAdmin", "administrator", "staff", "teacherAssistant",
    "assistant", "coach", "aide",
)  # fmt: skip
ROLES_SDS: Mapping[str, Role] = {
    "principal": Role.PRINCIPAL,
    "student": Role.PUPIL,
    **dict.fromkeys(_SDS_TEACHERS, Role.TEACHER),
    **dict.fromkeys(_SDS_STAFF, Role.STAFF),
}


class Grain(StrEnum):
    """What a faulty row of a file leaves unknown."""

    FILE = "file"
    """The whole set: its schools, its school year."""
    ROW = "row"
    """The person or class of that row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read, and what its cells must be."""

    name: str
    required: bool = False
    """Whether each of its cells must hold something."""
    words: tuple[str, ...] = ()
    """The only values that it may have; (): any."""
    optional: bool = False
    """Whether the file may lack it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One file: its name and the columns that are read."""

    file: str
    columns: tuple[Column, ...]
    key: str = "sourcedId"
    """The column that identifies a row; '': none does."""
    grain: Grain = Grain.ROW
    may_be_empty: bool = False


_ID = Column("sourcedId", required=True)
_STATUS = Column("status", words=STATUS)
_SAVED = Column("dateLastModified", optional=True)
_PERIOD = (Column("beginDate", optional=True), Column("endDate", optional=True))

MANIFEST = Shape(
    "manifest.csv",
    (Column("propertyName", required=True), Column("value")),
    key="propertyName",
    grain=Grain.FILE,
)
ORGS = Shape(
    "orgs.csv",
    (_ID, _STATUS, Column("type", required=True, words=ORG_TYPES), Column("identifier")),
    grain=Grain.FILE,
)
SESSIONS = Shape(
    "academicSessions.csv",
    (
        _ID,
        _STATUS,
        Column("type", required=True, words=SESSION_TYPES),
        Column("startDate", required=True),
        Column("endDate", required=True),
        Column("schoolYear", required=True),
    ),
    grain=Grain.FILE,
)
CLASSES = Shape(
    "classes.csv",
    (
        _ID,
        _STATUS,
        _SAVED,
        Column("title", optional=True),
        Column("grades"),
        Column("classCode"),
        Column("classType", required=True, words=CLASS_TYPES),
        Column("schoolSourcedId", required=True),
        Column("termSourcedIds", required=True),
    ),
)
ENROLMENTS = Shape(
    "enrollments.csv",
    (
        _ID,
        _STATUS,
        _SAVED,
        Column("classSourcedId", required=True),
        Column("schoolSourcedId", required=True),
        Column("userSourcedId", required=True),
        Column("role", required=True, words=ENROLMENT_ROLES),
        *_PERIOD,
    ),
)
_USER = (
    _ID,
    _STATUS,
    _SAVED,
    Column("enabledUser", required=True, words=TRUTH),
    Column("email"),
    Column("agentSourcedIds"),
    Column("grades"),
)
USERS_1_1 = Shape(
    "users.csv",
    (
        *_USER,
        Column("orgSourcedIds", required=True),
        Column("role", required=True, words=tuple(ROLES_1_1)),
    ),
)
USERS_1_2 = Shape("users.csv", (*_USER, Column("primaryOrgSourcedId", optional=True)))
ROLES = Shape(
    "roles.csv",
    (
        _ID,
        _STATUS,
        _SAVED,
        Column("userSourcedId", required=True),
        Column("roleType", words=("primary", "secondary")),
        Column("role", required=True, words=tuple(ROLES_1_2)),
        *_PERIOD,
        Column("orgSourcedId", required=True),
    ),
)

SDS_ORGS = Shape("orgs.csv", (_ID, Column("type", required=True)), grain=Grain.FILE)
SDS_USERS = Shape(
    "users.csv", (_ID, Column("username", required=True), Column("email", optional=True))
)
SDS_ROLES = Shape(
    "roles.csv",
    (
        Column("userSourcedId", required=True),
        Column("orgSourcedId", required=True),
        Column("role", required=True, words=tuple(ROLES_SDS)),
        Column("grade", optional=True),
        Column("isPrimary", optional=True, words=TRUTH),
        Column("roleStartDate", optional=True),
        Column("roleEndDate", optional=True),
    ),
    key="",
)
SDS_CLASSES = Shape(
    "classes.csv",
    (
        _ID,
        Column("orgSourcedId", required=True),
        Column("title", required=True),
        Column("sessionSourcedIds", optional=True),
        Column("code", optional=True),
    ),
    may_be_empty=True,
)
SDS_ENROLMENTS = Shape(
    "enrollments.csv",
    (
        Column("classSourcedId", required=True),
        Column("userSourcedId", required=True),
        Column("role", required=True, words=tuple(ROLES_SDS)),
    ),
    key="",
    may_be_empty=True,
)
SDS_RELATIONSHIPS = Shape(
    "relationships.csv",
    (
        Column("userSourcedId", required=True),
        Column("relationshipUserSourcedId", required=True),
    ),
    key="",
    may_be_empty=True,
)
SDS_SESSIONS = Shape(
    "academicSessions.csv",
    (
        _ID,
        Column("type", required=True, words=SESSION_TYPES),
        Column("startDate", required=True),
        Column("endDate", required=True),
        Column("schoolYear", optional=True),
    ),
    grain=Grain.FILE,
)

CERTIFIED = Shape(
    "certified.csv",
    (
        Column("sourcedId", required=True),
        Column("certification", required=True),
        Column("state", words=("", "trained", "certified"), optional=True),
        Column("until", optional=True),
        Column("school", optional=True),
    ),
    key="",
)
"""A list with only its header is an export that failed, not nobody."""

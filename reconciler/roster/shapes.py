"""Which columns of which OneRoster 1.1 files are read; nothing else of a row is ever kept.

Column names, required values and enumerations: 1EdTech OneRoster 1.1 CSV tables, rev. 1.1.1.
Names, telephones, passwords and demographics are not among them, on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass

STATUS = frozenset({"active", "tobedeleted"})
ORG_TYPES = frozenset({"department", "school", "district", "local", "state", "national"})
SESSION_TYPES = frozenset({"gradingPeriod", "semester", "schoolYear", "term"})
CLASS_TYPES = frozenset({"homeroom", "scheduled"})
ENROLMENT_ROLES = frozenset({"administrator", "proctor", "student", "teacher"})
USER_ROLES = frozenset(
    {
        "administrator",
        "aide",
        "guardian",
        "parent",
        "proctor",
        "relative",
        "student",
        "teacher",
    }
)
TRUTH = frozenset({"true", "false"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read, and what its cells must be."""

    name: str
    required: bool = False
    words: frozenset[str] = frozenset()
    """The only values that it may have; empty: any."""
    refers: str | None = None
    """The file whose sourcedIds its cells name, one or several with commas between."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One file: its name and the columns that are read, the first one identifies a row."""

    file: str
    columns: tuple[Column, ...]
    unique: bool = True
    may_be_empty: bool = False


_ID = Column("sourcedId", required=True)
_STATUS = Column("status", words=STATUS)

MANIFEST = Shape(
    "manifest.csv", (Column("propertyName", required=True), Column("value", required=True))
)
ORGS = Shape(
    "orgs.csv",
    (
        _ID,
        _STATUS,
        Column("type", required=True, words=ORG_TYPES),
        Column("identifier"),
        Column("parentSourcedId", refers="orgs.csv"),
    ),
)
SESSIONS = Shape(
    "academicSessions.csv",
    (
        _ID,
        _STATUS,
        Column("type", required=True, words=SESSION_TYPES),
        Column("startDate", required=True),
        Column("endDate", required=True),
        Column("parentSourcedId", refers="academicSessions.csv"),
        Column("schoolYear", required=True),
    ),
)
USERS = Shape(
    "users.csv",
    (
        _ID,
        _STATUS,
        Column("enabledUser", required=True, words=TRUTH),
        Column("orgSourcedIds", required=True, refers="orgs.csv"),
        Column("role", required=True, words=USER_ROLES),
        Column("email"),
        Column("agentSourcedIds", refers="users.csv"),
        Column("grades"),
    ),
)
CLASSES = Shape(
    "classes.csv",
    (
        _ID,
        _STATUS,
        Column("grades"),
        Column("classCode"),
        Column("classType", required=True, words=CLASS_TYPES),
        Column("schoolSourcedId", required=True, refers="orgs.csv"),
        Column("termSourcedIds", required=True, refers="academicSessions.csv"),
    ),
)
ENROLMENTS = Shape(
    "enrollments.csv",
    (
        _ID,
        _STATUS,
        Column("classSourcedId", required=True, refers="classes.csv"),
        Column("schoolSourcedId", required=True, refers="orgs.csv"),
        Column("userSourcedId", required=True, refers="users.csv"),
        Column("role", required=True, words=ENROLMENT_ROLES),
    ),
)
CERTIFIED = Shape(
    "certified.csv",
    (_ID, Column("certification", required=True)),
    unique=False,
    may_be_empty=True,
)
READ = (ORGS, SESSIONS, USERS, CLASSES, ENROLMENTS)
"""What a set must have beside its manifest; demographics.csv is never opened."""

"""Reads one OneRoster set: a folder with a manifest.csv and what it lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reconciler.errors import Fault, SourceLocation
from reconciler.model.people import Person
from reconciler.roster import shapes
from reconciler.roster.codes import RosterCode
from reconciler.roster.enrolments import Enrolled, enrolled
from reconciler.roster.people import Records, people_by_org
from reconciler.roster.properties import bulk_files
from reconciler.roster.records import User, classes, school_codes, school_year, users
from reconciler.roster.references import check_references
from reconciler.roster.table import Table, read_table, unread


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose rosters a set holds: NEISPUO code → school id, and the one school it is all about."""

    schools: Mapping[str, str]
    only: str | None = None
    """A school id: others in the set are only referred to. None: each school of the set."""


@dataclass(frozen=True, slots=True)
class RosterSet:
    """One set as it was read; without people when there are faults."""

    year: int | None
    people: Mapping[str, tuple[Person, ...]]
    """By school id; a school without anybody is absent."""
    ids: frozenset[str] | None
    """Every user's sourcedId, also of those who are left out; None: users.csv is not whole."""
    faults: tuple[Fault, ...]
    digest: str
    exported: str
    """ISO day (UTC) on which the newest of its files was written."""
    year_place: SourceLocation
    """Where the year stands."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The records of a set."""

    year: int | None
    codes: Mapping[str, str]
    users: Mapping[str, User]
    enrolled: Enrolled


def read_set(folder: Path, label: str, wanted: Wanted, certified: frozenset[str]) -> RosterSet:
    """Reads a set whole; `label` is its name in faults, which are collected, never raised."""
    tables = _tables(folder, label)
    read = _records(tables)
    schools = _schools(tables[shapes.ORGS.file], read.codes, wanted)
    faults = tuple(fault for table in tables.values() for fault in table.faults.told())
    people = {}
    if not faults and read.year is not None:
        records = Records(read.year, read.codes, read.users, read.enrolled, certified)
        people = people_by_org(records, schools)
    return RosterSet(
        year=read.year,
        people=people,
        ids=tables[shapes.USERS.file].ids if tables[shapes.USERS.file].complete else None,
        faults=faults,
        digest=_digest(tables.values()),
        exported=_day(max(table.written for table in tables.values())),
        year_place=_year_place(tables[shapes.SESSIONS.file]),
    )


def _tables(folder: Path, label: str) -> dict[str, Table]:
    manifest = _table(folder, label, shapes.MANIFEST)
    bulk = bulk_files(manifest)
    tables = {
        shape.file: _table(folder, label, shape)
        if shape.file in bulk
        else unread(shape, f"{label}/{shape.file}")
        for shape in shapes.READ
    }
    return {shapes.MANIFEST.file: manifest, **tables}


def _table(folder: Path, label: str, shape: shapes.Shape) -> Table:
    return read_table(folder / shape.file, f"{label}/{shape.file}", shape)


def _records(tables: Mapping[str, Table]) -> _Read:
    check_references(tables)
    people = users(tables[shapes.USERS.file])
    found = classes(tables[shapes.CLASSES.file])
    return _Read(
        school_year(tables[shapes.SESSIONS.file]),
        school_codes(tables[shapes.ORGS.file]),
        people,
        enrolled(tables[shapes.ENROLMENTS.file], people, found),
    )


def _schools(orgs: Table, codes: Mapping[str, str], wanted: Wanted) -> dict[str, str]:
    """Org sourcedId → school id, of the schools whose rosters the set holds."""
    known = {org: wanted.schools[code] for org, code in codes.items() if code in wanted.schools}
    if wanted.only is None:
        return known
    mine = {org: school for org, school in known.items() if school == wanted.only}
    if not mine and orgs.complete and not orgs.faults and wanted.only in wanted.schools.values():
        code = next(code for code, school in wanted.schools.items() if school == wanted.only)
        orgs.faults.add(RosterCode.NO_SCHOOL, 1, 1, school=wanted.only, school_code=code)
    return mine


def _year_place(sessions: Table) -> SourceLocation:
    line = next((row.line for row in sessions.rows if row.cells[2] == "schoolYear"), 1)
    return SourceLocation(sessions.faults.file, line, sessions.columns.get("schoolYear", 1))


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _digest(tables: Iterable[Table]) -> str:
    lines = [f"{table.shape.file} {table.digest}\n" for table in tables]
    return hashlib.sha256("".join(lines).encode()).hexdigest()

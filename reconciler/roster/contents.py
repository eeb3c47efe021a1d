"""One set before its people are made: its format is detected, and its files are read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Fault, SourceLocation
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults
from reconciler.roster.files import TABLES, RosterFiles
from reconciler.roster.mapping import MAPPING, RosterMapping, read_mapping
from reconciler.roster.oneroster import read_oneroster
from reconciler.roster.records import ReadOptions, Records, latest
from reconciler.roster.sds import read_sds
from reconciler.roster.sheets import one_school, only_mapped, read_sheets
from reconciler.roster.table import Table
from reconciler.roster.values import is_personal_number

_SUSPICIOUS = 0.5
"""The share of personal numbers among ids from which on that is what they are."""


class Format(StrEnum):
    """What a set is."""

    ONEROSTER = "oneroster"
    SDS = "sds"
    TABLE = "table"


_OTHERS: Mapping[str, frozenset[str]] = {
    "SDS v1": frozenset({"student.csv", "school.csv"}),
    "Clever": frozenset({"students.csv", "schools.csv"}),
}
"""Formats that are named in a fault and not read → the files that only they have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose rosters a set holds: NEISPUO code → school id, and the one school it is all about."""

    schools: Mapping[str, str] | None
    """None: every school of the set, by its code."""
    only: str | None = None
    """A school id: others in the set are only referred to. None: each school of the set."""
    mapping: tuple[str, str] | None = None
    """Text and name of the mapping file for tables that have none beside them."""


@dataclass(slots=True)
class Contents:
    """One set before its people are made."""

    format: Format | None = None
    version: str = ""
    found: list[FileFaults] = field(default_factory=list)
    faults: tuple[Fault, ...] = ()
    """Of no file."""
    records: Records = field(default_factory=Records)
    ids: frozenset[str] = frozenset()
    """Every person's sourcedId that could be read, also of those who left."""
    whole: bool = False
    """Whether these are all of them."""
    digests: tuple[tuple[str, str], ...] = ()
    written: str = ""


def read_contents(files: RosterFiles, wanted: Wanted, options: ReadOptions) -> Contents:
    """Reads the files of a set in the format that they have; faults are collected, never raised."""
    if files.faults:
        return Contents(faults=files.faults)
    for name, own in _OTHERS.items():
        if all(map(files.has, own)) and not files.has("manifest.csv"):
            return _unusable(files, RosterCode.OTHER_FORMAT, format=name)
    for reader, needed in _READERS:
        if any(map(files.has, needed)):
            return reader(files, wanted, options)
    if any(name.endswith(TABLES) for name in files.found):
        return _of_sheets(files, wanted, options)
    return _unusable(files, RosterCode.NOT_A_ROSTER)


def _oneroster(files: RosterFiles, _wanted: Wanted, options: ReadOptions) -> Contents:
    tables, records = read_oneroster(files, options)
    rows = {row["propertyName"]: row["value"] for row in tables["manifest.csv"].rows}
    version = rows.get("oneroster.version", "")
    return _of_tables(Format.ONEROSTER, version, tables, records)


def _sds(files: RosterFiles, _wanted: Wanted, options: ReadOptions) -> Contents:
    """orgs.csv without a manifest: SDS, or a OneRoster set that lost its own."""
    users = files.read("users.csv") if files.has("users.csv") else b""
    head = users.partition(b"\n")[0].lower()
    if b"enableduser" in head:
        return _unusable(files, RosterCode.MISSING_FILE, "manifest.csv")
    if b"orgsourcedids" in head and not files.has("roles.csv"):
        return _unusable(files, RosterCode.OTHER_FORMAT, format="SDS v2")
    tables, records = read_sds(files, options)
    return _of_tables(Format.SDS, "2.1", tables, records)


def _unusable(
    files: RosterFiles, code: RosterCode, file: str = "", /, **facts: str | int
) -> Contents:
    place = SourceLocation(files.place(file) if file else files.label, 1, 1)
    return Contents(faults=(Fault(code, place, facts),))


def _of_tables(
    kind: Format, version: str, tables: Mapping[str, Table], records: Records
) -> Contents:
    users = tables.get("users.csv")
    ids = frozenset[str]() if users is None else users.every_id
    whole = users is not None and users.complete
    if users is not None and whole:
        numbers = sum(map(is_personal_number, ids))
        if numbers > _SUSPICIOUS * len(ids):
            users.faults.add(RosterCode.PERSONAL_NUMBERS, 1, users.column("sourcedId"))
    return Contents(
        kind,
        version,
        [table.faults for table in tables.values()],
        (),
        records,
        ids,
        whole,
        tuple((table.shape.file, table.digest) for table in tables.values()),
        latest(table.written for table in tables.values()),
    )


def _of_sheets(files: RosterFiles, wanted: Wanted, options: ReadOptions) -> Contents:
    if files.has(MAPPING):
        text, name = files.read(MAPPING).decode("utf-8", "replace"), files.place(MAPPING)
    elif wanted.mapping is not None:
        text, name = wanted.mapping
    else:
        return _unusable(files, RosterCode.NO_MAPPING)
    mapping = read_mapping(text, name)
    if not isinstance(mapping, RosterMapping):
        return Contents(Format.TABLE, faults=mapping)
    asked = wanted.schools or {}
    several = only_mapped(mapping)
    own = [code for code, school in asked.items() if school == wanted.only]
    codes = {code: code for code in asked} if several else one_school(next(iter(own), ""))
    sheets = read_sheets(files, mapping, options, codes)
    if several and wanted.schools is None:
        users = sheets.records.users.values()
        sheets.records.codes = {one.org: one.org for user in users for one in user.positions}
    ids = frozenset(sheets.records.users) | sheets.records.gone
    digests = ((MAPPING, hashlib.sha256(text.encode()).hexdigest()), *sheets.digests)
    return Contents(
        Format.TABLE, "", sheets.found, (), sheets.records, ids, True, digests, sheets.written
    )


_Reader = Callable[[RosterFiles, Wanted, ReadOptions], Contents]
_READERS: tuple[tuple[_Reader, tuple[str, ...]], ...] = (
    (_oneroster, ("manifest.csv",)),
    (_sds, ("orgs.csv",)),
    (_of_sheets, (MAPPING,)),
)
"""How a set is read that has any of these files."""

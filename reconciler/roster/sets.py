"""Reads one set: detects its format, reads it, and makes the people of its schools."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.errors import Fault, SourceLocation
from reconciler.roster.codes import RosterCode
from reconciler.roster.contents import Contents, Format, Wanted, read_contents
from reconciler.roster.files import RosterFiles
from reconciler.roster.people import People, School
from reconciler.roster.records import ReadOptions, Records, latest


@dataclass(frozen=True, slots=True)
class RosterSet:
    """One set as it was read; without people when there are faults."""

    label: str
    format: Format | None
    version: str
    """'1.1', '1.2', '2.1'; '' for a table."""
    year: int | None
    holds: bool
    """Whether its school year holds on the day that was asked for."""
    year_place: SourceLocation
    people: Mapping[str, School]
    """By school id; a school without anybody is absent."""
    ids: frozenset[str]
    """Every person's sourcedId that could be read, also of those who left."""
    whole: bool
    """Whether these are all of them."""
    faults: tuple[Fault, ...]
    """Why it cannot be used."""
    readings: tuple[Fault, ...]
    """How its files were read."""
    digest: str
    exported: str
    """ISO day on which the newest of its files was written."""
    dated: str
    """The latest ISO day that the files themselves state."""


def read_set(
    files: RosterFiles, wanted: Wanted, certified: frozenset[str], options: ReadOptions
) -> RosterSet:
    """Reads a set whole; faults are collected, never raised."""
    contents: Contents = read_contents(files, wanted, options)
    records = contents.records
    schools: Mapping[str, str] = {}
    missing: tuple[Fault, ...] = ()
    faults = [*contents.faults]
    faults += [fault for one in contents.found for fault in one.faults()]
    if not faults:
        schools, missing = _schools(records, wanted, files)
        faults += missing
    people: Mapping[str, School] = {}
    if not faults and records.year is not None:
        made = People(records, certified, options).by_org(schools)
        people = {school: one for school, one in made.items() if one.people or one.unresolved}
    return RosterSet(
        label=files.label,
        format=contents.format,
        version=contents.version,
        year=records.year,
        holds=records.holds,
        year_place=records.year_place,
        people=people,
        ids=contents.ids,
        whole=contents.whole,
        faults=tuple(faults),
        readings=tuple(fault for one in contents.found for fault in one.readings()),
        digest=_digest(contents.digests),
        exported=latest((contents.written, records.dated)),
        dated=records.dated,
    )


def _schools(
    records: Records, wanted: Wanted, files: RosterFiles
) -> tuple[Mapping[str, str], tuple[Fault, ...]]:
    """Org → school id, of the schools whose rosters the set holds."""
    if wanted.schools is None:
        return records.codes, ()
    asked = wanted.schools
    known = {org: asked[code] for org, code in records.codes.items() if code in asked}
    if wanted.only is None:
        return known, ()
    mine = {org: school for org, school in known.items() if school == wanted.only}
    if not mine and len(records.codes) == 1 and not known and _anonymous(records):
        mine = dict.fromkeys(records.codes, wanted.only)
    if mine or wanted.only not in asked.values():
        return mine, ()
    code = next(code for code, school in asked.items() if school == wanted.only)
    name = "orgs.csv" if files.has("orgs.csv") else ""
    place = SourceLocation(files.place(name) if name else files.label, 1, 1)
    facts = {"school": wanted.only, "school_code": code}
    return {}, (Fault(RosterCode.NO_SCHOOL, place, facts),)


def _anonymous(records: Records) -> bool:
    """Whether a format has no codes of schools, so that its only school is the one of the set."""
    return all(org == code for org, code in records.codes.items())


def _digest(parts: Iterable[tuple[str, str]]) -> str:
    lines = [f"{file} {digest}\n" for file, digest in parts]
    return hashlib.sha256("".join(lines).encode()).hexdigest()

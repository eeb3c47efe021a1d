"""Reads the rosters of all schools: one set for all of them, or one folder a school."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reconciler.errors import Fault, RosterError
from reconciler.model.people import Roster
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import shown
from reconciler.roster.sets import RosterSet, Wanted, read_set
from reconciler.roster.shapes import CERTIFIED, MANIFEST
from reconciler.roster.table import Table, read_table


@dataclass(frozen=True, slots=True)
class RosterSource:
    """Where rosters lie: a folder, and the list of certified people where there is one."""

    path: Path
    certified: Path | None
    earlier: Mapping[str, str] = field(default_factory=dict)
    """Earlier id of a school → its id: a folder by the first is its own while it has no other."""


@dataclass(frozen=True, slots=True)
class Rosters:
    """What the rosters say of each school, for one school year."""

    by_school: Mapping[str, Roster]
    """By school id; a school without a roster, or without anybody in it, is absent."""
    year: int
    """The calendar year in which the school year ends."""
    digest: str
    """SHA-256 over all files that were read, hexadecimal."""
    notes: tuple[Fault, ...] = ()
    """What is odd and stops nothing: certified people whom no roster names, leavers perhaps."""


def read_rosters(source: RosterSource, schools: Mapping[str, str]) -> Rosters:
    """The rosters of the schools (NEISPUO code → school id); OneRoster 1.1, bulk, CSV.

    The path is a folder with a manifest.csv, then it speaks for every school in it; or a folder
    of such folders, each named by the school's id and speaking for that school alone. Schools
    that `schools` does not have are read and left out. Raises RosterError with every fault of
    every file: at most 20 of one file, then how many more there are.
    """
    certified = _read_certified(source)
    holders = frozenset() if certified is None else certified.ids
    sets = [read_set(*place, holders) for place in _places(source, schools)]
    if certified is not None:
        _check_certified(certified, sets)
    faults = [*_year_faults(sets), *(fault for one in sets for fault in one.faults)]
    listed = [] if certified is None else list(certified.faults.told())
    faults += [fault for fault in listed if not _is_note(fault)]
    if not sets:
        faults.append(Fault(RosterCode.NO_ROSTERS, facts={"folder": source.path.name}))
    if faults:
        raise RosterError(faults)
    notes = tuple(fault for fault in listed if _is_note(fault))
    return replace(_rosters(sets, certified.digest if certified else ""), notes=notes)


def _is_note(fault: Fault) -> bool:
    return fault.code is RosterCode.CERTIFIED_STRANGER


def _places(source: RosterSource, schools: Mapping[str, str]) -> Iterator[tuple[Path, str, Wanted]]:
    """Each set's folder, its name in faults, and the schools that it speaks for."""
    path = source.path
    if (path / MANIFEST.file).is_file():
        yield path, path.name, Wanted(schools)
    elif path.is_dir():
        for folder in sorted(path.iterdir()):
            now = source.earlier.get(folder.name, folder.name)
            school = folder.name if (path / now).is_dir() else now
            declared = school in schools.values()
            if folder.is_dir() and (declared or (folder / MANIFEST.file).is_file()):
                yield folder, f"{path.name}/{folder.name}", Wanted(schools, school)


def _read_certified(source: RosterSource) -> Table | None:
    path = source.certified
    if path is None:
        return None
    return read_table(path, f"{path.parent.name}/{path.name}", CERTIFIED)


def _check_certified(certified: Table, sets: Sequence[RosterSet]) -> None:
    """Notes each certified id that no roster has, once every user's id is known."""
    ids = [one.ids for one in sets if one.ids is not None]
    if not sets or len(ids) < len(sets):
        return
    known = frozenset[str]().union(*ids)
    for row in certified.rows:
        if row.cells[0] and row.cells[0] not in known:
            person = shown(row.cells[0])
            certified.message(RosterCode.CERTIFIED_STRANGER, row, "sourcedId", id=person)


def _year_faults(sets: Iterable[RosterSet]) -> Iterator[Fault]:
    """A fault for each set whose school year is not that of the first."""
    first = None
    for one in sets:
        first = first or one.year
        if one.year is not None and one.year != first:
            facts = {"year": str(one.year), "other": str(first)}
            yield Fault(RosterCode.OTHER_YEAR, one.year_place, facts)


def _rosters(sets: Sequence[RosterSet], certified: str) -> Rosters:
    year = next(one.year for one in sets if one.year is not None)
    by_school = {
        school: Roster(school, year, people, _digest((one.digest, certified)), one.exported)
        for one in sets
        for school, people in one.people.items()
    }
    return Rosters(by_school, year, _digest([one.digest for one in sets] + [certified]))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

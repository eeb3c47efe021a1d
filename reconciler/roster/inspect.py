"""Reads a list for its own sake, before it is put into a stack: what it is, and every doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconciler.errors import Fault
from reconciler.model.people import Person, Role, UnresolvedRow
from reconciler.roster.certificates import CertifiedDoubts, certified_notes, read_certified
from reconciler.roster.codes import RosterCode
from reconciler.roster.contents import Format, Wanted
from reconciler.roster.files import RosterFiles
from reconciler.roster.mapping import MAPPING
from reconciler.roster.misplaced import KnownAddresses, misplaced_addresses
from reconciler.roster.people import School
from reconciler.roster.read import MARKS, SETS
from reconciler.roster.records import ReadOptions
from reconciler.roster.sets import RosterSet, read_set
from reconciler.roster.shapes import CERTIFIED


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many of whom a list has at one school."""

    school: str
    """Its NEISPUO code; '' where the list does not say it."""
    roles: Mapping[Role, int]
    grades: Mapping[int, int]
    """Pupils by grade, lowest first."""
    preparatory: int
    classes: Mapping[str, int]
    """Pupils by class, in the order of the grades."""
    idle: int
    """Pupils of a grade who are in no class."""
    without_address: Mapping[Role, int]
    unresolved: tuple[UnresolvedRow, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """One list as it was read."""

    label: str
    format: Format | None
    version: str
    year: int | None
    exported: str
    faults: tuple[Fault, ...]
    readings: tuple[Fault, ...]
    schools: tuple[SchoolCount, ...] = ()


@dataclass(frozen=True, slots=True)
class CertifiedInspection:
    """The list of certified people as it was read."""

    label: str
    certified: int
    """People who are certified."""
    trained: int
    """People who are trained and not certified."""
    compared: bool
    """Whether its numbers were held against lists of people."""
    faults: tuple[Fault, ...]
    """Why it cannot be used."""
    doubts: tuple[Fault, ...]
    """Rows that are unclear, or of which nobody knows whose they are."""
    readings: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ListsInspection:
    """All that lies at a path: lists of people, and that of certified people."""

    lists: tuple[Inspection, ...]
    certified: CertifiedInspection | None = None


def inspect_lists(
    path: Path,
    mapping: Path | None = None,
    options: ReadOptions | None = None,
    known: KnownAddresses | None = None,
) -> ListsInspection:
    """Each list at a path: one list, or every list of a folder of them; names are never read."""
    how = options or ReadOptions()
    if path.name in ("", ".."):
        path = path.resolve()  # "." has no name to call the list by
    if path.is_file() and _is_certified(path):
        return ListsInspection((), _certified(path, (), how.day))
    text = (mapping.read_text("utf-8", "replace"), mapping.name) if mapping else None
    sets = [
        read_set(files, replace(wanted, mapping=text or wanted.mapping), frozenset(), how)
        for files, wanted in _lists(path)
    ]
    found = tuple(_inspected(one, known or KnownAddresses()) for one in sets)
    beside = path / CERTIFIED.file
    return ListsInspection(found, _certified(beside, sets, how.day) if beside.is_file() else None)


def _is_certified(path: Path) -> bool:
    """Whether a file has the headings of a list of certified people, and none of a mapping."""
    if path.suffix.lower() != ".csv" or (path.parent / MAPPING).is_file():
        return False
    found = read_certified(path, "")
    return found.table is not None and bool(found.table.columns)


def _certified(path: Path, sets: Sequence[RosterSet], day: str) -> CertifiedInspection:
    found = read_certified(path, day)
    schools = {code: code for one in sets for code in one.people}
    doubts = CertifiedDoubts.of(found, sets, schools)
    rows = {row.fault.sort_key(): row.fault for some in doubts.by_school.values() for row in some}
    own = [row.fault for row in found.people.rows if row.fault is not None]
    faults = tuple(found.table.faults.faults()) if found.table is not None else ()
    told = [*doubts.told(), *(one for one in rows.values() if one not in doubts.faults)]
    return CertifiedInspection(
        path.name,
        len(found.people.certified),
        len(found.people.trained - found.people.certified),
        bool(sets),
        faults,
        tuple(told) if sets else tuple(own),
        () if faults else tuple(certified_notes(found, sets)),
    )


def _lists(path: Path) -> Iterator[tuple[RosterFiles, Wanted]]:
    """A folder that is no list itself is a folder of lists, if it has any."""
    inner = _inner(path) if path.is_dir() and not _is_list(path) else []
    for one in inner or [path]:
        label = f"{path.name}/{one.name}" if inner else path.name
        above = one.parent / MAPPING
        text = (above.read_text("utf-8", "replace"), MAPPING) if above.is_file() else None
        yield RosterFiles.at(one, label), Wanted(None, mapping=text)


def _is_list(folder: Path) -> bool:
    names = {one.name.lower() for one in folder.iterdir()}
    return any(mark in names for mark in MARKS) and not any(map(_has_marks, folder.iterdir()))


def _has_marks(path: Path) -> bool:
    return path.is_dir() and any((path / mark).is_file() for mark in MARKS)


def _inner(folder: Path) -> Sequence[Path]:
    return [
        one
        for one in sorted(folder.iterdir())
        if _has_marks(one) or (one.suffix.lower() in SETS and one.name != CERTIFIED.file)
    ]


def _inspected(one: RosterSet, known: KnownAddresses) -> Inspection:
    nobody = () if one.faults or one.people else (_nobody(one),)
    return Inspection(
        one.label,
        one.format,
        one.version,
        one.year,
        one.exported,
        (*one.faults, *nobody),
        one.readings,
        tuple(_count(school, made, known) for school, made in sorted(one.people.items())),
    )


def _nobody(one: RosterSet) -> Fault:
    """A list that can be read and has nobody: of no school with a code, or of another day."""
    return Fault(RosterCode.NOBODY, one.year_place)


def _count(school: str, made: School, known: KnownAddresses) -> SchoolCount:
    pupils = [one for one in made.people if Role.PUPIL in one.roles]
    classes = Counter(name for one in pupils for name in one.classes)
    grades = Counter(one.grade for one in pupils if one.grade is not None)
    return SchoolCount(
        school=school,
        roles=_by_role(made.people),
        grades=dict(sorted(grades.items())),
        preparatory=sum(one.grade is None for one in pupils),
        classes=dict(sorted(classes.items(), key=lambda item: (int(item[0][:-1]), item[0]))),
        idle=sum(one.grade is not None and not one.classes for one in pupils),
        without_address=_by_role(one for one in made.people if one.email is None),
        unresolved=(*made.unresolved, *misplaced_addresses(made.people, known)),
    )


def _by_role(people: Sequence[Person] | Iterator[Person]) -> Mapping[Role, int]:
    counts = Counter(role for one in people for role in one.roles)
    return {role: counts[role] for role in Role if counts[role]}

"""Reads the rosters of all schools: one set for all of them, or one a school."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reconciler.errors import Facts, Fault, RosterError, SourceLocation
from reconciler.model.people import Roster
from reconciler.roster.certificates import CertifiedDoubts, certified_notes, read_certified
from reconciler.roster.codes import RosterCode
from reconciler.roster.contents import Wanted
from reconciler.roster.files import ARCHIVE, TABLES, RosterFiles
from reconciler.roster.mapping import MAPPING
from reconciler.roster.records import ReadOptions
from reconciler.roster.sets import RosterSet, read_set

SETS = (ARCHIVE, *TABLES)
"""Endings of files that are a school's whole set."""
NAMED_AT_MOST = 5
MARKS = ("manifest.csv", "orgs.csv", MAPPING, "school.csv", "schools.csv")
"""Files by which a folder is a set itself, and no folder of sets."""


@dataclass(frozen=True, slots=True)
class RosterSource:
    """Where rosters lie: a folder or file, and the list of certified people where there is one."""

    path: Path
    certified: Path | None
    earlier: Mapping[str, str] = field(default_factory=dict)
    """Earlier id of a school → its id: a folder by the first is its own while it has no other."""
    not_homeroom: tuple[str, ...] = ()
    """Patterns of codes or titles of classes that are no homeroom classes: all-day groups."""
    latin: bool = False
    """Whether classes have Latin letters."""


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
    """How files were read, and what is odd and stops nothing."""
    broken: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    """Schools whose roster cannot be used → every fault of it; they are absent in `by_school`."""
    certified: bool = True
    """Whether the list of certified people could be used; where there is none, it could."""
    doubts: tuple[Fault, ...] = ()
    """What is wrong with rows of that list; while there are any, nobody leaves what asks for it."""


def read_rosters(source: RosterSource, schools: Mapping[str, str], day: str = "") -> Rosters:
    """The rosters of the schools (NEISPUO code → school id) as they hold on an ISO day.

    The path is one set, a folder or a zip, then it speaks for every school in it; or a folder of
    sets, each named by the school's id and speaking for that school alone. A set that cannot be
    used leaves its school out and stops no other. Schools that `schools` does not have are read
    and left out. Raises RosterError with every fault where no set can be used.
    """
    certified = read_certified(source.certified, day)
    people = certified.people
    options = ReadOptions(day, source.not_homeroom, source.latin, people.trained, people.unsure)
    sets = [
        (wanted.only, read_set(files, wanted, people.certified, options))
        for files, wanted in find_lists(source, schools)
    ]
    twice = dict(_twice(source, schools))
    sound = _of_one_year([(school, one) for school, one in sets if school not in twice])
    read = [(school, one) for school, one in sound if not one.faults]
    broken = _broken(sound, schools) | twice
    if not read:
        raise RosterError(_all_faults(source, sound, twice))
    notes = [fault for _, one in read for fault in one.readings]
    notes += certified_notes(certified, [one for _, one in sets])
    notes += _not_there(source, schools, {school for school, _ in sets})
    doubts = CertifiedDoubts.of(certified, [one for _, one in sets], schools)
    return replace(
        _rosters([one for _, one in read], certified.digest, doubts),
        notes=tuple(notes),
        broken=broken,
        certified=certified.table is None or certified.usable,
        doubts=tuple(doubts.told()),
    )


def _not_there(
    source: RosterSource, schools: Mapping[str, str], found: set[str | None]
) -> Iterator[Fault]:
    """Schools without a set, where each school has its own; with the folder that was looked in."""
    missing = sorted(set(schools.values()) - found)
    if None in found or not missing:
        return
    facts: Facts = {
        "count": len(missing),
        "schools": ", ".join(missing[:NAMED_AT_MOST]),
        "more": max(0, len(missing) - NAMED_AT_MOST),
        "folder": str(source.path),
    }
    yield Fault(RosterCode.NOT_THERE, None, facts)


def _all_faults(
    source: RosterSource,
    sound: Iterable[tuple[str | None, RosterSet]],
    twice: Mapping[str, tuple[Fault, ...]],
) -> list[Fault]:
    faults = [fault for _, one in sound for fault in one.faults]
    faults += [fault for some in twice.values() for fault in some]
    return faults or [Fault(RosterCode.NO_ROSTERS, facts={"folder": str(source.path)})]


def _broken(
    sets: Iterable[tuple[str | None, RosterSet]], schools: Mapping[str, str]
) -> dict[str, tuple[Fault, ...]]:
    """Faults by declared school; a set of all schools that cannot be used breaks each of them."""
    found: dict[str, tuple[Fault, ...]] = {}
    declared = frozenset(schools.values())
    for school, one in sets:
        concerned = declared if school is None else declared & {school}
        if one.faults:
            found |= dict.fromkeys(sorted(concerned), one.faults)
    return found


def find_lists(
    source: RosterSource, schools: Mapping[str, str]
) -> Iterator[tuple[RosterFiles, Wanted]]:
    """Each set's files, and the schools that it speaks for."""
    path = source.path
    if not path.exists():
        return
    if path.is_file() or any((path / mark).is_file() for mark in MARKS if mark != MAPPING):
        yield RosterFiles.at(path, path.name), Wanted(schools, mapping=_beside(path))
        return
    declared = frozenset(schools.values())
    for entry in _entries(source, declared):
        school = _school_of(entry, source)
        yield (
            RosterFiles.at(entry, f"{path.name}/{entry.name}"),
            Wanted(schools, school, _beside(path)),
        )


def _entries(source: RosterSource, declared: frozenset[str]) -> Iterator[Path]:
    """The folders and files of sets: those of declared schools, and folders that are sets."""
    for entry in sorted(source.path.iterdir()):
        named = _school_of(entry, source) in declared
        if entry.is_dir():
            if named or any((entry / mark).is_file() for mark in MARKS):
                yield entry
        elif named and entry.suffix.lower() in SETS:
            yield entry


def _school_of(entry: Path, source: RosterSource) -> str:
    """The school of a folder or file; by an earlier id while there is none by its own."""
    name = entry.name if entry.is_dir() else entry.stem
    now = source.earlier.get(name, name)
    own = [source.path / f"{now}{ending}" for ending in ("", *SETS)]
    return name if now == name or any(one.exists() for one in own) else now


def _beside(path: Path) -> tuple[str, str] | None:
    """The mapping file for the tables below a folder, or for one file, with its name."""
    folder = path if path.is_dir() else path.parent
    file = folder / MAPPING
    if not file.is_file():
        return None
    return file.read_text("utf-8", "replace"), f"{folder.name}/{MAPPING}"


def _twice(
    source: RosterSource, schools: Mapping[str, str]
) -> Iterator[tuple[str, tuple[Fault, ...]]]:
    """Schools of which two sets lie side by side: nobody can tell which one holds."""
    if not source.path.is_dir():
        return
    declared = frozenset(schools.values())
    found: dict[str, list[Path]] = {}
    for entry in _entries(source, declared):
        found.setdefault(_school_of(entry, source), []).append(entry)
    for school, entries in found.items():
        if len(entries) > 1:
            facts = {"one": entries[0].name, "other": entries[1].name}
            place = SourceLocation(f"{source.path.name}/{entries[1].name}", 1, 1)
            yield school, (Fault(RosterCode.TWO_SETS, place, facts),)


def _of_one_year(
    sets: Iterable[tuple[str | None, RosterSet]],
) -> list[tuple[str | None, RosterSet]]:
    """The sets, those of another school year with a fault.

    The year is the one that holds on the day; where none does, that of most of the sets.
    """
    everyone = list(sets)
    years = Counter(one.year for _, one in everyone if one.year and not one.faults)
    holding = Counter(one.year for _, one in everyone if one.holds and one.year and not one.faults)
    year = max(holding or years, key=lambda y: ((holding or years)[y], y), default=None)
    return [
        (school, one if one.year in (None, year) or year is None else _other_year(one, year))
        for school, one in everyone
    ]


def _other_year(one: RosterSet, year: int) -> RosterSet:
    facts = {"year": str(one.year), "other": str(year)}
    fault = Fault(RosterCode.OTHER_YEAR, one.year_place, facts)
    return replace(one, faults=(*one.faults, fault), people={})


def _rosters(sets: Sequence[RosterSet], certified: str, doubts: CertifiedDoubts) -> Rosters:
    year = next(one.year for one in sets if one.year is not None)
    by_school = {
        school: Roster(
            school,
            year,
            made.people,
            _digest((one.digest, certified)),
            one.exported,
            (*made.unresolved, *doubts.by_school.get(school, ())),
            one.dated,
        )
        for one in sets
        for school, made in one.people.items()
    }
    return Rosters(by_school, year, _digest([one.digest for one in sets] + [certified]))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

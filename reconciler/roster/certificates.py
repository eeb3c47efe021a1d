"""The list of certified people, held against the lists of the schools.

Premise: whoever is no longer certified leaves what asks for certified people, and loses its
licences. A row with a wrong number takes its certificate from a teacher whom nobody can name.

Rule: a row whose number is of somebody of the staff, of somebody who left, or of anybody else whom
a list has and says nothing certain of, is known. A row that is unclear and whose number is known
concerns that person alone. Any other row may be about anybody: one with a number that no list has,
with a pupil's or a parent's, or with none. It concerns the school that it names, if the
municipality has that one, else every school.

Example: `p7,Level 1` where the lists have p1 to p6, and p6 as `tobedeleted`: that row is doubtful
at each school. `p6,Level 1` is known, and certifies nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reconciler.errors import Facts, Fault, SourceLocation
from reconciler.model.people import STAFF, UnresolvedRow
from reconciler.roster.codes import RosterCode
from reconciler.roster.files import RosterFiles
from reconciler.roster.qualified import CertifiedRow, Qualified, qualified
from reconciler.roster.sets import RosterSet
from reconciler.roster.shapes import CERTIFIED
from reconciler.roster.table import Table, read_table

_SHOWN = 3
"""Rows that a doubt about several names."""
_LISTED = 10
"""Unclear rows that are told one by one."""

_NOBODY = Qualified()


@dataclass(frozen=True, slots=True)
class CertifiedList:
    """The list as it was read; nobody is in it where there is none, or none that can be used."""

    table: Table | None = None
    people: Qualified = _NOBODY

    @property
    def usable(self) -> bool:
        """Whether there is one, and who is certified is known."""
        return self.table is not None and not self.table.faults

    @property
    def digest(self) -> str:
        """SHA-256 of the file; '' for none."""
        return self.table.digest if self.table is not None else ""


def read_certified(path: Path | None, day: str) -> CertifiedList:
    """Reads the list as it holds on an ISO day; what is wrong is collected, never raised."""
    if path is None:
        return CertifiedList()
    shape = replace(CERTIFIED, file=path.name)
    files = RosterFiles(path.parent.name, {})
    if path.is_file():
        files = RosterFiles.at(path, f"{path.parent.name}/{path.name}")
    table = read_table(files, shape)
    people = qualified(table, day)
    return CertifiedList(table, _NOBODY if table.faults else people)


@dataclass(slots=True)
class CertifiedDoubts:
    """The rows of the list that are unclear, or whose person nobody knows."""

    by_school: dict[str, list[UnresolvedRow]] = field(default_factory=lambda: defaultdict(list))
    """School id → the rows that may be about somebody there."""
    faults: list[Fault] = field(default_factory=list)
    """Each row that may be about anybody, once."""

    @classmethod
    def of(
        cls, found: CertifiedList, sets: Sequence[RosterSet], schools: Mapping[str, str]
    ) -> CertifiedDoubts:
        """Holds each row against the lists; `schools`: NEISPUO code → school id."""
        doubts, known = cls(), _KnownPeople.of(sets)
        for row in found.people.rows:
            where = known.staff.get(row.sourced_id, ())
            fault = row.fault if where else known.doubt(row)
            if fault is None:
                continue
            if not where:
                doubts.faults.append(fault)
            unresolved = UnresolvedRow(
                fault,
                row.sourced_id if where or row.sourced_id not in known.young else "",
                roles=STAFF,
                in_roster=bool(where),
                certificate=True,
            )
            for school in where or _concerned(row, schools):
                doubts.by_school[school].append(unresolved)
        return doubts

    def told(self) -> Iterator[Fault]:
        """What is wrong with the rows: of rows with a number, once for each reason."""
        alike: dict[RosterCode, list[Fault]] = {}
        single: list[Fault] = []
        for fault in self.faults:
            code = RosterCode(fault.code)
            if code in _COUNTED:
                alike.setdefault(code, []).append(fault)
            else:
                single.append(fault)
        yield from (_counted(code, faults) for code, faults in alike.items())
        yield from single[:_LISTED]
        if len(single) > _LISTED:
            facts: Facts = {"count": len(single) - _LISTED}
            yield Fault(RosterCode.MORE, single[_LISTED].place, facts)


_COUNTED = (RosterCode.CERTIFIED_STRANGER, RosterCode.CERTIFIED_NOT_STAFF)


@dataclass(frozen=True, slots=True)
class _KnownPeople:
    """Whom the lists have."""

    staff: Mapping[str, frozenset[str]]
    """sourcedId of everybody who is of the staff somewhere → the ids of these schools."""
    young: frozenset[str]
    """sourcedIds of the others: pupils and parents."""
    ids: frozenset[str]
    """Of everybody, also of those who left."""

    @classmethod
    def of(cls, sets: Iterable[RosterSet]) -> _KnownPeople:
        staff: dict[str, frozenset[str]] = {}
        everyone: set[str] = set()
        ids: set[str] = set()
        for one in sets:
            ids |= one.ids
            for school, made in one.people.items():
                for person in made.people:
                    everyone.add(person.sourced_id)
                    if not STAFF.isdisjoint(person.roles):
                        at = staff.get(person.sourced_id, frozenset())
                        staff[person.sourced_id] = at | {school}
        return cls(staff, frozenset(everyone - staff.keys()), frozenset(ids))

    def doubt(self, row: CertifiedRow) -> Fault | None:
        """Why it is not known whose row it is; None: it is known."""
        if row.sourced_id in self.young:
            return row.fault or Fault(RosterCode.CERTIFIED_NOT_STAFF, row.place)
        if row.sourced_id in self.ids:
            return None
        return row.fault or Fault(RosterCode.CERTIFIED_STRANGER, row.place)


def _concerned(row: CertifiedRow, schools: Mapping[str, str]) -> Iterable[str]:
    """The school that a row names by code or id; every school where it names none of them."""
    if row.school in schools:
        return (schools[row.school],)
    everyone = tuple(dict.fromkeys(schools.values()))
    return (row.school,) if row.school in everyone else everyone


def _counted(code: RosterCode, faults: Sequence[Fault]) -> Fault:
    """One for all rows with one trouble, at the first of them; further ones by their lines."""
    lines = [str(one.place.line) for one in faults if one.place is not None]
    facts: Facts = {
        "count": len(faults),
        "rows": ", ".join(lines[:_SHOWN]),
        "more": max(0, len(lines) - _SHOWN),
    }
    return Fault(code, faults[0].place, facts)


def certified_notes(found: CertifiedList, sets: Sequence[RosterSet]) -> Iterator[Fault]:
    """How the list was read; why it cannot be used; and who was trained and is in no list."""
    table = found.table
    if table is None:
        return
    if not found.usable:
        yield from table.faults.faults()
        yield Fault(RosterCode.CERTIFIED_UNREADABLE, SourceLocation(table.faults.file, 1, 1))
        return
    certifying = {row.place.line for row in found.people.rows}
    if sets and all(one.whole for one in sets):
        known = frozenset({""}).union(*(one.ids for one in sets))
        for row in table.rows:
            if row.line not in certifying and row["sourcedId"] not in known:
                table.read(RosterCode.TRAINED_STRANGER, row, "sourcedId")
    yield from (fault for line, fault in table.unclear.items() if line not in certifying)
    yield from table.faults.readings()

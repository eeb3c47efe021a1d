"""Who is trained and who is certified: `sourcedId,certification`, and perhaps more columns.

`state` (trained or certified), `until` (the last day of a certificate), `school` (whose row it is).

Rule: a row without a state is of a certified person. Whoever is certified is trained as well; a
certificate whose last day is over leaves its holder trained. Several rows of one person add up. A
row that is unclear says nothing of its person, and is kept among those that may certify somebody.

Example, on 2026-11-30: `p1,Level 1,certified,2026-06-30` makes p1 trained; `p2,Course,trained,`
makes p2 trained; `p3,Level 2,,` makes p3 certified and trained; `p4,Level 2,certifed,` is unclear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconciler.errors import Fault, SourceLocation
from reconciler.roster.periods import Days
from reconciler.roster.table import Table

TRAINED = "trained"


@dataclass(frozen=True, slots=True)
class CertifiedRow:
    """A row that certifies somebody, or may."""

    sourced_id: str
    """'' where it cannot be read."""
    school: str
    """What its cell says of the school; '' for nothing."""
    place: SourceLocation
    fault: Fault | None = None
    """Why it is unclear."""


@dataclass(frozen=True, slots=True)
class Qualified:
    """Ids of people, and the rows that certify somebody."""

    certified: frozenset[str] = frozenset()
    trained: frozenset[str] = frozenset()
    """Those who are certified among them."""
    rows: tuple[CertifiedRow, ...] = ()
    """Those that hold on the day; in the order of the list, what cannot be separated last."""

    @property
    def unsure(self) -> frozenset[str]:
        """Those of whom it is unclear whether they are certified."""
        rows = frozenset(one.sourced_id for one in self.rows if one.fault is not None)
        return rows - self.certified - {""}


def qualified(table: Table, day: str) -> Qualified:
    """Who is what on an ISO day ('': nothing is over); what is no date makes its row unclear."""
    days = Days.of(table, "until")
    rows: list[CertifiedRow] = []
    trained: set[str] = set()
    for row in table.rows:
        until = days.read(row, "until")
        over = bool(until and day and until < day)
        fault = table.unclear.get(row.line)
        if fault is None:
            trained.add(row["sourcedId"])
        if row["state"] != TRAINED and not over:
            place = SourceLocation(table.faults.file, row.line, table.column("sourcedId"))
            rows.append(CertifiedRow(row["sourcedId"], row["school"], place, fault))
    certified = frozenset(one.sourced_id for one in rows if one.fault is None)
    return Qualified(certified, frozenset(trained), (*rows, *_unreadable(table)))


def _unreadable(table: Table) -> Iterator[CertifiedRow]:
    """Rows whose cells cannot be separated; the first one may be whole."""
    first = table.column("sourcedId") == 1
    for lost in table.unreadable:
        place = lost.fault.place or SourceLocation(table.faults.file, 1, 1)
        yield CertifiedRow(lost.first if first else "", "", place, lost.fault)

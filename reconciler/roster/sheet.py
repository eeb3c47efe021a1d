"""One table of a school's own with its headings found, and one row of it while it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconciler.errors import Fault, SourceLocation
from reconciler.model.people import Role
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults
from reconciler.roster.grid import GridRow
from reconciler.roster.mapping import TableMapping
from reconciler.roster.records import Position, User
from reconciler.roster.values import Order, is_iso, iso_day
from reconciler.roster.workbook import ERRORS


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its headings found."""

    name: str
    file: str
    """The table's name in messages: that of its file, and of the sheet where there are several."""
    mapping: TableMapping
    head: int
    """The line of its headings."""
    columns: Mapping[str, int]
    """What it is → its place, from 1."""
    parents: tuple[int, ...]
    rows: Sequence[GridRow]
    absent: tuple[str, ...] = ()
    """Headings of parents that it lacks."""
    numbered_days: bool = False
    """Whether a bare number in a column of dates is a day, as Excel counts them."""


@dataclass(slots=True)
class Cells:
    """One row while it is read, and the first thing that is wrong with it."""

    sheet: Sheet
    row: GridRow
    faults: FileFaults
    order: Order
    fault: Fault | None = None

    def __getitem__(self, what: str) -> str:
        place = self.sheet.columns.get(what)
        return self.at(place) if place else ""

    def at(self, place: int) -> str:
        """The cell at a place, from 1; '' beyond the end of a row."""
        cells = self.row.cells or ()
        return cells[place - 1].strip() if place <= len(cells) else ""

    def message(self, code: RosterCode, what: str, /, **facts: str | int) -> None:
        """Notes what is wrong; of one row the first stands."""
        self.fault = self.fault or self.fault_at(code, self.sheet.columns.get(what, 1), **facts)

    def fault_at(self, code: RosterCode, place: int, /, **facts: str | int) -> Fault:
        """A fault of this row at a cell."""
        return self.faults.fault(code, self.row.line, place, **facts)

    def has_error(self) -> bool:
        """Notes a formula without a value that would be taken for an id, a word or a school."""
        for what in ("id", "status", "school"):
            if self[what] in ERRORS:
                self.message(RosterCode.FORMULA, what, column=self.heading(what))
        return self.fault is not None

    @property
    def place(self) -> SourceLocation:
        """Where the row stands."""
        return SourceLocation(self.faults.file, self.row.line, 1)

    def heading(self, what: str) -> str:
        """How the table calls a column."""
        return self.sheet.mapping.columns.get(what, what)

    def day(self, what: str) -> str:
        """An ISO day or ''."""
        if not self[what]:
            return ""
        day = iso_day(self[what], self.order, numbered=self.sheet.numbered_days)
        if day is None:
            self.message(RosterCode.BAD_DATE, what, column=self.heading(what))
        elif not is_iso(self[what]):
            place = self.sheet.columns[what]
            column = self.heading(what)
            self.faults.read(RosterCode.READ_DATES, self.row.line, place, column=column)
        return day or ""


@dataclass(frozen=True, slots=True)
class RowPerson:
    """What a row says of its person."""

    sourced_id: str
    org: str
    email: str | None
    """'' for an empty cell, None for one that holds no single address."""
    role: Role | None
    grade: int | None
    names: tuple[str, ...]
    """Of classes."""
    agents: tuple[str, ...]

    def same_as(self, user: User) -> bool:
        """Whether a second row of a teacher only names another class of hers."""
        if self.role in (None, Role.PUPIL) or self.email != (user.email or ""):
            return False
        return user.positions == (Position(self.org, self.role),)

    def user(self, cells: Cells, role: Role) -> User:
        """The same as a record."""
        bad = cells.fault_at(RosterCode.BAD_ADDRESS, cells.sheet.columns.get("email", 1))
        return User(
            self.sourced_id,
            cells.place,
            (Position(self.org, role),),
            self.email or None,
            bad if self.email is None else None,
            self.grade,
            self.agents,
        )

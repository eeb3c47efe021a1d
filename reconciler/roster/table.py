"""One CSV file as rows of the columns of its shape; rows that are gone are dropped unread."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.errors import Fault, SourceLocation
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults
from reconciler.roster.files import RosterFiles
from reconciler.roster.grid import GridRow, read_grid
from reconciler.roster.shapes import Column, Grain, Shape

_GONE = {"status": "tobedeleted", "enabledUser": "false"}
"""Cells by which a row says that it does not count any more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line from 1, and the trimmed cells by column name ('' for a missing column)."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells[name]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row whose cells cannot be separated, and what its first cell seems to be."""

    fault: Fault
    first: str = ""


@dataclass(slots=True)
class Table:
    """One file as it was read."""

    shape: Shape
    faults: FileFaults
    columns: Mapping[str, int] = field(default_factory=dict)
    """Column name → its place in the file, from 1."""
    rows: Sequence[Row] = ()
    unreadable: Sequence[Unreadable] = ()
    gone: frozenset[str] = frozenset()
    """Keys of rows that say that they do not count any more."""
    unclear: dict[int, Fault] = field(default_factory=dict)
    """Line → the first thing that is wrong with its row."""
    digest: str = ""
    written: str = ""
    """ISO day on which the file was written; '' where there is none."""

    @property
    def complete(self) -> bool:
        """Whether every row was read, so that an id that is not here is nowhere."""
        return bool(self.columns) and not self.unreadable and not self.faults

    @property
    def every_id(self) -> frozenset[str]:
        """The keys of all rows: also of those that are gone, and that seem to be whole."""
        first = frozenset(lost.first for lost in self.unreadable)
        return (self.ids | self.gone | first) - {""}

    @property
    def ids(self) -> frozenset[str]:
        """The key of every row that counts; empty where rows have none."""
        key = self.shape.key
        return frozenset(row[key] for row in self.rows) if key else frozenset()

    def message(self, code: RosterCode, row: Row, column: str, /, **facts: str | int) -> Fault:
        """Notes what is wrong with a cell: a fault of the file, or of that row alone."""
        fault = self.at(code, row, column, **facts)
        if self.shape.grain is Grain.FILE:
            self.faults.add(code, row.line, self.column(column), **facts)
        else:
            self.unclear.setdefault(row.line, fault)
        return fault

    def at(self, code: RosterCode, row: Row, column: str, /, **facts: str | int) -> Fault:
        """The same, without noting it."""
        return self.faults.fault(code, row.line, self.column(column), **facts)

    def read(self, code: RosterCode, row: Row, column: str, /, **facts: str | int) -> None:
        """Notes how a cell was read."""
        self.faults.read(code, row.line, self.column(column), **facts)

    def column(self, name: str) -> int:
        """A column's place, from 1."""
        return self.columns.get(name, 1)

    def place(self, row: Row) -> SourceLocation:
        """Where a row stands."""
        return SourceLocation(self.faults.file, row.line, 1)


def missing(files: RosterFiles, shape: Shape) -> Table:
    """The table of a file that is not there, or is not to be read: nothing is known of it."""
    return Table(shape, FileFaults(files.place(shape.file)))


def read_table(files: RosterFiles, shape: Shape) -> Table:
    """A file's rows; what is wrong or was read in another way is collected, never raised."""
    table = missing(files, shape)
    for fault in files.faults:
        table.faults.add(RosterCode.BAD_ARCHIVE, 1, 1, **fault.facts)
    if table.faults:
        return table
    if not files.has(shape.file):
        table.faults.add(RosterCode.MISSING_FILE, 1, 1)
        return table
    raw = files.read(shape.file)
    table.digest = hashlib.sha256(raw).hexdigest()
    table.written = files.written(shape.file)
    grid = read_grid(raw, table.faults)
    if table.faults:
        return table
    if not grid:
        table.faults.add(RosterCode.EMPTY_FILE, 1, 1)
        return table
    columns = _header(grid[0], shape, table.faults)
    if table.faults:
        return table
    table.columns = columns
    _fill(table, grid[1:], len(_trimmed(grid[0].cells or ())))
    if not table.rows and not shape.may_be_empty and not table.unreadable and not table.gone:
        table.faults.add(RosterCode.EMPTY_FILE, 1, 1)
    _check(table)
    return table


def _header(head: GridRow, shape: Shape, faults: FileFaults) -> Mapping[str, int]:
    """Where the shape's columns stand, by the shape's spelling."""
    names = [name.strip() for name in head.cells or ()]
    folded = [name.casefold() for name in names]
    columns: dict[str, int] = {}
    for column in shape.columns:
        spelt, count = column.name.casefold(), folded.count(column.name.casefold())
        if count > 1:
            second = folded.index(spelt, folded.index(spelt) + 1) + 1
            faults.add(RosterCode.COLUMN_TWICE, head.line, second, column=column.name)
        elif count == 1:
            columns[column.name] = folded.index(spelt) + 1
            if column.name not in names:
                place = columns[column.name]
                faults.read(RosterCode.READ_HEADER, head.line, place, column=column.name)
        elif not column.optional:
            place = len(_trimmed(names)) + 1
            faults.add(RosterCode.MISSING_COLUMN, head.line, place, column=column.name)
    return columns


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Without the empty cells at the end that a spreadsheet leaves."""
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return cells[:last]


def _fill(table: Table, grid: Sequence[GridRow], width: int) -> None:
    rows: list[Row] = []
    unreadable: list[Unreadable] = []
    gone: set[str] = set()
    words = _words(table.shape)
    for one in grid:
        row = _row(one, table, width)
        if isinstance(row, Unreadable):
            unreadable.append(row)
        elif _is_gone(row):
            gone.add(row.cells.get(table.shape.key, ""))
        else:
            rows.append(_worded(row, table, words))
    table.rows, table.unreadable, table.gone = rows, unreadable, frozenset(gone)
    if table.shape.grain is Grain.FILE:
        for lost in unreadable:
            place = lost.fault.place
            assert place is not None  # noqa: S101 - it was made from a line of this file
            table.faults.add(
                RosterCode(lost.fault.code), place.line, place.column, **lost.fault.facts
            )


def _row(one: GridRow, table: Table, width: int) -> Row | Unreadable:
    if one.cells is None:
        return Unreadable(table.faults.fault(RosterCode.BROKEN_QUOTES, one.line, one.broken_at))
    cells = one.cells if len(one.cells) == width else _trimmed(one.cells)
    if len(cells) > width or len(one.cells) < width:
        facts = {"found": len(cells), "expected": width}
        column = min(len(cells), width) + 1
        fault = table.faults.fault(RosterCode.CELLS, one.line, column, **facts)
        return Unreadable(fault, one.cells[0].strip())
    padded = (*cells, *("" for _ in range(width - len(cells))))
    places = table.columns
    return Row(
        one.line,
        {
            column.name: padded[places[column.name] - 1].strip() if column.name in places else ""
            for column in table.shape.columns
        },
    )


def _is_gone(row: Row) -> bool:
    return any(row.cells.get(name, "").casefold() == word for name, word in _GONE.items())


def _words(shape: Shape) -> dict[str, dict[str, str]]:
    return {c.name: {word.casefold(): word for word in c.words} for c in shape.columns if c.words}


def _worded(row: Row, table: Table, words: Mapping[str, Mapping[str, str]]) -> Row:
    """The row with its words in the spelling of the format: a spreadsheet writes TRUE."""
    respelt = {
        name: known[row[name].casefold()]
        for name, known in words.items()
        if row[name] not in known.values() and row[name].casefold() in known
    }
    for name, word in respelt.items():
        table.read(RosterCode.READ_WORDS, row, name, column=name, word=word)
    return Row(row.line, {**row.cells, **respelt}) if respelt else row


def _check(table: Table) -> None:
    """Notes missing values, unknown words and keys that occur twice."""
    for row in table.rows:
        for column in table.shape.columns:
            _check_cell(table, row, column)
    if table.shape.key and len(table.ids) < len(table.rows):
        _drop_doubles(table)


def _check_cell(table: Table, row: Row, column: Column) -> None:
    value = row[column.name]
    if column.required and not value:
        table.message(RosterCode.MISSING_VALUE, row, column.name, column=column.name)
    elif value and column.words and value not in column.words:
        allowed = ", ".join(filter(None, column.words))
        table.message(
            RosterCode.UNKNOWN_WORD, row, column.name, column=column.name, allowed=allowed
        )


def _drop_doubles(table: Table) -> None:
    """A row that is there twice counts once; two rows of one key are both unclear."""
    key = table.shape.key
    first: dict[str, Row] = {}
    kept: list[Row] = []
    for row in table.rows:
        earlier = first.setdefault(row[key], row) if row[key] else row
        if earlier is row:
            kept.append(row)
        elif earlier.cells == row.cells:
            table.read(RosterCode.READ_SAME_ROWS, row, key)
        else:
            kept.append(row)
            table.message(RosterCode.DUPLICATE_ID, earlier, key, line=row.line)
            table.message(RosterCode.DUPLICATE_ID, row, key, line=earlier.line)
    table.rows = kept

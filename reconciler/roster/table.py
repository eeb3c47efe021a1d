"""Reads one CSV file line by line: the columns of its shape, every fault with its cell."""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults, shown
from reconciler.roster.shapes import Shape

_CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^",][^,]*|)(,|$)')


@dataclass(frozen=True, slots=True)
class Header:
    """How many cells a row has, and the place of each column among them, from 1."""

    width: int = 0
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line from 1, and the trimmed cells of the shape's columns, in their order."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One file as it was read; `ids` has the key of every row, also of faulty ones."""

    shape: Shape
    faults: FileFaults
    columns: Mapping[str, int] = field(default_factory=dict)
    """Column name → its place in the file, from 1."""
    rows: tuple[Row, ...] = ()
    ids: frozenset[str] = frozenset()
    digest: str = ""
    written: float = 0.0
    """When the file was last written, as its file system says: seconds since 1970, UTC."""

    def message(self, code: RosterCode, row: Row, column: str, /, **facts: str | int) -> None:
        """Notes a fault in a cell of a row."""
        self.faults.add(code, row.line, self.columns[column], **facts)

    @property
    def complete(self) -> bool:
        """Whether every row was read, so that an id that is not here is nowhere."""
        return self.faults.complete


def unread(shape: Shape, file: str) -> Table:
    """The table of a file that is not to be read: nothing is known of it."""
    faults = FileFaults(file)
    faults.complete = False
    return Table(shape, faults)


def read_table(path: Path, file: str, shape: Shape) -> Table:
    """A file's rows; `file` is its name in faults. Faults are collected in it, never raised."""
    if not path.is_file():
        table = unread(shape, file)
        table.faults.add(RosterCode.MISSING_FILE, 1, 1)
        return table
    faults, digest = FileFaults(file), hashlib.sha256()
    with path.open("rb") as stream:
        lines = _lines(stream, digest.update, faults)
        header = _header(next(lines, (1, []))[1], shape, faults)
        rows = tuple(_rows(lines, header, shape, faults)) if faults.complete else ()
        for _rest in lines:
            pass  # so that the digest and the faults are those of the whole file
    if faults.complete and not rows and not shape.may_be_empty:
        faults.lose(RosterCode.EMPTY_FILE, 1, 1)
    ids = frozenset(row.cells[0] for row in rows)
    written = path.stat().st_mtime
    table = Table(shape, faults, header.places, rows, ids, digest.hexdigest(), written)
    _check(table)
    return table


def _lines(
    stream: BinaryIO, update: Callable[[bytes], None], faults: FileFaults
) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that is not blank; OneRoster allows no line break in a cell."""
    for line, raw in enumerate(stream, 1):
        update(raw)
        cells = _cells(raw.removeprefix(codecs.BOM_UTF8) if line == 1 else raw, line, faults)
        if cells:
            yield line, cells


def _cells(raw: bytes, line: int, faults: FileFaults) -> list[str]:
    try:
        text = raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        faults.lose(RosterCode.NOT_UTF8, line, _broken_cell(before))
        return []
    try:
        return next(csv.reader((text,), strict=True), [])
    except csv.Error:
        faults.lose(RosterCode.BROKEN_QUOTES, line, _broken_cell(text))
        return []


def _broken_cell(text: str) -> int:
    """The number of the first cell that does not end properly, or of the last cell."""
    column, position = 1, 0
    while (cell := _CELL.match(text, position)) and cell[1]:
        column, position = column + 1, cell.end()
    return column


def _header(cells: Sequence[str], shape: Shape, faults: FileFaults) -> Header:
    """Where the shape's columns stand; any that is missing or misspelt loses the whole file."""
    if not cells:
        faults.lose(RosterCode.EMPTY_FILE, 1, 1)
        return Header()
    folded = {name.strip().casefold(): place for place, name in enumerate(cells, 1)}
    for name in (column.name for column in shape.columns):
        place = folded.get(name.casefold())
        if cells.count(name) > 1:
            second = cells.index(name, cells.index(name) + 1) + 1
            faults.lose(RosterCode.COLUMN_TWICE, 1, second, column=name)
        elif place is None:
            faults.lose(RosterCode.MISSING_COLUMN, 1, len(cells) + 1, column=name)
        elif name not in cells:
            faults.lose(RosterCode.HEADER_CASE, 1, place, column=name)
    return Header(len(cells), {name: place for place, name in enumerate(cells, 1)})


def _rows(
    lines: Iterator[tuple[int, list[str]]], header: Header, shape: Shape, faults: FileFaults
) -> Iterator[Row]:
    picked = [header.places[column.name] - 1 for column in shape.columns]
    for line, cells in lines:
        if len(cells) == header.width:
            yield Row(line, tuple([cells[place].strip() for place in picked]))
        else:
            first = min(len(cells), header.width) + 1
            faults.lose(RosterCode.CELLS, line, first, found=len(cells), expected=header.width)


def _check(table: Table) -> None:
    """Notes missing values, unknown words and keys that occur twice."""
    required = [(i, c.name) for i, c in enumerate(table.shape.columns) if c.required]
    worded = [(i, c.name, c.words) for i, c in enumerate(table.shape.columns) if c.words]
    for row in table.rows:
        for i, name in required:
            if not row.cells[i]:
                table.message(RosterCode.MISSING_VALUE, row, name, column=name)
        for i, name, words in worded:
            if row.cells[i] and row.cells[i] not in words:
                allowed = ", ".join(sorted(words))
                table.message(RosterCode.UNKNOWN_WORD, row, name, column=name, allowed=allowed)
    if table.shape.unique and len(table.ids) < len(table.rows):
        _tell_twice(table)


def _tell_twice(table: Table) -> None:
    first: dict[str, int] = {}
    for row in table.rows:
        key = row.cells[0]
        if key and first.setdefault(key, row.line) != row.line:
            name = table.shape.columns[0].name
            table.message(RosterCode.DUPLICATE_ID, row, name, id=shown(key), line=first[key])

"""Tables of a school's own, by their mapping: .csv and .xlsx as records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults, shown_class
from reconciler.roster.files import RosterFiles
from reconciler.roster.grid import GridRow, read_grid
from reconciler.roster.mapping import RosterMapping, TableMapping
from reconciler.roster.records import ReadOptions, Records, latest
from reconciler.roster.sheet import Sheet
from reconciler.roster.sheet_rows import HERE, SheetRows
from reconciler.roster.values import is_personal_number
from reconciler.roster.workbook import Workbook, read_workbook

_HEAD_ROWS = 20
"""Rows in which the headings of a table are looked for."""
_SUSPICIOUS = 0.5
"""The share of personal numbers in an id column from which on it is one of those."""


@dataclass(slots=True)
class Sheets:
    """What the tables of one set came to."""

    found: list[FileFaults] = field(default_factory=list)
    digests: list[tuple[str, str]] = field(default_factory=list)
    written: str = ""
    records: Records = field(default_factory=Records)


def read_sheets(
    files: RosterFiles, mapping: RosterMapping, options: ReadOptions, schools: Mapping[str, str]
) -> Sheets:
    """The records of every table that the mapping names; `schools` is org → NEISPUO code."""
    sheets = Sheets()
    sheets.records = Records(
        year=mapping.year, holds=True, year_place=mapping.place, codes=dict(schools)
    )
    rows = SheetRows(sheets.records, options)
    saved: list[str] = []
    matched: set[int] = set()
    for name in sorted(one for one in files.found if one.endswith((".csv", ".xlsx", ".xls"))):
        asked = [t for t in mapping.tables if fnmatchcase(name, t.file.lower())]
        if not asked:
            continue
        matched |= {mapping.tables.index(one) for one in asked}
        faults = FileFaults(files.place(name))
        raw = files.read(name)
        sheets.found.append(faults)
        sheets.digests.append((name, hashlib.sha256(raw).hexdigest()))
        sheets.written = latest((sheets.written, files.written(name)))
        book = _book(name, raw, faults)
        saved.append(book.modified)
        for sheet in _sheets(book, asked, faults):
            rows.add(sheet, faults.within(sheet.file))
    _unmatched(mapping, matched, files, sheets)
    sheets.records.dated = mapping.exported or latest(saved)
    return sheets


def tables_of(files: RosterFiles, mapping: RosterMapping) -> Iterator[Sheet]:
    """Each table that the mapping names; faults are not reported."""
    for name in sorted(one for one in files.found if one.endswith((".csv", ".xlsx"))):
        asked = [t for t in mapping.tables if fnmatchcase(name, t.file.lower())]
        if asked:
            faults = FileFaults(files.place(name))
            yield from _sheets(_book(name, files.read(name), faults), asked, faults)


def _book(name: str, raw: bytes, faults: FileFaults) -> Workbook:
    """A workbook; a CSV file as one of a single sheet without a name."""
    if name.endswith(".csv"):
        return Workbook({"": read_grid(raw, faults)}, since_1900=False)
    return read_workbook(raw, faults)


def _unmatched(
    mapping: RosterMapping, matched: set[int], files: RosterFiles, sheets: Sheets
) -> None:
    for number, table in enumerate(mapping.tables):
        if number not in matched:
            faults = FileFaults(files.place(table.file))
            faults.add(RosterCode.MISSING_FILE, 1, 1)
            sheets.found.append(faults)


def _sheets(book: Workbook, asked: Iterable[TableMapping], faults: FileFaults) -> Iterator[Sheet]:
    """Each sheet that has the headings of a mapping."""
    if faults:
        return
    for mapping in asked:
        named = {
            name: grid
            for name, grid in book.sheets.items()
            if not name or fnmatchcase(name.casefold(), mapping.sheet.casefold())
        }
        read = (_sheet(name, grid, mapping) for name, grid in named.items())
        found = [
            replace(one, file=_told_as(one, book, faults.file), numbered_days=book.since_1900)
            for one in read
            if one is not None
        ]
        if not found:
            faults.add(RosterCode.NO_HEADER, 1, 1, columns=", ".join(_headings(mapping)))
        for sheet in found:
            _complain_of_headings(sheet, faults.within(sheet.file))
            _complain_of_numbers(sheet, faults.within(sheet.file))
        if not faults:
            yield from found


def _told_as(sheet: Sheet, book: Workbook, file: str) -> str:
    """How messages call a sheet: one of several by its name, if that cannot be a person's.

    A class or what the mapping says word for word is; another name is told by its number.
    """
    if len(book.sheets) == 1:
        return file
    folded = sheet.name.casefold()
    known = folded == sheet.mapping.sheet.casefold() or shown_class(folded) == folded
    return f"{file}/{sheet.name if known else f'#{[*book.sheets].index(sheet.name) + 1}'}"


def _headings(mapping: TableMapping) -> list[str]:
    return [*mapping.columns.values(), *mapping.parents]


def _sheet(name: str, grid: Sequence[GridRow], mapping: TableMapping) -> Sheet | None:
    """The sheet below the row that has most of the headings; None where no row has any."""
    best, most = -1, 0
    for number, row in enumerate(grid[:_HEAD_ROWS]):
        names = _folded(row)
        count = sum(_fold(heading) in names for heading in _headings(mapping))
        if count > most:
            best, most = number, count
    if best < 0:
        return None
    names = _folded(grid[best])
    columns = {
        what: names.index(_fold(heading)) + 1
        for what, heading in mapping.columns.items()
        if _fold(heading) in names
    }
    parents = tuple(names.index(_fold(one)) + 1 for one in mapping.parents if _fold(one) in names)
    absent = tuple(one for one in mapping.parents if _fold(one) not in names)
    rows = [row for row in grid[best + 1 :] if _folded(row) != names]
    return Sheet(name, "", mapping, grid[best].line, columns, parents, rows, absent)


def _folded(row: GridRow) -> list[str]:
    return [_fold(cell) for cell in row.cells or ()]


def _fold(heading: str) -> str:
    return re.sub(r"\s+", " ", heading).strip().casefold()


def _complain_of_headings(sheet: Sheet, faults: FileFaults) -> None:
    """A heading that the mapping names must be there: without `class` nobody is in a class."""
    line = sheet.head
    for what, heading in sheet.mapping.columns.items():
        if what not in sheet.columns:
            faults.add(RosterCode.MISSING_COLUMN, line, 1, column=heading)
    for heading in sheet.absent:
        faults.add(RosterCode.MISSING_COLUMN, line, 1, column=heading)


def _complain_of_numbers(sheet: Sheet, faults: FileFaults) -> None:
    place = sheet.columns.get("id")
    if place is None:
        return
    ids = [row.cells[place - 1] for row in sheet.rows if row.cells and len(row.cells) >= place]
    filled = [one for one in ids if one.strip()]
    if sum(map(is_personal_number, filled)) > _SUSPICIOUS * len(filled):
        faults.add(RosterCode.PERSONAL_NUMBERS, sheet.head, place)


def one_school(code: str) -> dict[str, str]:
    """The schools of tables that are all about one."""
    return {HERE: code}


def only_mapped(mapping: RosterMapping) -> bool:
    """Whether the tables say of each row which school it is about."""
    return all("school" in table.columns for table in mapping.tables)

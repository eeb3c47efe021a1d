"""A workbook (.xlsx) as grids of text: each visible sheet, cell by cell, as a person sees it.

Premise: a formula's value is in the file only if a spreadsheet has calculated it. A program that
wrote the formula did not, and its cell would seem to be empty. Rule: such a cell reads as
`NO_VALUE`, as one with an error reads as that error; neither is an id, a word or a school. A cell
that is merged over several rows holds for each of them that has anything else.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from itertools import repeat, zip_longest
from typing import Any

from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults
from reconciler.roster.files import MEGABYTE, archive_problem
from reconciler.roster.grid import GridRow

LARGEST_WORKBOOK = 100
"""Megabytes of XML in it: a hundred thousand rows of ten cells have about half of it."""
MOST_CELLS = 5_000_000
"""Rows and cells of all sheets, empty ones included, that stand before or above a full one."""
NO_VALUE = "#?"
"""What a cell reads as whose formula was never calculated."""
ERRORS = frozenset(
    {NO_VALUE, "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"}
)
"""What formulas leave in the place of a value."""
_NEVER_CALCULATED = re.compile(
    rb"<c\b([^>]*)>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_OLD = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, and .xlsx files with a password."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook holds."""

    sheets: dict[str, tuple[GridRow, ...]]
    """Name of a visible sheet → its rows that are not blank."""
    modified: str = ""
    """ISO day on which it was last saved, as it says itself."""
    since_1900: bool = True
    """Whether a number in a column of dates is the day that Excel means by it."""


def read_workbook(raw: bytes, faults: FileFaults) -> Workbook:
    """The workbook; without sheets, and a fault noted, where it cannot be read."""
    if raw.startswith(_OLD):
        faults.add(RosterCode.BAD_WORKBOOK, 1, 1, problem="old", limit=0)
        return Workbook({})
    try:
        problem = _too_large(raw)
        if problem is None:
            return _opened(raw, faults)
    except _CellsError:
        problem = "cells", MOST_CELLS
    except Exception:  # noqa: BLE001  an odd workbook raises anything, of five modules
        problem = "broken", 0
    faults.add(RosterCode.BAD_WORKBOOK, 1, 1, problem=problem[0], limit=problem[1])
    return Workbook({})


def _too_large(raw: bytes) -> tuple[str, int] | None:
    """A workbook is a zip of XML; what unpacks to more than a list has is not read."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
    if sum(one.file_size for one in entries) > LARGEST_WORKBOOK * MEGABYTE:
        return "large", LARGEST_WORKBOOK
    return archive_problem(entries)


def _opened(raw: bytes, faults: FileFaults) -> Workbook:
    # half a second for who has no workbook
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.datetime import WINDOWS_EPOCH  # noqa: PLC0415

    with warnings.catch_warnings():
        # what openpyxl does not know of styles and validations is nothing to us
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        formulas = None
        if _has_formulas_without_value(raw):
            formulas = load_workbook(io.BytesIO(raw), read_only=True)
        room = _Room(MOST_CELLS)
        sheets = {
            sheet.title: tuple(
                _unmerged(
                    _rows(sheet, formulas[sheet.title] if formulas else None, room),
                    _merged_down(raw, sheet),
                    faults,
                )
            )
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        }
        saved = book.properties.modified
        since_1900 = book.epoch == WINDOWS_EPOCH
        book.close()
    return Workbook(sheets, saved.date().isoformat() if saved else "", since_1900)


def _has_formulas_without_value(raw: bytes) -> bool:
    """Whether a formula stands in it that no spreadsheet has calculated; a text may be empty."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [one for one in archive.namelist() if one.startswith("xl/worksheets/")]
        found = (one for part in parts for one in _NEVER_CALCULATED.finditer(archive.read(part)))
        return any(b't="str"' not in one[1] for one in found)


class _CellsError(Exception):
    """More cells than a list has."""


@dataclass(slots=True)
class _Room:
    """How many more cells a workbook may have; one in the last column makes a row of 16,384."""

    cells: int

    def take(self, count: int) -> None:
        self.cells -= count
        if self.cells < 0:
            raise _CellsError


def _rows(sheet: Any, formulas: Any, room: _Room) -> Iterator[GridRow]:
    written = formulas.iter_rows(values_only=True) if formulas is not None else repeat(())
    pairs = zip(sheet.iter_rows(values_only=True), written, strict=False)
    for line, (values, as_written) in enumerate(pairs, 1):
        room.take(1 + len(values))
        texts = zip_longest(map(_text, values), as_written[: len(values)])
        row = GridRow(line, tuple(_known(text, formula) for text, formula in texts))
        if not row.blank:
            yield row


def _merged_down(raw: bytes, sheet: Any) -> Mapping[int, list[tuple[int, int]]]:
    """First line of a cell that is merged over several rows → its column and last line."""
    found: dict[int, list[tuple[int, int]]] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        # openpyxl tells merged cells only where it keeps a whole workbook in memory
        part = archive.read(sheet._worksheet_path)  # noqa: SLF001
    for letters, first, last in _MERGED.findall(part):
        if int(first) < int(last):
            column = reduce(lambda number, one: number * 26 + one - 64, letters, 0)
            found.setdefault(int(first), []).append((column, int(last)))
    return found


def _unmerged(
    rows: Iterable[GridRow], merged: Mapping[int, list[tuple[int, int]]], faults: FileFaults
) -> Iterator[GridRow]:
    """The rows, each with what is merged into it from above."""
    above: dict[int, tuple[str, int]] = {}
    for row in rows:
        cells = list(row.cells or ())
        for column, (text, last) in above.items():
            if row.line <= last and column <= len(cells) and not cells[column - 1] and text:
                cells[column - 1] = text
                faults.read(RosterCode.READ_MERGED, row.line, column)
        for column, last in merged.get(row.line, ()):
            if column <= len(cells):
                above[column] = (cells[column - 1], last)
        yield replace(row, cells=tuple(cells))


def _known(text: str, formula: object) -> str:
    """A cell's text; not an empty one where a formula was never calculated."""
    unknown = not text and isinstance(formula, str) and formula.startswith("=")
    return NO_VALUE if unknown else text


def _text(value: object) -> str:
    """A cell as text: 5 for 5.0, an ISO day for a date, TRUE for true."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)

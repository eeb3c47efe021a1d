"""A workbook (.xlsx) as grids of text: each visible sheet, cell by cell, as a person sees it."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults
from reconciler.roster.files import MEGABYTE, archive_problem
from reconciler.roster.grid import GridRow

LARGEST_WORKBOOK = 100
"""Megabytes of XML in it: a hundred thousand rows of ten cells have about half of it."""
MOST_CELLS = 5_000_000
"""Rows and cells of all sheets, empty ones included, that stand before or above a full one."""
_OLD = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, and .xlsx files with a password."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook holds."""

    sheets: dict[str, tuple[GridRow, ...]]
    """Name of a visible sheet → its rows that are not blank."""
    modified: str = ""
    """ISO day on which it was last saved, as it says itself."""


def read_workbook(raw: bytes, faults: FileFaults) -> Workbook:
    """The workbook; without sheets, and a fault noted, where it cannot be read."""
    if raw.startswith(_OLD):
        faults.add(RosterCode.BAD_WORKBOOK, 1, 1, problem="old", limit=0)
        return Workbook({})
    try:
        problem = _too_large(raw)
        if problem is None:
            return _opened(raw)
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


def _opened(raw: bytes) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second for who has no workbook

    with warnings.catch_warnings():
        # what openpyxl does not know of styles and validations is nothing to us
        warnings.simplefilter("ignore")
        rulebook = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        room = _Room(MOST_CELLS)
        sheets = {
            sheet.title: tuple(_rows(sheet, room))
            for sheet in rulebook.worksheets
            if sheet.sheet_state == "visible"
        }
        saved = rulebook.properties.modified
        rulebook.close()
    return Workbook(sheets, saved.date().isoformat() if saved else "")


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


def _rows(sheet: Any, room: _Room) -> Iterator[GridRow]:
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        room.take(1 + len(values))
        row = GridRow(line, tuple(map(_text, values)))
        if not row.blank:
            yield row


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

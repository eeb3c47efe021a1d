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
from reconciler.roster.grid import GridRow

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
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second for who has no workbook
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - likewise

    if raw.startswith(_OLD):
        faults.add(RosterCode.BAD_WORKBOOK, 1, 1, problem="old")
        return Workbook({})
    try:
        with warnings.catch_warnings():
            # what openpyxl does not know of styles and validations is nothing to us
            warnings.simplefilter("ignore")
            rulebook = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            sheets = {
                sheet.title: tuple(_rows(sheet))
                for sheet in rulebook.worksheets
                if sheet.sheet_state == "visible"
            }
            saved = rulebook.properties.modified
            rulebook.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError):
        faults.add(RosterCode.BAD_WORKBOOK, 1, 1, problem="broken")
        return Workbook({})
    return Workbook(sheets, saved.date().isoformat() if saved else "")


def _rows(sheet: Any) -> Iterator[GridRow]:
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
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

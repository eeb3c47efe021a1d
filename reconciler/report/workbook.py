"""The report as one Excel workbook: frozen heads, filters, widths; never a formula."""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from reconciler.model.inert import inert
from reconciler.report.site.wording import PageWording
from reconciler.report.tables import Cell, ReportTable, report_tables
from reconciler.reportfile.model import Report

_WIDEST = 60
_TITLE = 31
"""Characters that Excel allows in the name of a sheet."""
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def report_workbook(report: Report, wording: PageWording) -> bytes:
    """The workbook's bytes; the same for the same report."""
    book = Workbook(write_only=True)
    day = datetime.fromisoformat(report.day)
    book.properties.created = book.properties.modified = day
    book.properties.creator = "reconciler"
    for table in report_tables(report, wording):
        _sheet(book, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, table: ReportTable) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(table.name.translate(_NOT_IN_TITLES)[:_TITLE])
    sheet.freeze_panes = "B2"
    columns = list(zip(table.head, *table.rows, strict=True))
    for index, column in enumerate(columns, 1):
        width = min(_WIDEST, max(len(str(cell)) for cell in column) + 2)
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in table.head])
    for row in table.rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    last = f"{get_column_letter(len(table.head))}{len(table.rows) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=inert(value) or None if isinstance(value, str) else value)
    if isinstance(value, str) and value:
        cell.data_type = "s"  # also a text that begins with '=': stored as a text, not calculated
    cell.font = Font(bold=bold)
    return cell

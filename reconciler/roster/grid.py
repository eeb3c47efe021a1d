"""A CSV file as rows of cells: which separator it has, and which rows its quotes have broken."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reconciler.roster.codes import RosterCode
from reconciler.roster.decode import Undecodable, decode
from reconciler.roster.faults import FileFaults

SEPARATORS: dict[str, str] = {",": "comma", ";": "semicolon", "\t": "tab"}
_LOOKED_AT = 20
"""Lines from which the separator is detected."""
_CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^",][^,]*|)(,|$)')
_HINT = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
"""The first line that states a file's separator, for Excel."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; `cells` are as they were written, None where its quotes do not close."""

    line: int
    cells: tuple[str, ...] | None
    broken_at: int = 0
    """The number of the cell whose quotes are broken."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.cells is not None and not any(cell.strip() for cell in self.cells)


def read_grid(raw: bytes, faults: FileFaults) -> tuple[GridRow, ...]:
    """Every row that is not blank; readings and faults are noted, nothing is raised."""
    decoded = decode(raw)
    if isinstance(decoded, Undecodable):
        column = _broken_cell(decoded.before)
        faults.add(RosterCode.UNKNOWN_ENCODING, decoded.line, column)
        return ()
    text, encoding = decoded
    if encoding != "utf-8":
        faults.read(RosterCode.READ_ENCODING, 1, 1, encoding=encoding)
    first, _, rest = text.partition("\n")
    hint = _HINT.fullmatch(first.strip())
    separator = hint[1] if hint else separator_of(text)
    if separator != ",":
        kind = SEPARATORS.get(separator, "other")
        faults.read(RosterCode.READ_SEPARATOR, 1, 1, separator=kind)
    return tuple(_rows(rest if hint else text, separator, 2 if hint else 1, faults))


def separator_of(text: str) -> str:
    """The separator that divides the head of a text into the most cells; a comma for a tie."""
    lines = [line for line in text.splitlines()[:200] if line.strip()][:_LOOKED_AT]
    most = {one: max((_count(line, one) for line in lines), default=0) for one in SEPARATORS}
    return max(SEPARATORS, key=lambda one: most[one])


def _count(line: str, separator: str) -> int:
    return re.sub(r'"[^"]*"', "", line).count(separator)


def _rows(text: str, separator: str, line: int, faults: FileFaults) -> Iterator[GridRow]:
    for row in _parsed(text, separator, line):
        if not row.blank:
            yield row
        elif row.cells and len(row.cells) > 1:
            faults.read(RosterCode.READ_EMPTY_ROWS, row.line)


def _parsed(text: str, separator: str, line: int) -> list[GridRow]:
    """All rows, where the quotes of the whole text close; else each line by itself."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[GridRow] = []
    start = 0
    try:
        for cells in reader:
            rows.append(GridRow(line + start, tuple(cells)))
            start = reader.line_num
    except csv.Error:
        return _line_by_line(text, separator, line)
    widths = {len(row.cells or ()) for row in rows if not row.blank}
    spans = len(rows) < start
    # a quote that was forgotten swallows the rows up to the next one
    return _line_by_line(text, separator, line) if spans and len(widths) > 1 else rows


def _line_by_line(text: str, separator: str, line: int) -> list[GridRow]:
    rows = []
    for number, one in enumerate(text.splitlines(), line):
        try:
            cells = next(csv.reader((one,), delimiter=separator, strict=True), [])
            rows.append(GridRow(number, tuple(cells)))
        except csv.Error:
            rows.append(GridRow(number, None, _broken_cell(one.replace(separator, ","))))
    return rows


def _broken_cell(text: str) -> int:
    """The number of the first cell that does not end properly, or of the last cell."""
    column, position = 1, 0
    while (cell := _CELL.match(text, position)) and cell[1]:
        column, position = column + 1, cell.end()
    return column

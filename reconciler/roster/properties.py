"""manifest.csv: whether a set is OneRoster 1.1, and the files that are read are bulk."""

from __future__ import annotations

from reconciler.roster.codes import RosterCode
from reconciler.roster.shapes import READ
from reconciler.roster.table import Row, Table

VERSION = "1.1"


def bulk_files(table: Table) -> frozenset[str]:
    """The names of the needed files that are there in bulk; each that is not is a fault."""
    rows = {row.cells[0]: row for row in table.rows}
    _check_version(table, rows)
    files = [shape.file for shape in READ]
    return frozenset(file for file in files if _is_bulk(table, rows, file))


def _check_version(table: Table, rows: dict[str, Row]) -> None:
    row = rows.get("oneroster.version")
    if row is None:
        _tell_missing(table, "oneroster.version")
    elif row.cells[1] and row.cells[1] != VERSION:
        table.message(RosterCode.VERSION, row, "value", expected=VERSION)


def _is_bulk(table: Table, rows: dict[str, Row], file: str) -> bool:
    name = f"file.{file.removesuffix('.csv')}"
    if name not in rows:
        _tell_missing(table, name)
        return True
    row = rows[name]
    if row.cells[1] == "bulk":
        return True
    if row.cells[1] in {"delta", "absent"}:
        table.message(RosterCode.NOT_BULK, row, "value", file=file, value=row.cells[1])
    elif row.cells[1]:
        allowed = "absent, bulk, delta"
        table.message(RosterCode.UNKNOWN_WORD, row, "value", column="value", allowed=allowed)
    return False


def _tell_missing(table: Table, name: str) -> None:
    if table.complete:
        table.faults.add(RosterCode.MISSING_PROPERTY, 1, 1, property=name)

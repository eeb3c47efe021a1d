"""Cells of a table as grades, class names and addresses; what is wrong is noted at its row."""

from __future__ import annotations

from reconciler.errors import Fault
from reconciler.model.mailbox import folded_address
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import shown_class
from reconciler.roster.table import Row, Table
from reconciler.roster.values import (
    class_name,
    grade_of,
    is_latin_class,
    is_plain_class,
    is_plain_grade,
)


def named_class(table: Table, row: Row, column: str, *, latin: bool = False) -> str | None:
    """A homeroom class's name; None, and the row unclear, where a cell holds none."""
    name = class_name(row[column], latin=latin)
    facts = {"code": shown_class(row[column].strip().lower())}
    if not row[column]:
        table.message(RosterCode.MISSING_VALUE, row, column, column=column)
    elif name is None and not latin and is_latin_class(row[column]):
        table.message(RosterCode.LATIN_CLASS, row, column, **facts)
    elif name is None:
        table.message(RosterCode.BAD_CLASS, row, column, **facts)
    else:
        if not is_plain_class(row[column], latin=latin):
            table.read(RosterCode.READ_CLASSES, row, column, code=name)
        return name
    return None


def read_grade(table: Table, row: Row, column: str, *, strict: bool = True) -> int | None:
    """A pupil's grade; None for a preparatory group, and, noted, where a cell holds none."""
    grade = grade_of(row[column])
    if not row[column]:
        table.message(RosterCode.MISSING_VALUE, row, column, column=column)
    elif grade is None:
        table.message(RosterCode.BAD_GRADE, row, column)
    elif strict and not is_plain_grade(row[column]):
        table.read(RosterCode.READ_GRADES, row, column)
    return grade if isinstance(grade, int) else None


def read_address(table: Table, row: Row, column: str) -> tuple[str | None, Fault | None]:
    """An address and no fault; or no address, and a fault where the cell holds something else."""
    address = folded_address(row[column])
    if address is None:
        return None, table.at(RosterCode.BAD_ADDRESS, row, column)
    return address or None, None

"""A bulk set is closed: every sourcedId that a row names stands in the file it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import shown
from reconciler.roster.table import Row, Table


def listed(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, with commas between."""
    if "," not in cell:
        return (cell,) if cell else ()
    return tuple(value for part in cell.split(",") if (value := part.strip()))


def check_references(tables: Mapping[str, Table]) -> None:
    """Notes each id that is nowhere; a file that was not read whole is given the benefit."""
    for table in tables.values():
        for i, column in enumerate(table.shape.columns):
            target = tables.get(column.refers) if column.refers else None
            if target is not None and target.complete:
                for row, missing in _dangling(table.rows, i, target.ids):
                    facts = {"id": shown(missing), "target": target.shape.file}
                    table.message(RosterCode.DANGLING, row, column.name, **facts)


def _dangling(rows: Iterable[Row], place: int, known: frozenset[str]) -> Iterable[tuple[Row, str]]:
    for row in rows:
        cell = row.cells[place]
        if cell and cell not in known:
            yield from ((row, one) for one in listed(cell) if one not in known)

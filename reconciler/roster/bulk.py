"""manifest.csv of OneRoster: which version a set is of, and which of its files are there whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.roster import shapes
from reconciler.roster.codes import RosterCode
from reconciler.roster.table import Row, Table

VERSIONS: Mapping[str, tuple[shapes.Shape, ...]] = {
    "1.1": (shapes.ORGS, shapes.SESSIONS, shapes.USERS_1_1, shapes.CLASSES, shapes.ENROLMENTS),
    "1.2": (
        shapes.ORGS,
        shapes.SESSIONS,
        shapes.USERS_1_2,
        shapes.ROLES,
        shapes.CLASSES,
        shapes.ENROLMENTS,
    ),
}
"""Version → what a set of it must have beside its manifest."""


def declared_files(table: Table) -> tuple[str, frozenset[str]]:
    """The version of a set, and the names of the needed files that are there in bulk."""
    rows = {row["propertyName"]: row for row in table.rows}
    version = rows.get("oneroster.version")
    if version is None:
        if table.complete:
            table.faults.add(RosterCode.MISSING_PROPERTY, 1, 1, property="oneroster.version")
        return "", frozenset()
    if version["value"] not in VERSIONS:
        table.message(RosterCode.VERSION, version, "value", expected=", ".join(VERSIONS))
        return "", frozenset()
    shaped = VERSIONS[version["value"]]
    return version["value"], frozenset(_bulk(table, rows, [shape.file for shape in shaped]))


def _bulk(table: Table, rows: Mapping[str, Row], files: Iterable[str]) -> Iterator[str]:
    for file in files:
        name = f"file.{file.removesuffix('.csv')}"
        row = rows.get(name)
        if row is None:
            table.faults.add(RosterCode.MISSING_PROPERTY, 1, 1, property=name)
        elif row["value"].casefold() == "bulk":
            yield file
        elif row["value"].casefold() in {"delta", "absent"}:
            facts = {"file": file, "value": row["value"].casefold()}
            table.message(RosterCode.NOT_BULK, row, "value", **facts)
        else:
            allowed = "absent, bulk, delta"
            table.message(RosterCode.UNKNOWN_WORD, row, "value", column="value", allowed=allowed)

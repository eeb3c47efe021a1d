"""Names, for those who create accounts: read straight from the lists, kept nowhere.

This module alone reads them, for `people --reveal`; no record, log or ledger ever holds one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reconciler.errors import SourceLocation
from reconciler.roster.files import RosterFiles
from reconciler.roster.mapping import MAPPING, RosterMapping, read_mapping
from reconciler.roster.read import RosterSource, find_lists
from reconciler.roster.shapes import USERS_1_2, Column
from reconciler.roster.sheets import tables_of
from reconciler.roster.table import read_table

_USERS = "users.csv"
_NAMES = replace(
    USERS_1_2,
    columns=(
        Column("sourcedId", required=True),
        Column("status", optional=True),
        Column("enabledUser", optional=True),
        Column("givenName", optional=True),
        Column("familyName", optional=True),
    ),
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as its list has it; either may be ''."""

    given: str
    family: str


NamesByPlace = Mapping[SourceLocation, PersonName]
"""The row of a list → the name in it."""


def read_names(source: RosterSource, schools: Mapping[str, str], school: str) -> NamesByPlace:
    """The names in one school's list, by row; `schools` is NEISPUO code → school id."""
    found: dict[SourceLocation, PersonName] = {}
    for files, wanted in find_lists(source, schools):
        if wanted.only not in (None, school):
            continue
        if files.has("manifest.csv") or files.has("orgs.csv"):
            found |= dict(_of_users(files))
        else:
            beside = files.read(MAPPING).decode("utf-8") if files.has(MAPPING) else None
            above, _ = wanted.mapping or ("", "")
            mapping = read_mapping(above if beside is None else beside, MAPPING)
            if isinstance(mapping, RosterMapping):
                found |= dict(_of_tables(files, mapping))
    return found


def _of_users(files: RosterFiles) -> Iterator[tuple[SourceLocation, PersonName]]:
    table = read_table(files, _NAMES)
    for row in table.rows:
        yield table.place(row), PersonName(row["givenName"], row["familyName"])


def _of_tables(
    files: RosterFiles, mapping: RosterMapping
) -> Iterator[tuple[SourceLocation, PersonName]]:
    for sheet in tables_of(files, mapping):
        for row in sheet.rows:
            cells = {
                what: row.cells[place - 1].strip()
                for what, place in sheet.columns.items()
                if row.cells and place <= len(row.cells)
            }
            yield SourceLocation(sheet.file, row.line, 1), _named(cells)


def _named(cells: Mapping[str, str]) -> PersonName:
    """Given and family name; of a full name the last word is the family's, as in Bulgaria."""
    full = cells.get("fullName", "").split()
    given = cells.get("givenName") or " ".join(full[:-1]) or " ".join(full)
    family = cells.get("familyName") or (full[-1] if len(full) > 1 else "")
    return PersonName(given, family)

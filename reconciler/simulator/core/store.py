"""Saved state: an SQLite file with one row a tenant, and the key that signs tokens."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
create table if not exists tenants (alias text primary key, vendor text, data text) strict;
create table if not exists settings (name text primary key, value blob) strict;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One tenant: its alias, its vendor's name and its state as JSON text."""

    alias: str
    vendor: str
    data: str


class Store:
    """The state file; without a path everything is forgotten at the end."""

    def __init__(self, path: Path | None) -> None:
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
        # A killed process loses nothing that was committed; only a crash of the machine might.
        self._db.execute("pragma synchronous = off")
        self._db.executescript(_SCHEMA)
        self.keeps = path is not None

    def rows(self) -> tuple[Row, ...]:
        """Every saved tenant."""
        found = self._db.execute("select alias, vendor, data from tenants order by alias")
        return tuple(Row(*row) for row in found)

    def key(self) -> bytes:
        """The token key of this file, so that tokens outlive a restart; made when first asked."""
        made = ("token key", os.urandom(32))
        self._db.execute("insert or ignore into settings values (?, ?)", made)
        value = self._db.execute("select value from settings where name = 'token key'").fetchone()
        return bytes(value[0])

    def save(self, rows: Iterable[Row]) -> None:
        """Writes these tenants in one transaction."""
        self._db.execute("begin")
        for row in rows:
            values = (row.alias, row.vendor, row.data)
            self._db.execute("insert or replace into tenants values (?, ?, ?)", values)
        self._db.execute("commit")

    def close(self) -> None:
        """Ends the use of the file."""
        self._db.close()

"""Saved state: an SQLite file with a row a tenant, named snapshots, and the key of the tokens."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
create table if not exists tenants (alias text primary key, vendor text, data text) strict;
create table if not exists settings (name text primary key, value blob) strict;
create table if not exists snapshots (
    alias text, name text, vendor text, data text, primary key (alias, name)
) strict;
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
        return self.secret("token key", lambda: os.urandom(32))

    def secret(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under this name, made when first asked for."""
        asked = "select value from settings where name = ?"
        row = self._db.execute(asked, (name,)).fetchone()
        if row is None:
            row = (make(),)
            self._db.execute("insert into settings values (?, ?)", (name, *row))
        return bytes(row[0])

    def save(self, rows: Iterable[Row]) -> None:
        """Writes these tenants in one transaction."""
        self._db.execute("begin")
        for row in rows:
            values = (row.alias, row.vendor, row.data)
            self._db.execute("insert or replace into tenants values (?, ?, ?)", values)
        self._db.execute("commit")

    def snapshots(self, alias: str) -> tuple[str, ...]:
        """The names of a tenant's snapshots, in order."""
        text = "select name from snapshots where alias = ? order by name"
        return tuple(name for (name,) in self._db.execute(text, (alias,)))

    def keep(self, name: str, row: Row) -> None:
        """Keeps this state under a name, in place of an older one of that name."""
        values = (row.alias, name, row.vendor, row.data)
        self._db.execute("insert or replace into snapshots values (?, ?, ?, ?)", values)

    def kept(self, alias: str, name: str) -> Row | None:
        """The state that was kept under this name."""
        text = "select alias, vendor, data from snapshots where alias = ? and name = ?"
        found = self._db.execute(text, (alias, name)).fetchone()
        return Row(*found) if found else None

    def drop(self, alias: str, name: str) -> None:
        """Forgets a snapshot."""
        self._db.execute("delete from snapshots where alias = ? and name = ?", (alias, name))

    def close(self) -> None:
        """Ends the use of the file."""
        self._db.close()

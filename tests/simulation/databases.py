"""The database under a town's ledger: emptied, looked at, copied and put back by plain SQL."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import create_engine

from reconciler.ledger import opening
from reconciler.ledger.tables import METADATA
from reconciler.manifest.stack import LEDGER_VARIABLE

TABLES = [table.name for table in METADATA.sorted_tables]
"""Those that others point to first."""
NUMBERED = [
    table.name for table in METADATA.sorted_tables if table.autoincrement_column is not None
]
_migrate = opening.migrate
Copy = Mapping[str, Sequence[Sequence[Any]]]
"""The rows of each table."""


class Database(Protocol):
    """One ledger's database, of the newest schema."""

    def empty(self) -> None:
        """Makes it a ledger that is nobody's yet."""

    def rows(self, query: str, *values: Any) -> list[Any]:
        """The rows of a query with `?` for each value."""

    def text(self) -> str:
        """All that it holds, as text."""

    def close(self) -> None:
        """Lets go of it."""


class Sqlite:
    """A file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: sqlite3.Connection | None = None

    def empty(self) -> None:
        """A copy of an empty one."""
        self.close()
        for old in self._file.parent.glob(f"{self._file.name}*"):  # and what lies beside it
            old.unlink()
        self._file.write_bytes(_empty_file())

    def rows(self, query: str, *values: Any) -> list[Any]:
        """The rows of a query."""
        if self._open is None:
            self._open = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
        return self._open.execute(query, values).fetchall()

    def text(self) -> str:
        """The file, and what is not yet in it."""
        files = sorted(self._file.parent.glob(f"{self._file.name}*"))
        return "".join(file.read_bytes().decode("utf-8", "replace") for file in files)

    def close(self) -> None:
        """Lets go of it."""
        if self._open is not None:
            self._open.close()
        self._open = None


class Postgres:
    """A database of a server that is the caller's own, for one town after the other."""

    def __init__(self, url: str) -> None:
        engine = create_engine(opening.parsed(url))
        with engine.begin() as connection:
            _migrate(connection)
        engine.dispose()
        self._open = psycopg.connect(url, autocommit=True)

    def empty(self) -> None:
        """Every table anew, and numbers from 1."""
        names = ", ".join(f'"{name}"' for name in TABLES)
        self._open.execute(f"truncate {names} restart identity cascade".encode())

    def rows(self, query: str, *values: Any) -> list[Any]:
        """The rows of a query."""
        done = self._open.execute(query.replace("?", "%s").encode(), values or None)
        return done.fetchall() if done.description else []

    def text(self) -> str:
        """Every row."""
        return repr(copied(self))

    def close(self) -> None:
        """Keeps the connection for the next town."""


@cache
def server() -> Postgres | None:
    """The one that the product is told of by its environment; None: a town's own file."""
    url = os.environ.get(LEDGER_VARIABLE)
    return Postgres(url) if url else None


def copied(database: Database) -> Copy:
    """All that a ledger holds."""
    return {name: database.rows(f'select * from "{name}"') for name in TABLES}


def put_back(database: Database, copy: Copy) -> None:
    """Fills an empty ledger with what another one held."""
    database.empty()
    for name, rows in copy.items():
        for row in rows:
            marks = ", ".join("?" * len(row))
            database.rows(f'insert into "{name}" values ({marks})', *row)
    if isinstance(database, Postgres):
        for name in NUMBERED:
            database.rows(
                f"select setval(pg_get_serial_sequence('{name}', 'number'),"
                f' coalesce(max(number), 0) + 1, false) from "{name}"'
            )


@cache
def _empty_file() -> bytes:
    """An SQLite ledger of the newest schema: what `migrate` makes, once a process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ledger.sqlite")
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            _migrate(connection)
        engine.dispose()
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
        return file.read_bytes()

"""The database under a ledger: short transactions, one clock, one writer at a time on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, Engine, literal, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.sql import func
from sqlalchemy.sql.elements import ColumnElement

from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.tables import OWNER

READING = "reconciler_reading"
"""Execution option of a transaction that writes nothing, so that SQLite need not reserve it."""
_SQLITE_TIME = "%Y-%m-%dT%H:%M:%fZ"
_POSTGRES_TIME = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'


def no_crash_point(_point: str, _count: int) -> None:
    """Nobody watches the points."""


@dataclass(slots=True)
class Store:
    """An open database and whose it is. Every call is safe from several threads."""

    engine: Engine
    keyring: KeyRing
    clock: Callable[[], str] | None = None
    """Gives '2026-11-24T09:30:00.000Z' in place of the database's own clock."""
    at_point: Callable[[str, int], None] = no_crash_point
    _writing: Lock = field(default_factory=Lock)
    _counting: Lock = field(default_factory=Lock)
    _points: int = 0

    @property
    def sqlite(self) -> bool:
        """Whether one file is the database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, committed at the end; LedgerError where the database fails."""
        if not self.sqlite:
            with _as_ledger_errors(self.engine), self.engine.begin() as connection:
                yield connection
            return
        # SQLite has one writer: threads wait here, and not for its busy timeout
        with self._writing, _as_ledger_errors(self.engine), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look; LedgerError where the database fails."""
        with _as_ledger_errors(self.engine), self.engine.connect() as connection:
            yield connection.execution_options(**{READING: True})

    def shred(self) -> None:
        """Writes an SQLite file anew, so that what was taken out lies in none of its pages.

        PostgreSQL does that by itself, at its autovacuum.
        """
        if not self.sqlite:
            return
        with self._writing, _as_ledger_errors(self.engine):
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("VACUUM")
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def point(self, name: str) -> None:
        """Tells whoever watches that a journal point was passed; counts from 1."""
        with self._counting:
            self._points += 1
            count = self._points
        self.at_point(name, count)

    def now(self, seconds: float = 0) -> ColumnElement[str]:
        """The present, or so many seconds after it, as UTC ISO text to the millisecond."""
        if self.clock is not None:
            return literal(_later(self.clock(), seconds))
        if self.sqlite:
            return func.strftime(_SQLITE_TIME, "now", f"+{seconds} seconds")
        later = func.clock_timestamp() + timedelta(seconds=seconds)
        return func.to_char(func.timezone("UTC", later), _POSTGRES_TIME)

    def exclusive(self, connection: Connection) -> None:
        """Lets no other writer of leases and run numbers in until this transaction ends."""
        connection.execute(select(OWNER.c.key_id).with_for_update()).all()


@contextmanager
def _as_ledger_errors(engine: Engine) -> Iterator[None]:
    """What the driver raises becomes a LedgerError; its cause is chained."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        raise unreachable(engine, error) from error


def unreachable(engine: Engine, error: Exception) -> LedgerError:
    """Names the database without its password, and the first line of what the driver says."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    why = next(iter(str(cause).splitlines()), type(cause).__name__)
    url = engine.url.render_as_string(hide_password=True)
    return LedgerError([Fault(LedgerCode.UNREACHABLE, None, {"url": url, "why": why})])


def _later(now: str, seconds: float) -> str:
    at = datetime.fromisoformat(now) + timedelta(seconds=seconds)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"

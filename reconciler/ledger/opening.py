"""Opens the database of a ledger: its file or server, its schema, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, select

from reconciler.errors import Fault, LedgerError
from reconciler.ledger.address import file_of, parsed
from reconciler.ledger.codes import LedgerCode
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.migrate import migrate
from reconciler.ledger.store import READING, Store, unreachable
from reconciler.ledger.tables import OWNER

BUSY_SECONDS = 60
"""How long a writer waits for another process's transaction on the same file."""
CONNECT_SECONDS = 10
_PRIVATE = 0o600


def open_store(url: str, keyring: KeyRing, clock: Callable[[], str] | None) -> Store:
    """A database in our schema that is this municipality's and this key's; else LedgerError."""
    engine = _engine(parsed(url))
    store = Store(engine, keyring, clock)
    try:
        with store.writing() as connection:
            migrate(connection)
            _claim(connection, keyring)
    except LedgerError:
        engine.dispose()
        raise
    return store


def _engine(url: URL) -> Engine:
    file = file_of(url)
    if file is None:
        return create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS}
        )
    # the driver's own transactions are switched off: it begins none before a read
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})
    try:
        file.touch(_PRIVATE)
    except OSError as error:
        raise unreachable(engine, error) from error
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(raw: SqliteConnection, _record: Any) -> None:
    """Readers and one writer side by side; rows that others point to stay."""
    raw.execute("PRAGMA foreign_keys = ON")
    if raw.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        raw.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """A writer reserves the file at once, so that two never meet half way."""
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _claim(connection: Connection, keyring: KeyRing) -> None:
    """A new ledger becomes ours; another's is refused."""
    found = connection.execute(select(OWNER)).mappings().first()
    if found is None:
        ours = {"municipality": keyring.municipality, "key_id": keyring.key_id}
        connection.execute(insert(OWNER).values(ours))
        return
    facts = {"found": found["municipality"], "municipality": keyring.municipality}
    if found["municipality"] != keyring.municipality:
        raise LedgerError([Fault(LedgerCode.OTHER_MUNICIPALITY, None, facts)])
    if found["key_id"] != keyring.key_id:
        keys = {"found": found["key_id"], "key": keyring.key_id}
        raise LedgerError([Fault(LedgerCode.OTHER_KEY, None, keys)])

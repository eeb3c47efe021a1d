"""Opens the database of a ledger: its URL, its schema brought up to date, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, make_url, select, text
from sqlalchemy.exc import ArgumentError

from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.keyring import KeyRing
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
    engine = _database(url)
    event.listen(engine, "before_cursor_execute", _writable, retval=True)
    return engine


def _writable(*call: Any) -> tuple[Any, Any]:
    """The statement and its values, each text such that a database takes it.

    A reason or a login may have a byte that is no UTF-8, which Python carries as half a pair, and
    a vendor's JSON may hold one; PostgreSQL takes no NUL.
    """
    _, _, statement, values, *_ = call
    return statement, _whole(values)


def _whole(values: Any) -> Any:
    """One row's values by name or by place, or several rows'."""
    if isinstance(values, dict):
        return {name: _whole(one) for name, one in values.items()}
    if isinstance(values, list | tuple):
        return type(values)(map(_whole, values))
    return _text(values)


def _text(value: Any) -> Any:
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _database(url: URL) -> Engine:
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
    # the file exists by now, with our rights only: SQLite would create it readable for others
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


DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}


def parsed(url: str) -> URL:
    """sqlite:///FILE or postgresql://…, with our driver; LedgerError for anything else.

    A database in memory is refused: two threads would each see their own.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise _fault("-") from error
    driver = DRIVERS.get(parsed.get_backend_name())
    if driver is None or (file_of(parsed) is None and driver == DRIVERS["sqlite"]):
        raise _fault(parsed.render_as_string(hide_password=True))
    return parsed.set(drivername=driver)


def file_of(url: URL) -> Path | None:
    """An SQLite ledger's file."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def _fault(url: str) -> LedgerError:
    return LedgerError([Fault(LedgerCode.BAD_URL, None, {"url": url})])


VERSION_TABLE = "reconciler_ledger_version"
_LOCK = 0x7265636F
"""Any number, the same for all of us: who migrates first lets the others wait."""


def migrate(connection: Connection) -> None:
    """From any earlier version, or nothing; LedgerError where the schema is newer than we are."""
    if connection.dialect.name == "postgresql":
        # two runs may open a new version at once; the second waits and finds nothing to do
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = _config(connection)
    ours = ScriptDirectory.from_config(config)
    found = _version(connection)
    if found == ours.get_current_head():
        return
    if found is not None and found not in {
        walk_revision.revision for walk_revision in ours.walk_revisions()
    }:
        raise LedgerError([Fault(LedgerCode.NEWER_SCHEMA, None, {"version": found})])
    command.upgrade(config, "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "reconciler.ledger:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _version(connection: Connection) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()

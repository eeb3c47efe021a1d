"""Brings a ledger's schema up to ours when it is opened, in one transaction under a lock."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from reconciler.errors import Fault, LedgerError
from reconciler.ledger.codes import LedgerCode

VERSION_TABLE = "reconciler_ledger_version"
_LOCK = 0x7265636F
"""Any number, the same for all of us: who migrates first lets the others wait."""


def migrate(connection: Connection) -> None:
    """From any earlier version, or nothing; LedgerError where the schema is newer than we are."""
    if connection.dialect.name == "postgresql":
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

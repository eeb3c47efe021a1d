"""Brings a ledger's schema up to date. Imported only where one is behind: Alembic takes a while."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode


def upgrade(connection: Connection, found: str | None) -> None:
    """From any earlier version, or nothing; LedgerError where the schema is newer than we are."""
    config = Config()
    config.set_main_option("script_location", "reconciler.ledger:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise LedgerError([Fault(LedgerCode.NEWER_SCHEMA, None, {"version": found})])
    command.upgrade(config, "head")

"""Where a ledger lies: its URL, checked before anything is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from reconciler.errors import Fault, LedgerError
from reconciler.ledger.codes import LedgerCode

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

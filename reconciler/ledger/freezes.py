"""Stops of all writing: ordered and lifted by a person, and kept for the history."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from reconciler.errors import Fault, FrozenError
from reconciler.ledger import LedgerCode
from reconciler.ledger.store import Store
from reconciler.ledger.tables import FREEZES
from reconciler.model.freeze import Freeze

_DAY = len("2026-11-24")


@dataclass(frozen=True, slots=True)
class FreezeOrder:
    """Who says so, from where, and why."""

    who: str
    host: str
    reason: str
    until: str | None = None
    """The last ISO day, in UTC; None: until it is lifted."""


def order(store: Store, connection: Connection, wanted: FreezeOrder) -> None:
    """From the end of this transaction no run sends anything more."""
    values = {
        "municipality": store.keyring.municipality,
        "who": wanted.who,
        "host": wanted.host,
        "reason": wanted.reason,
        "until": wanted.until,
        "since": store.now(),
    }
    connection.execute(insert(FREEZES).values(values))


def lift(store: Store, connection: Connection, wanted: FreezeOrder) -> int:
    """Lifts every one that holds; how many those were."""
    values = {
        "lifted_at": store.now(),
        "lifted_by": wanted.who,
        "lifted_reason": wanted.reason,
    }
    done = connection.execute(update(FREEZES).where(*_holding(store)).values(values))
    return done.rowcount


def holding(store: Store, connection: Connection) -> tuple[Freeze, ...]:
    """Those that hold now, oldest first."""
    return _read(connection, _holding(store))


def every(store: Store, connection: Connection) -> tuple[Freeze, ...]:
    """All that were ever ordered, oldest first."""
    return _read(connection, (_ours(store),))


def require_no_freeze(store: Store, connection: Connection) -> None:
    """FrozenError where one holds; every transaction before a request that writes asks."""
    found = holding(store, connection)
    if found:
        raise FrozenError(Fault(LedgerCode.FROZEN, None, freeze.facts()) for freeze in found)


def _holding(store: Store) -> tuple[ColumnElement[bool], ...]:
    today = func.substr(store.now(), 1, _DAY)
    last = or_(FREEZES.c.until.is_(None), FREEZES.c.until >= today)
    return (_ours(store), FREEZES.c.lifted_at.is_(None), last)


def _ours(store: Store) -> ColumnElement[bool]:
    return FREEZES.c.municipality == store.keyring.municipality


def _read(connection: Connection, which: tuple[ColumnElement[bool], ...]) -> tuple[Freeze, ...]:
    rows = connection.execute(select(FREEZES).where(*which).order_by(FREEZES.c.number))
    return tuple(
        Freeze(
            reason=row["reason"],
            until=row["until"],
            who=row["who"],
            since=row["since"],
            host=row["host"],
            lifted=row["lifted_at"],
            lifted_by=row["lifted_by"] or "",
            lifted_reason=row["lifted_reason"] or "",
        )
        for row in rows.mappings()
    )

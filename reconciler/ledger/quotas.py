"""A vendor's quotas, shared by all runs over one ledger: who calls notes it there first.

Premise: a plan in one job and an apply in another are counted together by the vendor, and neither
knows of the other. On one server they share a ledger.

Rule: a row is a number of calls and when they cease to count. Whoever wants to call takes the
quota's lock for a moment, reads what counts, and adds a row. Times are the database's own clock.
A role that may only read cannot add rows: `shared_quotas` gives it nothing, and its runs keep
within a share that is set apart for them.

Example: licensing is 1 a second. Two applies ask at once: one is told to wait 0 seconds, the other
one second, and so on by turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from reconciler.ledger.store import Store
from reconciler.ledger.tables import QUOTA_CALLS
from reconciler.model.quotas import CountedCalls, QuotaLimit


@dataclass(frozen=True, slots=True)
class SharedWindow:
    """One quota of a vendor, as it stands in a ledger."""

    store: Store
    quota: str
    limit: QuotaLimit

    def reserve(self, calls: float, now: float) -> float:
        """Seconds until these calls may go; they are counted as gone then. LedgerError: stop."""
        del now  # another process's clock says nothing here
        with self.store.writing() as connection:
            lock = func.pg_advisory_xact_lock(func.hashtextextended(self.quota, 0))
            connection.execute(select(lock))
            at = _now(connection)
            ours = QUOTA_CALLS.c.quota == self.quota
            connection.execute(delete(QUOTA_CALLS).where(ours, QUOTA_CALLS.c.ends <= at))
            made = self.limit.next_calls(_counted(connection, ours), calls, at)
            connection.execute(insert(QUOTA_CALLS).values(quota=self.quota, **made._asdict()))
        return made.starts - at


@dataclass(frozen=True, slots=True)
class SharedQuotas:
    """The quotas of all runs over one ledger."""

    store: Store
    share: float
    """Of each quota; the rest is left to runs that may only read."""

    def window(self, key: tuple[str, ...], limit: QuotaLimit) -> SharedWindow:
        """The window of a vendor's key."""
        return SharedWindow(
            self.store, "/".join(key), limit._replace(calls=limit.calls * self.share)
        )


def shared_quotas(store: Store, read_share: float) -> SharedQuotas | None:
    """The quotas of a ledger on a server; None where its role may only read."""
    return SharedQuotas(store, 1.0 - read_share) if may_write(store, "quota_calls") else None


def may_write(store: Store, table: str) -> bool:
    """Whether the role that opened a ledger on a server may add rows to a table."""
    with store.reading() as connection:
        asked = text("SELECT has_table_privilege(:table, 'INSERT')")
        return bool(connection.execute(asked, {"table": table}).scalar_one())


def _now(connection: Connection) -> float:
    return float(
        connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
    )


def _counted(connection: Connection, ours: Any) -> list[CountedCalls]:
    c = QUOTA_CALLS.c
    rows = connection.execute(select(c.ends, c.starts, c.calls).where(ours))
    return [CountedCalls(*row) for row in rows]

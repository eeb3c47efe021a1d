"""Compliance reports over time: the last one of each day of a stack, as report.json.

A report holds no person and no id of one, and its small counts are suppressed before it is stored.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from reconciler.ledger.pruning import IS_PRUNED
from reconciler.ledger.store import Store
from reconciler.ledger.tables import REPORTS


class StoredReport(NamedTuple):
    """A report and the ISO day that it is of."""

    day: str
    data: str


def save_report(store: Store, connection: Connection, stack: str, report: StoredReport) -> None:
    """In the place of an earlier one of the same day."""
    key = {"stack": stack, "day": report.day}
    connection.execute(delete(REPORTS).filter_by(**key))
    connection.execute(insert(REPORTS).values(**key, at=store.now(), data=report.data))


def report_on(connection: Connection, stack: str, day: str) -> StoredReport | None:
    """The last whole one on or before an ISO day; None where there is none so early."""
    c = REPORTS.c
    row = connection.execute(
        select(c.day, c.data)
        .where(c.stack == stack, c.day <= day, c.data.not_like(IS_PRUNED))
        .order_by(c.day.desc())
        .limit(1)
    ).first()
    return None if row is None else StoredReport(*row)


def report_days(connection: Connection, stack: str) -> tuple[str, ...]:
    """The days that have a whole one, the oldest first."""
    c = REPORTS.c
    rows = connection.execute(
        select(c.day).where(c.stack == stack, c.data.not_like(IS_PRUNED)).order_by(c.day)
    )
    return tuple(row.day for row in rows)

"""Who is trained and who is certified: `sourcedId,certification`, and perhaps `state` and `until`.

Rule: a row without a state is of a certified person. Whoever is certified is trained as well; a
certificate whose last day is over leaves its holder trained. Several rows of one person add up.

Example, on 2026-11-30: `p1,Level 1,certified,2026-06-30` makes p1 trained; `p2,Course,trained,`
makes p2 trained; `p3,Level 2,,` makes p3 certified and trained.
"""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.roster.periods import Days
from reconciler.roster.table import Table

TRAINED = "trained"


@dataclass(frozen=True, slots=True)
class Qualified:
    """Ids of people."""

    certified: frozenset[str] = frozenset()
    trained: frozenset[str] = frozenset()
    """Those who are certified among them."""


def qualified(table: Table, day: str) -> Qualified:
    """Who is what on an ISO day ('': nothing is over); what is no date is a fault of the list."""
    days = Days.of(table, "until")
    certified = set()
    for row in table.rows:
        until = days.read(row, "until")
        over = bool(until and day and until < day)
        if row["state"] != TRAINED and not over:
            certified.add(row["sourcedId"])
    return Qualified(frozenset(certified), frozenset(row["sourcedId"] for row in table.rows))

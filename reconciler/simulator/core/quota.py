"""Quota budgets as buckets that fill again, and each vendor's own way of saying that one is empty.

Numbers: Google's Directory, License Manager and Groups Settings limits pages, and Microsoft's page
on throttling of identity and access, as of 2026-04.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.exchange import Response

GOOGLE_LIMITS: Mapping[str, float | None] = MappingProxyType(
    {
        "queries_per_minute": 2400,
        "unit_writes_per_second": 1,
        "user_inserts_per_second": 10,
        "licence_queries_per_second": 1,
        # Seen by GAM's users and in no page: off unless a scenario sets them.
        "licence_queries_per_minute": None,
        "licence_queries_per_day": None,
        # A limit of each Workspace account that nobody can have raised; Google names no number.
        "account_queries_per_minute": None,
        "settings_queries_per_day": 100_000,
        # Google states no number for these two; they are off unless a scenario sets them.
        "group_inserts_per_second": None,
        "member_inserts_per_second": None,
    }
)
GRAPH_LIMITS: Mapping[str, float | None] = MappingProxyType(
    {"units_per_10_seconds": None, "writes_per_150_seconds": 3000}
)
_UNITS_BY_USERS = ((50, 3500.0), (501, 5000.0))
_UNITS_OF_LARGE = 8000.0
PERIODS: Mapping[str, float] = MappingProxyType(
    {"second": 1, "minute": 60, "day": 86_400, "10_seconds": 10, "150_seconds": 150}
)


@dataclass(slots=True)
class Bucket:
    """So many units in so many seconds: full at first, filled again evenly."""

    size: float
    seconds: float
    left: float = -1.0
    seen: float = 0.0

    def take(self, cost: float, now: float) -> float:
        """0 when the units were there and are taken; else the seconds until they are."""
        self._fill(now)
        if self.left >= cost:
            self.left -= cost
            return 0.0
        return max(0.001, (cost - self.left) * self.seconds / self.size)

    def share(self, now: float) -> float:
        """How much of it is used, from 0 to 1."""
        self._fill(now)
        return 1 - self.left / self.size

    def _fill(self, now: float) -> None:
        grown = self.size if self.left < 0 else self.left
        if self.seen:
            grown += (now - self.seen) * self.size / self.seconds
        self.left, self.seen = min(self.size, grown), now


class Budgets:
    """The buckets of all tenants of one server: a project's are shared by every tenant it is at."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, ...], Bucket] = {}

    def clear(self) -> None:
        """All of them are full again."""
        self._buckets.clear()

    def bucket(self, name: str, limit: float, *whose: str) -> Bucket:
        """The bucket of a limit for those whom it is counted by."""
        key = (name, f"{limit:g}", *whose)
        if key not in self._buckets:
            self._buckets[key] = Bucket(limit, PERIODS[name.partition("_per_")[2]])
        return self._buckets[key]


class Quota(Protocol):
    """One vendor's budgets as one tenant's calls meet them."""

    def meet(self, context: CallContext) -> Response | None:
        """The refusal of a call that no budget is left for; else None, and it is charged."""


def buckets(limits: Mapping[str, float | None]) -> dict[str, Bucket]:
    """A bucket for each limit that is set, by the limit's name."""
    return {
        name: Bucket(float(limit), PERIODS[name.partition("_per_")[2]])
        for name, limit in limits.items()
        if limit
    }


def units_for(users: int) -> float:
    """Resource units in ten seconds of one app in a tenant with so many users."""
    found = (units for most, units in _UNITS_BY_USERS if users < most)
    return next(found, _UNITS_OF_LARGE)

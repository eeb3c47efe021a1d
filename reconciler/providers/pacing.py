"""Pacing by the documented budgets, so that a vendor seldom has to say no.

Premise: a vendor counts calls over a window and by a key of its own choice, which need not be a
tenant: all tenants of one Google project share its licensing budget.

Rule: in no window do more calls leave than the budget has, counted by the vendor's key (see
`model.quotas`). All providers of a process share one pool; over a ledger on a server all processes
do, and runs that may only read keep within a share of their own.

Example: 26 tenants of one project give out licences at one a second together.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Protocol

from reconciler.model.quotas import CountedCalls, QuotaLimit
from reconciler.model.tenant import Tenant

Clock = Callable[[], float]
Sleep = Callable[[float], None]


def budgets_of(tenant: Tenant, documented: Mapping[str, float]) -> Mapping[str, float]:
    """Calls a second by API: the documented ones, the stack's over them; empty: unlimited."""
    if tenant.budgets is None:
        return documented
    return {**documented, **tenant.budgets} if tenant.budgets else {}


class CallWindow(Protocol):
    """What one vendor counts under one key."""

    @property
    def limit(self) -> QuotaLimit:
        """The most calls in a window, and its seconds."""

    def reserve(self, calls: float, now: float) -> float:
        """Seconds until these calls may go; they are counted as gone then."""


class CallWindows(Protocol):
    """The windows of a process, or of all processes."""

    def window(self, key: tuple[str, ...], limit: QuotaLimit) -> CallWindow:
        """The window of a vendor's key."""


@dataclass(slots=True)
class QuotaWindow:
    """A window of this process. For several threads."""

    limit: QuotaLimit
    _counted: list[CountedCalls] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def tighten(self, limit: QuotaLimit) -> None:
        """Two tenants may declare different budgets for one key: the stricter holds for both."""
        self.limit = min(self.limit, limit)

    def reserve(self, calls: float, now: float) -> float:
        """See `CallWindow`."""
        with self._lock:
            self._counted = [one for one in self._counted if one.ends > now]
            made = self.limit.next_calls(self._counted, calls, now)
            self._counted.append(made)
            return made.starts - now


class QuotaPool:
    """The windows of one process by the vendors' keys, so that tenants share what is shared."""

    def __init__(self, share: float = 1.0) -> None:
        """`share` of each quota is used."""
        self._share = share
        self._windows: dict[tuple[str, ...], QuotaWindow] = {}
        self._lock = Lock()

    def window(self, key: tuple[str, ...], limit: QuotaLimit) -> QuotaWindow:
        """The window of a key: made once, and only ever made stricter."""
        own = limit._replace(calls=limit.calls * self._share)
        with self._lock:
            found = self._windows.setdefault(key, QuotaWindow(own))
            found.tighten(own)
            return found


@cache
def process_quotas() -> QuotaPool:
    """The pool of this process: the vendors count all of its providers together."""
    return QuotaPool()


class Pacer:
    """Holds calls back, by API; an API without a budget is not held back.

    `budgets` are calls a second, `windows` the seconds over which a vendor counts them (1 where
    none is named), `keys` what it counts them by besides the API, in `pool`.
    """

    def __init__(  # noqa: PLR0913  three tables by API, and what a test puts in the place of time
        self,
        budgets: Mapping[str, float],
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
        *,
        windows: Mapping[str, float] | None = None,
        keys: Mapping[str, tuple[str, ...]] | None = None,
        pool: CallWindows | None = None,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        shared: CallWindows = pool or QuotaPool()
        seconds, named = windows or {}, keys or {}
        self._windows = {
            api: shared.window((api, *named.get(api, ())), QuotaLimit(rate * over, over))
            for api, rate in budgets.items()
            for over in (float(seconds.get(api, 1.0)),)
        }

    def largest(self, api: str) -> float | None:
        """The most calls that may leave together; None: any number."""
        window = self._windows.get(api)
        return None if window is None else window.limit.calls

    def take(self, api: str, calls: float) -> None:
        """Waits until the API's budget allows these calls, and spends it."""
        window = self._windows.get(api)
        if window is None:
            return
        wait = window.reserve(calls, self._clock())
        if wait > 0:
            self._sleep(wait)

"""Pacing by the documented budgets, so that a vendor seldom has to say no.

Premise: a vendor counts calls over a window (Google's Directory API: 2,400 in a minute) and by a
key of its own choice, which need not be a tenant: all tenants of one Google project share its
licensing budget. A bucket that fills up evenly does not keep such a limit: a full bucket and what
flows in afterwards make more than one window's worth.

Rule: in no window do more calls leave than the budget has, counted by the vendor's key. What does
not fit waits until enough of the earlier calls are a window old.

Example: 40 a second over 60 seconds are 2,400. At 0:00 three batches of 1,000, 1,000 and 400 may
leave at once; the next batch of 1,000 leaves at 1:00, when the first is a window old.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

from reconciler.model.tenant import Tenant

Clock = Callable[[], float]
Sleep = Callable[[float], None]


def budgets_of(tenant: Tenant, documented: Mapping[str, float]) -> Mapping[str, float]:
    """Calls a second by API: the documented ones, the stack's over them; empty: unlimited."""
    if tenant.budgets is None:
        return documented
    return {**documented, **tenant.budgets} if tenant.budgets else {}


@dataclass(slots=True)
class QuotaWindow:
    """What one vendor counts under one key. For several threads."""

    seconds: float
    limit: float
    """Calls in a window."""
    _sent: deque[tuple[float, float]] = field(default_factory=deque)
    """When calls stop to count, and how many they are, in the order in which they left."""
    _last: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def tighten(self, limit: float) -> None:
        """Two tenants may declare different budgets for one key: the stricter holds for both."""
        self.limit = min(self.limit, limit)

    def reserve(self, calls: float, now: float) -> float:
        """Seconds until these calls may go; they are counted as gone then.

        More calls than a window holds go alone, and count for as many windows as they need.
        """
        with self._lock:
            start = max(now, self._last)
            while self._sent and self._sent[0][0] <= start:
                self._sent.popleft()
            counted = sum(number for _, number in self._sent)
            for end, number in tuple(self._sent):
                if counted + calls <= self.limit or not counted:
                    break
                start, counted = end, counted - number
            self._last = start
            self._sent.append((start + self.seconds * max(1.0, calls / self.limit), calls))
            return start - now


class QuotaPool:
    """The windows of one process by the vendors' keys, so that tenants share what is shared."""

    def __init__(self) -> None:
        self._windows: dict[tuple[str, ...], QuotaWindow] = {}
        self._lock = Lock()

    def window(self, key: tuple[str, ...], limit: float, seconds: float) -> QuotaWindow:
        """The window of a key: made once, and only ever made stricter."""
        with self._lock:
            found = self._windows.setdefault(key, QuotaWindow(seconds, limit))
            found.tighten(limit)
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
        pool: QuotaPool | None = None,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        shared, seconds, named = pool or QuotaPool(), windows or {}, keys or {}
        self._windows = {
            api: shared.window((api, *named.get(api, ())), rate * over, over)
            for api, rate in budgets.items()
            for over in (float(seconds.get(api, 1.0)),)
        }

    def largest(self, api: str) -> float | None:
        """The most calls that may leave together; None: any number."""
        window = self._windows.get(api)
        return None if window is None else window.limit

    def take(self, api: str, calls: float) -> None:
        """Waits until the API's budget allows these calls, and spends it."""
        window = self._windows.get(api)
        if window is None:
            return
        wait = window.reserve(calls, self._clock())
        if wait > 0:
            self._sleep(wait)

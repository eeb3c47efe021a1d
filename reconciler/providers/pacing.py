"""Pacing by the documented budgets, so that a vendor seldom has to say no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from reconciler.model.tenant import Tenant


def budgets_of(tenant: Tenant, documented: Mapping[str, float]) -> Mapping[str, float]:
    """Calls a second by API: the documented ones, the stack's over them; empty: unlimited."""
    if tenant.budgets is None:
        return documented
    return {**documented, **tenant.budgets} if tenant.budgets else {}


@dataclass(slots=True)
class _Bucket:
    rate: float
    level: float
    then: float

    def reserve(self, calls: int, now: float) -> float:
        """Seconds until these calls may go; they are counted as gone."""
        # One second's worth may be saved up. A batch larger than that leaves at once and the
        # next one waits until it is paid for: a small tenant's few calls need no waiting.
        self.level = min(self.rate, self.level + (now - self.then) * self.rate)
        self.then = now
        wait = max(0.0, -self.level / self.rate)
        self.level -= calls
        return wait


class Pacer:
    """One bucket an API, in calls a second; an API without a budget is not held back.

    Several threads may share one. `clock` gives seconds that never go back.
    """

    def __init__(
        self,
        budgets: Mapping[str, float],
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        now = clock()
        self._buckets = {api: _Bucket(rate, rate, now) for api, rate in budgets.items()}

    def take(self, api: str, calls: int) -> None:
        """Waits until the API's budget allows these calls, and spends it."""
        bucket = self._buckets.get(api)
        if bucket is None:
            return
        with self._lock:
            wait = bucket.reserve(calls, self._clock())
        if wait > 0:
            self._sleep(wait)

"""The simulator's time: the machine's own, or one that stands still until it is moved on."""

from __future__ import annotations

import time

_CENTURY = 100 * 365.25 * 86_400


class Clock:
    """What quotas, replication lag and the end of tokens read instead of the machine's clock."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._stands: float | None = None

    def now(self) -> float:
        """Seconds since 1970."""
        return (time.time() if self._stands is None else self._stands) + self._ahead

    @property
    def ahead(self) -> float:
        """How many seconds it is ahead of the machine's clock."""
        return self.now() - time.time()

    @property
    def virtual(self) -> bool:
        """Whether it moves only when told."""
        return self._stands is not None

    def stand(self, at: float | None = None) -> None:
        """From now on it moves only when told; at the present moment, or `at` (since 1970)."""
        self._stands = (self.now() if at is None else at) - self._ahead

    def run(self) -> None:
        """From now on it goes with the machine's clock, as far ahead as it is."""
        if self._stands is not None:
            self._ahead += self._stands - time.time()
            self._stands = None

    def reach(self, moment: float) -> None:
        """Moves it on to a moment (seconds since 1970) unless it is later already.

        So several callers may each sleep until a moment of their own.
        """
        self.advance(max(0.0, moment - self.now()))

    def advance(self, seconds: float) -> None:
        """Moves it on; ValueError for a step backwards, and for more than a century."""
        if not 0 <= seconds <= _CENTURY - self.ahead:
            raise ValueError("the clock goes neither backwards nor more than a century ahead")
        self._ahead += seconds

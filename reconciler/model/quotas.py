"""When calls may leave, so that no window of a vendor's quota ever holds more than it may.

Premise: a vendor counts calls over a window (Google's Directory API: 2,400 in a minute). A bucket
that fills up evenly does not keep such a limit: a full bucket and what flows in afterwards make
more than one window's worth.

Rule: what does not fit waits until enough of the earlier calls are a window old. Calls leave in the
order in which they asked. More calls than a window holds go alone, and count for as many windows as
they need.

Example: 2,400 a minute. At 0:00 batches of 1,000, 1,000 and 400 leave at once; the next batch of
1,000 leaves at 1:00, when the first is a window old.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class CountedCalls(NamedTuple):
    """Calls that left together; times are seconds of one clock."""

    ends: float
    """When they count no more."""
    starts: float
    calls: float


class QuotaLimit(NamedTuple):
    """So many calls in so many seconds."""

    calls: float
    seconds: float

    def next_calls(self, counted: Iterable[CountedCalls], calls: float, now: float) -> CountedCalls:
        """When these calls may leave; `counted` are those before them."""
        earlier = tuple(counted)
        start = max([now, *(one.starts for one in earlier)])
        waiting = sorted(one for one in earlier if one.ends > start)
        total = sum(one.calls for one in waiting)
        for one in waiting:
            if total + calls <= self.calls or not total:
                break
            start, total = one.ends, total - one.calls
        return CountedCalls(start + self.seconds * max(1.0, calls / self.calls), start, calls)

    def wait(self, calls: float) -> float:
        """Seconds until the last of so many calls has left, if nothing else is sent meanwhile."""
        if not calls:
            return 0.0
        windows = int((calls - 1) // self.calls) if self.calls >= 1 else (calls - 1) / self.calls
        return windows * self.seconds

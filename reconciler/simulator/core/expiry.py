"""Tokens that end in the middle of a run, whatever they say themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from reconciler.simulator.exchange import Request


@dataclass(slots=True)
class Expiry:
    """A bearer is good for so many HTTP requests, or so many seconds since it was first used."""

    requests: float
    seconds: float
    _used: Counter[str] = field(default_factory=Counter)
    _first: dict[str, float] = field(default_factory=dict)

    def ended(self, request: Request, now: float) -> bool:
        """Whether the request's bearer is no longer good; counts as a use of it."""
        bearer = request.headers.get("authorization", "")
        self._used[bearer] += 1
        first = self._first.setdefault(bearer, now)
        return self._used[bearer] > self.requests or now - first >= self.seconds

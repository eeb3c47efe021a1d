"""What goes wrong in a cloud by chance: 5xx, lost connections, slow answers, half listings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.core.faults import DroppedError
from reconciler.simulator.core.seeded_random import SeededRandom
from reconciler.simulator.exchange import Response

ErrorBody = Callable[[int], dict[str, Any]]
"""A vendor's error body for a bare status."""
_TOKENS = frozenset({"pageToken", "$skiptoken"})


@dataclass(frozen=True, slots=True)
class Errors:
    """A share of the calls is answered with a 5xx; of these, a share has taken effect."""

    random_stream: SeededRandom
    share: float
    statuses: tuple[int, ...]
    took_effect: float
    error: ErrorBody

    def meet(self, context: CallContext) -> Response | None:
        """The 5xx now, or noted for after the call; None when the call is spared."""
        if self.random_stream.draw("error", context.call) >= self.share:
            return None
        place = int(self.random_stream.draw("status", context.call) * len(self.statuses))
        status = self.statuses[place]
        response = Response(status, self.error(status))
        if self.random_stream.draw("effect", context.call) < self.took_effect:
            context.instead = response
            return None
        return response


@dataclass(frozen=True, slots=True)
class Drops:
    """A share of the HTTP requests loses its connection, before it took effect or after."""

    random_stream: SeededRandom
    before: float
    after: float

    def meet(self, context: CallContext) -> Response | None:
        """None; DroppedError for a request that is lost on its way here."""
        if self.random_stream.draw("drop before", context.call) < self.before:
            raise DroppedError
        if self.random_stream.draw("drop after", context.call) < self.after:
            context.trial.drop = True
        return None


@dataclass(frozen=True, slots=True)
class Slow:
    """A share of the HTTP requests keeps its caller waiting, in real seconds."""

    random_stream: SeededRandom
    share: float
    seconds: float

    def meet(self, context: CallContext) -> Response | None:
        """None; the trial is told how long to wait."""
        if self.random_stream.draw("slow", context.call) < self.share:
            context.trial.seconds += self.seconds
        return None


@dataclass(slots=True)
class HalfPages:
    """A page in the middle of a listing fails, some times over; the pages before it came."""

    page: int
    times: int
    route: re.Pattern[str]
    response: Response
    _turned: Counter[str] = field(default_factory=Counter)

    def meet(self, context: CallContext) -> Response | None:
        """The failure in place of the page."""
        if (
            context.request.method != "GET"
            or not self.times
            or not self.route.search(context.route)
        ):
            return None
        path, _, tail = context.request.path.partition("?")
        query: Mapping[str, str] = dict(parse_qsl(tail)) if tail else context.request.query
        if not _TOKENS & query.keys():
            self._turned[path] = 1
            return None
        if self._turned[path] + 1 < self.page:
            self._turned[path] += 1
            return None
        self.times -= 1
        return self.response

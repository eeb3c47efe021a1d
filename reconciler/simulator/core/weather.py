"""Named behaviours that befall calls before the vendor's handler has them: each call once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.core.faults import Trial
from reconciler.simulator.exchange import Response
from reconciler.simulator.google.errors import error_body, unauthorised
from reconciler.simulator.switches import Switches, share_of

Whom = Callable[[CallContext], bool]


@dataclass(frozen=True, slots=True)
class Squall:
    """What one behaviour refuses, and how: its row in the catalogue has a `share`."""

    name: str
    befalls: Whom
    response: Response


@dataclass(slots=True)
class Weather:
    """A share of the different calls is refused, each the first time it comes.

    So who tries again always gets through, and the same seed refuses the same calls.
    """

    seed: str
    switches: Switches
    squalls: tuple[Squall, ...]
    _met: set[bytes] = field(default_factory=set)

    def meet(self, context: CallContext) -> Response | None:
        """The refusal of a call that comes for the first time; None lets it through."""
        for squall in self.squalls:
            if squall.befalls(context) and self._hits(squall.name, context):
                return squall.response
        return None

    def _hits(self, name: str, context: CallContext) -> bool:
        text = (
            f"{self.seed}\n{name}\n{context.call}\n".encode(errors="replace") + context.request.body
        )
        key = blake2b(text, digest_size=8).digest()
        if key in self._met:
            return False
        self._met.add(key)
        return share_of(key.hex()) < self.switches.number(name, "share")


@dataclass(slots=True)
class Spent:
    """A budget of so many calls a day that some calls come out of."""

    name: str
    switches: Switches
    befalls: Whom
    response: Response
    day: int = 0
    calls: int = 0

    def meet(self, context: CallContext) -> Response | None:
        """The refusal once the day's calls are used up."""
        if not self.befalls(context):
            return None
        today = int(context.now // 86_400)
        self.calls = self.calls + 1 if today == self.day else 1
        self.day = today
        return self.response if self.calls > self.switches.number(self.name, "calls") else None


@dataclass(slots=True)
class Alone:
    """Of the calls of one batch to one path, those that wait for no other go through once."""

    befalls: Whom
    response: Response
    _trial: Trial | None = None
    _paths: set[str] = field(default_factory=set)

    def meet(self, context: CallContext) -> Response | None:
        """The refusal of a call that runs beside another to the same path."""
        if not context.batched or context.request.waits or not self.befalls(context):
            return None
        if context.trial is not self._trial:
            self._trial, self._paths = context.trial, set()
        path = context.request.path.casefold()
        if path in self._paths:
            return self.response
        self._paths.add(path)
        return None


UNAUTHORISED = "unauthorised-in-batch"
CONFLICTING = "conflicting-requests"
DAY = "licence-day-spent"
_BUSY = "Conflicting requests. Please try again."
_DAY = "Quota exceeded for quota metric 'Queries' and limit 'Queries per day'."


def google_weather(seed: str, switches: Switches) -> Iterator[Weather | Spent]:
    """The parts that these switches put before the handler."""
    squalls = (
        Squall(UNAUTHORISED, lambda context: context.batched, Response(401, unauthorised())),
        Squall(CONFLICTING, _changes_members, Response(409, error_body(409, "conflict", _BUSY))),
    )
    blowing = tuple(one for one in squalls if switches.on(one.name))
    if blowing:
        yield Weather(seed, switches, blowing)
    if switches.on(DAY):
        refusal = Response(403, error_body(403, "quotaExceeded", _DAY))
        yield Spent(DAY, switches, _licensing, refusal)


def _changes_members(context: CallContext) -> bool:
    return context.request.method != "GET" and "/groups/{groupKey}/members" in context.route


def _licensing(context: CallContext) -> bool:
    return context.route.startswith("apps/licensing/")


CONCURRENCY = "concurrency-violation"
ASSIGNS = "one-assign-a-user"
_OBJECTS = re.compile(r"/(groups|users|directory/administrativeUnits)/")
_BODY = {
    "error": {
        "code": "Directory_ConcurrencyViolation",
        "message": "Concurrent requests were made to the tenant. Please wait briefly and retry.",
        "innerError": {},
    }
}


def graph_weather(seed: str, switches: Switches) -> Iterator[Weather | Alone]:
    """The parts that these switches put before the handler."""
    if switches.on(CONCURRENCY):
        squall = Squall(CONCURRENCY, _changes_objects, Response(409, _BODY))
        yield Weather(seed, switches, (squall,))
    if switches.on(ASSIGNS):
        yield Alone(_assigns, Response(409, _BODY))


def _assigns(context: CallContext) -> bool:
    return context.route.endswith("/users/{id}/assignLicense")


def _changes_objects(context: CallContext) -> bool:
    reading = context.request.method == "GET" or context.route.endswith(
        ("MemberGroups", "MemberObjects")
    )
    return not reading and _OBJECTS.search(f"{context.route}/") is not None

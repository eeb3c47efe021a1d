"""Replication lag: reads are answered from copies of the tenant that follow it some time behind.

A handler is a function of state and request, so the same requests in the same order bring a copy
to the same state. What was created is missing for a while, what was changed shows its old face,
what was deleted is still there, in listings too; then all is right.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reconciler.simulator.core.seeded_random import SeededRandom
from reconciler.simulator.exchange import Request, Response

_LONG = 1000
Handle = Callable[[Any, Request], Response]
KINDS: Mapping[str, re.Pattern[str]] = {
    "units": re.compile(r"/orgunits|/administrativeUnits"),
    "licences": re.compile(r"^apps/licensing|/licenseDetails|/subscribedSkus"),
    "settings": re.compile(r"^groups/v1"),
    "members": re.compile(r"/groups/[^/]+/(members|owners|hasMember|transitiveMembers)"),
    "groups": re.compile(r"/groups"),
    "users": re.compile(r"/users"),
}
"""The kinds that may lag, each by its routes; the first that fits is a route's kind."""


def kind_of(route: str) -> str:
    """The kind of what is read at this route; '' for none that may lag."""
    return next((kind for kind, pattern in KINDS.items() if pattern.search(route)), "")


@dataclass(slots=True)
class Replica:
    """One copy of the tenant and the writes that it has not seen yet."""

    tenant: Any
    handle: Handle
    behind: float
    waiting: deque[tuple[float, Request]] = field(default_factory=deque)

    def read(self, request: Request, now: float) -> Response:
        """The answer as of `behind` seconds ago."""
        self._catch_up(now)
        return self.handle(self.tenant, request)

    def note(self, request: Request, now: float) -> None:
        """A write to carry out later; where nobody reads, the queue must not grow for ever."""
        self.waiting.append((now, request))
        if len(self.waiting) > _LONG:
            self._catch_up(now)

    def _catch_up(self, now: float) -> None:
        while self.waiting and self.waiting[0][0] + self.behind <= now:
            self.tenant.now, write = self.waiting.popleft()
            self.handle(self.tenant, write)
        self.tenant.now = now


@dataclass(slots=True)
class Lag:
    """The copies of one tenant by how far they are behind, and which kind is read from which."""

    kinds: Mapping[str, float]
    share: float
    random_stream: SeededRandom
    replicas: dict[float, Replica]

    def answer(self, request: Request, route: str, now: float) -> Response | None:
        """A read's late answer, or None when the tenant itself is to answer."""
        behind = self.kinds.get(kind_of(route))
        if (
            not behind
            or self.random_stream.draw("lag", f"{request.method} {request.path}") >= self.share
        ):
            return None
        return self.replicas[behind].read(request, now)

    def note(self, request: Request, now: float) -> None:
        """A write, refused or not: it may have used up an id either way."""
        for replica in self.replicas.values():
            replica.note(request, now)


def lagging(tenant: Any, handle: Handle, kinds: Mapping[str, float], chances: SeededRandom) -> Lag:
    """The tenant's lag by kind in seconds, with copies of it as it is now; `share` is no kind."""
    behind = {kind: float(seconds) for kind, seconds in kinds.items() if kind != "share"}
    copies = {
        seconds: Replica(copied(tenant), handle, seconds)
        for seconds in set(behind.values())
        if seconds
    }
    return Lag(behind, kinds.get("share", 1.0), chances, copies)


def copied(tenant: Any) -> Any:
    """Another tenant in the same state that shares nothing with it."""
    return type(tenant).from_json(json.loads(json.dumps(tenant.to_json())))

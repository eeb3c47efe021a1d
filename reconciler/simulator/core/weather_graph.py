"""Graph's weather: what befalls calls on their way, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconciler.simulator.core.met import Met
from reconciler.simulator.core.weather import Alone, Squall, Weather
from reconciler.simulator.exchange import Response
from reconciler.simulator.switches import Switches

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


def _assigns(met: Met) -> bool:
    return met.route.endswith("/users/{id}/assignLicense")


def _changes_objects(met: Met) -> bool:
    reading = met.request.method == "GET" or met.route.endswith(("MemberGroups", "MemberObjects"))
    return not reading and _OBJECTS.search(f"{met.route}/") is not None

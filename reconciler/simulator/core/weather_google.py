"""Google's weather: what befalls calls on their way, by name."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.simulator.core.met import Met
from reconciler.simulator.core.weather import Spent, Squall, Weather
from reconciler.simulator.exchange import Response
from reconciler.simulator.google.errors import error_body, unauthorised
from reconciler.simulator.switches import Switches

UNAUTHORISED = "unauthorised-in-batch"
CONFLICTING = "conflicting-requests"
DAY = "licence-day-spent"
_BUSY = "Conflicting requests. Please try again."
_DAY = "Quota exceeded for quota metric 'Queries' and limit 'Queries per day'."


def google_weather(seed: str, switches: Switches) -> Iterator[Weather | Spent]:
    """The parts that these switches put before the handler."""
    squalls = (
        Squall(UNAUTHORISED, lambda met: met.batched, Response(401, unauthorised())),
        Squall(CONFLICTING, _changes_members, Response(409, error_body(409, "conflict", _BUSY))),
    )
    blowing = tuple(one for one in squalls if switches.on(one.name))
    if blowing:
        yield Weather(seed, switches, blowing)
    if switches.on(DAY):
        refusal = Response(403, error_body(403, "quotaExceeded", _DAY))
        yield Spent(DAY, switches, _licensing, refusal)


def _changes_members(met: Met) -> bool:
    return met.request.method != "GET" and "/groups/{groupKey}/members" in met.route


def _licensing(met: Met) -> bool:
    return met.route.startswith("apps/licensing/")

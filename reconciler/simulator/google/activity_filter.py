"""Which activities a report shows: a span of time, an event's name, its parameters."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from reconciler.simulator.google.activities import Activity
from reconciler.simulator.google.errors import GoogleError, invalid

LONGEST_SECONDS = 180 * 24 * 3600
"""How far back a report goes."""
_FILTER = re.compile(r"([A-Za-z_]+)(==|<>|<=|>=|<|>)(.*?)(?:,(?=[A-Za-z_]+(?:==|<|>))|$)")
_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "==": operator.eq,
        "<>": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is asked for; times are Unix seconds, both ends included."""

    start: float
    end: float
    event: str
    filters: Mapping[str, tuple[str, str]]
    """Parameter → (sign, value)."""

    def takes(self, activity: Activity) -> bool:
        """Whether the report shows this activity."""
        if not self.start <= activity.at <= self.end or self.event not in ("", activity.name):
            return False
        return all(_passes(activity.parameters, name, *of) for name, of in self.filters.items())


def read(query: Mapping[str, str], now: float) -> Wanted:
    """The report that a query asks for; GoogleError 400 for what cannot be read."""
    earliest = now - LONGEST_SECONDS
    end = min(_time(query, "endTime", now), now)
    start = max(_time(query, "startTime", earliest), earliest)
    if start > end:
        raise GoogleError(400, "invalid", "Start time can not be after end time.", "startTime")
    return Wanted(start, end, query.get("eventName", ""), _filters(query.get("filters", "")))


def _time(query: Mapping[str, str], name: str, default: float) -> float:
    text = query.get(name)
    if text is None:
        return default
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid(name) from None
    if moment.tzinfo is None:
        raise invalid(name)
    return moment.timestamp()


def _filters(text: str) -> dict[str, tuple[str, str]]:
    # A parameter that stands twice counts as it stands last.
    found: dict[str, tuple[str, str]] = {}
    at = 0
    while at < len(text):
        match = _FILTER.match(text, at)
        if match is None:
            raise invalid("filters")
        found[match[1]] = (match[2], match[3])
        at = match.end()
    return found


def _passes(parameters: Mapping[str, str], name: str, sign: str, value: str) -> bool:
    return name in parameters and _SIGNS[sign](parameters[name], value)

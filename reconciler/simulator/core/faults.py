"""Faults that a tenant shows on request: wrong statuses, slow answers, lost connections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from reconciler.simulator.exchange import Call, Response


class FaultAction(Enum):
    """What a rule does to the calls that it meets."""

    STATUS = "status"
    DROP_BEFORE = "drop-before"
    DROP_AFTER = "drop-after"
    DELAY = "delay"


class DroppedError(Exception):
    """The connection is to be closed without an answer, and the call has not taken effect."""


@dataclass(slots=True)
class Rule:
    """One fault: for which calls, how many times still, and what."""

    method: str
    route: re.Pattern[str]
    times: int
    action: FaultAction
    status: int = 503
    body: Any = None
    seconds: float = 0.0


@dataclass(slots=True)
class Faults:
    """A tenant's rules in order; the first that meets a call acts, alone."""

    rules: list[Rule] = field(default_factory=list)
    always: bool = False
    """Whether every exchange is on trial, rules or not: the tenant behaves in some way."""

    def trial(self) -> Trial | None:
        """The faults of one HTTP exchange, or None when nothing can befall it."""
        self.rules = [rule for rule in self.rules if rule.times > 0]
        return Trial(self.rules) if self.rules or self.always else None


@dataclass(slots=True)
class Trial:
    """What the rules did to one HTTP exchange."""

    rules: list[Rule]
    seconds: float = 0.0
    drop: bool = False
    others: list[Call] = field(default_factory=list)
    """What a second administrator did meanwhile."""

    def meet(self, method: str, route: str) -> Response | None:
        """The answer that replaces a call, or None to let it through; DroppedError for neither."""
        for rule in self.rules:
            if rule.times > 0 and rule.method == method and rule.route.search(route):
                rule.times -= 1
                return self._act(rule)
        return None

    def _act(self, rule: Rule) -> Response | None:
        if rule.action is FaultAction.DROP_BEFORE:
            raise DroppedError
        if rule.action is FaultAction.STATUS:
            return Response(rule.status, rule.body)
        self.drop |= rule.action is FaultAction.DROP_AFTER
        self.seconds += rule.seconds if rule.action is FaultAction.DELAY else 0.0
        return None


def read_rules(entries: Iterable[Mapping[str, Any]]) -> list[Rule]:
    """The rules of an admin request; ValueError, KeyError or TypeError for what is none."""
    return [
        Rule(
            method=str(entry["method"]).upper(),
            route=re.compile(str(entry["route"])),
            times=int(entry.get("times", 1)),
            action=FaultAction(entry["do"]),
            status=int(entry.get("status", 503)),
            body=entry.get("body"),
            seconds=float(entry.get("seconds", 0.0)),
        )
        for entry in entries
    ]

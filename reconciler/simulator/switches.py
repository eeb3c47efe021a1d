"""Behaviours that are switched by name: what a vendor does beyond its documents, or against them.

Each is a row of its vendor's catalogue (`google/behaviours.py`, `microsoft/behaviours.py`) with the
day on which it was learnt and who reports it, so that a fact that turns out wrong is found again.
Handlers and weather ask the tenant's Switches. A scenario's part `behaviours` sets them:

    behaviours: {gmail-identity: false, group-settings-late: {tries: 3}}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

ALL = "*"
"""In a scenario: every behaviour of the tenant's vendor, where it is not named itself."""
SHORT = "account-listing-short"
_WHOLE = 2**64
Value = float | str
Chosen = Mapping[str, bool | Mapping[str, Value]]
_NONE: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NamedBehaviour:
    """One thing that a vendor does; its row in docs/simulator.md says the same."""

    name: str
    effect: str
    """One sentence."""
    date: str
    """The day (ISO) on which it was learnt."""
    source: str
    on: bool
    """Whether a tenant shows it unless told otherwise."""
    fixed: bool = False
    """Whether it always holds, and cannot be switched off."""
    parameters: Mapping[str, Value] = field(default_factory=lambda: _NONE)
    """`tries`, `seconds`, `share` and the like, with their defaults."""


Catalogue = Mapping[str, NamedBehaviour]


def always(date: str, name: str, effect: str, source: str) -> NamedBehaviour:
    """A behaviour that every tenant has, whatever a scenario says."""
    return NamedBehaviour(name, effect, date, source, on=True, fixed=True)


def usual(date: str, name: str, effect: str, source: str, **parameters: Value) -> NamedBehaviour:
    """A behaviour that a tenant has unless it is switched off."""
    return NamedBehaviour(name, effect, date, source, on=True, parameters=parameters)


def trouble(date: str, name: str, effect: str, source: str, **parameters: Value) -> NamedBehaviour:
    """A behaviour that a tenant has only when it is switched on."""
    return NamedBehaviour(name, effect, date, source, on=False, parameters=parameters)


def catalogue(rows: Iterable[NamedBehaviour]) -> Catalogue:
    """The behaviours by name."""
    return MappingProxyType({row.name: row for row in rows})


@dataclass(frozen=True, slots=True)
class Switches:
    """Which behaviours one tenant shows; KeyError for a name that its vendor does not have."""

    known: Catalogue
    chosen: Chosen = field(default_factory=dict)
    """As a checked scenario has it; names of the other vendor are of no account."""

    def on(self, name: str) -> bool:
        """Whether the tenant shows this behaviour."""
        row = self.known[name]
        if row.fixed or name in self.chosen:
            return row.fixed or self.chosen[name] is not False
        return bool(self.chosen.get(ALL, row.on))

    def number(self, name: str, parameter: str) -> float:
        """A parameter that is a number."""
        return float(self._value(name, parameter))

    def text(self, name: str, parameter: str) -> str:
        """A parameter that is a text."""
        return str(self._value(name, parameter))

    def _value(self, name: str, parameter: str) -> Value:
        own = self.chosen.get(name)
        default = self.known[name].parameters[parameter]
        return own.get(parameter, default) if isinstance(own, Mapping) else default


def faults(chosen: Mapping[str, Any], known: Catalogue) -> list[str]:
    """What is wrong with a scenario's choice: unknown names, parameters and kinds of value."""
    found = []
    for name, value in chosen.items():
        if name != ALL and name not in known:
            found.append(f"no behaviour is called {name}; reconciler docs simulator lists them")
        elif value is False and name != ALL and known[name].fixed:
            found.append(f"the behaviour {name} always holds")
        elif isinstance(value, Mapping):
            taken = known[name].parameters if name != ALL else _NONE
            found += [
                f"the behaviour {name} has no such parameter: {one}"
                for one, given in value.items()
                if one not in taken or isinstance(given, str) != isinstance(taken[one], str)
            ]
    return found


def share_of(text: str) -> float:
    """A number of 0 up to, but not including, 1 that the text alone decides."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") / _WHOLE


@dataclass(slots=True)
class Overlooked:
    """An account listing that leaves one account out, some times over: 'account-listing-short'."""

    listings: int = 0
    ident: str = ""

    def turn(self, switches: Switches, idents: Sequence[str], *, first: bool) -> str:
        """Whom this page leaves out, '' for nobody; the first page of a listing decides.

        `idents` are those whom it may be, in the listing's order: the middle one.
        """
        if not switches.on(SHORT):
            return ""
        if first:
            self.listings += 1
            due = self.listings <= switches.number(SHORT, "times") and idents
            self.ident = idents[len(idents) // 2] if due else ""
        return self.ident


@dataclass(slots=True)
class Fresh:
    """Objects that are new still: each refuses some tries, or everything until some time.

    `tries` is for tests that run in real time, `seconds` for those with a virtual clock; an object
    is past its newness when both are over.
    """

    left: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """(behaviour, object) → tries that are still refused, and the time until which all are."""

    def begin(self, switches: Switches, name: str, ident: str, now: float) -> None:
        """From now on the object is new, if the tenant shows this behaviour."""
        if switches.on(name):
            tries, seconds = switches.number(name, "tries"), switches.number(name, "seconds")
            self.left[name, ident] = (tries, now + seconds)

    def refuses(self, switches: Switches, name: str, ident: str, now: float) -> int:
        """Which try this is, 1 for the first, while it is refused; 0 once the object is settled."""
        if (name, ident) not in self.left or not switches.on(name):
            return 0
        tries, until = self.left[name, ident]
        if tries <= 0 and now >= until:
            del self.left[name, ident]
            return 0
        self.left[name, ident] = (tries - 1, until)
        return int(switches.number(name, "tries") - tries) + 1

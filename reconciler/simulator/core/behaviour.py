"""How one tenant behaves, made from its settings in a scenario: what each call meets on its way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.core.clock import Clock
from reconciler.simulator.core.fault_injection import Drops, Errors, HalfPages, Slow
from reconciler.simulator.core.quota import Budgets
from reconciler.simulator.core.replica import Lag, lagging
from reconciler.simulator.core.second_admin import SecondAdmin
from reconciler.simulator.core.seeded_random import SeededRandom
from reconciler.simulator.core.vendor_traits import TRAITS, VendorTraits
from reconciler.simulator.core.vendors import Vendor
from reconciler.simulator.core.withheld import NOTHING, Withheld
from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.switches import Fresh, Overlooked, Switches

Settings = Mapping[str, Any]


class Part(Protocol):
    """One thing that a call may meet before it reaches the vendor's handler."""

    def meet(self, context: CallContext) -> Response | None:
        """The answer in place of the vendor's, or None to let the call through."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The parts of one tenant; without settings all are empty and nothing differs."""

    clock: Clock
    settings: Settings = field(default_factory=dict)
    """As they were given, to be shown."""
    parts: tuple[Part, ...] = ()
    """What each call meets, alone or inside a batch."""
    line: tuple[Part, ...] = ()
    """What each HTTP request meets, whatever is in it."""
    lag: Lag | None = None
    second: SecondAdmin | None = None
    expiry: Expiry | None = None
    withheld: Withheld = NOTHING
    """What callers were not granted."""

    @property
    def active(self) -> bool:
        """Whether calls have to be led past the parts at all."""
        return bool(self.parts or self.line or self.lag or self.second or self.expiry)

    def meet(self, context: CallContext) -> Response | None:
        """The answer that a part gives in place of the vendor's; parts are asked in order."""
        return next(filter(None, (part.meet(context) for part in self.parts)), None)

    def open(self, context: CallContext) -> None:
        """Lets a request meet what may befall its connection; DroppedError when that is lost."""
        for part in self.line:
            part.meet(context)


@dataclass(frozen=True, slots=True)
class Making:
    """What behaviours are made with: the scenario's seed, the clock, the server's budgets."""

    seed: str
    clock: Clock
    budgets: Budgets


def behaviour(vendor: Vendor, tenant: Any, settings: Settings, making: Making) -> Behaviour:
    """The behaviour that these (checked) settings describe, at its beginning.

    Seats are a tenant's state: they are set here and now, and stay when the behaviour goes.
    """
    traits = TRAITS[vendor.name]
    random_stream = SeededRandom(f"{making.seed}/{tenant.alias}")
    set_seats(traits, tenant, settings.get("seats") or {})
    wanted, second = settings.get("lag"), settings.get("second_admin")
    lag = lagging(tenant, vendor.handle, wanted, random_stream) if wanted else None
    copies = [replica.tenant for replica in lag.replicas.values()] if lag else []
    switches = Switches(traits.named, settings.get("behaviours") or {})
    withheld = Withheld.of(settings)
    for one in (tenant, *copies):
        one.lacking = withheld.privileges
        one.switches, one.fresh, one.overlooked = switches, Fresh(), Overlooked()
    for name, (number, attribute) in traits.counts.items():
        for one in (tenant, *copies):
            setattr(one, attribute, (settings.get(name) or {}).get(number, 0))
    return Behaviour(
        clock=making.clock,
        settings=settings,
        parts=(
            *([withheld] if withheld != NOTHING else []),
            *traits.weather(f"{making.seed}/{tenant.alias}", switches),
            *_parts(traits, tenant, settings, making),
        ),
        line=tuple(_line(settings, random_stream)),
        lag=lag,
        second=_second(traits, second, random_stream) if second else None,
        expiry=_expiry(settings["tokens"]) if settings.get("tokens") else None,
        withheld=withheld,
    )


def set_seats(traits: VendorTraits, tenant: Any, seats: Settings) -> None:
    """Sets purchased seats by SKU: a number, {"left": n} beyond those in use, or None for none."""
    used = getattr(tenant, "used", None)
    used = tenant.consumed if used is None else used
    for name, wanted in seats.items():
        key = traits.seat_key(name)
        if isinstance(wanted, Mapping):
            tenant.seats[key] = used[key] + wanted["left"]
        else:
            tenant.seats[key] = wanted or 0


def _parts(traits: VendorTraits, tenant: Any, settings: Settings, making: Making) -> Iterator[Part]:
    """The parts in the order in which a call meets them."""
    random_stream = SeededRandom(f"{making.seed}/{tenant.alias}")
    quota = settings.get("quota")
    if quota:
        own = quota if isinstance(quota, Mapping) else {}
        limits = {name: own.get(name, usual) for name, usual in traits.limits.items()}
        yield traits.quota(limits, tenant, making.budgets)
    made: Mapping[str, Callable[[Settings], Part]] = {
        "pages": lambda one: _pages(traits, one),
        "errors": lambda one: _errors(traits, one, random_stream),
    }
    yield from (make(settings[name]) for name, make in made.items() if settings.get(name))


def _line(settings: Settings, random_stream: SeededRandom) -> Iterator[Part]:
    slow, drops = settings.get("slow"), settings.get("drops")
    if slow:
        yield Slow(random_stream, slow["share"], slow["seconds"])
    if drops:
        yield Drops(random_stream, drops.get("before", 0.0), drops.get("after", 0.0))


def _pages(traits: VendorTraits, one: Settings) -> HalfPages:
    status = one.get("status", 503)
    response = Response(status, traits.error(status))
    return HalfPages(one["page"], one.get("times", 1), re.compile(one.get("route", "")), response)


def _errors(traits: VendorTraits, one: Settings, random_stream: SeededRandom) -> Errors:
    statuses = tuple(one.get("statuses", (500, 502, 503, 504)))
    took_effect = one.get("took_effect", 0.0)
    return Errors(random_stream, one["share"], statuses, took_effect, traits.error)


def _second(traits: VendorTraits, one: Settings, random_stream: SeededRandom) -> SecondAdmin:
    return SecondAdmin(one["every"], tuple(one.get("calls", ())), traits.invent, random_stream)


def _expiry(one: Settings) -> Expiry:
    never = float("inf")
    return Expiry(one.get("requests", never), one.get("seconds", never))


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

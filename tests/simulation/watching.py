"""Sees every write as it takes effect, and has the oracle judge it.

Inner calls of a batch count one by one: a vendor answers each for itself, and one may fail after
another has taken something away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from reconciler.simulator.core.tenants import Hosted
from reconciler.simulator.exchange import Request, Response
from tests.simulation.books import Books
from tests.simulation.oracle.expected import World
from tests.simulation.oracle.facts import (
    GROUP,
    UNIT,
    Differing,
    Facts,
    Seat,
    Thing,
    read,
    without_deleted,
)
from tests.simulation.oracle.judge import Breach, Write, judge
from tests.simulation.scheduler import Process, Scheduler

OUTSIDERS = "allowExternalMembers"
REMEMBERED = 6.5 * 86_400
"""Seconds; the guards' seven days, less what a day's end may take off."""
LEAST, SHARE = 5, 0.30


@dataclass
class Known:
    """What the oracle knows of a process: what it had read, and how it may act."""

    world: World
    writes: bool
    """Whether its command may write at all."""
    undo: bool = False
    acknowledged: frozenset[str] = frozenset()
    clicked: set[str] = field(default_factory=set)
    """Ids that somebody else touched since it began."""
    touched: set[tuple[str, str, str, str]] = field(default_factory=set)
    """Addresses that its writes changed: tenant, school, kind, key."""
    effects: int = 0


class Watch:
    """Judges writes; keeps the breaches."""

    def __init__(self, scheduler: Scheduler, books: Books) -> None:
        self.breaches: list[Breach] = []
        self.known: dict[str, Known] = {}
        self._scheduler = scheduler
        self._books = books
        self._seen: dict[str, Facts] = {}
        self._writer: list[tuple[Process, bool]] = []
        self.tenants: dict[str, Hosted] = {}
        self._left: dict[str, dict[str, float]] = {}
        self._most: dict[str, int] = {}

    def adopt(self, hosted: Hosted) -> None:
        """Looks at this tenant's calls from now on."""
        alias, real = hosted.tenant.alias, hosted.vendor.handle
        is_write = hosted.vendor.is_write

        def handle(tenant: Any, request: Request) -> Response:
            if tenant is not self.tenants[alias].tenant or not is_write(request):
                return real(tenant, request)
            before = self.facts(alias)
            del self._seen[alias]
            response = real(tenant, request)
            if response.status < 300:
                self._judge(alias, before, request)
            else:
                self._seen[alias] = before
            return response

        hosted.vendor = replace(hosted.vendor, handle=handle)
        self.tenants[alias] = hosted

    def facts(self, alias: str) -> Facts:
        """What a tenant holds now."""
        if alias not in self._seen:
            hosted = self.tenants[alias]
            self._seen[alias] = read(hosted.vendor.name, hosted.tenant.to_json())
        return self._seen[alias]

    @contextmanager
    def by(self, process: Process, in_flight: bool) -> Iterator[None]:
        """Writes within the block are this process's; `in_flight`: and left before it froze."""
        self._writer.append((process, in_flight))
        try:
            yield
        finally:
            self._writer.pop()

    def breach(self, invariant: str, what: str) -> None:
        """Something that does not hold."""
        self.breaches.append(Breach(invariant, what))

    def _judge(self, alias: str, before: Facts, request: Request) -> None:
        after = self.facts(alias)
        if after == before:
            return
        writer = self._writer[-1][0].name if self._writer else ""
        differing = Differing.of(before, after)
        touched = changed_ids(before, after, differing)
        for name, other in self.known.items():
            if name != writer:
                other.clicked |= touched
        known = self.known.get(writer)
        if known is None:
            return
        known.effects += 1
        self._may_write(known, alias, f"[{writer}: {request.method} {request.path}]")
        write = Write(
            *(before, after, known.world, differing, frozenset(known.clicked)),
            *(known.undo, known.acknowledged),
        )
        for one in judge(write):
            self.breach(one.invariant, f"{one.what} [{writer}: {request.method} {request.path}]")
        self._check_account(writer, known, write)
        if not known.undo:
            self._count_leavers(known, before, after)

    def _count_leavers(self, known: Known, before: Facts, after: Facts) -> None:
        """Slice by slice is as much as at once: who left a group within the guards' days."""
        if any(name.startswith("members-removed-per-group") for name in known.acknowledged):
            self._left.clear()
            return
        now = self._scheduler.now
        for ident, was in before.things.items():
            here = after.things.get(ident)
            if here is None or was.kind != GROUP or was.everybody == here.everybody:
                continue
            left = self._left.setdefault(ident, {})
            self._most[ident] = max(self._most.get(ident, 0), len(was.everybody))
            left |= dict.fromkeys(was.everybody - here.everybody - known.clicked, now)
            lately = {
                one
                for one, at in left.items()
                if now - at < REMEMBERED and one not in here.everybody
            }
            if len(lately) >= LEAST and len(lately) > SHARE * self._most[ident]:
                told = f"{len(lately)} of {self._most[ident]} left {here.name} in seven days"
                self.breach("slices-are-counted", told)

    def _may_write(self, known: Known, alias: str, where: str) -> None:
        if not known.writes:
            self.breach("reading-writes-nothing", where)
        modes = {school.tenants[alias] for school in known.world.town.at(alias)}
        if modes == {"observe"}:
            self.breach("observe-never-writes", where)

    def _check_account(self, writer: str, known: Known, write: Write) -> None:
        """Leased and in the journal at the moment at which it takes effect."""
        before, after = write.before, write.after
        alias = before.alias
        addresses = addresses_of(write)
        if known.undo:  # it goes by keys of then, which may be others than today's
            addresses = {(tenant, "*", kind, "*") for tenant, _, kind, _ in addresses}
        known.touched |= addresses
        # Graph takes a group's first owners with the group itself
        known.touched |= {(a, b, "membership", d) for a, b, c, d in addresses if c == GROUP}
        if not self._writer[-1][1]:
            for one in self._books.unheld(writer, alias, self._scheduler.text):
                self.breach("leased-while-writing", f"{one} [{writer}]")
        if _only_closed(before, after):
            return  # closed again after a nested group: part of that membership's change
        for address in self._books.unjournalled(writer, addresses):
            self.breach("journalled-before-sent", f"{'/'.join(address)} [{writer}]")


def changed_ids(before: Facts, after: Facts, differing: Differing) -> set[str]:
    """Ids of things, accounts and members that differ."""
    found = {one.id for pair in (*differing.things, *differing.accounts) for one in pair if one}
    for was, now in differing.things:
        if was and now:
            for role in {**(was.roles or {}), **(now.roles or {})}:
                found |= was.members(role) ^ now.members(role)
    found |= {seat.user for seat in before.seats ^ after.seats}
    return found


def addresses_of(write: Write) -> set[tuple[str, str, str, str]]:
    """The addresses that a write is about, by the marks of what it changed."""
    before, after = write.before, write.after
    found = set(_things(write, write.world))
    found |= set(_placements(write))
    for seat in before.seats ^ after.seats:
        found |= _licences(seat, before, write.world)
    return found


def _things(write: Write, world: World) -> Iterator[tuple[str, str, str, str]]:
    before, after = write.before, write.after
    for was, now in write.differing.things:
        if was and now and replace(was, name=now.name) == now and _unit(now):
            continue  # a unit whose parent was renamed is listed under another path
        if was and now and without_deleted(was, before, after) == now:
            continue  # a group that was deleted is in no other one any more
        mark = (now and now.mark) or (was and was.mark)
        if not mark:
            continue
        same = was and now and replace(was, roles=None) == replace(now, roles=None)
        kind = "membership" if same else mark.kind
        school = world.town.owner(mark.school)
        gone = school is None or school.decommission
        entry = None if gone or school is None else school.meant_by(mark.kind, mark.key)
        key = entry.key if entry and entry.state == "now" else mark.key
        yield before.alias, school.id if school else mark.school, kind, key


def _only_closed(before: Facts, after: Facts) -> bool:
    """Whether all that differs is a group that takes no outsiders any more."""
    differ = [i for i, was in before.things.items() if was != after.things.get(i)]
    closed = [
        i for i in differ if i in after.things and _closed(before.things[i]) == after.things[i]
    ]
    return len(differ) == len(closed) == 1


def _closed(thing: Thing) -> Thing:
    settings = {**dict(thing.settings), OUTSIDERS: "false"}
    return replace(thing, settings=tuple(sorted(settings.items())))


def _unit(thing: Thing) -> bool:
    return thing.kind == UNIT


def _placements(write: Write) -> Iterator[tuple[str, str, str, str]]:
    """Of some unit of the tenant: leaving one is part of coming into another."""
    for was, now in write.differing.accounts:
        if was is not None and now is not None and was.units != now.units:
            yield write.before.alias, "*", "placement", "*"


def _licences(seat: Seat, before: Facts, world: World) -> set[tuple[str, str, str, str]]:
    del seat
    return {(before.alias, "*", "licence", "*")} if world else set()

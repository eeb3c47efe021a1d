"""After calm: what is declared is there, and nothing that is not.

Only what the oracle can tell for certain is held against a tenant: audiences that are known, people
with one account, seats that suffice. What the plan itself refuses or calls unknown is told apart by
the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tests.simulation.oracle.expected import FIELDS, Expected, Whom, World
from tests.simulation.oracle.facts import GROUP, UNIT, Facts, Thing
from tests.simulation.oracle.judge import Breach
from tests.simulation.oracle.manifests import Entry, School
from tests.simulation.oracle.people import mailbox
from tests.simulation.oracle.seats import sku_of


def differences(world: World, school: School, seen: Facts) -> Iterator[Breach]:
    """What one school's tenant lacks of what is declared, or holds beyond it."""
    expected = Expected(world, school, seen)
    for kind in (UNIT, GROUP):
        for key, entry in school.now(kind).items():
            name = expected.thing_name(kind, entry)
            if expected.ignored(kind, name):
                continue
            found = seen.marked(school.id, kind, key)
            earlier = [
                expected.thing_name(kind, replace(entry, key=one)) for one in entry.previously
            ]
            for one in entry.previously:
                earlier += [thing.name for thing in seen.marked(school.id, kind, one)]
            if not found and any(expected.ignored(kind, one) for one in earlier):
                continue  # what it means is ignored under the name that it has
            if kind == UNIT and any(_held(expected, one) for one in _above(school, key)):
                continue  # its parent keeps the path that is ignored
            if kind == UNIT and not found and _held(expected, entry):
                continue
            if len(found) != 1:
                yield Breach("declared-is-there", f"{len(found)} x {kind} {school.id}/{key}")
                continue
            if expected.ignored(kind, found[0].name):
                continue
            yield from _thing(expected, entry, found[0])
    yield from _placed(expected)


def _above(school: School, key: str) -> Iterator[Entry]:
    """The declared units above one, by their keys."""
    parts = key.split("/")
    for count in range(1, len(parts)):
        entry = school.now(UNIT).get("/".join(parts[:count]))
        if entry is not None:
            yield entry


def _held(expected: Expected, entry: Entry) -> bool:
    """Whether a unit keeps its earlier name, or is ignored and not there.

    It keeps it where that is ignored, or where an ignored one below it would move along: what a
    pattern covers by its present path is not changed, and its path would be another one.
    """
    paths = [expected.thing_name(UNIT, replace(entry, key=one)) for one in entry.previously]
    path = expected.thing_name(UNIT, entry)
    there = {thing.name for thing in expected.seen.of(UNIT)}
    absent = path not in there and expected.ignored(UNIT, path)
    below = (one for one in there for above in paths if one.startswith(f"{above}/"))
    return absent or any(expected.ignored(UNIT, one) for one in (*paths, *below))


def _thing(expected: Expected, entry: Entry, thing: Thing) -> Iterator[Breach]:
    name = expected.thing_name(thing.kind, entry)
    # Graph cannot change an address: what was renamed keeps the one that it has.
    kept = expected.seen.vendor == "microsoft" and thing.kind == GROUP and entry.previously
    if thing.name != name and not kept:
        yield Breach("declared-is-there", f"{thing.kind} {thing.name} should be called {name}")
    label = thing.title if thing.kind == GROUP else thing.label
    if label != entry.title:
        yield Breach("declared-is-there", f"{thing.kind} {name} is shown as {label!r}")
    if thing.kind == GROUP:
        yield from _roles(expected, entry, thing)


def _roles(expected: Expected, entry: Entry, group: Thing) -> Iterator[Breach]:
    assert group.mark is not None
    named = {role: expected.group_members(entry, role) for role in FIELDS}
    if any(whom is not None and whom.unknown for whom in named.values()):
        return  # a list that is in doubt in one role is left alone in all
    awaited = Whom(either=expected.awaited(entry))
    extra = entry.get("extraMembers") or ("keep" if group.mark.adopted else "remove")
    for role, whom in named.items():
        if whom is None or (role == "manager" and expected.seen.vendor == "microsoft"):
            continue
        there = group.members(role)
        higher = _higher(named, role, group) if expected.seen.vendor == "google" else Whom()
        missing = (whom.ids - whom.either - higher.ids) - there - _kept(named, group, role)
        if missing:
            yield Breach("declared-is-there", f"{len(missing)} {role} missing in {group.name}")
        outside = {mailbox(expected.seen.outsiders.get(one, "")) for one in group.everybody}
        if whom.outside - outside:
            yield Breach("declared-is-there", f"an outsider is missing in {group.name}")
        if extra == "remove" and not _is_held(named):
            # an owner is also a member at Microsoft, where owners alone get no mail
            joined = named["owner"] if expected.seen.vendor == "microsoft" else None
            may_stay = whom | (joined or Whom()) if role == "member" else whom
            yield from _beyond(expected, group, role, may_stay | awaited)


def _is_held(named: Mapping[str, Whom | None]) -> bool:
    """Whether nobody need leave the group, in whatever role, for a row that nobody explains."""
    return any(whom is not None and whom.held for whom in named.values())


def _kept(named: Mapping[str, Whom | None], group: Thing, role: str) -> frozenset[str]:
    """Who may stay in a higher role meanwhile."""
    above = list(FIELDS)[: list(FIELDS).index(role)] if _is_held(named) else []
    return frozenset().union(*(group.members(one) for one in above))


def _beyond(expected: Expected, group: Thing, role: str, whom: Whom) -> Iterator[Breach]:
    seen = expected.seen
    for one in group.members(role) - whom.ids - whom.either:
        if one in seen.accounts and seen.accounts[one].suspended:
            continue
        if mailbox(seen.outsiders.get(one, "")) in whom.outside:
            continue
        yield Breach("only-declared-is-there", f"{role} {one} of {group.name} is not declared")


def _higher(named: Mapping[str, Whom | None], role: str, group: Thing) -> Whom:
    """Google holds a member once: owner before manager before member.

    Who is there in a higher role that the file does not name is left alone.
    """
    found = Whom()
    for one in FIELDS:
        if one == role:
            return found
        found |= named[one] or Whom(group.members(one))
    return found


def _placed(expected: Expected) -> Iterator[Breach]:
    seen, school = expected.seen, expected.school
    names = {thing.id: thing.name for thing in seen.of(UNIT)}
    for ident, key in expected.placed.items():
        account = seen.accounts[ident]
        here = {names[unit] for unit in account.units}
        if not key or account.admin or expected.doubtful_unit(key):
            continue
        path = expected.school.path(key, seen.alias)
        if expected.ignored(UNIT, path) or any(expected.ignored(UNIT, one) for one in here):
            continue
        if any(_held(expected, one) for one in (school.now(UNIT)[key], *_above(school, key))):
            continue  # the unit is still where it was
        if path not in here:
            yield Breach("declared-is-there", f"{ident} is in {sorted(here)} and not in {path}")


def licence_differences(world: World, seen: Facts) -> Iterator[Breach]:
    """Who lacks a licence although the seats suffice for all who are meant."""
    town = world.town
    for product, body in town.products.items():
        sku = sku_of(town, product, seen.vendor)
        meant: frozenset[str] = frozenset()
        capped = False
        for school in town.at(seen.alias):
            expected = Expected(world, school, seen)
            entry: Any = school.licences.get(product)
            capped = capped or (entry is not None and entry.get("seats") is not None)
            meant |= expected.licensed(product).ids
        meant = frozenset(one for one in meant if not seen.accounts[one].suspended)
        holders = {seat.user for seat in seen.seats if seat.sku == sku}
        others = {sku_of(town, other, seen.vendor) for other in town.products if other != product}
        swaps = {seat.user for seat in seen.seats if seat.sku in others}
        if capped or body is None:
            continue
        yield from (
            Breach("declared-is-there", f"{one} lacks {product}")
            for one in sorted(meant - holders - swaps)
        )

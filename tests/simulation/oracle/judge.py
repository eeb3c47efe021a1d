"""Judges one write: the tenant before and after, and what the writing run had read.

Each finding is (invariant, what). Names of the invariants:

    unmarked-loses-nothing      what has no mark of ours only ever gets one
    strangers-are-left          marks of other municipalities or schools stay as they are
    ignored-is-left             what a pattern covers is not touched
    declared-stays              no declared object is deleted, let go or renamed away
    declared-members-stay       nobody is taken out of what he is declared for
    prune-is-permission         deleting needs `prune`, or a school that closes
    roles-not-named-stay        roles that the file does not name, and extraMembers: keep
    adoption-only-adds          an adopted group loses nobody unless the file says so
    unknown-takes-nothing       an audience in doubt takes nobody out
    administrators-stay         they are not moved
    people-stay                 no account is made, changed, suspended or deleted
    replaced-before-taken       no licence of a family, no unit is left before the next is there
    licences-as-declared        none given to others, none taken without permission
    placed-as-declared          nobody is moved but to where he is declared
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.simulation.oracle.expected import FIELDS, Expected, World
from tests.simulation.oracle.facts import (
    GROUP,
    UNIT,
    Account,
    Differing,
    Facts,
    Mark,
    Thing,
    without_deleted,
)
from tests.simulation.oracle.manifests import Entry, School
from tests.simulation.oracle.people import mailbox
from tests.simulation.oracle.seats import licence_findings


class Breach(NamedTuple):
    """An invariant that does not hold, and what shows it."""

    invariant: str
    what: str


@dataclass(frozen=True)
class Write:
    """One write of the product: the tenant around it, and what its run knew."""

    before: Facts
    after: Facts
    world: World
    differing: Differing
    clicked: frozenset[str] = frozenset()
    """Ids that a person touched while the run went on: who was first cannot be told."""
    undo: bool = False
    """An undo restores what a journal says; manifests do not speak."""
    acknowledged: frozenset[str] = frozenset()


def judge(write: Write) -> Iterator[Breach]:
    """Everything that this write breaks."""
    yield from _accounts(write)
    for was, now in write.differing.things:
        if (was or now).id not in write.clicked:  # type: ignore[union-attr]  # one is there
            yield from _thing(write, was, now)
    yield from _moves(write)
    if not write.undo:
        yield from (Breach(*one) for one in licence_findings(write))


def _accounts(write: Write) -> Iterator[Breach]:
    for was, now in write.differing.accounts:
        if _bare(was) != _bare(now):
            ident = (was or now).id  # type: ignore[union-attr]  # one is there
            yield Breach("people-stay", f"account {ident} of {write.before.alias} changed")


def _bare(account: Account | None) -> tuple[object, ...] | None:
    if account is None:
        return None
    return (account.address, account.aliases, account.person, account.suspended, account.admin)


def _thing(write: Write, was: Thing | None, now: Thing | None) -> Iterator[Breach]:
    if was is None:
        assert now is not None
        yield from _made(write, now)
        return
    if now is not None:  # that a group is deleted is judged where it is deleted
        was = without_deleted(was, write.before, write.after)
    if was.mark is None:
        yield from _unmarked(write, was, now)
    else:
        yield from _ours(write, was, was.mark, now)


def _made(write: Write, now: Thing) -> Iterator[Breach]:
    if now.mark is None or write.undo:
        return
    school = write.world.town.owner(now.mark.school)
    if school is None or now.mark.key not in school.now(now.kind):
        yield Breach("declared-stays", f"made {now.kind} {now.name} that nobody declares")
    elif _ignored(write, school, now):
        yield Breach("ignored-is-left", f"made {now.kind} {now.name}, which is ignored")


def _unmarked(write: Write, was: Thing, now: Thing | None) -> Iterator[Breach]:
    if now is None:
        yield Breach("unmarked-loses-nothing", f"deleted unmarked {was.kind} {was.name}")
        return
    if was.everybody - now.everybody:
        yield Breach("unmarked-loses-nothing", f"members left unmarked {was.name}")
    if now.mark is None:
        if (was.title, was.label, was.roles) != (now.title, now.label, now.roles):
            yield Breach("unmarked-loses-nothing", f"changed unmarked {was.kind} {was.name}")
        return
    if write.undo:
        return
    school = write.world.town.owner(now.mark.school)
    entry = school.now(was.kind).get(now.mark.key) if school else None
    if school is None or entry is None:
        yield Breach("unmarked-loses-nothing", f"adopted {was.kind} {was.name}, not declared")
    elif _ignored(write, school, was, now):
        yield Breach("ignored-is-left", f"adopted {was.kind} {was.name}, which is ignored")


def _ours(write: Write, was: Thing, mark: Mark, now: Thing | None) -> Iterator[Breach]:
    school = write.world.town.owner(mark.school)
    if mark.town != write.world.town.id or school is None:
        if _own_part(was) != (_own_part(now) if now else None):
            yield Breach("strangers-are-left", f"{was.kind} {was.name} of {mark.school} changed")
        return
    if write.undo:
        return
    if _ignored(write, school, *(one for one in (was, now) if one)):
        if now is None or _own_part(was) != _own_part(now):
            yield Breach("ignored-is-left", f"{was.kind} {was.name} is ignored and changed")
        return
    if now is None or now.mark is None:
        yield from _gone(write, school, was, deleted=now is None)
        return
    yield from _renamed(write, school, was, now)
    yield from _members(write, school, was, now)


def _own_part(thing: Thing | None) -> tuple[Any, ...] | None:
    return (
        None if thing is None else (thing.name, thing.title, thing.label, thing.mark, thing.roles)
    )


def _ignored(write: Write, school: School, *things: Thing) -> bool:
    expected = Expected(write.world, school, write.before)
    for thing in things:
        names = {thing.name}
        if thing.mark is not None:
            entry = school.meant_by(thing.kind, thing.mark.key)
            if entry is not None:
                names.add(expected.thing_name(thing.kind, entry))
        if any(expected.ignored(thing.kind, name) for name in names):
            return True
    return False


def _gone(write: Write, school: School, was: Thing, *, deleted: bool) -> Iterator[Breach]:
    assert was.mark is not None
    entry = school.meant_by(was.kind, was.mark.key)
    deed = "deleted" if deleted else "let go"
    if entry is not None and entry.state in ("now", "early") and not school.decommission:
        yield Breach("declared-stays", f"{deed} {was.kind} {was.name}, declared as {entry.key}")
    kind = "groups" if was.kind == GROUP else "orgUnits"
    if deleted and kind not in school.prune and not school.decommission:
        yield Breach("prune-is-permission", f"deleted {was.kind} {was.name}")
    if deleted and was.kind == UNIT and write.before.within(was.id):
        yield Breach("prune-is-permission", f"deleted unit {was.name} with people in it")


def _renamed(write: Write, school: School, was: Thing, now: Thing) -> Iterator[Breach]:
    assert now.mark is not None
    if was.name == now.name and was.title == now.title and was.mark == now.mark:
        return
    entry = school.meant_by(was.kind, now.mark.key)
    if entry is None or entry.state != "now" or school.decommission:
        why = "whose day is to come" if entry and entry.state == "early" else "not declared"
        yield Breach("declared-stays", f"renamed {was.kind} {was.name}, {why}")
    elif was.name != now.name and now.kind == GROUP:
        name = Expected(write.world, school, write.before).thing_name(GROUP, entry)
        if now.name != name:
            yield Breach("declared-stays", f"renamed {was.name} to {now.name}, not declared so")


def _members(write: Write, school: School, was: Thing, now: Thing) -> Iterator[Breach]:
    if was.kind != GROUP or was.roles == now.roles:
        return
    assert now.mark is not None
    entry = school.meant_by(GROUP, now.mark.key)
    if entry is not None and entry.state != "now":
        entry = None
    expected = Expected(write.world, school, write.before)
    for role in was.roles or {}:
        left = was.members(role) - now.members(role)
        gone = {one for one in left if one not in write.clicked}
        if not gone:
            continue
        if entry is None:
            yield Breach("declared-members-stay", f"members left {was.name}, which is no entry")
            continue
        yield from _left(expected, entry, now, (role, frozenset(gone)))


def _left(
    expected: Expected, entry: Entry, now: Thing, left: tuple[str, frozenset[str]]
) -> Iterator[Breach]:
    role, gone = left
    assert now.mark is not None
    whom = expected.group_members(entry, role)
    extra = entry.get("extraMembers")
    still = now.everybody
    here = f"{role} of {now.name}"
    if whom is None:
        if gone - still:
            yield Breach("roles-not-named-stay", here)
        return
    # Google holds a member once: who is an owner, too, is a member no more
    higher = _higher_roles(expected, now, role)
    declared = {one for one in gone - higher if declared_as(expected.seen, one, whom)}
    if declared:
        yield Breach("declared-members-stay", f"{len(declared)} {here} left while declared")
    if gone - still and (whom.unknown or expected.awaited(entry) & (gone - still)):
        yield Breach("unknown-takes-nothing", here)
    if extra == "keep" and gone - still:
        yield Breach("roles-not-named-stay", f"{here}, extraMembers: keep")
    if now.mark.adopted and extra != "remove" and gone - still:
        yield Breach("adoption-only-adds", here)


def _higher_roles(expected: Expected, now: Thing, role: str) -> frozenset[str]:
    roles = list(FIELDS) if expected.seen.vendor == "google" else []
    above = roles[: roles.index(role)] if role in roles else []
    return frozenset().union(*(now.members(one) for one in above))


def declared_as(seen: Facts, member: str, whom: Any) -> bool:
    """Whether a member is meant, whatever the spelling of an outsider's address."""
    if member in whom.ids:
        return True
    address = seen.outsiders.get(member)
    return address is not None and mailbox(address) in whom.outside


def _moves(write: Write) -> Iterator[Breach]:
    for was, now in write.differing.accounts:
        if was is None or now is None or was.units == now.units or now.id in write.clicked:
            continue
        if now.admin and not write.undo:
            yield Breach("administrators-stay", f"administrator {now.id} moved")
        if not write.undo:
            yield from _placement(write, was, now)


def _placement(write: Write, was: Account, now: Account) -> Iterator[Breach]:
    wanted: dict[str, str] = {}
    for school in write.world.town.at(write.before.alias):
        expected = Expected(write.world, school, write.before)
        key = expected.placed.get(now.id)
        if key:
            wanted[school.id] = expected.school.path(key, write.before.alias)
    names = {**_names(write.before), **_names(write.after)}
    came = {names[unit] for unit in now.units - was.units}
    left = {names[unit] for unit in was.units - now.units}
    for school in write.world.town.at(write.before.alias):
        if school.id not in wanted and left & _doubtful(
            Expected(write.world, school, write.before)
        ):
            yield Breach("unknown-takes-nothing", f"{now.id} left a unit of {school.id}, in doubt")
    if came - set(wanted.values()):
        yield Breach("placed-as-declared", f"{now.id} moved into {sorted(came)}")
    if left and not wanted:
        yield Breach("placed-as-declared", f"{now.id} left {sorted(left)} for nothing")
    kept = {names[unit] for unit in now.units}
    if left and write.before.vendor == "microsoft" and not kept & set(wanted.values()):
        yield Breach("replaced-before-taken", f"{now.id} left {sorted(left)} first")


def _doubtful(expected: Expected) -> set[str]:
    """The units of a school of which it cannot be told whom they hold."""
    held = (one for one in expected.school.now(UNIT).values() if one.get("holds"))
    return {expected.thing_name(UNIT, one) for one in held if expected.doubtful_unit(one.key)}


def _names(facts: Facts) -> Mapping[str, str]:
    return {thing.id: thing.name for thing in facts.of(UNIT)}

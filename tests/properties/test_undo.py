"""What holds of every undo, in whatever world: it restores, and lists what it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hypothesis import given, settings

from reconciler.model.observation import Observation, ObservedGroup
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import MemberType
from reconciler.model.states import EntryState
from reconciler.undo.invert import invert
from reconciler.undo.state import UndoCode, UndoContext
from tests.properties import EXAMPLES
from tests.support.observed_strategies import MUNICIPALITY
from tests.support.small import DOMAIN
from tests.support.undo_fixtures import Done, entry
from tests.support.worlds import KEY, World, unrefused, worlds

Facts = dict[str, object]


def journal(plan: SchoolPlan) -> tuple[Done, ...]:
    """Every change of a plan, done."""
    return tuple(map(entry, plan.changes))


def undone(
    world: World, plans: Iterable[SchoolPlan], entries: Iterable[tuple[Done, ...]]
) -> tuple[SchoolPlan, ...]:
    """The inverse of what each school's plan did, for the world as it is."""
    context = {school.manifest.id: school for school in world.schools}
    return tuple(
        invert(done, world.seen, ground(world, plan), KEY)
        for plan, done in zip(plans, entries, strict=True)
        if plan.school in context
    )


def ground(world: World, plan: SchoolPlan) -> UndoContext:
    """What undo knows of a school."""
    school = next(one for one in world.schools if one.manifest.id == plan.school)
    return UndoContext(MUNICIPALITY, plan.school, school.tenant, plan.wave, school.limits, 1)


def carried(world: World, plans: Iterable[SchoolPlan]) -> World:
    """The world once plans are carried out."""
    changes = tuple(change for plan in plans for change in plan.changes)
    return World(world.schools, world.after(changes))


def facts(seen: Observation) -> Facts:
    """What can be restored, by what it is about: ids and aliases cannot."""
    names = {group.address: group.mark.key for group in seen.groups if group.mark}
    told: Facts = {}
    for unit in seen.units:
        told[f"orgunit {unit.path}"] = (unit.label, unit.mark)
    for group in seen.groups:
        key = names.get(group.address, group.address)
        told[f"group {key}"] = (group.address, group.name, group.settings, group.mark)
        told[f"membership {key}"] = group.members
    for account in seen.accounts:
        told[f"placement {account.id}"] = frozenset(account.places)
    for licence in seen.licences:
        told[f"licence {licence.product}"] = licence.holders
    return told


def different(before: Observation, after: Observation) -> Iterator[str]:
    """What is not as it was."""
    was, now = facts(before), facts(after)
    yield from (name for name in sorted(was.keys() | now.keys()) if was.get(name) != now.get(name))


def flat(seen: Observation) -> Observation:
    """Without groups in groups: a group that is made anew is in no other one."""

    def outside(group: ObservedGroup) -> ObservedGroup:
        members = {
            role: frozenset(m for m in listed if m.type is not MemberType.GROUP)
            for role, listed in (group.members or {}).items()
        }
        return replace(group, members=members)

    return replace(seen, groups=tuple(map(outside, seen.groups)))


def _old_names(plan: SchoolPlan) -> dict[str, set[str]]:
    """Key → the key and address that a renamed group has again."""
    old: dict[str, set[str]] = {}
    for change in plan.changes:
        again = {f.name: str(f.after) for f in change.fields if f.name in ("key", "address")}
        now = [str(f.before) for f in change.fields if f.name == "key"]
        old.setdefault(now[0] if now else change.address.key, set()).update(again.values())
    return old


def listed(inverse: Iterable[SchoolPlan]) -> frozenset[str]:
    """What is told not to be restored, by key, path and kind."""
    told: set[str] = set()
    for plan in inverse:
        old = _old_names(plan)
        for finding in plan.findings:
            kind, _, key = finding.subject.partition("/")
            told |= {f"{kind} {key}", f"{kind} {finding.facts.get('name')}"}
            told |= {f"{kind} {key}@{DOMAIN}"}
            told |= {kind} if kind in ("placement", "licence") else set()
            told |= {f"membership {key}"} if kind == "group" else set()
            told |= {f"{kind} {name}" for name in old.get(key, ())}
            # What lies in a unit that cannot go back stays with it.
            told |= {"orgunit", "placement"} if finding.code is UndoCode.TAKEN else set()
            told |= {"nested"} if finding.code is UndoCode.GROUP_MADE_ANEW else set()
    return frozenset(told)


def unlisted(before: Observation, after: Observation, told: frozenset[str]) -> Facts:
    """What is not as it was, and is not listed: how it was and is."""
    if "nested" in told:
        before, after = flat(before), flat(after)
    was, now = facts(before), facts(after)
    return {
        name: (was.get(name), now.get(name))
        for name in different(before, after)
        if not {name, name.split()[0]} & told
    }


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_an_undo_restores_what_it_does_not_list(world: World) -> None:
    """Fields, marks, members, places and licences are as before the run, where nothing is said."""
    plans = unrefused(world.plan())
    after = carried(world, plans)
    inverse = undone(after, plans, [journal(plan) for plan in plans])
    back = carried(after, inverse)
    assert unlisted(world.seen, back.seen, listed(inverse)) == {}


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_an_undo_of_an_undo_is_the_run_again(world: World) -> None:
    """Undo is an ordinary plan, so that its journal can be turned round as well."""
    plans = unrefused(world.plan())
    after = carried(world, plans)
    inverse = undone(after, plans, [journal(plan) for plan in plans])
    back = carried(after, inverse)
    again = undone(back, inverse, [journal(plan) for plan in inverse])
    forth = carried(back, again)
    assert unlisted(after.seen, forth.seen, listed((*inverse, *again))) == {}


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_a_run_that_never_wrote_leaves_nothing_to_undo(world: World) -> None:
    """An interrupted run's intents are looked at, and nothing of them is found."""
    plans = unrefused(world.plan())
    entries = [tuple(Done(c, EntryState.INTENDED, 0) for c in plan.changes) for plan in plans]
    assert [plan.changes for plan in undone(world, plans, entries)] == [()] * len(plans)


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_an_undo_twice_does_nothing_more_than_was_listed(world: World) -> None:
    """What is back is not put back again; what stood in another school's way may go now."""
    plans = unrefused(world.plan())
    entries = [journal(plan) for plan in plans]
    after = carried(world, plans)
    inverse = undone(after, plans, entries)
    told = listed(inverse)
    addresses = [
        change.address
        for plan in undone(carried(after, inverse), plans, entries)
        for change in plan.changes
    ]
    assert [a for a in addresses if not {a.kind.value, f"{a.kind} {a.key}"} & told] == []

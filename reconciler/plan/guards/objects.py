"""Groups, units, places and licences: how many come, go, move and are let go."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.plan import Action, Change, LicenceDelta, SchoolPlan
from reconciler.model.resources import Holder, Kind, MemberType
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.measure import Measure, by_pupils
from reconciler.plan.guards.occupancy import moves
from reconciler.plan.guards.populations import Population

_NAMES = ((Kind.GROUP, "groups"), (Kind.ORG_UNIT, "units"))
CountedChange = tuple[int, bool]
"""How many, and whether they are about pupils."""


def objects(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """Groups and units that are made, deleted, or let go."""
    declared = dict(plan.declared)
    forgotten: list[CountedChange] = []
    for kind, name in _NAMES:
        changes = [change for change in plan.changes if change.address.kind is kind]
        gone = [_one(c, now) for c in changes if c.action is Action.DELETE]
        made = [_one(c, now) for c in changes if c.action is Action.CREATE]
        forgotten += [_one(c, now) for c in changes if c.action is Action.FORGET]
        before = declared.get(kind, 0)
        yield from by_pupils(f"{name}-removed-per-school", gone, before + len(gone))
        yield from by_pupils(f"{name}-created-per-school", made, before)
    yield from by_pupils("forgotten-per-school", forgotten, sum(now.marked.values()))


def moved(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """People who leave a unit of the school for another: not those whom a first rollout places."""
    leaving = (move for into, move in moves(plan) if now.places.left(into, move, now.units))
    counts = ((1, now.people.get(move.account) is Population.PUPILS) for move in leaving)
    yield from by_pupils("people-moved-per-school", counts, now.placed)


def crossing(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """People who leave units of pupils for one that staff is in, too, or the reverse."""
    count = sum(
        now.places.crosses(
            into, now.places.left(into, move, now.units), now.people.get(move.account)
        )
        for into, move in moves(plan)
    )
    yield Measure("staff-pupil-crossing", count, now.placed, pupils=True)


def licences(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """Licences given and taken back, of all products together.

    Those of a product that nobody had, or that an earlier run began to give, are no addition.
    """
    given: list[CountedChange] = []
    removed: list[CountedChange] = []
    before = 0
    for change in plan.changes:
        if isinstance(change.delta, LicenceDelta):
            had = now.licences.get(change.address.key, 0)
            begun = not had or str(change.address) in now.unfinished
            given += [] if begun else [_held(one, now) for one in change.delta.add]
            removed += [_held(one, now) for one in change.delta.remove]
            before += had
    yield from by_pupils("licences-removed-per-school", removed, before)
    yield from by_pupils("licences-added-per-school", given, before)


def _one(change: Change, now: GuardInput) -> CountedChange:
    return 1, change.address in now.pupils


def _held(holder: Holder, now: GuardInput) -> CountedChange:
    is_account = holder.member.type is MemberType.ACCOUNT
    return 1, is_account and now.people.get(holder.member.ref) is Population.PUPILS

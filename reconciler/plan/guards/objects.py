"""Groups, units, places and licences: how many come, go, move and are let go."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.plan import Action, LicenceDelta, PlacementDelta, SchoolPlan
from reconciler.model.resources import Kind, Placement
from reconciler.plan.guards.measure import Measure
from reconciler.plan.guards.now import Now

_NAMES = ((Kind.GROUP, "groups"), (Kind.ORG_UNIT, "units"))


def objects(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """Groups and units that are made, deleted, or let go."""
    declared = dict(plan.declared)
    for kind, name in _NAMES:
        gone = _count(plan, kind, Action.DELETE)
        made = _count(plan, kind, Action.CREATE)
        yield Measure(f"{name}-removed-per-school", gone, declared.get(kind, 0) + gone)
        yield Measure(f"{name}-created-per-school", made, declared.get(kind, 0))
    forgotten = sum(_count(plan, kind, Action.FORGET) for kind, _ in _NAMES)
    yield Measure("forgotten-per-school", forgotten, sum(now.marked.values()))


def moved(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """People who leave one declared unit for another: not those whom a first rollout places."""
    leaving = sum(any(path in now.units for path in out_of) for _, out_of in _moves(plan))
    yield Measure("people-moved-per-school", leaving, now.placed)


def crossing(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """People who leave a unit of pupils for one of the staff, or the reverse."""
    count = sum(
        (into in now.staff_in and not now.pupils_in.isdisjoint(out_of))
        or (into in now.pupils_in and not now.staff_in.isdisjoint(out_of))
        for into, out_of in _moves(plan)
    )
    yield Measure("staff-pupil-crossing", count, now.placed)


def licences(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """Licences given and taken back, of all products together.

    Those of a product that nobody had, or that an earlier run began to give, are no addition.
    """
    given = removed = before = 0
    for change in plan.changes:
        if isinstance(change.delta, LicenceDelta):
            had = now.licences.get(change.address.key, 0)
            begun = not had or str(change.address) in now.unfinished
            given += 0 if begun else len(change.delta.add)
            removed += len(change.delta.remove)
            before += had
    yield Measure("licences-removed-per-school", removed, before)
    yield Measure("licences-added-per-school", given, before)


def _moves(plan: SchoolPlan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each move: the unit's path, and the paths that are left."""
    for change in plan.changes:
        if isinstance(change.delta, PlacementDelta) and isinstance(change.after, Placement):
            for move in change.delta.moves:
                yield change.after.path, move.out_of


def _count(plan: SchoolPlan, kind: Kind, action: Action) -> int:
    return sum(c.address.kind is kind and c.action is action for c in plan.changes)

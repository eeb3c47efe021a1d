"""Guards of groups, units, placements and licences: how many are made, removed or moved.

Premise: each of these numbers is small in an ordinary week; a large one means a wrong layout, a
lost roster or a renamed key without `previously`.

Rule: each guard counts one kind and one direction against what the school has. Not counted, since
they are expected in bulk: people whom a first rollout places from the root of the tenant, and
licences of a product that nobody had or that an interrupted run began to give. Whoever lies in a
unit that was made by hand is counted by a guard of its own, whose limit is 0.

Example: a school of 600 people in units; 30 pupils move from /pupils/5a to /pupils/6a: 5 %, under
the limit of 25 %. 200 new accounts come from the tenant's root into units: none of them counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.diff.seats import is_person
from reconciler.model.change import Action, Change, LicenceDelta
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Holder, Kind, MemberType
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.limits import UNMANAGED_LICENCES_TAKEN, UNMANAGED_UNITS_LEFT
from reconciler.plan.guards.measure import Measure, by_pupils
from reconciler.plan.guards.occupancy import planned_moves
from reconciler.plan.guards.populations import Population

_NAMES = ((Kind.GROUP, "groups"), (Kind.ORG_UNIT, "units"))
CountedChange = tuple[int, bool]
"""How many, and whether they are about pupils."""


def objects(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """Groups and units that are created, deleted, or forgotten."""
    declared = dict(plan.declared)
    forgotten: list[CountedChange] = []
    for kind, name in _NAMES:
        changes = [change for change in plan.changes if change.address.kind is kind]
        deleted = [_count(c, observed) for c in changes if c.action is Action.DELETE]
        created = [_count(c, observed) for c in changes if c.action is Action.CREATE]
        forgotten += [_count(c, observed) for c in changes if c.action is Action.FORGET]
        before = declared.get(kind, 0)
        guard = f"{name}-removed-per-school"
        recent = observed.recent.both(guard, (kind,), Action.DELETE)
        yield from by_pupils(guard, deleted, before + len(deleted), recent)
        yield from by_pupils(f"{name}-created-per-school", created, before)
    recent = observed.recent.both(
        "forgotten-per-school", (Kind.GROUP, Kind.ORG_UNIT), Action.FORGET
    )
    yield from by_pupils("forgotten-per-school", forgotten, sum(observed.marked.values()), recent)


def moved(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """People who leave one of the school's units for another."""
    occupancy = observed.occupancy
    leaving = (
        move for into, move in planned_moves(plan) if occupancy.left(into, move, observed.units)
    )
    counts = ((1, observed.population.get(m.account) is Population.PUPILS) for m in leaving)
    yield from by_pupils("people-moved-per-school", counts, observed.placed)


def unmanaged_left(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """People who leave units that nobody of us owns, one that is adopted just now among them.

    Settings hang on such a unit, and nobody but who made it knows which.
    """
    units: set[str] = set()
    count = 0
    for _, move in planned_moves(plan):
        left = observed.unmanaged.left(move)
        count += bool(left)
        units |= left
    facts = {"units": len(units)}
    total = max(observed.placed, count)
    yield Measure(UNMANAGED_UNITS_LEFT, count, total, facts=facts)


def crossing(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """People who leave units of pupils for one that admits staff, or the reverse."""
    occupancy = observed.occupancy
    count = sum(
        occupancy.mixes_populations(
            into,
            occupancy.left(into, move, observed.units),
            observed.population.get(move.account),
        )
        for into, move in planned_moves(plan)
    )
    yield Measure("staff-pupil-crossing", count, observed.placed, pupils=True)


def licences(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """Licences given, taken back and switched within a family, of all products together.

    Whoever loses one by leaving a group is among those from whom it is taken. Who is switched loses
    no licence, but perhaps what the old one had: swaps count separately.
    """
    given: list[CountedChange] = []
    removed: list[CountedChange] = []
    swapped: list[CountedChange] = []
    products: set[str] = set()
    for change in plan.changes:
        if isinstance(change.delta, LicenceDelta):
            held = observed.licences.get(change.address.key, 0)
            first_rollout = not held or str(change.address) in observed.unfinished
            if not first_rollout:
                given += [_count_holder(holder, observed) for holder in change.delta.add]
            # of a group that loses a licence, each of its people is counted
            gone = [one for one in change.delta.remove if is_person(one)]
            removed += [_count_holder(holder, observed) for holder in gone]
            swapped += [_count_holder(swap.holder, observed) for swap in change.delta.swap]
            products |= {change.address.key, *(swap.product for swap in change.delta.swap)}
    before = sum(observed.licences.get(product, 0) for product in products)
    carried = {one.product for one in observed.lost}
    before += sum(observed.licences.get(product, 0) for product in carried - products)
    before += sum(observed.through_groups.get(product, 0) for product in carried)
    # who leaves the school is in no list any more: whose licence it was, the group says
    removed += [
        (1, one.change in observed.about_pupils or _is_pupil(one.account, observed))
        for one in observed.lost
    ]
    if not observed.remembered:
        # nothing of ours was ever here, so that all who hold one were given it by hand
        taken = len(removed) + len(swapped)
        yield Measure(UNMANAGED_LICENCES_TAKEN, taken, max(before, taken))
    recent = observed.recent.both("licences-removed-per-school", (Kind.LICENCE,), Action.UPDATE)
    yield from by_pupils("licences-removed-per-school", removed, before, recent)
    lately = observed.recent.swapped()
    # who was switched holds a licence of the family still, so that the total never shrank
    left = max(before - sum(count for count, _ in lately[0]), 0)
    yield from by_pupils("licences-swapped-per-school", swapped, left, lately)
    yield from by_pupils("licences-added-per-school", given, before)


def _count(change: Change, observed: GuardInput) -> CountedChange:
    return 1, change.address in observed.about_pupils


def _count_holder(holder: Holder, observed: GuardInput) -> CountedChange:
    return 1, holder.member.type is MemberType.ACCOUNT and _is_pupil(holder.member.ref, observed)


def _is_pupil(account: str, observed: GuardInput) -> bool:
    return observed.population.get(account) is Population.PUPILS

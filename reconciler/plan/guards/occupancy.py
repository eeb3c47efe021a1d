"""Units: where the people are whom a plan moves, what each would leave, and who is in with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.model.observation import Observation
from reconciler.model.plan import PlacementDelta, PlacementMove, SchoolPlan
from reconciler.model.resources import Kind, Placement
from reconciler.plan.guards.populations import Population, audiences_of, populations

UnitsByAccount = Mapping[str, frozenset[str]]
"""Account → the units of the school that it is in."""
PlannedMoves = Iterator[tuple[str, PlacementMove]]
"""Each move, with the unit that it goes into."""


@dataclass(frozen=True, slots=True)
class UnitOccupancy:
    """A school's units, and where the people whom a plan moves are."""

    homes: UnitsByAccount = field(default_factory=dict)
    admits: Mapping[str, frozenset[Population]] = field(default_factory=dict)
    """Path of a declared unit that holds people → the sides that its audience names."""
    holds: Mapping[str, Population | None] = field(default_factory=dict)
    """The same → the one side that it holds; None where it is for both and both are in it."""

    def left(self, into: str, move: PlacementMove, units: Collection[str]) -> frozenset[str]:
        """Of `units` those that somebody would leave, or who stays in them goes elsewhere too.

        On Microsoft a unit that is dropped in the same edit is left by nobody, and told nowhere.
        """
        homes = self.homes.get(move.account, frozenset()) - {into}
        return (homes | frozenset(move.out_of)) & frozenset(units)

    def crosses(self, into: str, left: Collection[str], own: Population | None) -> bool:
        """Whether who leaves these units would be in with the other side, and was not before.

        A unit that is not declared any more, or for nobody, is taken for one of the person's
        `own` side: what it mixed, no file says.
        """
        admitted = self.admits.get(into, frozenset())
        was = {self.holds.get(path, own) for path in left} - {None}
        return any(side is not other for side in was for other in admitted)


def unit_occupancy(
    plan: SchoolPlan,
    observation: Observation,
    desired: Desired | None,
    people: Mapping[str, Population],
) -> UnitOccupancy:
    """Reads them off the tenant; without moves there is nothing to read. `people`: by account."""
    moved = {move.account for _, move in moves(plan)}
    if not moved:
        return UnitOccupancy()
    admits = _admits(desired)
    holds = {
        path: next(iter(named)) if len(named) == 1 else _alone(path, observation, people)
        for path, named in admits.items()
    }
    return UnitOccupancy(homes_of(observation, moved), admits, holds)


def homes_of(observation: Observation, accounts: Collection[str]) -> UnitsByAccount:
    """Where accounts are now."""
    return {one.id: frozenset(one.places) for one in observation.accounts if one.id in accounts}


def moves(plan: SchoolPlan) -> PlannedMoves:
    """Everybody whom a plan moves."""
    for change in plan.changes:
        if isinstance(change.delta, PlacementDelta) and isinstance(change.after, Placement):
            for move in change.delta.moves:
                yield change.after.path, move


def _admits(desired: Desired | None) -> Mapping[str, frozenset[Population]]:
    if desired is None:
        return {}
    context = desired.context
    return {
        context.path(key): populations(roles)
        for (kind, key), roles in audiences_of(context.manifest).items()
        if kind is Kind.ORG_UNIT and populations(roles)
    }


def _alone(
    path: str, observation: Observation, people: Mapping[str, Population]
) -> Population | None:
    """The one side of those who are in a unit; None where both are, or nobody whom we know."""
    inside = {people.get(one.id) for one in observation.accounts if path in one.places} - {None}
    return inside.pop() if len(inside) == 1 else None

"""Which units people are in, what each planned move leaves, and whether it mixes populations.

Premise: a unit carries policies (what its accounts may see and use), so the dangerous move is the
one between pupils and staff; where somebody was outside the school's units, nothing is lost.

Rule: a move into unit B leaves every unit of the school that the account is in, except B. It mixes
populations where one of the left units held a single population, and B's audience admits another.

Example: /staff holds {role: teacher}, /pupils holds {role: pupil}, /club holds both and both are
in it. /pupils → /staff mixes; /pupils → /club mixes (staff is admitted there); /club → /staff does
not, because the person was in with staff already; the tenant's root → /staff leaves no unit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.model.change import PlacementDelta, PlacementMove
from reconciler.model.observation import Observation
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind, Placement
from reconciler.plan.guards.populations import Population, audiences_of, populations

UnitsByAccount = Mapping[str, frozenset[str]]
"""Account → the units of the school that it is in."""
PlannedMoves = Iterator[tuple[str, PlacementMove]]
"""Each move, with the path of the unit that it goes into."""


@dataclass(frozen=True, slots=True)
class UnitOccupancy:
    """A school's units, and where the people whom a plan moves are."""

    current: UnitsByAccount = field(default_factory=dict)
    admits: Mapping[str, frozenset[Population]] = field(default_factory=dict)
    """Path of a declared unit → the populations that its audience names."""
    holds: Mapping[str, Population | None] = field(default_factory=dict)
    """Path of a declared unit → the one population in it; None: both are, or nobody we know."""

    def left(self, into: str, move: PlacementMove, units: Collection[str]) -> frozenset[str]:
        """Which of `units` an account leaves by this move, or is in besides the new one."""
        # On Microsoft `out_of` names only units that the plan takes the account out of: one that
        # is dropped in the same edit is not among them, hence the units as observed.
        current = self.current.get(move.account, frozenset()) - {into}
        return (current | frozenset(move.out_of)) & frozenset(units)

    def mixes_populations(self, into: str, left: Collection[str], own: Population | None) -> bool:
        """Whether somebody who leaves these units comes together with the other population.

        A unit that no file declares any more counts as one of the person's `own` population.
        """
        admitted = self.admits.get(into, frozenset())
        before = {self.holds.get(path, own) for path in left} - {None}
        return any(was is not other for was in before for other in admitted)


def unit_occupancy(
    plan: SchoolPlan,
    observation: Observation,
    desired: Desired | None,
    population: Mapping[str, Population],
) -> UnitOccupancy:
    """Reads it from the observed tenant; empty for a plan without moves.

    `population` is by account.
    """
    moved = {move.account for _, move in planned_moves(plan)}
    if not moved:
        return UnitOccupancy()
    admits = _admits(desired)
    holds = {
        path: next(iter(named))
        if len(named) == 1
        else _single_population(path, observation, population)
        for path, named in admits.items()
    }
    return UnitOccupancy(units_by_account(observation, moved), admits, holds)


def units_by_account(observation: Observation, accounts: Collection[str]) -> UnitsByAccount:
    """The units in which these accounts are now."""
    places = observation.account_index.places
    return {account: places[account] for account in accounts if account in places}


def planned_moves(plan: SchoolPlan) -> PlannedMoves:
    """Every move of a plan."""
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


def _single_population(
    path: str, observation: Observation, population: Mapping[str, Population]
) -> Population | None:
    inside = {population.get(one) for one in observation.account_index.inside(path)} - {None}
    return inside.pop() if len(inside) == 1 else None

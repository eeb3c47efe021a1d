"""Placements: who moves into which unit. Nobody is ever taken out to nowhere."""

from __future__ import annotations

from reconciler.diff.codes import UnlistedCode
from reconciler.diff.policy import ProjectedState, SchoolPolicy
from reconciler.diff.result import Difference
from reconciler.model.observation import Listing, Observation
from reconciler.model.plan import (
    Action,
    Change,
    PlacementDelta,
    PlacementMove,
    Reason,
    ReasonCode,
    Unknown,
)
from reconciler.model.resources import Declared, Kind, Placement, ResourceSet


def compare_placements(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy, world: ProjectedState
) -> Difference:
    """Plans moves into each declared unit, for accounts that are not there, or not only there."""
    told = Difference()
    items = list(declared.of(Kind.PLACEMENT))
    for listing in (Listing.ACCOUNTS, Listing.UNITS):
        if listing not in observation.complete:
            reason = Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
            told.unknown += [Unknown(item.address, reason) for item in items]
            return told
    for item in items:
        placement = item.resource
        # a unit that may not be made, or is ignored, takes nobody in
        if not isinstance(placement, Placement) or placement.path not in world.units:
            continue
        moves = _moves(placement, policy, world)
        if moves:
            told.plan(_change(item, placement, moves), policy)
    return told


def _moves(
    placement: Placement, policy: SchoolPolicy, world: ProjectedState
) -> tuple[PlacementMove, ...]:
    moves: list[PlacementMove] = []
    for account in sorted(placement.accounts):
        places = world.accounts[account]
        leaving = (places if policy.units_nest else places & world.units) - {placement.path}
        if placement.path not in places or leaving:
            inside = placement.path in places
            moves.append(PlacementMove(account, tuple(sorted(leaving)), inside))
    return tuple(moves)


def _change(item: Declared, placement: Placement, moves: tuple[PlacementMove, ...]) -> Change:
    return Change(
        address=item.address,
        action=Action.UPDATE,
        after=placement,
        reason=Reason(ReasonCode.ROSTER),
        delta=PlacementDelta(moves),
        total=len(placement.accounts),
        place=item.place,
    )

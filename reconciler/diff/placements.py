"""Placements: who moves into which unit. Nobody is ever taken out to nowhere."""

from __future__ import annotations

from reconciler.diff.codes import ReasonCode, UnlistedCode
from reconciler.diff.policy import Policy, World
from reconciler.diff.result import Difference
from reconciler.model.observation import Listing, Observation
from reconciler.model.plan import Action, Change, Move, PlacementDelta, Reason, Unknown
from reconciler.model.resources import Declared, Kind, Placement, ResourceSet


def compare_placements(
    declared: ResourceSet, observation: Observation, policy: Policy, world: World
) -> Difference:
    """Plans moves into each declared unit, for accounts that are not there, or not only there."""
    told = Difference()
    items = list(declared.of(Kind.PLACEMENT))
    if not _listed(observation, policy):
        reason = Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.UNITS.value})
        told.unknown += [Unknown(item.address, reason) for item in items]
        return told
    placements = [(item, item.resource) for item in items if isinstance(item.resource, Placement)]
    ours = frozenset(placement.path for _, placement in placements)
    for item, placement in placements:
        moves = _moves(placement, ours, policy, world)
        if moves:
            told.plan(_change(item, placement, moves), policy)
    return told


def _listed(observation: Observation, policy: Policy) -> bool:
    """Google tells an account's unit with the account; Microsoft only with the unit."""
    needed = {Listing.ACCOUNTS} if policy.units_nest else {Listing.ACCOUNTS, Listing.UNITS}
    return needed <= observation.whole


def _moves(
    placement: Placement, ours: frozenset[str], policy: Policy, world: World
) -> tuple[Move, ...]:
    moves: list[Move] = []
    for account in sorted(placement.accounts):
        places = world.accounts[account]
        leaving = (places if policy.units_nest else places & ours) - {placement.path}
        if placement.path not in places or leaving:
            moves.append(Move(account, tuple(sorted(leaving))))
    return tuple(moves)


def _change(item: Declared, placement: Placement, moves: tuple[Move, ...]) -> Change:
    return Change(
        address=item.address,
        action=Action.UPDATE,
        after=placement,
        reason=Reason(ReasonCode.ROSTER),
        delta=PlacementDelta(moves),
        total=len(placement.accounts),
        place=item.place,
    )

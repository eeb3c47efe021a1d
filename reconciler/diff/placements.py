"""Placements: who moves into which unit. Nobody is ever taken out to nowhere.

Premise: policies hang on units, so a pupil in no unit of ours is a pupil without protection.

Rule: where units nest (Google), an account is in one unit, and moving it takes it out of that one.
So who is in an ignored unit stays there: what is ignored loses nobody. Where units are flat
(Microsoft), an account only leaves declared units, of which an ignored one is none. While a row of
a list may belong to a unit (`held`), nobody is taken out of it; nor out of a unit of another
school of the tenant while that one's list does not tell whom it holds.

Example: p1 is to be in /pupils and is in /. On Google: one move out of /. On Microsoft, where p1 is
in the units pupils and club, both declared, and only pupils is wanted: p1 leaves club.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from reconciler.diff.policy import DiffCode, ProjectedState, SchoolPolicy, UnlistedCode
from reconciler.diff.result import Difference
from reconciler.errors import Facts
from reconciler.model.change import (
    Action,
    Change,
    PlacementDelta,
    PlacementMove,
    Reason,
    ReasonCode,
)
from reconciler.model.observation import Listing, Observation
from reconciler.model.plan import Finding, Unknown
from reconciler.model.resources import Declared, Kind, Placement, ResourceSet


def compare_placements(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy, projected: ProjectedState
) -> Difference:
    """Plans moves into each declared unit, for accounts that are not there, or not only there."""
    difference = Difference()
    items = list(declared.of(Kind.PLACEMENT))
    for listing in (Listing.ACCOUNTS, Listing.UNITS):
        if listing not in observation.complete:
            reason = Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
            difference.unknown += [Unknown(item.address, reason) for item in items]
            return difference
    held_paths = {
        item.resource.path for item in items if item.held and isinstance(item.resource, Placement)
    }
    stay: Counter[str] = Counter()
    for item in items:
        placement = item.resource
        # a unit that may not be made, or is ignored, takes nobody in
        if not isinstance(placement, Placement) or placement.path not in projected.units:
            continue
        moves = _moves(placement, policy, projected)
        held = [move for move in moves if policy.units_nest and move.account in projected.ignored]
        if held:
            difference.findings.append(policy.counted(DiffCode.PLACED_IN_IGNORED, item, len(held)))
        moves = tuple(move for move in moves if move not in held)
        doubtful = [move for move in moves if not policy.doubted_units.isdisjoint(move.out_of)]
        if doubtful:
            difference.findings.append(
                policy.counted(DiffCode.PLACED_IN_DOUBT, item, len(doubtful))
            )
        moves = tuple(move for move in moves if move not in doubtful)
        moves = tuple(
            kept for move in moves if (kept := _staying(move, held_paths, policy, stay)) is not None
        )
        if moves:
            difference.plan(_change(item, placement, moves), policy)
    difference.findings += _leaves_unmanaged(difference, observation, policy)
    for item in items:
        if isinstance(item.resource, Placement) and stay[item.resource.path]:
            difference.findings.append(policy.held_back(item, stay[item.resource.path]))
    return difference


def _leaves_unmanaged(
    difference: Difference, observation: Observation, policy: SchoolPolicy
) -> Iterator[Finding]:
    """How many leave each unit that carries no mark; where units are flat, nobody does."""
    if not policy.units_nest:
        return
    moved = {
        move.account
        for change in difference.changes
        if isinstance(change.delta, PlacementDelta)
        for move in change.delta.moves
    }
    spelled, places = observation.unmarked_units(), observation.account_index.places
    left = Counter(
        path for account in sorted(moved) for path in places.get(account, ()) if path in spelled
    )
    for path, count in sorted(left.items()):
        facts: Facts = {"unit": spelled[path], "count": count}
        yield policy.finding(DiffCode.LEAVES_UNMANAGED_UNIT, f"orgunit{path}", facts)


def _staying(
    move: PlacementMove, held_paths: set[str], policy: SchoolPolicy, stay: Counter[str]
) -> PlacementMove | None:
    """The move as far as it takes nobody out of a unit that a row of a list may belong to.

    Where an account is in one unit only, coming is leaving: it stays where it is.
    """
    kept = held_paths.intersection(move.out_of)
    stay.update(kept)
    if not kept:
        return move
    out_of = tuple(path for path in move.out_of if path not in kept)
    if policy.units_nest or (move.inside and not out_of):
        return None
    return replace(move, out_of=out_of)


def _moves(
    placement: Placement, policy: SchoolPolicy, projected: ProjectedState
) -> tuple[PlacementMove, ...]:
    moves: list[PlacementMove] = []
    for account in sorted(placement.accounts):
        places = projected.accounts[account]
        leaving = (places if policy.units_nest else places & projected.units) - {placement.path}
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

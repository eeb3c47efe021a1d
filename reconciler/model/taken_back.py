"""A resource as it is before a change: what is declared, without what is still to be done."""

from __future__ import annotations

from dataclasses import replace

from reconciler.model.change import Change, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.resources import LicenceAssignment, Membership, Placement, Resource


def people_before(after: Resource, change: Change) -> Resource:
    """A membership, placement or licence with the change's delta taken back; others as they are."""
    match after, change.delta:
        case Membership(), MembershipDelta() as delta:
            return _membership(after, delta)
        case Placement(), PlacementDelta() as delta:
            return replace(after, accounts=after.accounts - {move.account for move in delta.moves})
        case LicenceAssignment(), LicenceDelta() as delta:
            swapped = (swap.holder for swap in delta.swap)
            absent = {holder.member for holder in (*delta.add, *delta.change, *swapped)}
            staying = [holder for holder in after.holders if holder.member not in absent]
            return replace(after, holders=(*staying, *delta.remove, *delta.was))
    return after


def _membership(after: Membership, delta: MembershipDelta) -> Membership:
    roles = {role: set(members) for role, members in after.roles.items()}
    for entry in (*delta.add, *delta.change):
        roles[entry.role].discard(entry.member)
    for entry in (*delta.remove, *delta.was):
        if entry.role in roles:
            roles[entry.role].add(entry.member)
    return replace(after, roles={role: frozenset(members) for role, members in roles.items()})

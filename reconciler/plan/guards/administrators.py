"""Administrators: changes that touch their accounts, their groups, or the units that hold them."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.plan import (
    Action,
    Change,
    MembershipDelta,
    PlacementDelta,
    SchoolPlan,
    Target,
)
from reconciler.model.resources import Kind, Member, MemberRole, MemberType
from reconciler.plan.guards.inputs import Administrators, GuardInput
from reconciler.plan.guards.measure import Measure

_GOING = (Action.DELETE, Action.FORGET)


def administrators(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """Changes that move an administrator, end an ownership, or change a unit that holds one.

    A unit holds whoever is in it or anywhere below; it is changed by a rename, by deleting it, and
    by letting it go.
    """
    touched = [change for change in plan.changes if _touches(change, now)]
    where = sorted({f"{change.address.kind}/{change.address.key}" for change in touched})
    facts = {"things": ", ".join(where)}
    yield Measure("administrators", len(touched), len(plan.changes), facts=facts)


def _touches(change: Change, now: GuardInput) -> bool:
    if isinstance(change.delta, PlacementDelta):
        return any(move.account in now.admins.accounts for move in change.delta.moves)
    if isinstance(change.delta, MembershipDelta):
        return change.target is not None and _ends_ownership(change.delta, change.target, now)
    return change.address.kind is Kind.ORG_UNIT and _holds_one(change, now.admins)


def _ends_ownership(delta: MembershipDelta, group: Target, now: GuardInput) -> bool:
    owners = now.owners.get(group.name, frozenset())
    gone = {one.member for one in delta.remove if one.role is MemberRole.OWNER}
    gone |= {one.member for one in delta.change if one.role is not MemberRole.OWNER}
    return any(_is_admin(member, now.admins) for member in gone & owners)


def _is_admin(member: Member, admins: Administrators) -> bool:
    return member.type is MemberType.ACCOUNT and member.ref in admins.accounts


def _holds_one(change: Change, admins: Administrators) -> bool:
    renamed = any(field.name == "path" for field in change.fields)
    if change.target is None or not (renamed or change.action in _GOING):
        return False
    path = change.target.name.lower()
    return any(place == path or place.startswith(f"{path}/") for place in admins.places)

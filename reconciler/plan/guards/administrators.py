"""Guard `administrators`: changes that touch an administrator's account, groups or unit.

Premise: an administrator who loses an ownership, or whose unit's policies change, may lose the
access that is needed to repair the tenant. Placements never move administrators (see
`desired.placements`); this guard also holds plans that were not compiled, such as an undo.

Rule: the default limit is 0, and each of these counts as one change:
1. a placement that moves an administrator's account;
2. a membership change after which an administrator no longer owns a group;
3. a unit that is renamed, deleted or forgotten while an administrator is in it or below it.

Example: `boss` is an administrator in /staff/teachers. Renaming /staff counts (rule 3), renaming
/pupils does not; making `boss` a plain member of a group that `boss` owned counts (rule 2).
"""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.change import Change, MembershipDelta, PlacementDelta, Target
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind, Member, MemberType
from reconciler.plan.guards.inputs import Administrators, GuardInput
from reconciler.plan.guards.measure import Measure


def administrators(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """One measure: how many of the plan's changes touch an administrator, and which."""
    touched = [change for change in plan.changes if _touches_admin(change, observed)]
    names = sorted({f"{change.address.kind}/{change.address.key}" for change in touched})
    facts = {"things": ", ".join(names)}
    yield Measure("administrators", len(touched), len(plan.changes), facts=facts)


def _touches_admin(change: Change, observed: GuardInput) -> bool:
    if isinstance(change.delta, PlacementDelta):
        return any(move.account in observed.admins.accounts for move in change.delta.moves)
    if isinstance(change.delta, MembershipDelta):
        return change.target is not None and _ends_ownership(change.delta, change.target, observed)
    return change.address.kind is Kind.ORG_UNIT and _changes_unit_of_admin(change, observed.admins)


def _ends_ownership(delta: MembershipDelta, group: Target, observed: GuardInput) -> bool:
    owners = observed.owners.get(group.name, frozenset())
    return any(_is_admin(member, observed.admins) for member in delta.no_longer_owners() & owners)


def _is_admin(member: Member, admins: Administrators) -> bool:
    return member.type is MemberType.ACCOUNT and member.ref in admins.accounts


def _changes_unit_of_admin(change: Change, admins: Administrators) -> bool:
    renamed = any(field.name == "path" for field in change.fields)
    if change.target is None or not (renamed or change.action.is_removal):
        return False
    # the target has the vendor's spelling, observed paths are in lower case
    path = change.target.name.lower()
    return any(unit == path or unit.startswith(f"{path}/") for unit in admins.units)

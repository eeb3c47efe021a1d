"""Members: how many leave, how many are added, and whose groups are left without an owner."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.plan import Action, Change, MembershipDelta, SchoolPlan
from reconciler.model.resources import MemberRole, Membership
from reconciler.plan.guards.catalogue import PER_GROUP, PER_SCHOOL
from reconciler.plan.guards.measure import Measure
from reconciler.plan.guards.now import Now


def removed(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """Members who leave a group, those of deleted groups included."""
    total = 0
    for change in plan.changes:
        count = before = 0
        if isinstance(change.delta, MembershipDelta):
            count, before = len(change.delta.remove), _before(change, change.delta)
        elif change.action is Action.DELETE:
            count = before = change.total or 0
        total += count
        yield Measure(PER_GROUP, count, before, change.address.key)
    yield Measure(PER_SCHOOL, total, now.memberships)


def added(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """Members who come into groups that have some.

    Filling a group that the plan makes, that is empty, or whose filling an earlier run began is
    no addition: a template that runs away is held by groups-created.
    """
    total = 0
    for change in plan.changes:
        if not isinstance(change.delta, MembershipDelta) or str(change.address) in now.unfinished:
            continue
        before = _before(change, change.delta)
        count = len(change.delta.add) if before else 0
        total += count
        yield Measure("members-added-per-group", count, before, change.address.key)
    yield Measure("members-added-per-school", total, now.memberships)


def ownerless(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """Groups that have an owner and would have none."""
    members = [c for c in plan.changes if isinstance(c.delta, MembershipDelta)]
    groups = sorted(change.address.key for change in members if _loses_owners(change, now))
    facts = {"groups": ", ".join(groups)}
    yield Measure("last-owner", len(groups), len(members), facts=facts)


def _loses_owners(change: Change, now: Now) -> bool:
    delta, after = change.delta, change.after
    if not isinstance(delta, MembershipDelta) or change.target is None:
        return False
    if isinstance(after, Membership) and after.roles.get(MemberRole.OWNER):
        return False
    owners = now.owners.get(change.target.name, frozenset())
    gone = {entry.member for entry in delta.remove if entry.role is MemberRole.OWNER}
    gone |= {entry.member for entry in delta.change if entry.role is not MemberRole.OWNER}
    return bool(owners) and owners <= gone


def _before(change: Change, delta: MembershipDelta) -> int:
    """Memberships of the group as it is."""
    return (change.total or 0) - len(delta.add) + len(delta.remove)

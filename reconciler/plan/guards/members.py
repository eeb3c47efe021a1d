"""Members: how many leave, how many are added, and whose groups are left without an owner."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.plan import Change, MembershipDelta, SchoolPlan
from reconciler.model.resources import MemberRole, Membership
from reconciler.plan.guards.catalogue import PER_GROUP, PER_SCHOOL
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.measure import Measure, by_pupils


def removed(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """Members who leave a group, those of deleted groups and of nested ones included."""
    counts: list[tuple[int, bool]] = []
    before = now.memberships
    for change in plan.changes:
        told, pupils = now.nested.counts(change), change.address in now.pupils
        counts.append((told.removed, pupils))
        before += told.through if told.removed else 0
        key = change.address.key
        yield Measure(PER_GROUP, told.removed, told.before, key, pupils=pupils, unread=told.unread)
    yield from by_pupils(PER_SCHOOL, counts, before)


def added(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """Members who come into groups that have some; a nested group is one.

    Filling a group that the plan makes, that is empty, or whose filling an earlier run began is
    no addition: a template that runs away is held by groups-created.
    """
    counts: list[tuple[int, bool]] = []
    for change in plan.changes:
        if not isinstance(change.delta, MembershipDelta) or str(change.address) in now.unfinished:
            continue
        before, pupils = _before(change, change.delta), change.address in now.pupils
        count = len(change.delta.add) if before else 0
        counts.append((count, pupils))
        key = change.address.key
        yield Measure("members-added-per-group", count, before, key, pupils=pupils)
    yield from by_pupils("members-added-per-school", counts, now.memberships)


def ownerless(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """Groups that have an owner and would have none."""
    members = [c for c in plan.changes if isinstance(c.delta, MembershipDelta)]
    groups = sorted(change.address.key for change in members if _loses_owners(change, now))
    facts = {"groups": ", ".join(groups)}
    yield Measure("last-owner", len(groups), len(members), facts=facts)


def _loses_owners(change: Change, now: GuardInput) -> bool:
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

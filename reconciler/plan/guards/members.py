"""Guards `members-removed-…`, `members-added-…` and `last-owner`.

Premise: a mistake in a group's audience, or a truncated roster, shows in a plan as many members
removed or added at once.

Rule:
- removed: per group, school and tenant; members of deleted groups count, and a nested group counts
  as the people in it (see `nested`);
- added: only into groups that have members besides their owners. Filling a new or empty group, or
  one that an interrupted run began to fill, is expected; too many new groups trip
  `groups-created-…` instead;
- last owner: the number of groups that have owners and would have none; the default limit is 0.

Example: group 7b has 70 members, and 32 leave: 46 %, over the limit of 30 % per group. The school
has 3 200 memberships: 1 %, under its 10 %. So the school's plan has one refusal, which names 7b.
"""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.change import Change, MembershipDelta
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind, Member, MemberRole, Membership
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.limits import PER_GROUP, PER_SCHOOL
from reconciler.plan.guards.measure import Measure, by_pupils


def removed(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """Members removed from groups, those of deleted and of nested groups included.

    One measure for each change, with a count of 0 where it removes nobody, then the school's.
    """
    counts: list[tuple[int, bool]] = []
    before = observed.memberships
    for change in plan.changes:
        people, pupils = observed.nested.counts(change), change.address in observed.about_pupils
        counts.append((people.removed, pupils))
        # people removed through a nested group are not among `memberships`, where the nested group
        # is one entry; without them in the total, the share could exceed 100 %
        before += people.through if people.removed else 0
        yield Measure(
            PER_GROUP,
            people.removed,
            people.before,
            change.address.key,
            pupils=pupils,
            unread=people.unread,
            recent=observed.recent.of_resource(PER_GROUP, Kind.MEMBERSHIP, change.address.key),
        )
    yield from by_pupils(PER_SCHOOL, counts, before, observed.recent.members())


def added(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """Members added to groups that have members already; a nested group counts as one member."""
    counts: list[tuple[int, bool]] = []
    for change in plan.changes:
        delta = change.delta
        if not isinstance(delta, MembershipDelta) or str(change.address) in observed.unfinished:
            continue
        before, pupils = _before(change, delta), change.address in observed.about_pupils
        # Graph makes a group with its owners in it: nobody has begun to fill it
        count = len(delta.add) if before > len(_owners(change, observed)) else 0
        counts.append((count, pupils))
        key = change.address.key
        yield Measure("members-added-per-group", count, before, key, pupils=pupils)
    yield from by_pupils("members-added-per-school", counts, observed.memberships)


def ownerless(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """How many groups have owners now and would have none."""
    changes = [change for change in plan.changes if isinstance(change.delta, MembershipDelta)]
    groups = sorted(change.address.key for change in changes if _loses_owners(change, observed))
    facts = {"groups": ", ".join(groups)}
    yield Measure("last-owner", len(groups), len(changes), facts=facts)


def _loses_owners(change: Change, observed: GuardInput) -> bool:
    delta, after = change.delta, change.after
    if not isinstance(delta, MembershipDelta) or change.target is None:
        return False
    if isinstance(after, Membership) and after.roles.get(MemberRole.OWNER):
        return False
    owners = _owners(change, observed)
    return bool(owners) and owners <= delta.no_longer_owners()


def _owners(change: Change, observed: GuardInput) -> frozenset[Member]:
    """The owners that the group has now."""
    return observed.owners.get(change.target.name, frozenset()) if change.target else frozenset()


def _before(change: Change, delta: MembershipDelta) -> int:
    """The members that the group has now: the total after the change, minus added, plus removed."""
    return (change.total or 0) - len(delta.add) + len(delta.remove)

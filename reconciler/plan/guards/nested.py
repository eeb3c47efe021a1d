"""How many people a membership change takes out of a group, nested groups counted as people.

Premise: a list such as `all-teachers` may have 3 entries, each a group of 40. Removing one entry
is one change of one member, and 40 people lose the list; a guard must see the 40.

Rule, with everybody(x) = the people in x, groups resolved at any depth:
- removed = people of the removed groups who are not still in by another way (another nested group,
  an entry of their own, or an added entry), plus the removed entries that are no groups; at least
  the number of removed entries, so that removing an empty group still counts;
- before = people in the group now, plus its other entries; never fewer than `removed`;
- an added group counts as one entry, not as its people: at a first rollout a list of groups is
  filled beside the groups themselves, and every person would count twice;
- a removed group that was not read completely makes the count unknown (`unread`): over every limit.

Example: `all` has the entries [staff], [class] and t1; staff is {t1, t2, t3}, class {p1, p2}. The
plan removes the entry [staff]. everybody = {t1, t2, t3, p1, p2}: before 5. t2 and t3 lose the
list; t1 stays by an entry of its own: removed 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from reconciler.model.change import Action, Change, MembershipDelta
from reconciler.model.observation import Observation, ObservedGroup
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind, Member, MemberType, RoleMember

Members = frozenset[Member]
_NOBODY: Members = frozenset()


@dataclass(frozen=True, slots=True)
class NestedCounts:
    """How many people leave a group, out of how many."""

    removed: int = 0
    before: int = 0
    through: int = 0
    """How many of `before` are in it only through nested groups, beyond one for each entry."""
    unread: bool = False
    """Whether a group is removed whose people were not read, so that the count is unknown."""


@dataclass(frozen=True, slots=True)
class _EntryChange:
    """A group's entries now, those that are removed and added, and how many the list has now."""

    current: Members
    removed: tuple[Member, ...]
    added: Members
    entries: int
    unread: bool = False


@dataclass(frozen=True, slots=True)
class NestedGroups:
    """The groups that a plan changes, and those nested in them, as observed."""

    members: Mapping[str, Members] = field(default_factory=dict)
    """Present address of a group that the plan changes → its members in any role."""
    people: Mapping[str, Members | None] = field(default_factory=dict)
    """Address of a group nested in one of these, removed or added → the people in it, any depth.

    None, or no entry: not read, or not read completely.
    """

    def counts(self, change: Change) -> NestedCounts:
        """How many people lose the group by a change of its members; zeros for other changes."""
        entries = self._entries(change)
        if entries is None:
            return NestedCounts()
        removed_entries = frozenset(entries.removed)
        kept = (entries.current - removed_entries) | entries.added
        # a person who is removed as an entry is counted there, not once more through a group
        not_lost = self._everybody(kept) | removed_entries
        people_now = self._everybody(entries.current)
        through_groups = len(people_now - entries.current)
        total = entries.entries - len(_groups(entries.current)) + through_groups
        lost = self._everybody(_groups(removed_entries)) - not_lost
        removed = _at_least_entries(entries.removed, lost)
        # the vendor's count may include members that we cannot see, hence the largest of three
        before = max(total, entries.entries, removed)
        return NestedCounts(
            removed=removed,
            before=before,
            through=before - entries.entries,
            unread=entries.unread
            or any(self.people.get(group.ref) is None for group in _groups(removed_entries)),
        )

    def _entries(self, change: Change) -> _EntryChange | None:
        name = change.target.name if change.target is not None else ""
        current, delta, total = self.members.get(name, _NOBODY), change.delta, change.total or 0
        if isinstance(delta, MembershipDelta):
            before = total - len(delta.add) + len(delta.remove)
            return _EntryChange(
                current, _members_of(delta.remove), frozenset(_members_of(delta.add)), before
            )
        if change.action is Action.DELETE and change.address.kind is Kind.GROUP:
            if change.lost is None:
                return _EntryChange(current, (), _NOBODY, total, unread=True)
            lost = tuple(frozenset(chain.from_iterable(change.lost.roles.values())))
            return _EntryChange(current | frozenset(lost), lost, _NOBODY, total)
        return None

    def _everybody(self, members: Iterable[Member]) -> Members:
        """The members that are no groups, and the people in those that are."""
        found: set[Member] = set()
        for member in members:
            is_group = member.type is MemberType.GROUP
            found |= (self.people.get(member.ref) or _NOBODY) if is_group else {member}
        return frozenset(found)


def nested_groups(plan: SchoolPlan, observation: Observation) -> NestedGroups:
    """Reads from the observed tenant who is in the groups that a plan changes."""
    changed = {change.target.name for change in plan.changes if change.target is not None}
    groups = {group.address: group for group in observation.groups}
    members = {name: listed for name in changed if (listed := _listed(groups.get(name)))}
    mentioned = set(chain.from_iterable(members.values()))
    for change in plan.changes:
        if isinstance(change.delta, MembershipDelta):
            mentioned |= {entry.member for entry in (*change.delta.add, *change.delta.remove)}
    return NestedGroups(
        members, {group.ref: people_in(group.ref, groups) for group in _groups(mentioned)}
    )


def people_in(address: str, groups: Mapping[str, ObservedGroup]) -> Members | None:
    """The people in a group at any depth; None where any nested group was not read completely."""
    found: set[Member] = set()
    seen, waiting = {address}, [address]  # groups may contain each other in a circle
    while waiting:
        listed = _listed(groups.get(waiting.pop()))
        if listed is None:
            return None
        inner = {group.ref for group in _groups(listed)} - seen
        seen |= inner
        waiting += inner
        found |= listed - _groups(listed)
    return frozenset(found)


def _listed(group: ObservedGroup | None) -> Members | None:
    if group is None or group.members is None:
        return None
    return frozenset(chain.from_iterable(group.members.values()))


def _groups(members: Iterable[Member]) -> Members:
    return frozenset(member for member in members if member.type is MemberType.GROUP)


def _members_of(entries: Iterable[RoleMember]) -> tuple[Member, ...]:
    return tuple(entry.member for entry in entries)


def _at_least_entries(entries: tuple[Member, ...], through_groups: Members) -> int:
    plain = sum(entry.type is not MemberType.GROUP for entry in entries)
    return max(len(entries), plain + len(through_groups))

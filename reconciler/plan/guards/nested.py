"""Members who are in a group through another one: a nested group counts as the people in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from reconciler.model.observation import Observation, ObservedGroup
from reconciler.model.plan import Action, Change, MembershipDelta, SchoolPlan
from reconciler.model.resources import Kind, Member, MemberType, RoleMember

MembersByGroup = frozenset[Member]
_NOBODY: MembersByGroup = frozenset()


@dataclass(frozen=True, slots=True)
class NestedCounts:
    """How many people leave a group, out of how many."""

    removed: int = 0
    before: int = 0
    through: int = 0
    """How many of `before` are in it only through other groups, beyond one for each group."""
    unread: bool = False
    """Whether a group leaves of which nobody knows how many are in it."""


@dataclass(frozen=True, slots=True)
class _Delta:
    """Who is in a group, leaves and comes, and how many entries its list has."""

    there: MembersByGroup
    gone: tuple[Member, ...]
    come: MembersByGroup
    entries: int
    unread: bool = False


@dataclass(frozen=True, slots=True)
class NestedGroups:
    """The groups that a plan changes, and those that stand in them, as observed."""

    members: Mapping[str, MembersByGroup] = field(default_factory=dict)
    """Present address of a group that the plan changes → its members in any role."""
    people: Mapping[str, MembersByGroup | None] = field(default_factory=dict)
    """Address of a group that is in one of these, goes or comes → who is in it, at any depth.

    None, or no entry: not read, or not read whole.
    """

    def counts(self, change: Change) -> NestedCounts:
        """How many people a change of members takes; nothing for any other.

        Who stays in through another way is not lost. A group that comes adds one, as it stands in
        the list: a list of groups is mostly filled beside the groups in it, at a first rollout.
        """
        delta = self._delta(change)
        if delta is None:
            return NestedCounts()
        gone = frozenset(delta.gone)
        stay = self._everybody((delta.there - gone) | delta.come) | gone
        was = self._everybody(delta.there)
        direct = delta.entries - len(_groups(delta.there)) + len(was - delta.there)
        removed = _weighed(delta.gone, self._everybody(_groups(gone)) - stay)
        before = max(direct, delta.entries, removed)
        return NestedCounts(
            removed=removed,
            before=before,
            through=before - delta.entries,
            unread=delta.unread or any(self.people.get(one.ref) is None for one in _groups(gone)),
        )

    def _delta(self, change: Change) -> _Delta | None:
        name = change.target.name if change.target is not None else ""
        there, delta, total = self.members.get(name, _NOBODY), change.delta, change.total or 0
        if isinstance(delta, MembershipDelta):
            entries = total - len(delta.add) + len(delta.remove)
            return _Delta(there, _of(delta.remove), frozenset(_of(delta.add)), entries)
        if change.action is Action.DELETE and change.address.kind is Kind.GROUP:
            if change.lost is None:
                return _Delta(there, (), _NOBODY, total, unread=True)
            gone = tuple(frozenset(chain.from_iterable(change.lost.roles.values())))
            return _Delta(there | frozenset(gone), gone, _NOBODY, total)
        return None

    def _everybody(self, members: Iterable[Member]) -> MembersByGroup:
        """The members who are no groups, and whoever is in those that are."""
        found: set[Member] = set()
        for member in members:
            is_group = member.type is MemberType.GROUP
            found |= (self.people.get(member.ref) or _NOBODY) if is_group else {member}
        return frozenset(found)


def nested_groups(plan: SchoolPlan, observation: Observation) -> NestedGroups:
    """Reads off the tenant who is in the groups that a plan changes."""
    changed = {change.target.name for change in plan.changes if change.target is not None}
    groups = {group.address: group for group in observation.groups}
    members = {name: listed for name in changed if (listed := _listed(groups.get(name)))}
    mentioned = set(chain.from_iterable(members.values()))
    for change in plan.changes:
        if isinstance(change.delta, MembershipDelta):
            mentioned |= {one.member for one in (*change.delta.add, *change.delta.remove)}
    return NestedGroups(
        members, {one.ref: people_in(one.ref, groups) for one in _groups(mentioned)}
    )


def people_in(address: str, groups: Mapping[str, ObservedGroup]) -> MembersByGroup | None:
    """Who is in a group at any depth, groups aside; None where any of it was not read."""
    found: set[Member] = set()
    seen, waiting = {address}, [address]
    while waiting:
        listed = _listed(groups.get(waiting.pop()))
        if listed is None:
            return None
        inner = {one.ref for one in _groups(listed)} - seen
        seen |= inner
        waiting += inner
        found |= listed - _groups(listed)
    return frozenset(found)


def _listed(group: ObservedGroup | None) -> MembersByGroup | None:
    if group is None or group.members is None:
        return None
    return frozenset(chain.from_iterable(group.members.values()))


def _groups(members: Iterable[Member]) -> MembersByGroup:
    return frozenset(member for member in members if member.type is MemberType.GROUP)


def _of(entries: Iterable[RoleMember]) -> tuple[Member, ...]:
    return tuple(entry.member for entry in entries)


def _weighed(entries: tuple[Member, ...], through: MembersByGroup) -> int:
    """Each entry that is no group, and who is in the others; an entry counts as one at least."""
    plain = sum(one.type is not MemberType.GROUP for one in entries)
    return max(len(entries), plain + len(through))

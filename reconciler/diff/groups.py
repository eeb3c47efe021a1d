"""Groups: which to make, adopt, rename, set anew, let go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reconciler.diff.codes import DiffCode, UnlistedCode
from reconciler.diff.match import Index, Match, MatchedBy, match
from reconciler.diff.policy import ProjectedState, SchoolPolicy
from reconciler.diff.result import Difference, action_for, changed, mark_changed, reason_for
from reconciler.model.observation import Listing, Observation, ObservedGroup
from reconciler.model.plan import (
    Action,
    Change,
    FieldChange,
    Reason,
    ReasonCode,
    Refusal,
    Target,
    Unknown,
)
from reconciler.model.resources import Declared, Group, Kind, Membership, ResourceSet

GroupMatch = Mapping[str, Match[ObservedGroup]]


@dataclass(frozen=True, slots=True)
class GroupsResult:
    """The groups that will be as declared once the plan is done."""

    matched: GroupMatch
    """By key."""
    renamed: Mapping[str, str]
    """Old address → new address."""
    standing: frozenset[str] = frozenset()
    """Addresses of all groups that will be there."""


def compare_groups(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy, world: ProjectedState
) -> tuple[GroupsResult, Difference]:
    """Plans groups; also gives what each declared key was matched with, for its members."""
    told = Difference()
    objects = [(group.address, group) for group in observation.groups]
    index = Index.of(Kind.GROUP, objects, policy)
    told.refusals += index.doubles(policy)
    aliases = {alias: group for group in observation.groups for alias in group.aliases}
    matched: dict[str, Match[ObservedGroup]] = {}
    renamed: dict[str, str] = {}
    standing = {group.address for group in observation.groups}
    kept: set[str] = set()
    for item in declared.of(Kind.GROUP):
        group = item.resource
        if not isinstance(group, Group) or policy.ignores(Kind.GROUP, group.address):
            continue
        kept |= {item.address.key, *item.previously}
        found = match(item, group.address, index, policy)
        refusal = found if isinstance(found, Refusal) else _clash(item, found, aliases, world)
        if isinstance(refusal, Refusal):
            told.refuse(refusal)
        elif isinstance(found, Match) and _plan(item, found, policy, told):
            matched[item.address.key] = found
            standing.add(group.address)
            if found.found is not None and found.found.address != group.address:
                renamed[found.found.address] = group.address
    _drop(index, kept, observation, policy, told)
    told.unmanaged[Kind.GROUP] = sum(
        group.mark is None and not _is_matched(group, matched) for group in index.by_name.values()
    )
    return GroupsResult(matched, renamed, frozenset(standing)), told


def _is_matched(group: ObservedGroup, matched: GroupMatch) -> bool:
    return any(found.found is not None and found.found.id == group.id for found in matched.values())


def _clash(
    item: Declared,
    found: Match[ObservedGroup],
    aliases: Mapping[str, ObservedGroup],
    world: ProjectedState,
) -> Refusal | None:
    """Refuses an address that is somebody's already, an alias included."""
    group = item.resource
    assert isinstance(group, Group)  # noqa: S101  the kind says so
    holder = aliases.get(group.address)
    own = found.found is not None and holder is not None and holder.id == found.found.id
    facts = {"key": item.address.key, "name": group.address}
    if group.address in world.taken or (holder is not None and not own):
        return Refusal("address-in-use", item.address.school, item.address.tenant, facts)
    if found.found is not None and found.found.type is not group.type:
        facts |= {"before": found.found.type.value, "after": group.type.value}
        return Refusal("type-cannot-change", item.address.school, item.address.tenant, facts)
    return None


def _plan(
    item: Declared, found: Match[ObservedGroup], policy: SchoolPolicy, told: Difference
) -> bool:
    """Whether the group will be ours and at its address, so that its members can be compared."""
    group, now = item.resource, found.found
    assert isinstance(group, Group)  # noqa: S101  the kind says so
    fields: tuple[FieldChange, ...] = ()
    if now is not None:
        if group.settings and now.settings is None:
            reason = Reason(UnlistedCode.SETTINGS_NOT_READ)
            told.unknown.append(Unknown(item.address, reason))
            return found.how is MatchedBy.MARK and now.address == group.address
        fields = _fields(group, now)
    mark = now.mark if now is not None else None
    fields += mark_changed(mark, item.address)
    if found.how is MatchedBy.MARK and item.previously:
        told.spent(item, policy)
    if found.how is MatchedBy.MARK and not fields:
        return True
    change = Change(
        address=item.address,
        action=action_for(found.how),
        after=group,
        reason=reason_for(found.how, item, mark),
        target=target_of(now, found.how) if now is not None else None,
        fields=fields,
        place=item.place,
        before=observed_as_group(now) if now is not None else None,
    )
    planned = told.plan(change, policy)
    at_home = found.how is MatchedBy.MARK and now is not None and now.address == group.address
    return planned or at_home


def _fields(group: Group, now: ObservedGroup) -> tuple[FieldChange, ...]:
    fields = changed("address", now.address, group.address)
    fields += changed("name", now.name, group.name)
    for name in sorted(group.settings):
        fields += changed(f"settings.{name}", (now.settings or {}).get(name), group.settings[name])
    return fields


def target_of(group: ObservedGroup, how: MatchedBy = MatchedBy.MARK) -> Target:
    """The group as the vendor knows it today."""
    adopted = group.mark.adopted if group.mark else how in (MatchedBy.NAME, MatchedBy.EARLIER_NAME)
    return Target(group.id, group.address, group.label, adopted)


def _drop(
    index: Index[ObservedGroup],
    kept: set[str],
    observation: Observation,
    policy: SchoolPolicy,
    told: Difference,
) -> None:
    """Ours and not declared any more: forgotten, or deleted where prune is allowed."""
    prune = policy.allows(Kind.GROUP, Action.DELETE)
    action = Action.DELETE if prune else Action.FORGET
    reason = Reason(ReasonCode.PRUNED if prune else ReasonCode.DROPPED)
    for key, groups in sorted(index.ours.items()):
        if key not in kept and len(groups) == 1:
            address, target = policy.address(Kind.GROUP, key), target_of(groups[0])
            unread = _unread(groups[0], observation) if prune else None
            if unread is not None:
                told.unknown.append(Unknown(address, unread))
                continue
            fields = mark_changed(groups[0].mark, address)
            change = Change(address, action, None, reason, target, fields)
            told.changes.append(with_what_goes(change, groups[0]))
    _tell_lookalikes(index, kept, policy, told)


def _unread(group: ObservedGroup, observation: Observation) -> Reason | None:
    """Why it is not known who would lose a group that is deleted."""
    if Listing.ACCOUNTS not in observation.complete:
        return Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.ACCOUNTS.value})
    return Reason(UnlistedCode.MEMBERS_NOT_READ) if group.members is None else None


def with_what_goes(change: Change, group: ObservedGroup) -> Change:
    """Keeps what the group was, and who was in it where it goes with them."""
    change = replace(change, before=observed_as_group(group))
    if change.action is not Action.DELETE:
        return change
    lost = None if group.members is None else Membership(group.address, group.members)
    return replace(change, total=_members(group), lost=lost)


def observed_as_group(group: ObservedGroup) -> Group:
    """The group in our words, as it is today, with all of its settings that were read."""
    return Group(group.address, group.name, group.type, dict(group.settings or {}))


def _members(group: ObservedGroup) -> int:
    """How many are in a group: as listed, else as the vendor counts them."""
    if group.members is None:
        return group.member_count or 0
    return len({member for members in group.members.values() for member in members})


def _tell_lookalikes(
    index: Index[ObservedGroup], kept: set[str], policy: SchoolPolicy, told: Difference
) -> None:
    """A new group with the display name of one that is dropped: a rename without `previously`?"""
    dropped = {groups[0].name: key for key, groups in index.ours.items() if key not in kept}
    for change in told.changes:
        if isinstance(change.after, Group) and change.action is Action.CREATE:
            old = dropped.get(change.after.name)
            if old is not None:
                key = change.address.key
                facts = {"key": key, "old": old, "name": change.after.name}
                told.findings.append(
                    policy.finding(DiffCode.LOOKS_RENAMED, f"group/{key}", facts, change.place)
                )

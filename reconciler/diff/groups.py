"""Groups: what differs of an address, a name and settings, and which groups go.

Premise: a deleted group takes its mail and files with it. It goes only where its school's file says
so and everybody who would lose it is known.

Rule: a group that no entry means any more (see `objects`) is forgotten: it loses our mark and
stays. With `prune` for groups it is deleted, if accounts were listed and its members were read;
else it is unknown, and nothing happens. Addresses that an account or another group has, aliases
included, are refused, and so is a change of type.

Example: the entry `choir` is taken out of the file. Without prune: `forget group/choir`. With
prune, and a members list that broke off: an unknown, and the group stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reconciler.diff.carriers import LicenceCarriers
from reconciler.diff.group_findings import group_findings
from reconciler.diff.match import Index, Match
from reconciler.diff.objects import ObjectComparer, ObjectsResult, as_resource, drop
from reconciler.diff.policy import DiffCode, ProjectedState, SchoolPolicy, UnlistedCode
from reconciler.diff.result import Difference, changed
from reconciler.model.change import Action, Change, FieldChange, Reason
from reconciler.model.observation import GuardedGroup, Listing, Observation, ObservedGroup
from reconciler.model.plan import Refusal, Unknown
from reconciler.model.resources import Declared, Group, Kind, Membership, Resource, ResourceSet

_YEAR = re.compile(r"20\d\d")
_GUARDED = {
    GuardedGroup.DYNAMIC: DiffCode.GROUP_DYNAMIC,
    GuardedGroup.SYNCED: DiffCode.GROUP_SYNCED,
    GuardedGroup.ROLE_ASSIGNABLE: DiffCode.GROUP_ROLE_ASSIGNABLE,
    GuardedGroup.RESTRICTED: DiffCode.GROUP_RESTRICTED,
    GuardedGroup.EXCHANGE: DiffCode.GROUP_EXCHANGE,
}


@dataclass(frozen=True, slots=True)
class GroupsResult:
    """The groups once the plan is done: the declared ones, and the addresses of all of them."""

    declared: ObjectsResult[ObservedGroup]
    final_names: frozenset[str]
    carriers: LicenceCarriers = field(default_factory=LicenceCarriers)
    """Which of them carry licences."""


def compare_groups(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy, projected: ProjectedState
) -> tuple[GroupsResult, Difference]:
    """Plans groups; also gives what each declared key was matched with, for its members."""
    difference = Difference()
    objects = [(group.address, group) for group in observation.groups]
    index = Index.of(Kind.GROUP, objects, policy)
    comparer = _GroupComparer(index, policy, difference)
    comparer.addresses = projected.taken
    comparer.aliases = {alias: one for one in observation.groups for alias in one.aliases}
    result = comparer.compare(declared.of(Kind.GROUP))
    _drop(result, observation, policy, difference)
    _report_lookalikes(result, policy, difference)
    difference.findings += group_findings(declared, result, observation, policy)
    difference.unmanaged[Kind.GROUP] = result.unmanaged
    there = frozenset(group.address for group in observation.groups)
    there |= frozenset(observation.other_groups.values())
    return GroupsResult(result, result.final_names | there), difference


class _GroupComparer(ObjectComparer[ObservedGroup]):
    """A group's name is its address."""

    addresses: frozenset[str] = frozenset()
    """Of accounts, their aliases included."""
    aliases: dict[str, ObservedGroup]

    def name(self, resource: Resource) -> str:
        return _group(resource).address

    def present(self, observed: ObservedGroup) -> str:
        return observed.address

    def fields(self, resource: Resource, observed: ObservedGroup) -> tuple[FieldChange, ...] | None:
        group = _group(resource)
        if group.settings and observed.settings is None:
            return None
        there = observed.settings or {}
        fields = changed("address", observed.address, group.address)
        fields += changed("name", observed.name, group.name)
        for name in sorted(group.settings.keys() - self.policy.at_creation):
            fields += changed(f"settings.{name}", there.get(name), group.settings[name])
        return fields

    def obstacle(self, item: Declared, found: Match[ObservedGroup]) -> DiffCode | None:
        del item
        guarded = found.observed.guarded if found.observed is not None else None
        return None if guarded is None else _GUARDED[guarded]

    def refusal(self, item: Declared, found: Match[ObservedGroup]) -> Refusal | None:
        """Refuses an address that is somebody's already, an alias included; and another type."""
        group, now = _group(item.resource), found.observed
        holder = self.aliases.get(group.address)
        own = now is not None and holder is not None and holder.id == now.id
        facts = {"key": item.address.key, "name": group.address}
        if group.address in self.addresses or (holder is not None and not own):
            return self.policy.refusal("address-in-use", facts)
        if now is not None and now.type is not group.type:
            facts |= {"before": now.type.value, "after": group.type.value}
            return self.policy.refusal("type-cannot-change", facts)
        return None


def _group(resource: Resource) -> Group:
    assert isinstance(resource, Group)  # noqa: S101  the kind says so
    return resource


def _drop(
    result: ObjectsResult[ObservedGroup],
    observation: Observation,
    policy: SchoolPolicy,
    difference: Difference,
) -> None:
    """Forgets what no entry means, or deletes it where prune is allowed."""
    prune = policy.allows(Kind.GROUP, Action.DELETE)
    action = Action.DELETE if prune else Action.FORGET
    for key, group in result.dropped:
        may_carry = key in policy.carriers and not observation.licences
        if may_carry or (_carries(group, observation) and (prune or key in policy.carriers)):
            # to delete it would take the licences of its members; Graph refuses it
            left = policy.finding(DiffCode.CARRIES_LICENCES, f"group/{key}", {"key": key})
            difference.findings.append(left)
            continue
        unread = _unread(group, observation) if prune else None
        if unread is not None:
            difference.unknown.append(Unknown(policy.address(Kind.GROUP, key), unread))
            continue
        difference.changes.append(with_what_goes(drop(key, group, action, policy), group))


def _carries(group: ObservedGroup, observation: Observation) -> bool:
    """Whether a group is seen to have a licence."""
    holders = (holder for licence in observation.licences for holder in licence.holders)
    return any(one.member.ref == group.address for one in holders)


def _unread(group: ObservedGroup, observation: Observation) -> Reason | None:
    """Why it is not known who would lose a group that is deleted."""
    if Listing.ACCOUNTS not in observation.complete:
        return Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.ACCOUNTS.value})
    return Reason(UnlistedCode.MEMBERS_NOT_READ) if group.members is None else None


def with_what_goes(change: Change, group: ObservedGroup) -> Change:
    """Keeps what the group was, and who was in it where it goes with them."""
    change = replace(change, before=as_resource(group))
    if change.action is not Action.DELETE:
        return change
    lost = None if group.members is None else Membership(group.address, group.members)
    return replace(change, total=_member_count(group), lost=lost)


def _member_count(group: ObservedGroup) -> int:
    """How many are in a group: as listed, else as the vendor counts them."""
    if group.members is None:
        return group.member_count or 0
    return len({member for members in group.members.values() for member in members})


def _of_two_cohorts(old: str, new: str) -> bool:
    """Whether two keys differ in the year of graduation: 'class-2033a', 'class-2034a'."""
    years = [_YEAR.findall(key) for key in (old, new)]
    return years[0] != years[1] and _YEAR.sub("", old) == _YEAR.sub("", new)


def _report_lookalikes(
    result: ObjectsResult[ObservedGroup], policy: SchoolPolicy, difference: Difference
) -> None:
    """A new group with the display name of one that is dropped: a rename without `previously`?

    Not where the keys are of two cohorts: 5а of this year is not that of the last one.
    """
    dropped = {group.name: key for key, group in result.dropped}
    for change in difference.changes:
        if isinstance(change.after, Group) and change.action is Action.CREATE:
            old = dropped.get(change.after.name)
            key = change.address.key
            if old is not None and not _of_two_cohorts(old, key):
                facts = {"key": key, "old": old, "name": change.after.name}
                difference.findings.append(
                    policy.finding(DiffCode.LOOKS_RENAMED, f"group/{key}", facts, change.place)
                )

"""Members: whom to add, to remove, to give another role.

Premise: a group that was adopted, or a role that no file names, has members who are none of ours to
judge. Who is suspended, or not matched for certain, must not lose anything by that.

Rule:
- only roles that a file names are compared; a member who already has a stronger role outside of
  them is left alone;
- members of an adopted group that no audience names stay, unless its file says `extraMembers:
  remove`; of a group that we made they are removed, unless it says `keep`;
- suspended and uncertain accounts stay, and while a row of a list may belong to the audience
  (`held`) nobody leaves or gets a weaker role; while somebody of the audience has no account
  (`awaited_by`), accounts that no list explains stay, since one of them may be hers;
- a nested group goes by the address that it will have: a planned rename follows it. Where a rename
  is declared and not done (ignored, or not allowed), the group under its present address is meant:
  it is neither added under the other address nor removed.

Example: declared {t1, t2}, present {t2, t3}, t3 suspended: +t1, nobody leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reconciler.diff.carriers import carriers_finding
from reconciler.diff.groups import GroupsResult
from reconciler.diff.match import MatchedBy
from reconciler.diff.policy import DiffCode, ProjectedState, SchoolPolicy, UnlistedCode
from reconciler.diff.result import Difference
from reconciler.errors import Facts
from reconciler.model.change import Action, Change, MembershipDelta, Reason, ReasonCode, Target
from reconciler.model.observation import ObservedGroup
from reconciler.model.plan import Unknown
from reconciler.model.resources import (
    Declared,
    ExtraMembers,
    Kind,
    Member,
    MemberRole,
    Membership,
    MemberType,
    ResourceSet,
    RoleMember,
)

Roles = Mapping[MemberRole, frozenset[Member]]
_RANK = {role: rank for rank, role in enumerate(MemberRole)}


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is wanted, what is there, and what is extra beyond it."""

    add: frozenset[RoleMember]
    change: frozenset[RoleMember]
    extra: frozenset[RoleMember]
    was: Mapping[Member, MemberRole] = field(default_factory=dict)
    """The roles that members have, where each has one."""


def compare_members(
    declared: ResourceSet, groups: GroupsResult, policy: SchoolPolicy, projected: ProjectedState
) -> Difference:
    """Plans the members of every group that was matched; an unread list changes nothing."""
    difference = Difference()
    for item in declared.of(Kind.MEMBERSHIP):
        found = groups.declared.matched.get(item.address.key)
        if found is None or not isinstance(item.resource, Membership):
            continue
        roles = _followed(item.resource.roles, groups.declared.kept_names)
        missing = {entry.member for entry in _all(roles) if _is_missing(entry, groups)}
        if missing:
            code = DiffCode.MEMBERS_NOT_THERE
            difference.findings.append(policy.counted(code, item, len(missing)))
        if found.observed is None:
            made = _Sides(_all(roles), frozenset(), frozenset())
            difference.changes += _changes(item, _possible(made, groups), None)
        elif found.observed.members is None:
            reason = Reason(UnlistedCode.MEMBERS_NOT_READ)
            difference.unknown.append(Unknown(item.address, reason))
        else:
            there = _followed(found.observed.members, groups.declared.renamed)
            sides = _possible(_sides(roles, there, policy, projected), groups)
            adopted = found.matched_by in (MatchedBy.NAME, MatchedBy.EARLIER_NAME) or _was_adopted(
                found.observed
            )
            sides = _without_guests(item, sides, policy, projected, difference)
            sides = _settle(item, sides, adopted, policy, difference)
            sides = _held_back(item, sides, policy, difference)
            staying = groups.carriers.staying(found.observed.address, _sorted(sides.extra))
            if staying:
                key = item.address.key
                difference.findings.append(carriers_finding(policy, key, len(staying)))
            sides = replace(sides, extra=sides.extra - staying)
            for change in _changes(item, sides, found.observed):
                difference.plan(change, policy)
    return difference


def _followed(there: Roles, names: Mapping[str, str]) -> Roles:
    """The members with the groups among them by other addresses."""

    def now(member: Member) -> Member:
        if member.type is not MemberType.GROUP:
            return member
        return Member(member.type, names.get(member.ref, member.ref))

    return {role: frozenset(map(now, members)) for role, members in there.items()}


def _possible(sides: _Sides, groups: GroupsResult) -> _Sides:
    """Without groups that will not be there."""
    return replace(sides, add=frozenset(one for one in sides.add if not _is_missing(one, groups)))


def _is_missing(entry: RoleMember, groups: GroupsResult) -> bool:
    """Whether it is a group that will not be there: refused, ignored, or not allowed to be made."""
    return entry.member.type is MemberType.GROUP and entry.member.ref not in groups.final_names


def _was_adopted(group: ObservedGroup) -> bool:
    return group.mark is not None and group.mark.adopted


def _all(roles: Roles) -> frozenset[RoleMember]:
    return frozenset(RoleMember(role, m) for role, members in roles.items() for m in members)


def _sides(wanted: Roles, there: Roles, policy: SchoolPolicy, projected: ProjectedState) -> _Sides:
    """Compares the managed roles; suspended and uncertain accounts keep their memberships."""
    want, have = _all(wanted), _all(there)
    role_of: dict[Member, MemberRole] = {}
    if policy.one_role_each:
        role_of = {entry.member: entry.role for entry in have}
        missing = {entry for entry in want - have if not _left_alone(entry, role_of, wanted)}
        change = frozenset(entry for entry in missing if entry.member in role_of)
        add = frozenset(missing - change)
    else:
        add, change = want - have, frozenset()
    # who only changes role is no extra member, where the vendor lists a member once
    named = {entry.member for entry in want} if policy.one_role_each else set()
    staying = projected.suspended | policy.uncertain
    extra = frozenset(
        entry
        for entry in have - want
        if entry.role in wanted and entry.member not in named and entry.member.ref not in staying
    )
    return _Sides(add, change, extra, role_of)


def _left_alone(entry: RoleMember, role_of: Mapping[Member, MemberRole], wanted: Roles) -> bool:
    """Whether a member already has a stronger role that the manifest does not manage."""
    role = role_of.get(entry.member)
    return role is not None and role not in wanted and _RANK[role] < _RANK[entry.role]


def _without_guests(
    item: Declared,
    sides: _Sides,
    policy: SchoolPolicy,
    projected: ProjectedState,
    difference: Difference,
) -> _Sides:
    """Who was invited from elsewhere stays: no file can name a guest, so none can leave one out."""
    guests = frozenset(entry for entry in sides.extra if entry.member.ref in projected.guests)
    if guests:
        key = item.address.key
        facts: Facts = {"group": key, "count": len({entry.member for entry in guests})}
        difference.findings.append(
            policy.finding(DiffCode.GUESTS_STAY, f"group/{key}", facts, item.place)
        )
    return replace(sides, extra=sides.extra - guests)


def _settle(
    item: Declared, sides: _Sides, adopted: bool, policy: SchoolPolicy, difference: Difference
) -> _Sides:
    """Adoption only adds: strangers of an adopted group stay until its file says `remove`."""
    choice = item.extra_members
    if choice is ExtraMembers.REMOVE or (choice is None and not adopted):
        return sides
    if choice is None and sides.extra:
        key = item.address.key
        facts: Facts = {"group": key, "count": len(sides.extra)}
        difference.findings.append(
            policy.finding(DiffCode.UNDECLARED_MEMBERS, f"group/{key}", facts, item.place)
        )
    return replace(sides, extra=frozenset())


def _held_back(
    item: Declared, sides: _Sides, policy: SchoolPolicy, difference: Difference
) -> _Sides:
    """Nobody leaves, or gets a weaker role, while a row may belong here and nobody knows whose."""
    if not item.held:
        return _unclaimed_stay(item, sides, policy, difference)
    weaker = frozenset(
        entry for entry in sides.change if _RANK[sides.was[entry.member]] < _RANK[entry.role]
    )
    count = len(sides.extra) + len(weaker)
    if count:
        difference.findings.append(policy.held_back(item, count))
    return replace(sides, extra=frozenset(), change=sides.change - weaker)


def _unclaimed_stay(
    item: Declared, sides: _Sides, policy: SchoolPolicy, difference: Difference
) -> _Sides:
    """Whoever may be a person of the audience under an account that the list does not have stays.

    A mistyped address, or one that was changed in the list alone, looks like a newcomer's.
    """
    if not item.awaited_by:
        return sides
    staying = frozenset(entry for entry in sides.extra if entry.member.ref in policy.unclaimed)
    if staying:
        difference.findings.append(policy.held_back(item, len(staying)))
    return replace(sides, extra=sides.extra - staying)


def _changes(item: Declared, sides: _Sides, group: ObservedGroup | None) -> Iterator[Change]:
    """One change, or none."""
    if not (sides.add or sides.change or sides.extra):
        return
    there = sum(len(members) for members in (group.members or {}).values()) if group else 0
    change = _sorted(sides.change)
    was = tuple(RoleMember(sides.was[entry.member], entry.member) for entry in change)
    delta = MembershipDelta(_sorted(sides.add), _sorted(sides.extra), change, was)
    yield Change(
        address=item.address,
        action=Action.UPDATE,
        after=item.resource,
        reason=Reason(ReasonCode.ROSTER if group else ReasonCode.DECLARED),
        target=Target(group.id, group.address) if group else None,
        delta=delta,
        total=there + len(sides.add) - len(sides.extra),
        place=item.place,
    )


def _sorted(entries: frozenset[RoleMember]) -> tuple[RoleMember, ...]:
    return tuple(sorted(entries))

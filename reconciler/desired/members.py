"""Who should be in a group, as members that a vendor can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.desired.context import (
    AccountDirectory,
    DesiredCode,
    PeopleMatch,
    SchoolContext,
    unresolved_reason,
)
from reconciler.manifest.types import Audience, GroupSpec
from reconciler.model.people import Person, Role
from reconciler.model.plan import Reason
from reconciler.model.resources import GroupType, Member, MemberRole, MemberType

_STRONGEST_FIRST = tuple(MemberRole)


@dataclass(frozen=True, slots=True)
class MemberResolver:
    """All that is needed to turn an audience into members."""

    context: SchoolContext
    directory: AccountDirectory
    matched: PeopleMatch
    unit_of: Mapping[str, str]
    groups: Mapping[str, GroupSpec]
    """This school's groups by key."""

    def group_type(self, spec: GroupSpec) -> GroupType:
        """The type that the vendor can give."""
        return spec.type if spec.type in self.context.limits.types else GroupType.MAIL

    def person(self, person: Person) -> Member | None:
        """An account; a parent without one by e-mail; nobody else."""
        account = self.matched.account_of.get(person.sourced_id)
        if account:
            return Member(MemberType.ACCOUNT, account)
        if person.roles == {Role.PARENT} and person.email:
            return self.written(person.email)
        return None

    def written(self, address: str) -> Member:
        """A member by an address that was written down: account, group or outsider."""
        folded = address.casefold()
        if folded in self.directory.by_address:
            return Member(MemberType.ACCOUNT, self.directory.by_address[folded])
        if folded in self.directory.groups:
            return Member(MemberType.GROUP, self.directory.groups[folded])
        if any(self.context.mail(group.address) == folded for group in self.groups.values()):
            return Member(MemberType.GROUP, folded)
        return Member(MemberType.EXTERNAL, folded)


def members_of(
    everyone: MemberResolver, spec: GroupSpec
) -> tuple[Mapping[MemberRole, frozenset[Member]], frozenset[DesiredCode]] | Reason:
    """The managed roles of a group with their members, and what the vendor cannot express."""
    written = {
        MemberRole.OWNER: spec.owners,
        MemberRole.MANAGER: spec.managers,
        MemberRole.MEMBER: spec.members,
    }
    roles: dict[MemberRole, frozenset[Member]] = {}
    lacking: set[DesiredCode] = set()
    for role, items in written.items():
        if items is None:
            continue
        if role not in everyone.context.limits.roles:
            lacking.add(DesiredCode.PARITY_MANAGERS)
            continue
        answer = _members(everyone, spec, items, frozenset({spec.key}))
        if isinstance(answer, Reason):
            return answer
        roles[role], told = answer
        lacking |= told
    return _one_role_each(everyone, roles), frozenset(lacking)


def _members(
    everyone: MemberResolver, spec: GroupSpec, items: tuple[Audience, ...], seen: frozenset[str]
) -> tuple[frozenset[Member], set[DesiredCode]] | Reason:
    unknown = unresolved_reason(items, everyone.context)
    if unknown is not None:
        return unknown
    people = everyone.matched.crowd.select(items, everyone.unit_of)
    members = {member for p in people if (member := everyone.person(p)) is not None}
    members |= {everyone.written(item.address) for item in items if item.address is not None}
    lacking: set[DesiredCode] = set()
    nested = [everyone.groups[item.group] for item in items if item.group is not None]
    if everyone.group_type(spec) in everyone.context.limits.nested:
        members |= {
            Member(MemberType.GROUP, everyone.context.mail(other.address)) for other in nested
        }
    elif nested:
        flat = _flat(everyone, nested, seen)
        if isinstance(flat, Reason):
            return flat
        members |= flat
        lacking.add(DesiredCode.PARITY_NESTED)
    if not everyone.context.limits.external_members:
        inside = {m for m in members if m.type is not MemberType.EXTERNAL}
        if len(inside) < len(members):
            lacking.add(DesiredCode.PARITY_EXTERNAL)
        members = inside
    return frozenset(members), lacking


def _flat(
    everyone: MemberResolver, nested: Iterable[GroupSpec], seen: frozenset[str]
) -> set[Member] | Reason:
    """The people of nested groups, where the vendor cannot nest."""
    members: set[Member] = set()
    for other in nested:
        if other.key in seen:
            continue
        items = (other.owners or ()) + (other.managers or ()) + (other.members or ())
        answer = _members(everyone, other, items, seen | {other.key})
        if isinstance(answer, Reason):
            return answer
        members |= {m for m in answer[0] if m.type is not MemberType.GROUP}
    return members


def _one_role_each(
    everyone: MemberResolver, roles: Mapping[MemberRole, frozenset[Member]]
) -> Mapping[MemberRole, frozenset[Member]]:
    """Where a vendor lists a member once, the strongest role stands."""
    if not everyone.context.limits.one_role_each:
        return roles
    taken: frozenset[Member] = frozenset()
    convergence: dict[MemberRole, frozenset[Member]] = {}
    for role in _STRONGEST_FIRST:
        if role in roles:
            convergence[role] = roles[role] - taken
            taken |= roles[role]
    return convergence

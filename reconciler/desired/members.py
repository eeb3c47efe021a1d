"""Who should be in a group, as members that the vendor can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.desired.addresses import unreachable
from reconciler.desired.audiences import Units
from reconciler.desired.context import (
    AccountDirectory,
    DesiredCode,
    PeopleMatch,
    SchoolContext,
    unresolved_reason,
)
from reconciler.desired.parents import parent_doubt
from reconciler.manifest.types import Audience, GroupSpec
from reconciler.model.change import Reason
from reconciler.model.mailbox import mailbox
from reconciler.model.people import Person, Role
from reconciler.model.resources import GroupType, Member, MemberRole, MemberType

_STRONGEST_FIRST = tuple(MemberRole)


@dataclass(frozen=True, slots=True)
class MemberResolver:
    """Turns audiences and written addresses into members of one tenant."""

    context: SchoolContext
    directory: AccountDirectory
    matched: PeopleMatch
    units: Units
    """Of whom nobody moves, too."""
    groups: Mapping[str, GroupSpec]
    """This school's groups by key."""
    pupils: frozenset[str] = frozenset()
    """Accounts of the tenant that are pupils' and nobody else's."""

    def group_type(self, spec: GroupSpec) -> GroupType:
        """The type that the vendor can give."""
        return spec.type if spec.type in self.context.limits.types else GroupType.MAIL

    def nests(self, spec: GroupSpec) -> bool:
        """Whether the vendor lets such a group have groups as members, and be one."""
        return self.group_type(spec) in self.context.limits.nested

    def can_be_inside(self, address: str) -> bool:
        """Whether a group can be a member of one that has groups; of one not read, it can."""
        mail_nests = GroupType.MAIL in self.context.limits.nested
        return mail_nests or address not in self.directory.for_mail

    def person(self, person: Person) -> Member | None:
        """A person's account; a parent without one by e-mail; None for others without one."""
        account = self.matched.account_of.get(person.sourced_id)
        if account:
            return Member(MemberType.ACCOUNT, account)
        if person.roles != {Role.PARENT} or not person.email:
            return None
        # a cell of a list makes no group a member, and no pupil his own parent
        doubt = parent_doubt(self.context, self.directory, self.pupils, person.email)
        return self.by_address(person.email) if doubt is None else None

    def by_address(self, address: str) -> Member | None:
        """The member with this address: account, group or outsider.

        None for what cannot be one; `unreachable` says why.
        """
        folded = address.casefold()
        if folded in self.directory.by_address:
            return Member(MemberType.ACCOUNT, self.directory.by_address[folded])
        if folded in self.directory.groups:
            return Member(MemberType.GROUP, self.directory.groups[folded])
        return None if self.unreachable(folded) else Member(MemberType.EXTERNAL, mailbox(folded))

    def unreachable(self, address: str) -> DesiredCode | None:
        """Why an address that is neither account nor group of the tenant can be no member."""
        return unreachable(self.context, self.directory, address)


def members_of(
    resolver: MemberResolver, spec: GroupSpec
) -> tuple[Mapping[MemberRole, frozenset[Member]], frozenset[DesiredCode]] | Reason:
    """The managed roles of a group with their members, and what the vendor does not support."""
    declared = {
        MemberRole.OWNER: spec.owners,
        MemberRole.MANAGER: spec.managers,
        MemberRole.MEMBER: spec.members,
    }
    roles: dict[MemberRole, frozenset[Member]] = {}
    unsupported: set[DesiredCode] = set()
    for role, items in declared.items():
        if items is None:
            continue
        if role not in resolver.context.limits.roles:
            unsupported.add(DesiredCode.PARITY_MANAGERS)
            continue
        nests = resolver.nests(spec)
        resolved = _members(resolver, items, frozenset({spec.key}), nests=nests)
        if isinstance(resolved, Reason):
            return resolved
        roles[role], not_supported = resolved
        if role is MemberRole.MEMBER:
            # a group by its address that cannot be one is told by `impossible`, and not planned
            roles[role] = frozenset(
                m
                for m in roles[role]
                if m.type is not MemberType.GROUP or (nests and resolver.can_be_inside(m.ref))
            )
        unsupported |= not_supported
    if resolver.group_type(spec) in resolver.context.limits.owners_are_members:
        owners = _people(roles.get(MemberRole.OWNER, frozenset()))
        if not owners:
            unsupported.add(DesiredCode.PARITY_OWNERLESS)
        if MemberRole.MEMBER in roles:
            roles[MemberRole.MEMBER] |= owners
    return _one_role_each(resolver, roles), frozenset(unsupported)


def _people(members: frozenset[Member]) -> frozenset[Member]:
    return frozenset(one for one in members if one.type is MemberType.ACCOUNT)


def _members(
    resolver: MemberResolver, items: tuple[Audience, ...], seen: frozenset[str], *, nests: bool
) -> tuple[frozenset[Member], set[DesiredCode]] | Reason:
    unknown = unresolved_reason(items, resolver.context)
    if unknown is not None:
        return unknown
    people = resolver.matched.people.select(items, resolver.units)
    members = {member for p in people if (member := resolver.person(p)) is not None}
    named = [resolver.by_address(item.address) for item in items if item.address is not None]
    members |= {member for member in named if member is not None}
    unsupported: set[DesiredCode] = set()
    nested = [resolver.groups[item.group] for item in items if item.group is not None]
    inside = [other for other in nested if nests and resolver.nests(other)]
    members |= {Member(MemberType.GROUP, resolver.context.address_of(one)) for one in inside}
    if len(inside) < len(nested):
        flat = _flat(resolver, [other for other in nested if other not in inside], seen)
        if isinstance(flat, Reason):
            return flat
        members |= flat
        unsupported.add(DesiredCode.PARITY_NESTED)
    if not resolver.context.limits.external_members:
        own = {m for m in members if m.type is not MemberType.EXTERNAL}
        if len(own) < len(members):
            unsupported.add(DesiredCode.PARITY_EXTERNAL)
        members = own
    return frozenset(members), unsupported


def _flat(
    resolver: MemberResolver, nested: Iterable[GroupSpec], seen: frozenset[str]
) -> set[Member] | Reason:
    """The people of nested groups, for a vendor that does not nest them."""
    members: set[Member] = set()
    for other in nested:
        if other.key in seen:
            continue
        items = (other.owners or ()) + (other.managers or ()) + (other.members or ())
        # its people are wanted, those of its own nested groups too, whatever it can hold itself
        resolved = _members(resolver, items, seen | {other.key}, nests=False)
        if isinstance(resolved, Reason):
            return resolved
        members |= {m for m in resolved[0] if m.type is not MemberType.GROUP}
    return members


def _one_role_each(
    resolver: MemberResolver, roles: Mapping[MemberRole, frozenset[Member]]
) -> Mapping[MemberRole, frozenset[Member]]:
    """Where a vendor lists a member once, only the strongest role is kept."""
    if not resolver.context.limits.one_role_each:
        return roles
    taken: frozenset[Member] = frozenset()
    kept: dict[MemberRole, frozenset[Member]] = {}
    for role in _STRONGEST_FIRST:
        if role in roles:
            kept[role] = roles[role] - taken
            taken |= roles[role]
    return kept

"""Members that a vendor cannot have, reported before anything is sent.

What is sure to be refused is no change: it would fail the school in each run. An address that can
be nobody is a finding, and everything else of its group goes on. Three things are refused, the
first two since a school's file contradicts itself there:

- an outsider in a group whose file does not say `outsiders: true`. Google is no wall: since
  2026-06-24 an administrator's insert of an outsider opens the group by itself, and the outsiders
  of nested groups count. Example: `teachers` nests `class-2034a-parents`, whose parents are
  outsiders: `teachers` would be open to strangers whatever its settings say.
- a group as owner or manager: neither vendor takes one (Google: 400 memberKey, GAM wiki, 2026-11).
- a pupil's account, by whatever address: no pupil is named in Git.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.desired.context import DesiredCode
from reconciler.desired.members import MemberResolver
from reconciler.errors import Facts
from reconciler.manifest.types import Audience, GroupSpec
from reconciler.model.plan import Finding, Refusal
from reconciler.model.resources import (
    Address,
    Declared,
    Group,
    Kind,
    MemberRole,
    Membership,
    MemberType,
)


def unreachable_members(resolver: MemberResolver) -> Iterator[Finding]:
    """A finding for each written address that can be no member."""
    context = resolver.context
    for spec in context.manifest.groups:
        for item in spec.audiences:
            if item.address is not None and resolver.by_address(item.address) is None:
                code = resolver.unreachable(item.address.casefold())
                facts = {"group": spec.key}
                if code is DesiredCode.ADDRESS_OF_NOBODY:  # an outsider's address is not repeated
                    facts |= {"address": item.address}
                if code is not None:
                    yield context.finding(code, f"group/{spec.key}", facts, item.place)
        yield from _nested_by_address(resolver, spec)


def _nested_by_address(resolver: MemberResolver, spec: GroupSpec) -> Iterator[Finding]:
    """A finding for each group that is written by address, where no group can be a member.

    A Microsoft 365 group takes users only, and is no member of a security group (Graph, "Add
    members", read 2026-12). `{group: key}` stands for its people there; whose people an address
    stands for, no file says.
    """
    nests = resolver.nests(spec)
    for item in _with_people_of(resolver, spec, spec.members or (), frozenset({spec.key})):
        member = resolver.by_address(item.address) if item.address is not None else None
        if member is None or member.type is not MemberType.GROUP:
            continue
        if not (nests and resolver.can_be_inside(member.ref)):
            facts = {"group": spec.key, "address": member.ref}
            code, subject = DesiredCode.GROUP_BY_ADDRESS, f"group/{spec.key}"
            yield resolver.context.finding(code, subject, facts, item.place)


def _with_people_of(
    resolver: MemberResolver, spec: GroupSpec, items: Iterable[Audience], seen: frozenset[str]
) -> Iterator[Audience]:
    """The items, and those of groups whose people are put into `spec` in their place."""
    for item in items:
        yield item
        if item.group is None or item.group in seen:
            continue
        inner = resolver.groups[item.group]
        if not (resolver.nests(spec) and resolver.nests(inner)):
            yield from _with_people_of(resolver, spec, inner.audiences, seen | {item.group})


def named_pupils(resolver: MemberResolver) -> Iterator[Refusal]:
    """A refusal for each written address that is a pupil's account, by its place alone.

    `validate` knows the addresses of the lists; here an account's other addresses are known, too.
    """
    for spec in resolver.context.manifest.groups:
        for item in spec.audiences:
            member = resolver.by_address(item.address) if item.address is not None else None
            if member is None or member.type is not MemberType.ACCOUNT:
                continue
            if member.ref in resolver.pupils:
                yield resolver.context.refusal("pupil-named", {"place": str(item.place)})


def impossible_members(
    resolver: MemberResolver, items: Mapping[Address, Declared]
) -> Iterator[Refusal]:
    """Refusals of groups that own, and of outsiders in groups that are not declared open."""
    memberships = {
        item.resource.group: item
        for item in items.values()
        if isinstance(item.resource, Membership)
    }
    for item in memberships.values():
        key = item.address.key
        yield from (
            resolver.context.refusal("group-owns-group", {"key": key, "name": name})
            for name in _owning_groups(item)
        )
        if _is_closed(resolver, items, key):
            outsiders = _outsiders(item, memberships, frozenset())
            if outsiders:
                facts: Facts = {"key": key, "count": len(outsiders)}
                yield resolver.context.refusal("outsiders-not-declared", facts)


def _owning_groups(item: Declared) -> list[str]:
    assert isinstance(item.resource, Membership)  # noqa: S101  the caller chose it
    return sorted(
        member.ref
        for role, members in item.resource.roles.items()
        for member in members
        if role is not MemberRole.MEMBER and member.type is MemberType.GROUP
    )


def _is_closed(resolver: MemberResolver, items: Mapping[Address, Declared], key: str) -> bool:
    """Whether the vendor has the setting for such a group, and the file does not open it."""
    group = items[resolver.context.address(Kind.GROUP, key)].resource
    if not isinstance(group, Group) or group.settings.get("outsiders") is True:
        return False
    return "outsiders" in resolver.context.limits.settings.get(group.type, frozenset())


def _outsiders(
    item: Declared, memberships: Mapping[str, Declared], above: frozenset[str]
) -> frozenset[str]:
    """Outsiders of a group and of the declared groups inside it."""
    assert isinstance(item.resource, Membership)  # noqa: S101  the caller chose it
    found: set[str] = set()
    inside = frozenset().union(*item.resource.roles.values())
    for member in inside:
        if member.type is MemberType.EXTERNAL:
            found.add(member.ref)
        elif member.type is MemberType.GROUP and member.ref not in above:
            nested = memberships.get(member.ref)
            if nested is not None:
                found |= _outsiders(nested, memberships, above | {item.resource.group, member.ref})
    return frozenset(found)

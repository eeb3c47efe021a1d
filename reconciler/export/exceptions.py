"""Who is in a group and not of its audience, or of the audience and not in the group.

The audience is the one that the file has; for a role of which it has none, the one that explains
most. Only `people --extra` asks, and tells numbers; who it is goes to a person's own file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconciler.desired.audiences import describe_audience
from reconciler.export.audiences import Item, PresentMembers, as_audience
from reconciler.export.draft import ROLES, Draft
from reconciler.export.groups import ROLE_OF, GroupsExport
from reconciler.export.parts import SchoolParts, in_file
from reconciler.export.school import school_parts
from reconciler.export.tenant import persons_of
from reconciler.export.things import things_of
from reconciler.export.world import ExportInput
from reconciler.manifest.types import GroupSpec
from reconciler.model.observation import ObservedGroup
from reconciler.model.resources import Kind, Member, Membership, MemberType

Members = frozenset[Member]


@dataclass(frozen=True, slots=True)
class RoleExceptions:
    """One role of a group: the audience, and who does not fit."""

    field: str
    """'members'."""
    items: str
    """The audience as a file has it; '' where nothing explains the list."""
    declared: bool
    extra: Members
    """In the group, and not of the audience."""
    missing: Members
    """Of the audience, and not in the group."""


def exceptions(given: ExportInput, school: str, key: str) -> tuple[RoleExceptions, ...] | None:
    """Of every role of a group that has anybody; None: there is no such group in the tenant."""
    desired = next(one for one in given.compiled() if one.context.manifest.id == school)
    context = desired.context
    things = things_of(context, given.observation, persons_of(given))
    draft = Draft(school, context.manifest.layout, "")
    parts = school_parts(given, desired, given.resolvers()[school], things, draft)
    spec = next((one for one in context.manifest.groups if one.key == key), None)
    group = None if spec is None else _group(parts, spec)
    if spec is None or group is None or group.members is None:
        return None
    return tuple(_roles(parts, spec, group))


def _group(parts: SchoolParts, spec: GroupSpec) -> ObservedGroup | None:
    """The group of the tenant that an entry means; the keys of the others are kept."""
    context = parts.desired.context
    ids = {(context.manifest.id, spec.key): spec for spec in context.manifest.groups}
    found = None
    for group in parts.given.observation.groups:
        mark = group.mark
        marked = None if mark is None else ids.get((mark.school, mark.key))
        named = next(
            (one for one in ids.values() if context.address_of(one) == group.address), None
        )
        means = marked or named
        if means is not None:
            parts.key_of_group[group.address] = means.key
            found = group if means is spec else found
    return found


def _roles(parts: SchoolParts, spec: GroupSpec, group: ObservedGroup) -> Iterator[RoleExceptions]:
    address = parts.desired.context.address(Kind.MEMBERSHIP, spec.key)
    item = parts.desired.resources.items.get(address)
    declared = item.resource.roles if item and isinstance(item.resource, Membership) else {}
    groups = GroupsExport(parts)
    for field in ROLES:
        present = groups.present(group, field)
        role = ROLE_OF[field]
        if role in declared:
            written = getattr(spec, field) or ()
            items = f"[{', '.join(map(describe_audience, written))}]"
            yield _exceptions(field, items, present, declared[role], declared=True)
        elif present.members:
            found = groups.explained(group, field)
            shown = in_file(found.items) if found.items else ""
            named = _named(parts, found.items)
            yield _exceptions(field, shown, present, named, declared=False)


def _exceptions(
    field: str, items: str, present: PresentMembers, wanted: Members, *, declared: bool
) -> RoleExceptions:
    extra = present.members - wanted - present.staying
    return RoleExceptions(field, items, declared, extra, wanted - present.members - present.also)


def _named(parts: SchoolParts, items: tuple[Item, ...]) -> Members:
    resolver = parts.resolver
    audiences = [as_audience(item) for item in items]
    people = resolver.matched.people.select(audiences)
    addresses = {key: address for address, key in parts.key_of_group.items()}
    nested = {
        Member(MemberType.GROUP, addresses[one.group]) for one in audiences if one.group is not None
    }
    return frozenset(m for one in people if (m := resolver.person(one)) is not None) | nested

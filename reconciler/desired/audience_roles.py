"""Whom a manifest's audiences mean, by role and class, whether anybody is there or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reconciler.compliance.audience import STAFF, strongest_first
from reconciler.manifest.types import Audience, GroupSpec, SchoolManifest
from reconciler.model.people import Role
from reconciler.model.resources import MemberRole

AudienceItems = tuple[Audience, ...]
_CLASS = frozenset({Role.PUPIL, Role.TEACHER})


def audiences_by_role(spec: GroupSpec) -> Mapping[MemberRole, AudienceItems]:
    """The audiences of a group by role; only the roles that are managed."""
    lists = {
        MemberRole.OWNER: spec.owners,
        MemberRole.MANAGER: spec.managers,
        MemberRole.MEMBER: spec.members,
    }
    return {role: items for role, items in lists.items() if items is not None}


@dataclass(frozen=True, slots=True)
class AudienceRoles:
    """The roles and classes that audiences name, through nested groups and units."""

    audience: tuple[Role, ...]
    """Strongest first."""
    classes: tuple[str, ...]
    """Sorted."""

    @classmethod
    def of(cls, items: AudienceItems, manifest: SchoolManifest) -> AudienceRoles:
        """What the items mean at a school."""
        spread = tuple(_spread(items, manifest, set()))
        return cls(
            audience=strongest_first(role for item in spread for role in _roles(item, manifest)),
            classes=tuple(sorted({item.klass for item in spread if item.klass is not None})),
        )


def _spread(items: AudienceItems, manifest: SchoolManifest, seen: set[str]) -> Iterator[Audience]:
    """The items with nested groups replaced by whom those name."""
    for item in items:
        if item.group is None:
            yield item
        elif item.group not in seen:
            seen.add(item.group)
            for group in manifest.groups:
                if group.key == item.group:
                    for inner in audiences_by_role(group).values():
                        yield from _spread(inner, manifest, seen)


def _roles(item: Audience, manifest: SchoolManifest) -> frozenset[Role]:
    """Whom one item can select, as `desired.audiences.selects` does."""
    if item.address is not None:
        return frozenset()
    if item.role is not None:
        return frozenset({item.role})
    if item.grade is not None or item.graduates is not None:
        return frozenset({Role.PUPIL})
    if item.klass is not None:
        return _CLASS
    if item.unit is not None:
        held = [i for unit in manifest.units if unit.key == item.unit for i in unit.holds or ()]
        return frozenset(role for i in held if i.unit is None for role in _roles(i, manifest))
    return STAFF if item.certified is not None else frozenset()

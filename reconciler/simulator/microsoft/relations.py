"""What an object belongs to and what belongs to it, directly and through groups in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from reconciler.simulator.microsoft.apps import Application, ServicePrincipal, applications
from reconciler.simulator.microsoft.state import Directory, Group, Member, Role, Unit, User

MANAGER = "manager"
"""Where a user's `extra` has the id of the manager."""
Thing: TypeAlias = User | Group | Unit | Role | ServicePrincipal | Application


def anything(directory: Directory, object_id: str) -> Thing | None:
    """The directory object of this id."""
    found = (
        directory.member(object_id)
        or directory.units.get(object_id)
        or applications(directory.vendor_id, directory.domain).get(object_id)
    )
    if found is not None:
        return found
    role = directory.role()
    return role if role.id == object_id else None


def parents(directory: Directory, ids: Iterable[str]) -> Iterator[Group]:
    """The groups of which one of these is a direct member."""
    wanted = tuple(ids)
    for group in directory.groups:
        if any(one in group.members for one in wanted):
            yield group


def member_of(directory: Directory, object_id: str) -> list[Thing]:
    """Groups, administrative units and roles that have the object as a direct member."""
    return [*parents(directory, (object_id,)), *_places(directory, object_id)]


def groups_of(directory: Directory, object_id: str) -> list[Group]:
    """The groups that have the object as a member, directly or through other groups."""
    found: dict[str, Group] = {}
    wave = [object_id]
    while wave:
        new = [one for one in parents(directory, wave) if one.id not in found]
        found.update((group.id, group) for group in new)
        wave = [group.id for group in new]
    return list(found.values())


def transitive_member_of(directory: Directory, object_id: str) -> list[Thing]:
    """The same with the units and roles that have the object itself."""
    return [*groups_of(directory, object_id), *_places(directory, object_id)]


def transitive_members(directory: Directory, group: Group) -> list[Member]:
    """Everybody in the group and in the groups in it, each once."""
    found: dict[str, Member] = {}
    wave = [group]
    while wave:
        inner: list[Group] = []
        for one in (directory.at(member) for part in wave for member in part.members):
            if one.id not in found:
                found[one.id] = one
                if isinstance(one, Group):
                    inner.append(one)
        wave = inner
    return list(found.values())


def owned(directory: Directory, object_id: str) -> list[Thing]:
    """The groups that the user owns."""
    return [group for group in directory.groups if object_id in group.owners]


def manager_of(directory: Directory, user: User) -> tuple[User, ...]:
    """The user's manager, where there is one."""
    found = directory.users.get(user.extra.get(MANAGER, ""))
    return () if found is None else (found,)


def _places(directory: Directory, object_id: str) -> list[Thing]:
    units: list[Thing] = [unit for unit in directory.units if object_id in unit.members]
    return [*units, directory.role()] if object_id in directory.admins else units

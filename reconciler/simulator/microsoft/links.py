"""Members and owners: which objects a body names, which of them may join, joining and leaving."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from reconciler.simulator.microsoft.apps import ServicePrincipal
from reconciler.simulator.microsoft.audit_trail import linked, unlinked
from reconciler.simulator.microsoft.deletion import KINDS
from reconciler.simulator.microsoft.errors import (
    GraphError,
    bad_request,
    conflicting,
    denied,
    duplicate_values,
    invalid_values,
    not_found,
)
from reconciler.simulator.microsoft.insertion_order import InsertionOrdered
from reconciler.simulator.microsoft.licensing import disinherit, reach
from reconciler.simulator.microsoft.state import Directory, Group, Member, Unit, User

MOST_CHANGES = 20
MOST_OWNERS = 100
LINKED_NEW = "new-object-values-invalid"
_REFERENCE = re.compile(
    r"(?:.*/)?(directoryObjects|users|groups|servicePrincipals)(?:/([^/]+)|\('([^/]+)'\))/?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Links:
    """One list of links: of a group or unit, its property, what it may hold and how many."""

    owner: Group | Unit
    name: str
    shelf: InsertionOrdered[str]
    kinds: tuple[type[Member], ...]
    most: int | None = None


def members_of(owner: Group | Unit) -> Links:
    """The members: users anywhere; groups in security groups and units; apps in the former."""
    if isinstance(owner, Unit):
        return Links(owner, "members", owner.members, (User, Group))
    kinds: tuple[type[Member], ...] = (User, Group, ServicePrincipal)
    return Links(owner, "members", owner.members, (User,) if owner.unified else kinds)


def owners_of(group: Group) -> Links:
    """The owners: users and service principals, up to 100."""
    return Links(group, "owners", group.owners, (User, ServicePrincipal), MOST_OWNERS)


def references(value: Any) -> tuple[str, ...]:
    """The references of an `@odata.bind` list; 400 when it is none, or has more than 20."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise invalid_values()
    if len(value) > MOST_CHANGES:
        raise too_many_changes()
    return tuple(value)


def too_many_changes() -> GraphError:
    """400 for more than 20 links in one request."""
    return bad_request(f"A resource cannot contain more than {MOST_CHANGES} link changes.")


def target(directory: Directory, reference: str) -> Member:
    """The object that an `@odata.id` of any host names; 404 when it is not there."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise invalid_values()
    key = unquote(match[2] or match[3])
    found = directory.member(key.casefold())
    if found is None and match[1].casefold() == "users":
        found = directory.user(key)
    if found is None:
        raise not_found(key)
    return found


def joining(directory: Directory, links: Links, named: Iterable[str]) -> tuple[Member, ...]:
    """The objects named, when all of them may join; else the refusal, and nobody joins."""
    objects = tuple(target(directory, reference) for reference in named)
    if objects:
        _by_hand(links)
    if any(directory.is_new(LINKED_NEW, one.id) for one in objects):
        raise invalid_values()
    if len({one.id for one in objects}) < len(objects):
        raise duplicate_values()
    if any(one.id in links.shelf for one in objects):
        raise _there_already(directory, links)
    itself = any(one is links.owner for one in objects)
    if itself or not all(_fits(directory, one, links) for one in objects):
        raise invalid_values()
    if links.most is not None and len(links.shelf) + len(objects) > links.most:
        raise bad_request(f"The group can have at most {links.most} owners.")
    return objects


def _fits(directory: Directory, one: Member, links: Links) -> bool:
    """Whether the list may hold the object: a unit may hold any, a group no Unified one."""
    unified = isinstance(one, Group) and one.unified and isinstance(links.owner, Group)
    refused = unified and directory.switches.on("security-holds-no-unified")
    return isinstance(one, links.kinds) and not refused


def _there_already(directory: Directory, links: Links) -> GraphError:
    if isinstance(links.owner, Unit) and directory.switches.on("unit-member-conflicting"):
        return conflicting()
    return bad_request(
        "One or more added object references already exist for the following modified "
        f"properties: '{links.name}'."
    )


def join(directory: Directory, links: Links, objects: Iterable[Member]) -> None:
    """Add the objects; a group's licences reach the users among its new members."""
    directory.tick()
    for one in objects:
        enter(directory, links, one)
        linked(directory, links.owner, links.name, one)


def leave(directory: Directory, links: Links, key: str) -> None:
    """Take one link away; 404 when there is none, 400 for the last owner."""
    object_id = key.casefold()
    _by_hand(links)
    if object_id not in links.shelf:
        raise not_found(key)
    if links.name == "owners" and len(links.shelf) == 1:
        raise bad_request(
            "The group must have at least one owner, hence this owner cannot be removed."
        )
    directory.tick()
    withdraw(directory, links, object_id)
    unlinked(directory, links.owner, links.name, directory.at(object_id))


def enter(directory: Directory, links: Links, one: Member) -> None:
    """Put one object on the list, with what follows from it."""
    links.shelf.add(one.id, one.id)
    if links.name == "owners":
        return
    _welcome(links, one)
    directory.journal.note(KINDS[type(links.owner)], links.owner.id, one.id)
    _restrict(directory, links, one.id)
    group = _licensed(links)
    if group is not None and isinstance(one, User):
        reach(directory, group, (one,))


def withdraw(directory: Directory, links: Links, object_id: str) -> None:
    """Take one object off the list, with what follows from it."""
    links.shelf.remove(object_id)
    if links.name == "owners":
        return
    directory.journal.note(KINDS[type(links.owner)], links.owner.id, object_id)
    _restrict(directory, links, object_id)
    group, user = _licensed(links), directory.users.get(object_id)
    if group is not None and user is not None:
        disinherit(directory, group, user)


def _welcome(links: Links, one: Member) -> None:
    owner = links.owner
    if isinstance(owner, Group) and owner.unified and isinstance(one, User):
        owner.welcomed += "WelcomeEmailDisabled" not in owner.behaviour


def _restrict(directory: Directory, links: Links, object_id: str) -> None:
    if isinstance(links.owner, Unit) and links.owner.restricted:
        directory.restrict(object_id)


def _by_hand(links: Links) -> None:
    # 403 with these words also where the body of a creation names members; docs-contrib 4703.
    if links.name == "members" and links.owner.rule is not None:
        raise denied()


def _licensed(links: Links) -> Group | None:
    owner = links.owner
    return owner if isinstance(owner, Group) and owner.licences else None

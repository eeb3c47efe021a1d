"""/groups/{id}/members and /owners: list, add, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import denied, invalid_values, not_found, source_missing
from reconciler.simulator.microsoft.groups import SOURCE_MISSING
from reconciler.simulator.microsoft.leaving import bury
from reconciler.simulator.microsoft.links import (
    Links,
    join,
    joining,
    leave,
    members_of,
    owners_of,
    target,
)
from reconciler.simulator.microsoft.listings import MEMBERS, casts_of, collection
from reconciler.simulator.microsoft.objects import on, references, shelved
from reconciler.simulator.microsoft.pages import OPTIONS, Listing
from reconciler.simulator.microsoft.queries import OPTIONS as QUERIES
from reconciler.simulator.microsoft.relations import Thing
from reconciler.simulator.microsoft.roles import GROUP_WRITE, MEMBER_READ, MEMBER_WRITE, USER_WRITE
from reconciler.simulator.microsoft.routes.groups import changeable, group_at
from reconciler.simulator.microsoft.state import Group, User
from reconciler.simulator.microsoft.visit import Handler, Route, Visit, done

Chosen = Callable[[Group], Links]
LISTED = OPTIONS | QUERIES


def on_shelf(chosen: Chosen) -> Callable[[Visit], Listing[Any]]:
    """The objects linked."""
    return lambda visit: shelved(visit, chosen(group_at(visit)).shelf)


def referring(chosen: Chosen) -> Callable[[Visit], Listing[str]]:
    """References to the objects linked."""
    return lambda visit: references(visit, chosen(group_at(visit)).shelf)


def found(chosen: Chosen) -> Callable[[Visit], list[Thing]]:
    """The objects linked, as a list of this call."""
    return lambda visit: list(on(visit.directory, chosen(group_at(visit)).shelf))


def adding(chosen: Chosen) -> Handler:
    """Add one object."""

    def add(visit: Visit) -> Response:
        group = settled(visit)
        add_reference(visit, chosen(group))
        return done()

    return add


def removing(chosen: Chosen) -> Handler:
    """Take one object off the list; the object itself stays."""

    def drop(visit: Visit) -> Response:
        group = settled(visit)
        leave(visit.directory, chosen(group), visit.keys[1])
        return done()

    return drop


def removing_named(chosen: Chosen) -> Handler:
    """The same for the object that the option `@id` names, as Microsoft's client can ask it."""

    def drop(visit: Visit) -> Response:
        group, reference = settled(visit), visit.option("@id")
        if reference is None:
            raise invalid_values()
        leave(visit.directory, chosen(group), target(visit.directory, reference).id)
        return done()

    return drop


def settled(visit: Visit) -> Group:
    """The group at the path, when the caller may change it; 400 while it is too new for links."""
    group = changeable(visit)
    if visit.directory.is_new(SOURCE_MISSING, group.id):
        raise source_missing()
    return group


def add_reference(visit: Visit, links: Links) -> None:
    """Add the object that the body's `@odata.id` names."""
    reference = visit.body().get("@odata.id")
    if not isinstance(reference, str):
        raise invalid_values()
    join(visit.directory, links, joining(visit.directory, links, (reference,)))


def delete_linked(visit: Visit) -> Response:
    """Without /$ref the member itself is deleted from the directory, if the token may do that."""
    group, key = group_at(visit), visit.keys[1].casefold()
    one = visit.directory.find(key)
    if one is None or not (key in group.members or key in group.owners):
        raise not_found(visit.keys[1])
    rights = visit.request.rights
    if rights is not None and not rights & (USER_WRITE if isinstance(one, User) else GROUP_WRITE):
        raise denied()
    bury(visit.directory, one)
    return done()


def _routes(name: str, chosen: Chosen) -> tuple[Route, ...]:
    base = f"groups/{{id}}/{name}"
    one = f"{base}/{{objectId}}"
    return (
        *collection(base, on_shelf(chosen), MEMBER_READ, LISTED),
        *casts_of(base, found(chosen), MEMBER_READ, MEMBERS),
        *collection(f"{base}/$ref", referring(chosen), MEMBER_READ, OPTIONS - {"$select"})[:1],
        Route("POST", f"{base}/$ref", adding(chosen), MEMBER_WRITE),
        Route("DELETE", f"{base}/$ref", removing_named(chosen), MEMBER_WRITE, frozenset({"@id"})),
        Route("DELETE", f"{one}/$ref", removing(chosen), MEMBER_WRITE),
        Route("DELETE", one, delete_linked, MEMBER_WRITE | USER_WRITE),
    )


ROUTES = (*_routes("members", members_of), *_routes("owners", owners_of))

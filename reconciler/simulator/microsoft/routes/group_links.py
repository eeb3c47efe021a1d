"""/groups/{id}/members and /owners: list, add, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.deletion import bury
from reconciler.simulator.microsoft.errors import denied, invalid_values, not_found, source_missing
from reconciler.simulator.microsoft.groups import SOURCE_MISSING
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
from reconciler.simulator.microsoft.request_context import Handler, RequestContext, Route, done
from reconciler.simulator.microsoft.roles import GROUP_WRITE, MEMBER_READ, MEMBER_WRITE, USER_WRITE
from reconciler.simulator.microsoft.routes.groups import changeable, group_at
from reconciler.simulator.microsoft.state import Group, User

Chosen = Callable[[Group], Links]
LISTED = OPTIONS | QUERIES


def on_shelf(chosen: Chosen) -> Callable[[RequestContext], Listing[Any]]:
    """The objects linked."""
    return lambda call: shelved(call, chosen(group_at(call)).shelf)


def referring(chosen: Chosen) -> Callable[[RequestContext], Listing[str]]:
    """References to the objects linked."""
    return lambda call: references(call, chosen(group_at(call)).shelf)


def found(chosen: Chosen) -> Callable[[RequestContext], list[Thing]]:
    """The objects linked, as a list of this call."""
    return lambda call: list(on(call.directory, chosen(group_at(call)).shelf))


def adding(chosen: Chosen) -> Handler:
    """Add one object."""

    def add(call: RequestContext) -> Response:
        group = settled(call)
        add_reference(call, chosen(group))
        return done()

    return add


def removing(chosen: Chosen) -> Handler:
    """Take one object off the list; the object itself stays."""

    def drop(call: RequestContext) -> Response:
        group = settled(call)
        leave(call.directory, chosen(group), call.keys[1])
        return done()

    return drop


def removing_named(chosen: Chosen) -> Handler:
    """The same for the object that the option `@id` names, as Microsoft's client can ask it."""

    def drop(call: RequestContext) -> Response:
        group, reference = settled(call), call.option("@id")
        if reference is None:
            raise invalid_values()
        leave(
            call.directory,
            chosen(group),
            target(call.directory, reference).id,
        )
        return done()

    return drop


def settled(call: RequestContext) -> Group:
    """The group at the path, when the caller may change it; 400 while it is too new for links."""
    group = changeable(call)
    if call.directory.is_new(SOURCE_MISSING, group.id):
        raise source_missing()
    return group


def add_reference(call: RequestContext, links: Links) -> None:
    """Add the object that the body's `@odata.id` names."""
    reference = call.body().get("@odata.id")
    if not isinstance(reference, str):
        raise invalid_values()
    join(call.directory, links, joining(call.directory, links, (reference,)))


def delete_linked(call: RequestContext) -> Response:
    """Without /$ref the member itself is deleted from the directory, if the token may do that."""
    group, key = group_at(call), call.keys[1].casefold()
    one = call.directory.find(key)
    if one is None or not (key in group.members or key in group.owners):
        raise not_found(call.keys[1])
    rights = call.request.rights
    if rights is not None and not rights & (USER_WRITE if isinstance(one, User) else GROUP_WRITE):
        raise denied()
    bury(call.directory, one)
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

"""/groups/{id}/members and /owners: list, add, remove."""

from __future__ import annotations

from collections.abc import Callable

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import denied, invalid_values, not_found
from reconciler.simulator.microsoft.groups import remove, writable
from reconciler.simulator.microsoft.links import (
    Links,
    join,
    joining,
    leave,
    members_of,
    owners_of,
)
from reconciler.simulator.microsoft.objects import object_page, reference_page
from reconciler.simulator.microsoft.pages import OPTIONS
from reconciler.simulator.microsoft.roles import (
    GROUP_WRITE,
    MEMBER_READ,
    MEMBER_WRITE,
    USER_WRITE,
)
from reconciler.simulator.microsoft.routes.groups import group_at
from reconciler.simulator.microsoft.state import Group, User
from reconciler.simulator.microsoft.visit import Handler, Route, Visit, done

Chosen = Callable[[Group], Links]
LISTED = OPTIONS | {"$count"}


def listing(chosen: Chosen) -> Handler:
    """A page of the objects linked."""
    return lambda visit: object_page(visit, chosen(group_at(visit)).shelf)


def reference_listing(chosen: Chosen) -> Handler:
    """A page of references to the objects linked."""
    return lambda visit: reference_page(visit, chosen(group_at(visit)).shelf)


def adding(chosen: Chosen) -> Handler:
    """Add one object."""

    def add(visit: Visit) -> Response:
        group = group_at(visit)
        writable(group)
        add_reference(visit, chosen(group))
        return done()

    return add


def removing(chosen: Chosen) -> Handler:
    """Take one object off the list; the object itself stays."""

    def drop(visit: Visit) -> Response:
        group = group_at(visit)
        writable(group)
        leave(visit.directory, chosen(group), visit.keys[1])
        return done()

    return drop


def add_reference(visit: Visit, links: Links) -> None:
    """Add the object that the body's `@odata.id` names."""
    reference = visit.body().get("@odata.id")
    if not isinstance(reference, str):
        raise invalid_values()
    join(visit.directory, links, joining(visit.directory, links, (reference,)))


def delete_linked(visit: Visit) -> Response:
    """Without /$ref the member itself is deleted from the directory, if the token may do that."""
    group, key = group_at(visit), visit.keys[1].casefold()
    found = visit.directory.find(key)
    if found is None or not (key in group.members or key in group.owners):
        raise not_found(visit.keys[1])
    rights = visit.request.rights
    if rights is not None and not rights & (USER_WRITE if isinstance(found, User) else GROUP_WRITE):
        raise denied()
    if isinstance(found, User):
        visit.directory.tick()
        visit.directory.forget_user(found)
    else:
        remove(visit.directory, found)
    return done()


def _routes(name: str, chosen: Chosen) -> tuple[Route, ...]:
    base = f"groups/{{id}}/{name}"
    one = f"{base}/{{objectId}}"
    return (
        Route("GET", base, listing(chosen), MEMBER_READ, LISTED),
        Route("GET", f"{base}/$ref", reference_listing(chosen), MEMBER_READ, OPTIONS - {"$select"}),
        Route("POST", f"{base}/$ref", adding(chosen), MEMBER_WRITE),
        Route("DELETE", f"{one}/$ref", removing(chosen), MEMBER_WRITE),
        Route("DELETE", one, delete_linked, MEMBER_WRITE | USER_WRITE),
    )


ROUTES = (*_routes("members", members_of), *_routes("owners", owners_of))

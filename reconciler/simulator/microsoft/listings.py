"""Routes of a listing: its pages, and the number of its things at /$count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.objects import cast, listed
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, Source, count, page
from reconciler.simulator.microsoft.queries import OPTIONS as QUERIES
from reconciler.simulator.microsoft.queries import query
from reconciler.simulator.microsoft.relations import Thing
from reconciler.simulator.microsoft.request_context import Handler, RequestContext, Route
from reconciler.simulator.microsoft.state import Directory, Group, Unit, User
from reconciler.simulator.microsoft.view import View
from reconciler.simulator.microsoft.wire import Shape

Late = TypeVar("Late", User, Group, Unit)
Make = Callable[[RequestContext], Listing[Any]]
Found = Callable[[RequestContext], "list[Thing]"]
SHOWN = OPTIONS | QUERIES | {"$expand"}
COUNTED = frozenset({"$filter", "$search"})
USERS_AND_GROUPS = ("microsoft.graph.user", "microsoft.graph.group")
MEMBERS = (*USERS_AND_GROUPS, "microsoft.graph.servicePrincipal")


def collection(
    template: str, make: Make, roles: frozenset[str], options: frozenset[str] = SHOWN
) -> tuple[Route, ...]:
    """The listing and its count."""
    return (
        Route("GET", template, _paged(make), roles, options),
        Route("GET", f"{template}/$count", _counted(make), roles, options & COUNTED),
    )


def mixed(
    template: str, found: Found, roles: frozenset[str], casts: tuple[str, ...]
) -> tuple[Route, ...]:
    """A listing of objects of several types, and of one type at each cast below it."""
    whole = collection(
        template,
        lambda call: listed(call, found(call)),
        roles,
        OPTIONS | QUERIES,
    )
    return (*whole, *casts_of(template, found, roles, casts))


def casts_of(
    template: str, found: Found, roles: frozenset[str], casts: tuple[str, ...]
) -> tuple[Route, ...]:
    """The listings of one type each below a listing."""
    return tuple(
        route
        for name in casts
        for route in collection(
            f"{template}/{name}", _casting(found, name), roles, SHOWN - {"$expand"}
        )
    )


def things(call: RequestContext, shape: Shape[Late], source: Source[Late]) -> Listing[Late]:
    """The things of one type that the call asks for, without those that lag."""
    view, asked = View(call, shape), query(call, shape)
    directory, test = call.directory, asked.test
    if directory.hidden:
        test = _seen(directory, test)
    return Listing(call.context(view.target), source, view.show, test, asked.order)


def _seen(directory: Directory, test: Callable[[Any], bool] | None) -> Callable[[Any], bool]:
    """The test without the objects that a lagging tenant does not show yet."""
    return lambda thing: directory.sees(thing.id) and (test is None or test(thing))


def _paged(make: Make) -> Handler:
    def handle(call: RequestContext) -> Response:
        return page(call, make(call))

    return handle


def _counted(make: Make) -> Handler:
    def handle(call: RequestContext) -> Response:
        return count(call, make(call))

    return handle


def _casting(found: Found, name: str) -> Make:
    return lambda call: cast(call, found(call), name)

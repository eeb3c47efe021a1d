"""Objects of several types in one list, as members, owners and getByIds show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from reconciler.simulator.microsoft.app_shapes import APPLICATIONS, PRINCIPALS
from reconciler.simulator.microsoft.apps import Application, ServicePrincipal
from reconciler.simulator.microsoft.errors import unsupported
from reconciler.simulator.microsoft.insertion_order import InsertionOrdered, Rows
from reconciler.simulator.microsoft.pages import Listing
from reconciler.simulator.microsoft.queries import OPTIONS as QUERIES
from reconciler.simulator.microsoft.queries import Query, query
from reconciler.simulator.microsoft.relations import Thing
from reconciler.simulator.microsoft.request_context import RequestContext
from reconciler.simulator.microsoft.roles import USER_READ
from reconciler.simulator.microsoft.shapes import GROUPS, USERS
from reconciler.simulator.microsoft.state import Directory, Group, Role, Unit, User
from reconciler.simulator.microsoft.unit_shapes import ROLES, UNITS
from reconciler.simulator.microsoft.wire import Getter, Shape, selection

SHAPES: dict[type, Shape[Any]] = {
    User: USERS,
    Group: GROUPS,
    Unit: UNITS,
    Role: ROLES,
    ServicePrincipal: PRINCIPALS,
    Application: APPLICATIONS,
}
CASTS = {f"microsoft.graph.{shape.name}": (kind, shape) for kind, shape in SHAPES.items()}


def _of_any(name: str) -> Getter[Any]:
    getters = {kind: shape.getters.get(name) for kind, shape in SHAPES.items()}

    def read(thing: Any) -> Any:
        getter = getters[type(thing)]
        return None if getter is None else getter(thing)

    return read


def _names(kind: str) -> frozenset[str]:
    return frozenset(name for shape in SHAPES.values() for name in getattr(shape, kind))


MIXED: Shape[Any] = Shape(
    name="directoryObject",
    collection="directoryObjects",
    getters={name: _of_any(name) for name in _names("filtered") | _names("sorted")},
    default=("id",),
    filtered=_names("filtered"),
    sorted=frozenset({"displayName"}),
    searched=_names("searched"),
)
"""What can be asked of a list of objects of several types: what one of the types has."""
# One object of a list by its id is found without the index, and so without its header.
_BY_ID = re.compile(r"\s*id\s+eq\s+'[^']*'\s*", re.IGNORECASE)


class Objects:
    """How a call wants objects to look: each with its type, and the properties it knows."""

    __slots__ = ("_hidden", "_names", "picked")

    def __init__(self, select: str | None, *, hidden: bool = False) -> None:
        """`hidden`: of users the caller may know the id alone."""
        self._hidden = hidden
        self.picked = selection(select)
        names = () if self.picked is None else self.picked
        chosen = {kind: shape.known(names) for kind, shape in SHAPES.items()}
        known = {name.casefold() for some in chosen.values() for name in some}
        if not known.issuperset(name.casefold() for name in names):
            raise unsupported()
        self._names = {
            kind: shape.default if self.picked is None else chosen[kind]
            for kind, shape in SHAPES.items()
        }

    def show(self, one: Thing) -> dict[str, Any]:
        """The object with its `@odata.type`."""
        kind = type(one)
        shape = SHAPES[kind]
        shown = shape.render(one, self._names[kind])
        if self._hidden and kind is User:
            shown = _veiled(shown)
        return {"@odata.type": shape.odata_type, **shown}


def hides_users(call: RequestContext) -> bool:
    """Whether the caller may read who belongs together but no users: they come with nulls."""
    rights = call.request.rights
    return rights is not None and not rights & USER_READ


def _veiled(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value if name == "id" else None for name, value in shown.items()}


def listed(call: RequestContext, things: Iterable[Thing]) -> Listing[Thing]:
    """All the things, of whatever type."""
    objects = Objects(call.option("$select"), hidden=hides_users(call))
    asked = _asked(call)
    context = call.context("directoryObjects", objects.picked)
    return Listing(context, Rows(things), objects.show, asked.test, asked.order)


def shelved(call: RequestContext, shelf: InsertionOrdered[str]) -> Listing[Any]:
    """The objects on the shelf, whatever their types."""
    if not call.request.query.keys().isdisjoint(QUERIES - {"$count"}):
        return listed(call, on(call.directory, shelf))
    objects = Objects(call.option("$select"), hidden=hides_users(call))
    directory = call.directory
    context = call.context("directoryObjects", objects.picked)
    return Listing(context, shelf, lambda one: objects.show(directory.at(one)))


def _asked(call: RequestContext) -> Query[Any]:
    by_id = _BY_ID.fullmatch(call.option("$filter") or "") is not None
    return query(call, MIXED, always_advanced=not by_id)


def cast(call: RequestContext, things: Iterable[Thing], name: str) -> Listing[Any]:
    """Those of the things that are of the type named, which can be filtered and sorted."""
    kind, shape = CASTS[name]
    picked = selection(call.option("$select"))
    names = shape.chosen(picked)
    asked = query(call, shape, always_advanced=True)
    context = call.context(shape.collection, None if picked is None else names)
    rows = Rows(one for one in things if isinstance(one, kind))
    render = _renderer(shape, names)
    if kind is User and hides_users(call):
        return Listing(context, rows, lambda one: _veiled(render(one)), asked.test, asked.order)
    return Listing(context, rows, render, asked.test, asked.order)


def references(call: RequestContext, shelf: InsertionOrdered[str]) -> Listing[str]:
    """References to the objects on the shelf."""
    root = call.root
    context = call.context("Collection($ref)")
    return Listing(context, shelf, lambda one: {"@odata.id": f"{root}/directoryObjects/{one}"})


def on(directory: Directory, shelf: InsertionOrdered[str]) -> Iterable[Thing]:
    """The objects of the ids on a shelf."""
    return (directory.at(one) for one in shelf)


def _renderer(shape: Shape[Any], names: tuple[str, ...]) -> Callable[[Any], dict[str, Any]]:
    return lambda thing: shape.render(thing, names)

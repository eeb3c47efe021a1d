"""Users and groups in one list, as members, owners and getByIds show them."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import unsupported
from reconciler.simulator.microsoft.ordered import Ordered
from reconciler.simulator.microsoft.pages import Listing, page
from reconciler.simulator.microsoft.state import Directory, Group, User
from reconciler.simulator.microsoft.visit import Visit
from reconciler.simulator.microsoft.shapes import GROUPS, USERS
from reconciler.simulator.microsoft.wire import selection


class Objects:
    """How the call wants objects to look: each with its type, and the properties it knows."""

    __slots__ = ("_directory", "_groups", "_users", "picked")

    def __init__(self, visit: Visit) -> None:
        self._directory: Directory = visit.directory
        self.picked = selection(visit.option("$select"))
        names = () if self.picked is None else self.picked
        users, groups = USERS.known(names), GROUPS.known(names)
        known = {name.casefold() for name in (*users, *groups)}
        if not known.issuperset(name.casefold() for name in names):
            raise unsupported()
        self._users = USERS.default if self.picked is None else users
        self._groups = GROUPS.default if self.picked is None else groups

    def show(self, one: User | Group) -> dict[str, Any]:
        """The object with its `@odata.type`."""
        if isinstance(one, User):
            return {"@odata.type": USERS.odata_type, **USERS.render(one, self._users)}
        return {"@odata.type": GROUPS.odata_type, **GROUPS.render(one, self._groups)}

    def show_id(self, object_id: str) -> dict[str, Any]:
        """The object of an id that some list holds."""
        return self.show(self._directory.at(object_id))


def object_page(visit: Visit, shelf: Ordered[str]) -> Response:
    """A page of the objects on the shelf."""
    objects = Objects(visit)
    context = visit.context("directoryObjects", objects.picked)
    return page(visit, Listing(context, shelf, objects.show_id))


def reference_page(visit: Visit, shelf: Ordered[str]) -> Response:
    """A page of references to the objects on the shelf."""
    context = visit.context("Collection($ref)")
    return page(
        visit,
        Listing(context, shelf, lambda one: {"@odata.id": f"{visit.root}/directoryObjects/{one}"}),
    )

"""How a call wants things of one type to look: $select and $expand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Generic, TypeVar

from reconciler.simulator.microsoft.errors import unsupported
from reconciler.simulator.microsoft.objects import Objects, on
from reconciler.simulator.microsoft.relations import (
    MANAGER,
    manager_of,
    member_of,
    owned,
    transitive_member_of,
    transitive_members,
)
from reconciler.simulator.microsoft.request_context import RequestContext
from reconciler.simulator.microsoft.state import Directory
from reconciler.simulator.microsoft.wire import Shape, selection

Thing = TypeVar("Thing")
Relation = Callable[[Directory, Any], Iterable[Any]]
MOST_EXPANDED = 20
_PART = re.compile(r"\s*(\w+)\s*(?:\(\s*\$select=([\w,\s]+)\))?\s*(,|$)", re.IGNORECASE)
_ABOVE: dict[str, Relation] = {
    "memberOf": lambda directory, thing: member_of(directory, thing.id),
    "transitiveMemberOf": lambda directory, thing: transitive_member_of(directory, thing.id),
}
RELATIONS: dict[str, dict[str, Relation]] = {
    "user": {
        **_ABOVE,
        MANAGER: manager_of,
        "ownedObjects": lambda directory, thing: owned(directory, thing.id),
    },
    "group": {
        **_ABOVE,
        "members": lambda directory, thing: on(directory, thing.members),
        "owners": lambda directory, thing: on(directory, thing.owners),
        "transitiveMembers": transitive_members,
    },
    "administrativeUnit": {"members": lambda directory, thing: on(directory, thing.members)},
    "directoryRole": {"members": lambda directory, _: on(directory, directory.admins)},
}


class View(Generic[Thing]):
    """The properties chosen, and the relations to show, each cut at 20 objects without a word."""

    __slots__ = ("_directory", "_expanded", "_names", "_shape", "picked")

    def __init__(self, call: RequestContext, shape: Shape[Thing]) -> None:
        self._directory = call.directory
        self._shape = shape
        picked = selection(call.option("$select"))
        self._names = shape.chosen(picked)
        self._expanded = _expanded(call.option("$expand"), shape)
        shown = () if picked is None else self._names
        together = (*shown, *(f"{name}()" for name in self._expanded))
        self.picked = together or None

    @property
    def target(self) -> str:
        """The set in the context, with what was chosen."""
        names = "" if self.picked is None else f"({','.join(self.picked)})"
        return f"{self._shape.collection}{names}"

    def show(self, thing: Thing) -> dict[str, Any]:
        """The thing as the call wants it."""
        body = self._shape.render(thing, self._names)
        for name, (relation, objects) in self._expanded.items():
            found = islice(relation(self._directory, thing), MOST_EXPANDED)
            shown = [objects.show(one) for one in found]
            if name != MANAGER:
                body[name] = shown
            elif shown:
                body[name] = shown[0]
        return body


def _expanded(text: str | None, shape: Shape[Any]) -> dict[str, tuple[Relation, Objects]]:
    found: dict[str, tuple[Relation, Objects]] = {}
    known = {name.casefold(): name for name in RELATIONS[shape.name]}
    place = 0
    while text and place < len(text):
        match = _PART.match(text, place)
        name = known.get(match[1].casefold()) if match else None
        if match is None or name is None:
            raise unsupported()
        found[name] = RELATIONS[shape.name][name], Objects(match[2])
        place = match.end()
    return found

"""Delta queries: everything first, then what changed since, in pages with members of groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Generic, TypeVar

from reconciler.simulator.microsoft.insertion_order import InsertionOrdered
from reconciler.simulator.microsoft.journal import Touched
from reconciler.simulator.microsoft.objects import SHAPES
from reconciler.simulator.microsoft.state import Directory, Group, Unit, User
from reconciler.simulator.microsoft.tokens import Cursor
from reconciler.simulator.microsoft.wire import Shape

Thing = TypeVar("Thing", User, Group, Unit)
OBJECTS_A_PAGE = 200
MEMBERS_A_PAGE = 500
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Track(Generic[Thing]):
    """One kind that can be followed."""

    shape: Shape[Thing]
    shelf: Callable[[Directory], InsertionOrdered[Thing]]
    members: Callable[[Thing], InsertionOrdered[str]] | None = None

    @property
    def kind(self) -> str:
        """Its name in the journal and in paths."""
        return self.shape.collection


@dataclass(frozen=True, slots=True)
class Round(Generic[Thing]):
    """One page of a round: what is to be shown, from where."""

    directory: Directory
    track: Track[Thing]
    cursor: Cursor
    names: tuple[str, ...]
    with_members: bool
    minimal: bool = False
    """Whether of a changed object only what changed is wanted."""

    def page(self) -> tuple[list[Row], Cursor | None]:
        """The page's rows, and the cursor of the next one; None when the round is over."""
        rows: list[Row] = []
        room = MEMBERS_A_PAGE
        changed = self._changed()
        for place, object_id in self._places(changed):
            if len(rows) == OBJECTS_A_PAGE or room == 0:
                return rows, replace(self.cursor, place=place, inner=0)
            start = self.cursor.inner if place == self.cursor.place else 0
            row = self._row(
                object_id, Touched(whole=True) if changed is None else changed[object_id]
            )
            links = self._links(object_id, changed, start)
            part = list(islice(links, room + 1))
            shown = [link for _, link in part[:room]]
            if shown:
                row["members@delta"] = shown
            rows.append(row)
            if len(part) > room:
                # The same group comes again on the next page with the rest of its members.
                return rows, replace(self.cursor, place=place, inner=part[room][0])
            room -= len(part)
        return rows, None

    def _changed(self) -> dict[str, Touched] | None:
        if self.cursor.since < 0:
            return None
        journal = self.directory.journal
        found = journal.between(self.cursor.since, self.cursor.until, self.track.kind)
        return {one: touched for one, touched in found.items() if self._concerns(touched)}

    def _concerns(self, touched: Touched) -> bool:
        """Whether anything that the caller selected has changed."""
        came = self.with_members and touched.members
        return touched.whole or bool(came) or not touched.names.isdisjoint(self.names)

    def _places(self, changed: dict[str, Touched] | None) -> Iterator[tuple[int, str]]:
        wanted, start = self.cursor.ids, self.cursor.place
        found: Iterator[tuple[int, str]] = islice(enumerate(changed or ()), start, None)
        if changed is None:
            walked = self.track.shelf(self.directory).walk(start)
            found = ((place, thing.id) for place, thing in walked)
        return (pair for pair in found if not wanted or pair[1] in wanted)

    def _row(self, object_id: str, touched: Touched) -> Row:
        thing = self.track.shelf(self.directory).get(object_id)
        if thing is None:
            kept = object_id in self.directory.deleted
            return {"id": object_id, "@removed": {"reason": "changed" if kept else "deleted"}}
        row = self.track.shape.render(thing, self.names)
        some = self.minimal and not touched.whole
        # What was never set is left out; what was unset comes as null; api/group-delta, 2026-11.
        return {
            name: value
            for name, value in row.items()
            if name in touched.names or name == "id" or (value is not None and not some)
        }

    def _links(
        self, object_id: str, changed: dict[str, Touched] | None, start: int
    ) -> Iterator[tuple[int, Row]]:
        thing = self.track.shelf(self.directory).get(object_id)
        if thing is None or self.track.members is None or not self.with_members:
            return
        members = self.track.members(thing)
        if changed is None:
            for place, member in members.walk(start):
                yield place, self._link(member)
            return
        for place, member in islice(enumerate(changed[object_id].members), start, None):
            gone = {} if member in members else {"@removed": {"reason": "deleted"}}
            yield place, {**self._link(member), **gone}

    def _link(self, member: str) -> Row:
        buried = self.directory.deleted.get(member)
        one = self.directory.member(member) or (None if buried is None else buried.thing)
        shape = SHAPES[User if one is None else type(one)]
        return {"@odata.type": shape.odata_type, "id": member}

"""What changed in a tenant, in order: where delta queries read from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_CHANGES = 100_000


class Change(NamedTuple):
    """One change of an object, or of one member of it ('' when it is the object itself)."""

    number: int
    kind: str
    """`users`, `groups` or `administrativeUnits`."""
    object_id: str
    member_id: str = ""
    names: tuple[str, ...] | None = None
    """The properties that changed; None: all, since the object is new or gone."""


@dataclass(slots=True)
class Touched:
    """What happened to one object in a stretch of changes."""

    members: dict[str, None] = field(default_factory=dict)
    """Those who came or went, in order."""
    names: set[str] = field(default_factory=set)
    whole: bool = False
    """Whether it is new or gone, so that all of it counts as changed."""

    def take(self, change: Change) -> None:
        """Add one change."""
        if change.member_id:
            self.members[change.member_id] = None
        elif change.names is None:
            self.whole = True
        else:
            self.names.update(change.names)


@dataclass(slots=True)
class Journal:
    """The last changes, numbered; of older ones it knows only that they were.

    It is not saved: after a restart it goes on from the same number and starts empty.
    """

    last: int = 0
    floor: int = 0
    """The changes after this number are all here."""
    changes: list[Change] = field(default_factory=list)

    def note(
        self, kind: str, object_id: str, member_id: str = "", names: tuple[str, ...] | None = None
    ) -> None:
        """Write a change down; the oldest half goes when there are too many."""
        self.last += 1
        self.changes.append(Change(self.last, kind, object_id, member_id, names))
        if len(self.changes) > MOST_CHANGES:
            self.floor = self.changes[MOST_CHANGES // 2].number
            del self.changes[: MOST_CHANGES // 2 + 1]

    def start(self, number: int) -> None:
        """Begin anew after this number: what came before is not here."""
        self.last = self.floor = number
        self.changes.clear()

    def between(self, since: int, until: int, kind: str) -> dict[str, Touched]:
        """Changed objects of this kind in order, each with what happened to it."""
        found: dict[str, Touched] = {}
        first = bisect_right(self.changes, since, key=_number)
        for change in self.changes[first : bisect_right(self.changes, until, key=_number)]:
            if change.kind == kind:
                found.setdefault(change.object_id, Touched()).take(change)
        return found


def _number(change: Change) -> int:
    return change.number

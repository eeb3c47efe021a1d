"""What is found in one roster file: faults that make it unusable, and how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reconciler.errors import Fault, SourceLocation
from reconciler.roster.codes import RosterCode

LISTED = 20
"""How many faults of one file are listed one by one."""
_CLASS_LIKE = re.compile(r"[0-9IVXivx]{1,4}[ .-]?\w?")


@dataclass(slots=True)
class _Reading:
    """One way in which a file was read: where first, and how often."""

    place: SourceLocation
    facts: dict[str, str | int]
    count: int = 0


@dataclass(slots=True)
class FileFaults:
    """Collects what is found in one file, under the name that people know it by."""

    file: str
    _found: list[Fault] = field(default_factory=list)
    _readings: dict[RosterCode, _Reading] = field(default_factory=dict)
    _notes: list[Fault] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._found)

    def within(self, file: str) -> FileFaults:
        """The same collection for a part of the file, under that part's own name."""
        return FileFaults(file, self._found, self._readings, self._notes)

    def fault(self, code: RosterCode, line: int, column: int, /, **facts: str | int) -> Fault:
        """A fault at a line and a cell, both from 1, that is not noted yet."""
        return Fault(code, SourceLocation(self.file, line, column), facts)

    def add(self, code: RosterCode, line: int, column: int, /, **facts: str | int) -> None:
        """Notes a fault that makes the file unusable."""
        self._found.append(self.fault(code, line, column, **facts))

    def read(self, code: RosterCode, line: int, column: int = 1, /, **facts: str | int) -> None:
        """Notes a reading; one code is reported once, with its first place and `count`."""
        place = SourceLocation(self.file, line, column)
        reading = self._readings.setdefault(code, _Reading(place, facts))
        reading.count += 1

    def faults(self) -> Iterator[Fault]:
        """The first faults in the order of the file, then one that says how many more there are."""
        found = sorted(self._found, key=Fault.sort_key)
        yield from found[:LISTED]
        if len(found) > LISTED:
            yield Fault(RosterCode.MORE, found[LISTED].place, {"count": len(found) - LISTED})

    def note(self, fault: Fault) -> None:
        """Notes what is wrong with a row that nobody depends on."""
        self._notes.append(fault)

    def readings(self) -> Iterator[Fault]:
        """Each way in which the file was read, once; then the first notes."""
        for code, one in self._readings.items():
            yield Fault(code, one.place, {**one.facts, "count": one.count})
        yield from self._notes[:LISTED]


def shown_class(name: str) -> str:
    """A class name as a fault may carry it: classes are sometimes named after their teacher."""
    return name if _CLASS_LIKE.fullmatch(name) else "…"

"""The faults of one roster file: collected without end, told in bounds, never with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconciler.errors import Fault, SourceLocation
from reconciler.roster.codes import RosterCode

LISTED = 20
"""How many faults of one file are told one by one."""
_PLAIN_ID = re.compile(r"[A-Za-z0-9._:{}-]{1,64}")


class FileFaults:
    """Collects the faults of one file; `whole` is false once a row could not be read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.complete = True
        self._found: list[Fault] = []
        self._cells: set[tuple[int, int]] = set()

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, code: RosterCode, line: int, column: int, /, **facts: str | int) -> None:
        """Notes a fault; line and column (the cell) count from 1. Of one cell the first stands."""
        if line > 1 and (line, column) in self._cells:
            return
        self._cells.add((line, column))
        self._found.append(Fault(code, SourceLocation(self.file, line, column), facts))

    def lose(self, code: RosterCode, line: int, column: int, /, **facts: str | int) -> None:
        """The same, and what stood there could not be read."""
        self.complete = False
        self.add(code, line, column, **facts)

    def told(self) -> Iterator[Fault]:
        """The first faults in the order of the file, then one that says how many more there are."""
        found = sorted(self._found, key=Fault.sort_key)
        yield from found[:LISTED]
        if len(found) > LISTED:
            yield Fault(RosterCode.MORE, found[LISTED].place, {"count": len(found) - LISTED})


def shown(sourced_id: str) -> str:
    """An id as a fault may carry it: '…' where it could be a name or an address."""
    return sourced_id if _PLAIN_ID.fullmatch(sourced_id) else "…"

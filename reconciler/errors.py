"""The whole exception tree, and the data that every message is made from.

An error carries a code, a place and facts; `report.texts` turns them into Bulgarian or English.
No decision reads an error's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Facts = Mapping[str, str | int]


class Code(StrEnum):
    """Base of every list of codes; a value is a message id in report/texts without its prefix."""


@dataclass(frozen=True, slots=True, order=True)
class SourceLocation:
    """Where in what people wrote: a file as named to the reader, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, where, and the facts that its message names."""

    code: Code
    place: SourceLocation | None = None
    facts: Facts = field(default_factory=dict)

    def sort_key(self) -> tuple[str, int, int, str]:
        """Faults are sorted by file, line, column and code."""
        place = self.place or SourceLocation("", 0, 0)
        return (place.file, place.line, place.column, self.code)


@dataclass(frozen=True, slots=True)
class SentSoFar:
    """What the ledger's journal of one run has; run 0: none was begun, so nothing was sent."""

    run: int = 0
    sent: int = 0
    """Changes of which anything was sent."""
    applied: int = 0
    open: int = 0
    """Those of them without an outcome."""


class ReconcilerError(Exception):
    """Base of everything that this package raises on purpose."""

    journal: SentSoFar | None = None
    """What was sent before it; None where no journal was asked, or it did not answer."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=Fault.sort_key))
        super().__init__("; ".join(f"{fault.place or '-'} {fault.code}" for fault in self.faults))


class ManifestError(ReconcilerError):
    """What people wrote cannot be used; every fault of every file at once."""


class RosterError(ReconcilerError):
    """A roster cannot be used; every fault of every file at once."""


class StackError(ReconcilerError):
    """A stack file, or what it points to, cannot be used."""


class TenantError(ReconcilerError):
    """One tenant could not be read or written; the others go on."""


class PlanError(ReconcilerError):
    """A plan file cannot be used as consent."""


class LedgerError(ReconcilerError):
    """The ledger cannot be used, or a lease is lost: nothing more is written."""


class StoppedError(ReconcilerError):
    """A person or the system asked this process to stop: nothing more is sent."""


class RefusedError(ReconcilerError):
    """A guard, a fingerprint or the person at the terminal said no."""


class FrozenError(RefusedError):
    """Somebody has stopped all writing: nothing more is sent."""

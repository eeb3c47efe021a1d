"""What a provider noted while it carried changes out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from reconciler.errors import Code, Fault, LedgerError
from reconciler.model.resources import Address
from reconciler.model.states import Outcome


class Lost(Code):
    """Why these notes can be written no more."""

    LEASE = "lease"


@dataclass
class Notebook:
    """Keeps everything in order: ('sending', 'answered' or 'done', kind/key of the changes)."""

    outcomes: list[Outcome] = field(default_factory=list)
    lines: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    full_after: int | None = None
    """Sending so often goes well; then the lease is lost."""

    def sending(self, addresses: Collection[Address]) -> None:
        """Notes the changes, or raises LedgerError."""
        if self.full_after == len(self.of("sending")):
            raise LedgerError([Fault(Lost.LEASE, None, {})])
        self._note("sending", addresses)

    def answered(self, addresses: Collection[Address]) -> None:
        """Notes the changes."""
        self._note("answered", addresses)

    def done(self, outcome: Outcome) -> None:
        """Notes the change, and keeps the outcome."""
        self.outcomes.append(outcome)
        self._note("done", (outcome.address,))

    def of(self, word: str) -> list[tuple[str, ...]]:
        """The changes of one sort of line."""
        return [keys for found, keys in self.lines if found == word]

    def _note(self, word: str, addresses: Collection[Address]) -> None:
        self.lines.append((word, tuple(f"{one.kind}/{one.key}" for one in addresses)))

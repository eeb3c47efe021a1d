"""What a tenant's writing notes as it goes: into the journal first, then to whoever watches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from reconciler.model.plan import Change, Outcome
from reconciler.model.resources import Address

OnOutcome = Callable[[Outcome], None]


class JournalSink(Protocol):
    """A run of the ledger, as far as writing needs it. Any call may raise LedgerError: stop."""

    def intend(self, tenant: str, changes: Sequence[Change]) -> None:
        """Before anything of them is sent."""

    def sending(self, tenant: str, addresses: Collection[Address]) -> None:
        """Before each request that writes."""

    def answered(self, tenant: str, addresses: Collection[Address]) -> None:
        """After it, with the outcomes so far."""

    def outcome(self, outcome: Outcome) -> None:
        """Kept until the next answer or flush of its tenant."""

    def flush(self, tenant: str) -> None:
        """Writes what was kept."""


@dataclass(frozen=True, slots=True)
class JournalReporter:
    """One tenant's notes for its provider."""

    tenant: str
    journal: JournalSink
    message: OnOutcome

    def sending(self, addresses: Collection[Address]) -> None:
        """Into the journal."""
        self.journal.sending(self.tenant, addresses)

    def answered(self, addresses: Collection[Address]) -> None:
        """Into the journal."""
        self.journal.answered(self.tenant, addresses)

    def done(self, outcome: Outcome) -> None:
        """Into the journal, and told."""
        self.journal.outcome(outcome)
        self.message(outcome)

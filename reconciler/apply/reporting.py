"""Reports a run as it happens: writes go into the journal first, then to the progress display.

The order matters. A run that is killed in between knows a change as sent that nobody was shown;
the other way round a person would have seen an outcome that the ledger does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from reconciler.model.change import Change
from reconciler.model.resources import Address
from reconciler.model.states import Outcome


@dataclass(frozen=True, slots=True)
class ProgressReporter:
    """Called as a run goes on, from several threads; none of them may raise."""

    on_observed: Callable[[str], None] = lambda _alias: None
    """A tenant was observed, or could not be."""
    on_outcome: Callable[[Outcome], None] = lambda _outcome: None
    """A change has its outcome."""
    sleep: Callable[[float], None] = lambda _seconds: None
    """Waits so many seconds before a written tenant is observed again."""


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


class StoppableJournal:
    """A journal that lets nothing more be sent once `require_running` raises."""

    def __init__(self, journal: JournalSink, require_running: Callable[[], None]) -> None:
        self._journal = journal
        self._require_running = require_running

    def intend(self, tenant: str, changes: Sequence[Change]) -> None:
        """Before anything of them is sent."""
        self._require_running()
        self._journal.intend(tenant, changes)

    def sending(self, tenant: str, addresses: Collection[Address]) -> None:
        """Before each request that writes."""
        self._require_running()
        self._journal.sending(tenant, addresses)

    def answered(self, tenant: str, addresses: Collection[Address]) -> None:
        """After it, with the outcomes so far."""
        self._journal.answered(tenant, addresses)

    def outcome(self, outcome: Outcome) -> None:
        """Kept until the next answer or flush of its tenant."""
        self._journal.outcome(outcome)

    def flush(self, tenant: str) -> None:
        """Writes what was kept."""
        self._journal.flush(tenant)


@dataclass(frozen=True, slots=True)
class JournalReporter:
    """The `WriteReporter` of one tenant's provider."""

    tenant: str
    journal: JournalSink
    on_outcome: OnOutcome

    def sending(self, addresses: Collection[Address]) -> None:
        """Into the journal."""
        self.journal.sending(self.tenant, addresses)

    def answered(self, addresses: Collection[Address]) -> None:
        """Into the journal."""
        self.journal.answered(self.tenant, addresses)

    def done(self, outcome: Outcome) -> None:
        """Into the journal, then to the progress display."""
        self.journal.outcome(outcome)
        self.on_outcome(outcome)

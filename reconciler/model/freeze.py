"""A stop of all writing, as a person ordered it."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.errors import Facts, SourceLocation


@dataclass(frozen=True, slots=True)
class Freeze:
    """One order to write nothing: in the ledger by `reconciler freeze`, or in a stack's file."""

    reason: str
    until: str | None = None
    """The last ISO day of it; None: until somebody lifts it."""
    who: str = ""
    """'' in a stack's file: its history says who wrote it."""
    since: str = ""
    """UTC ISO time; '' in a stack's file."""
    place: SourceLocation | None = None
    """Where in a stack's file; None in the ledger."""
    host: str = ""
    lifted: str | None = None
    """UTC ISO time at which it was lifted; None: it was not."""
    lifted_by: str = ""
    lifted_reason: str = ""

    def facts(self) -> Facts:
        """What its messages name."""
        return {
            "who": self.who,
            "since": self.since[: len("2026-11-24T09:30")].replace("T", " "),
            "until": self.until or "none",
            "reason": self.reason,
        }

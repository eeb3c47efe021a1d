"""States of a run, of a school in it and of a journalled change, as the ledger stores them.

Their values are columns of the ledger and words of published outputs: a new one is an addition,
a renamed one needs a migration.
"""

from __future__ import annotations

from enum import StrEnum


class RunKind(StrEnum):
    """What started a run."""

    APPLY = "apply"
    UNDO = "undo"
    PULUMI = "pulumi"


class RunState(StrEnum):
    """How a run stands or ended."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    STOPPED = "stopped"
    """Before its end, by a person, a health check or a lost lease."""
    INTERRUPTED = "interrupted"
    """It ended without saying so."""


class RunSchoolState(StrEnum):
    """What became of one school in a run."""

    CONVERGED = "converged"
    FAILED = "failed"
    LEFT = "left"
    """Written, and still different."""
    UNTOUCHED = "untouched"
    """Its wave did not come to its turn, or it was refused."""
    HELD = "held"
    """As declared, but for what the vendor refused for good."""
    OPEN = "open"
    """The run goes on, or ended before it could say."""


class EntryState(StrEnum):
    """How far one journalled change came: two states before its outcome, then its Result."""

    INTENDED = "intended"
    SENT = "sent"
    APPLIED = "applied"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    HELD = "held"


class Result(StrEnum):
    """What became of a change."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    HELD = "held"
    """The vendor refused it for good, or it needs what was: remembered, and not repeated."""

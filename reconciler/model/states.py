"""States of a run, of a school in it and of a journalled change, and the outcome of a change.

Their values are columns of the ledger and words of published outputs: a new one is an addition, a
renamed one needs a migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reconciler.errors import Fault
from reconciler.model.change import Action
from reconciler.model.held import RefusedItem
from reconciler.model.resources import Address


class RunKind(StrEnum):
    """What started a run."""

    APPLY = "apply"
    UNDO = "undo"
    FORGET = "forget"
    PULUMI = "pulumi"
    PROBE = "probe"


class RunState(StrEnum):
    """How a run stands or ended."""

    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    """Done, but for a few people whom a vendor refused."""
    FAILED = "failed"
    REFUSED = "refused"
    STOPPED = "stopped"
    """Before its end, by a person, a health check or a lost lease."""
    INTERRUPTED = "interrupted"
    """It ended without saying so."""


class RunSchoolState(StrEnum):
    """What became of one school in a run."""

    CONVERGED = "converged"
    PARTIAL = "partial"
    """Converged, but for a few people whom the vendor refused."""
    FAILED = "failed"
    LEFT = "left"
    """Written, and still different."""
    NEXT = "next"
    """As planned; something that was not planned yet is left for the next apply."""
    UNTOUCHED = "untouched"
    """Its wave did not come to its turn, it was refused, or what differs is only observed."""
    HELD = "held"
    """As declared, but for what the vendor refused for good."""
    UNJUDGED = "unjudged"
    """As declared as far as was read: a listing of the vendor or the school's roster was not."""
    OPEN = "open"
    """The run goes on, or ended before it could say."""


class EntryState(StrEnum):
    """How far one journalled change came: two states before its outcome, then its Result."""

    INTENDED = "intended"
    SENT = "sent"
    APPLIED = "applied"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    HELD = "held"


class Result(StrEnum):
    """What became of a change."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    """Applied, but for a few people whom the vendor refused for what they are."""
    FAILED = "failed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    HELD = "held"
    """The vendor refused it for good, or it needs what was: remembered, and not repeated."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one change: how many of its items were applied, and why not the rest."""

    address: Address
    action: Action
    result: Result
    done: int = 0
    wanted: int = 0
    external_id: str | None = None
    """The vendor's id of what was created."""
    faults: tuple[Fault, ...] = ()
    refused: tuple[RefusedItem, ...] = ()
    """Those of its items that the vendor refused for good."""

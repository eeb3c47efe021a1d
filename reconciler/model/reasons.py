"""Why a change is planned."""

from __future__ import annotations

from reconciler.errors import Code


class ReasonCode(Code):
    """Codes of reasons of changes (reason-…); the journal keeps them by their values."""

    DECLARED = "declared"
    DIFFERS = "differs"
    RENAMED = "renamed"
    ADOPTED = "adopted"
    DROPPED = "dropped"
    PRUNED = "pruned"
    ENDED = "ended"
    ROSTER = "roster"
    UNDONE = "undone"

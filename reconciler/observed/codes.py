"""What holding listings against each other finds."""

from __future__ import annotations

from reconciler.errors import Code


class ObservedCode(Code):
    """Codes of faults (fault-…). Facts: tenant, listing, count, source; what else stands beside."""

    CONTRADICTED = "contradicted"
    """So many were asked for and are there."""
    TOO_MANY_MISSING = "too-many-missing"
    """More than may be asked for (limit)."""
    CANNOT_ASK = "cannot-ask"
    """The vendor's answer for so many did not tell."""

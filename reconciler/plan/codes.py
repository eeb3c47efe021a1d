"""What building a plan finds out."""

from __future__ import annotations

from reconciler.errors import Code


class PlanCode(Code):
    """Codes of findings (finding-…)."""

    ONLY_OBSERVED = "only-observed"

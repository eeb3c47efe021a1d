"""What building a plan finds out."""

from __future__ import annotations

from reconciler.errors import Code


class PlanCode(Code):
    """Codes of findings (finding-…)."""

    ONLY_OBSERVED = "only-observed"


class PlanFileCode(Code):
    """Codes of faults of plan files (fault-…)."""

    UNREADABLE_PLAN = "unreadable-plan"
    NOT_A_PLAN = "not-a-plan"
    OTHER_STACK = "other-stack"
    NOT_AS_WRITTEN = "not-as-written"

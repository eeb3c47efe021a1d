"""What can be wrong with a change of schools."""

from __future__ import annotations

from reconciler.errors import Code


class SchoolCode(Code):
    """Codes of faults (fault-…)."""

    ELSEWHERE = "schools-elsewhere"
    EXISTS = "school-exists"
    BAD_ID = "school-bad-id"
    NO_NAME = "school-no-name"
    NO_FACT = "school-no-fact"
    NO_LAYOUT = "school-no-layout"
    NO_VENDOR = "school-no-vendor"
    BAD_PAIR = "school-bad-pair"
    NOT_CLOSING = "school-not-closing"
    CLOSING_ALREADY = "school-closing-already"
    SAME = "school-same"

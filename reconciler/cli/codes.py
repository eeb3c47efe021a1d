"""What can be wrong with a command line."""

from __future__ import annotations

from reconciler.errors import Code


class CliCode(Code):
    """Codes of faults (fault-…)."""

    BAD_ADDRESS = "bad-address"
    NOT_DECLARED = "not-declared"
    NOT_CONFIRMED = "not-confirmed"
    SIMULATOR_AWAY = "simulator-away"
    FILE_TROUBLE = "file-trouble"
    REVEAL_ONE = "reveal-one"
    REVEAL_IN_CI = "reveal-in-ci"
    REVEAL_IN_GIT = "reveal-in-git"
    REPORT_NEEDS_FOLDER = "report-needs-folder"
    NO_REPORT = "no-report"
    NO_REASON = "no-reason"

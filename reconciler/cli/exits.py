"""Exit codes and fault codes of the command line.

0 converged or done, 1 fault, 2 changes pending, 3 refused; where several hold, 1 before 3 before 2.
"""

from __future__ import annotations

from enum import IntEnum

from reconciler.errors import Code


class Exit(IntEnum):
    """What a command ends with."""

    DONE = 0
    FAULT = 1
    PENDING = 2
    REFUSED = 3
    STOPPED = 130
    """By Ctrl-C or another signal; 130 as shells have it."""


class CliCode(Code):
    """Codes of faults (fault-…)."""

    BAD_ADDRESS = "bad-address"
    NOT_DECLARED = "not-declared"
    NOT_CONFIRMED = "not-confirmed"
    SIMULATOR_AWAY = "simulator-away"
    FILE_TROUBLE = "file-trouble"
    NO_OUTPUT = "no-output"
    REVEAL_ONE = "reveal-one"
    NO_SUCH_GROUP = "no-such-group"
    REVEAL_IN_CI = "reveal-in-ci"
    REVEAL_IN_GIT = "reveal-in-git"
    REPORT_NEEDS_FOLDER = "report-needs-folder"
    NO_REPORT = "no-report"
    NOTHING_TO_KEEP = "nothing-to-keep"
    SAME_KEY = "same-key"
    NO_REASON = "no-reason"
    AS_IF_TO_FILE = "as-if-to-file"
    NEEDS_AS_MANIFEST = "needs-as-manifest"
    NOBODY_THERE = "nobody-there"
    NO_FREEZE_REASON = "no-freeze-reason"
    FREEZE_IS_OVER = "freeze-is-over"
    INIT_NOT_EMPTY = "init-not-empty"
    INIT_LANGUAGE = "init-language"
    INIT_NAME = "init-name"
    SANDBOX_EXISTS = "sandbox-exists"
    PROBE_NO_TENANT = "probe-no-tenant"
    SAVE_ONE = "save-one"
    OUT_NEEDS_LETTER = "out-needs-letter"
    NO_SANDBOX = "no-sandbox"
    SCHOOL_INVENTED = "school-invented"
    NO_WORLD = "no-world"
    NO_SHELL = "no-shell"

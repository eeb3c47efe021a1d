"""What can be wrong with a command line or the place that it is run in."""

from __future__ import annotations

from reconciler.errors import Code


class CliCode(Code):
    """Codes of faults (fault-…)."""

    NO_PROJECT = "no-project"
    NO_STACK = "no-stack"
    NO_PSEUDONYM_KEY = "no-pseudonym-key"
    UNKNOWN_NAME = "unknown-name"
    BAD_ADDRESS = "bad-address"
    NOT_DECLARED = "not-declared"
    NOT_CONFIRMED = "not-confirmed"
    SIMULATOR_AWAY = "simulator-away"
    WEAK_PSEUDONYM_KEY = "weak-pseudonym-key"
    FILE_TROUBLE = "file-trouble"
    UNKNOWN_GUARD = "unknown-guard"

"""Exit codes: 0 converged or done, 1 fault, 2 changes pending, 3 refused; 1 before 3 before 2."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command ends with."""

    DONE = 0
    FAULT = 1
    PENDING = 2
    REFUSED = 3

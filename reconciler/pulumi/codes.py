"""What can be wrong with what the engine asks of the provider."""

from __future__ import annotations

from reconciler.errors import Code


class PulumiCode(Code):
    """Codes of faults (fault-…)."""

    NOT_A_SCHOOL = "not-a-school"
    WRONG_ID = "wrong-id"
    UNKNOWN_TYPE = "unknown-type"
    STOPPED = "stopped"
    REFUSED = "pulumi-refused"
    NO_REASON = "pulumi-no-reason"
    NOT_SEEN = "not-seen"

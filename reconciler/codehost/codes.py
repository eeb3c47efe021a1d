"""What can be wrong with a code host, or with the job that talks to it (fault-…)."""

from __future__ import annotations

from reconciler.errors import Code, ReconcilerError


class CodeHostCode(Code):
    """Codes of faults of code hosts."""

    NO_HOST = "no-codehost"
    NO_JOB_VARIABLE = "no-job-variable"
    UNREACHABLE = "codehost-unreachable"
    REFUSED = "codehost-refused"
    RATE_LIMITED = "codehost-rate-limited"
    TOO_LONG = "codehost-answer-too-long"
    NO_NUMBER = "no-pull-request"
    NO_RECORD = "no-review-record"
    OTHER_PLAN = "other-review-plan"
    NO_COMMITS = "no-proposed-commits"
    MOVED_ON = "proposed-moved-on"
    CONFLICTS = "proposed-conflicts"
    TOO_LARGE = "proposed-tree-too-large"
    WOULD_LEAK = "codehost-would-leak"


class CodeHostError(ReconcilerError):
    """A code host could not be asked, or would not do it."""


class MissingError(CodeHostError):
    """The code host has no such thing."""


class ForbiddenError(CodeHostError):
    """The job's token may not do it."""


class TransientError(CodeHostError):
    """Whether a write arrived is unknown; look, and do it again."""

"""What is sent once more after which answer, and after how long."""

from __future__ import annotations

from reconciler.providers.google.calls import Call
from reconciler.providers.google.errors import is_transient
from reconciler.providers.google.response import MALFORMED, UNSENT, Response

NOT_SIGNED_IN = "notSignedIn"
ATTEMPTS = 6
"""Attempts of a call in all, with exponential backoff between them.

Google's own advice: 2^n seconds and up to one more, n = 0 to 5 (Directory limits, 2026-04).
"""
CONNECTS = 3
"""Attempts where no connection can be made, or where the answer is none that we know: fewer, so
that a host that is down, or a proxy's page, fails soon."""
LOGINS = 2
"""Attempts of a call that is answered 401 although the token is valid. Within each, Google's own
client tries once more with a new token."""


def should_retry(call: Call, answer: Response, attempt: int) -> bool:
    """Whether to send a call again after this answer.

    A write whose answer was lost is never sent again, since it may have been done.
    """
    if answer.reason == UNSENT:
        return attempt + 1 < CONNECTS
    if answer.reason == MALFORMED:
        return call.reads and attempt + 1 < CONNECTS
    if answer.status == 0:
        return call.reads
    if answer.status == 401:
        # Now and then one call of a batch is "Login Required" while the others pass (GAM 6.24.07).
        return answer.reason != NOT_SIGNED_IN and attempt + 1 < LOGINS
    return is_transient(answer, retry_not_found=call.retry_not_found)

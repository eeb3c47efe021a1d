"""What is sent once more after which answer, and after how long."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.errors import is_not_yet
from reconciler.providers.microsoft.response import CallStatus, Response

ATTEMPTS = 5
NOT_FOUND_ATTEMPTS = 11
"""For what names an object that was made a moment ago: about four minutes in all, see `backoff`."""
_LONGEST_OWN_PAUSE = 32.0
"""Seconds between two tries where Graph does not name a time."""
_CONNECTS = 2
_LONGEST_PAUSE = 180.0
_UNAVAILABLE = frozenset({500, 502, 503, 504})


def should_retry(call: Call, answer: Response, attempt: int) -> bool:
    """Whether to send once more: never a write whose answer was lost."""
    if call.retry_not_found and is_not_yet(answer):
        return True
    if attempt + 1 >= ATTEMPTS:
        return False
    if answer.call_status is not CallStatus.ANSWERED:
        return _unanswered_again(call, answer, attempt)
    if answer.status in _UNAVAILABLE:
        return not call.once
    # 409 Directory_ConcurrencyViolation: "wait briefly and retry"; nothing was done
    concurrent = answer.status == 409 and answer.code == "Directory_ConcurrencyViolation"
    return answer.status == 429 or concurrent


def _unanswered_again(call: Call, answer: Response, attempt: int) -> bool:
    if answer.call_status is CallStatus.LOST:
        return call.reads
    sendable = call.reads or answer.call_status is CallStatus.UNSENT
    return sendable and attempt < _CONNECTS


def backoff(attempt: int, answers: Iterable[Response]) -> float:
    """As long as the vendor asks, up to three minutes; else 1, 2, 4, … 32 seconds."""
    asked = [answer.headers.get("retry-after", "") for answer in answers]
    seconds = [float(one) for one in asked if one.isascii() and one.isdigit()]
    own = min(_LONGEST_OWN_PAUSE, 2.0 ** (attempt - 1))
    return min(_LONGEST_PAUSE, max([own, *seconds]))

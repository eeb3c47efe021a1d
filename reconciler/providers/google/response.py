"""What Google answered, before it means anything."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

UNSENT = "unsent"
LOST = "lost"


class Response(NamedTuple):
    """One call's answer; status 0 with reason UNSENT or LOST where there was none."""

    status: int
    content: bytes = b""
    reason: str = ""
    """Google's word for the error, 'notFound'; never somebody's data."""
    message: str = ""
    """May name people: for telling errors apart, not for showing."""

    @property
    def good(self) -> bool:
        """Whether Google did it."""
        return 200 <= self.status < 300

    @property
    def word(self) -> str:
        """What faults show of it: Google's word for the error, no data."""
        return self.reason or "-"

    def data(self) -> Any:
        """The JSON of a good answer; {} for an empty one."""
        return json.loads(self.content) if self.content else {}


def error_response(status: int, content: bytes) -> Response:
    """The answer of a call that Google did not carry out, from its error body.

    Bodies come as {"error": {"errors": [{"reason"}], "message"}}, newer ones with
    {"error": {"status"}}, and now and then as plain text; GAM 7.49, seen 2026-11.
    """
    try:
        error = json.loads(content)["error"]
        first = (error.get("errors") or [{}])[0]
        reason = first.get("reason") or error.get("status") or ""
        message = error.get("message") or first.get("message") or ""
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return Response(status, b"", "", content[:200].decode("utf-8", "replace"))
    return Response(status, b"", str(reason), str(message))


SPENT = Response(403, reason="quotaExceeded", message="Queries per day")
"""What a call would be answered whose API has nothing left for today; it is not sent."""

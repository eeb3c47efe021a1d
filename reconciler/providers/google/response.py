"""What Google answered, before it means anything."""

from __future__ import annotations

from typing import Any, NamedTuple

from reconciler.providers.shapes import MalformedError, Shape, parsed, word_of

UNSENT = "unsent"
LOST = "lost"
MALFORMED = "malformed"
ENDLESS = "endless"
_OURS = frozenset({UNSENT, LOST, MALFORMED, ENDLESS})


class Response(NamedTuple):
    """One call's answer; status 0 with reason UNSENT or LOST where there was none.

    Reason MALFORMED: whatever its status, it is not what this call is answered with. Reason
    ENDLESS: it has a next page that is not asked for.
    """

    status: int
    content: bytes = b""
    reason: str = ""
    """Google's word for the error, 'notFound'; never somebody's data."""
    message: str = ""
    """May name people: for telling errors apart, not for showing."""
    body: Any = None
    """The JSON of a good answer, in the shape that its route promises; None: it has none."""

    @property
    def good(self) -> bool:
        """Whether Google did it."""
        return 200 <= self.status < 300 and self.reason not in (MALFORMED, ENDLESS)

    @property
    def word(self) -> str:
        """What faults show of it: Google's word for the error, no data."""
        return self.reason or "-"

    def data(self) -> Any:
        """The JSON of a good answer; {} for an empty one."""
        return {} if self.body is None else self.body

    def understood(self, shape: Shape) -> Response:
        """The same with its JSON read; MALFORMED where it has not this shape."""
        if not self.good:
            return self
        try:
            body = parsed(self.content) if self.content else None
        except MalformedError:
            return Response(self.status, reason=MALFORMED)
        if not shape(body) or (self.content and body is None):
            return Response(self.status, reason=MALFORMED)
        return self._replace(content=b"", body=body)


def error_response(status: int, body: bytes | str) -> Response:
    """The answer of a call that Google did not carry out, from its error body.

    Bodies come as {"error": {"errors": [{"reason"}], "message"}}, newer ones with
    {"error": {"status"}}, and now and then as plain text; GAM 7.49, seen 2026-11.
    """
    content = body.encode() if isinstance(body, str) else body
    try:
        error = parsed(content)["error"]
        first = (error.get("errors") or [{}])[0]
        reason = word_of(first.get("reason")) or word_of(error.get("status"))
        message = error.get("message") or first.get("message") or ""
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return Response(status, b"", "", content[:200].decode("utf-8", "replace"))
    return Response(status, b"", "" if reason in _OURS else reason, str(message))


SPENT = Response(403, reason="quotaExceeded", message="Queries per day")
"""What a call would be answered whose API has nothing left for today; it is not sent."""

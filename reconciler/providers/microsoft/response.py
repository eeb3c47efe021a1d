"""What Graph answered to one inner call of a batch, before it is classified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from reconciler.providers.shapes import Shape, word_of


class CallStatus(Enum):
    """What became of a call."""

    ANSWERED = "answered"
    UNSENT = "unsent"
    """No connection could be made."""
    LOST = "lost"
    """It was sent, and no answer to it came back."""
    MALFORMED = "malformed"
    """What came back is not what such a call is answered with."""
    ENDLESS = "endless"
    """It has a next page that is not asked for."""


@dataclass(frozen=True, slots=True)
class Response:
    """One inner answer; the status is 0 where there is none."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    call_status: CallStatus = CallStatus.ANSWERED

    @property
    def code(self) -> str:
        """Graph's error code, or ''."""
        return word_of(self._error().get("code"))

    @property
    def message(self) -> str:
        """Graph's error message, or ''. It may name people: it is matched and never shown."""
        return str(self._error().get("message") or "")

    @property
    def details(self) -> tuple[str, ...]:
        """The codes of the error's details."""
        details = self._error().get("details")
        found = details if isinstance(details, list) else []
        return tuple(word_of(one.get("code")) for one in found if isinstance(one, dict))

    @property
    def word(self) -> str:
        """What faults show of it: Graph's error code, or why there is no answer; no data."""
        return self.code or (
            "" if self.call_status is CallStatus.ANSWERED else self.call_status.value
        )

    def understood(self, shape: Shape) -> Response:
        """The same; MALFORMED where it is a good answer without this shape."""
        if not 200 <= self.status < 300:
            return self
        # 200 promises a body; what has none is answered 201, 202 or 204.
        fits = shape(self.body) and (self.body is not None or self.status != 200)
        return self if fits else self.spoiled(CallStatus.MALFORMED)

    def spoiled(self, why: CallStatus) -> Response:
        """The same without its body, which cannot be used."""
        return Response(self.status, None, self.headers, why)

    def _error(self) -> Mapping[str, Any]:
        error = self.body.get("error") if isinstance(self.body, dict) else None
        return error if isinstance(error, dict) else {}

"""What Graph answered to one inner call of a batch, before it is classified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class CallStatus(Enum):
    """What became of a call."""

    ANSWERED = "answered"
    UNSENT = "unsent"
    """No connection could be made."""
    LOST = "lost"
    """It was sent, and no answer to it came back."""


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
        return str(self._error().get("code") or "")

    @property
    def message(self) -> str:
        """Graph's error message, or ''. It may name people: it is matched and never shown."""
        return str(self._error().get("message") or "")

    @property
    def details(self) -> tuple[str, ...]:
        """The codes of the error's details."""
        details = self._error().get("details")
        found = details if isinstance(details, list) else []
        return tuple(str(one.get("code") or "") for one in found if isinstance(one, dict))

    @property
    def word(self) -> str:
        """What faults show of it: Graph's error code, or why there is no answer; no data."""
        return self.code or (
            "" if self.call_status is CallStatus.ANSWERED else self.call_status.value
        )

    def _error(self) -> Mapping[str, Any]:
        error = self.body.get("error") if isinstance(self.body, dict) else None
        return error if isinstance(error, dict) else {}

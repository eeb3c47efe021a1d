"""Delta tokens: where a caller stands in a round of changes, and what it asked for."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from typing import Self

from reconciler.simulator.microsoft.errors import GraphError


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in one round; the options of its first call go with it."""

    kind: str
    since: int
    """The change after which the round begins; -1: the round shows everything."""
    until: int
    """The change with which the round ends."""
    issued: int
    """When the round began, in seconds."""
    place: int = 0
    inner: int = 0
    """The place among the members of the object at `place`."""
    select: str | None = None
    ids: tuple[str, ...] = ()
    """The objects that the caller follows; empty: all."""

    def token(self) -> str:
        """The cursor as text that says nothing to others."""
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, token: str, kind: str) -> Self:
        """The cursor that `token` wrote; 400 for any other text, and for one of another kind."""
        try:
            text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
            data = json.loads(text)
            cursor = cls(**{**data, "ids": tuple(data["ids"])})
        except (ValueError, TypeError, KeyError) as error:
            raise _malformed() from error
        numbers = (cursor.since, cursor.until, cursor.issued, cursor.place, cursor.inner)
        whole = all(type(number) is int for number in numbers)
        texts = (*cursor.ids, cursor.select or "")
        if cursor.kind != kind or not whole or not all(isinstance(one, str) for one in texts):
            raise _malformed()
        if cursor.since < -1 or min(numbers[1:]) < 0:
            raise _malformed()
        return cursor


def _malformed() -> GraphError:
    return GraphError(400, "Request_BadRequest", "Badly formed token.")

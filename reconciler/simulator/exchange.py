"""One HTTP exchange, free of any server: what the vendors' handlers take and give.

A handler is a plain function of a tenant's state and a Request, so the same code answers a call
that came alone and a call that came inside a batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """A call as it reached the vendor: the path is percent-encoded and starts with '/'."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    rights: frozenset[str] | None
    """The bearer's OAuth scopes or application roles; None: all, as the admin API has."""
    base: str
    """Scheme, host and port that the caller used, for next links."""
    actor: str = ""
    """Whom audit logs name: an administrator's address or an app's id; '': whoever clicks there."""
    project: str = ""
    """Google: the caller's Cloud project, which budgets are counted by."""
    waits: bool = False
    """Whether it waits for another call of its batch, and so runs beside none."""


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the request log: an answered call, alone or inside a batch."""

    method: str
    route: str
    """The route's template, such as 'admin/directory/v1/groups/{groupKey}/members'."""
    status: int
    path: str


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; its body is a JSON value, or bytes that are sent as they are, or None."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    """What the exchange did, for the log: one call, or one for each inner call of a batch."""

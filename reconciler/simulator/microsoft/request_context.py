"""One call at a route: what the handlers of all families are given, and how they answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.microsoft.errors import unreadable
from reconciler.simulator.microsoft.state import Directory

ME = "/me"
"""The key of whoever calls; no path can have it, since a slash parts its segments."""


@dataclass(frozen=True, slots=True)
class RequestContext:
    """A call whose route is known: the tenant, the request, the path's parameters in order."""

    directory: Directory
    request: Request
    version: str
    """`v1.0` or `beta`, as the caller wrote it."""
    keys: tuple[str, ...]

    @property
    def root(self) -> str:
        """The caller's own base with the version: what links and contexts start with."""
        return f"{self.request.base}/{self.version}"

    def option(self, name: str) -> str | None:
        """A query option, or None."""
        return self.request.query.get(name)

    def header(self, name: str) -> str:
        """A header in any letter case, or ''."""
        return header(self.request.headers, name)

    def body(self) -> dict[str, Any]:
        """The body as a JSON object without its annotations of type; 400 when it is none."""
        try:
            data = json.loads(self.request.body)
        except ValueError as error:
            raise unreadable() from error
        if not isinstance(data, dict):
            raise unreadable()
        return {name: value for name, value in data.items() if name != "@odata.type"}

    def kind(self) -> str:
        """The `@odata.type` of the body, which must be a JSON object."""
        return str(json.loads(self.request.body).get("@odata.type", ""))

    def context(self, target: str, names: tuple[str, ...] | None = None) -> str:
        """The `@odata.context` of a set; with the properties that $select named."""
        picked = "" if names is None else f"({','.join(names)})"
        return f"{self.root}/$metadata#{target}{picked}"


Handler = Callable[[RequestContext], Response]


@dataclass(frozen=True, slots=True)
class Route:
    """A method at a path template below the version, who may call it, and with which options."""

    method: str
    template: str
    handler: Handler
    roles: frozenset[str]
    options: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    """Roles of which one is needed beside those; none where one is enough."""


def header(headers: Mapping[str, str], name: str) -> str:
    """A header in any letter case, or ''."""
    wanted = name.casefold()
    return next((value for key, value in headers.items() if key.casefold() == wanted), "")


def entity(
    call: RequestContext, target: str, body: Mapping[str, Any], status: int = 200
) -> Response:
    """One object with its context."""
    return Response(status, {"@odata.context": call.context(f"{target}/$entity"), **body})


def done() -> Response:
    """204: carried out, nothing to show."""
    return Response(204)

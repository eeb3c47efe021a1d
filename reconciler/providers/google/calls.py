"""A call of Google's API, ready to be put into a batch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from googleapiclient.http import HttpRequest

from reconciler.providers.shapes import Shape


class GoogleApi(StrEnum):
    """The APIs; a batch carries calls of one of them."""

    DIRECTORY = "directory"
    LICENSING = "licensing"
    SETTINGS = "groupssettings"
    REPORTS = "reports"


_SAFE = {"unit": "/:"}
"""A unit's path keeps its slashes, its id ('id:03ph…') its colon."""


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one API, with what never changes about calling it."""

    api: GoogleApi
    name: str
    """Google's own id of the method, 'directory.members.insert'."""
    method: str
    uri: str
    """With a {name} for each part that is filled in."""
    headers: Mapping[str, str]
    budgets: tuple[str, ...]
    answer: Shape
    """What a good answer looks like."""

    @property
    def reads(self) -> bool:
        """Whether it may be sent twice without a thought."""
        return self.method == "GET"

    def call(self, body: Mapping[str, Any] | None = None, **values: str) -> Call:
        """A call; a unit's path goes without its leading slash."""
        filled = {name: quote(value, safe=_SAFE.get(name, "@")) for name, value in values.items()}
        text = None if body is None else json.dumps(body)
        return Call(self, self.uri.format_map(filled), text)


@dataclass(frozen=True, slots=True)
class Call:
    """One call, ready to be sent."""

    route: Route
    uri: str
    body: str | None = None
    retry_not_found: bool = False
    """What it names was made a moment ago, so that 'not found' means 'not yet'."""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.route.reads

    def page(self, token: str) -> Call:
        """The same listing, at a later page."""
        return Call(self.route, f"{self.uri}&pageToken={quote(token, safe='')}")

    def retry_not_found_if(self, retry_not_found: bool) -> Call:
        """The same call, sent again after 'not found' where that is true."""
        return replace(self, retry_not_found=True) if retry_not_found else self

    def request(self) -> Any:
        """The discovery client's request; no http of its own, so that its batch signs once."""
        route = self.route
        return HttpRequest(
            None, _raw, self.uri, method=route.method, body=self.body, headers=dict(route.headers)
        )


def _raw(_: Any, content: bytes) -> bytes:
    return content

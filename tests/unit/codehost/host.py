"""A code host in memory with GitHub's paths, which has bad moments when it is told to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from reconciler.codehost.github import GitHub
from reconciler.codehost.publish import Publisher
from reconciler.codehost.transport import Clock, HostApi

API = "https://host.example/api"
REPOSITORY = "city/schools"
_PAGE = 2


@dataclass
class MemoryHost:
    """Comments, issues and statuses; `trouble` answers before (or after) the host itself does."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    trouble: Callable[[httpx.Request], httpx.Response | None] = lambda _request: None
    lost: int = 0
    """How many writes are done and answered by 502."""
    requests: list[httpx.Request] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    me: str = "robot"

    def publisher(self, secrets: dict[str, str] | None = None) -> Publisher:
        """As `connect` makes it, without a network."""
        client = httpx.Client(base_url=API, transport=httpx.MockTransport(self._answer))
        clock = Clock(self.waited.append, lambda: 1000.0)
        return Publisher(GitHub(HostApi(client, secrets or {}, clock), REPOSITORY), clock)

    def say(self, author: str, body: str, *, bot: bool = False) -> None:
        """Somebody writes a comment."""
        kind = "Bot" if bot else "User"
        user = {"login": author, "type": kind}
        self.comments.append({"id": len(self.comments) + 1, "user": user, "body": body})

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        troubled = self.trouble(request)
        if troubled is not None:
            return troubled
        answer = self._done(request)
        if request.method != "GET" and self.lost:
            self.lost -= 1
            return httpx.Response(502)
        return answer

    def _done(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api").removeprefix(f"/repos/{REPOSITORY}")
        body = json.loads(request.content) if request.content else {}
        if path == "/user":
            return httpx.Response(200, json={"login": self.me}) if self.me else httpx.Response(403)
        if path == "/issues/7/comments":
            return self._listed(self.comments, request, body)
        if path == "/issues":
            return self._listed(self.issues, request, body)
        if path.startswith("/issues/comments/"):
            return _edited(self.comments, "id", int(path.rpartition("/")[2]), body)
        if path.startswith("/issues/"):
            return _edited(self.issues, "number", int(path.rpartition("/")[2]), body)
        assert path.startswith("/statuses/"), path
        self.statuses.append({"commit": path.rpartition("/")[2], **body})
        return httpx.Response(201, json={})

    def _listed(
        self, items: list[dict[str, Any]], request: httpx.Request, body: dict[str, Any]
    ) -> httpx.Response:
        if request.method == "POST":
            number = len(items) + 1
            user = {"login": self.me or "jobs[bot]", "type": "User" if self.me else "Bot"}
            made = {"id": number, "number": number, "user": user, "state": "open", **body}
            items.append({**made, "html_url": f"https://host.example/{number}"})
            return httpx.Response(201, json=items[-1])
        page = int(request.url.params.get("page", 1))
        shown = [one for one in items if one.get("state", "open") == "open"]
        here = shown[(page - 1) * _PAGE : page * _PAGE]
        more = len(shown) > page * _PAGE
        url = request.url.copy_merge_params({"page": str(page + 1)})
        headers = {"Link": f'<{url}>; rel="next"'} if more else {}
        return httpx.Response(200, json=here, headers=headers)


def _edited(
    items: list[dict[str, Any]], key: str, number: int, body: dict[str, Any]
) -> httpx.Response:
    found = next((one for one in items if one[key] == number), None)
    if found is None:
        return httpx.Response(404)
    found.update(body)
    return httpx.Response(200, json=found)

"""GitHub's REST API as jobs call it, in front of a Gitea that keeps what they say.

Each request is held against GitHub's published description, and each field of an answer has to be
one that it knows. A job's own token may not ask who it is, and what it writes is a bot's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
from jsonschema import ValidationError

from tests.codehost.git_objects import GitObjects
from tests.codehost.github_description import (
    answered_with,
    hold_answer,
    hold_body,
    hold_query,
    operation_of,
)
from tests.codehost.recorder import Recorder
from tests.codehost.server import JOBS

_REPOSITORY = "/repos/{owner}/{repo}"
_BOT = {"login": "github-actions[bot]", "type": "Bot"}


class RefusedError(Exception):
    """What the host answers in place of what was asked for."""


@dataclass
class GitHubFront(Recorder):
    """Answers as GitHub; what it was asked in another way than GitHub describes is in `wrong`."""

    folder: Path = Path()
    """Where Git's objects are kept between two calls."""
    wrong: list[str] = field(default_factory=list)

    def passed_on(self, request: httpx.Request) -> httpx.Response:
        """Described, translated, kept by Gitea, and told in GitHub's words."""
        try:
            path, operation = operation_of(request)
            hold_query(request, operation)
            hold_body(request, operation)
            call = _Call(self, request)
            assert request.headers["Accept"] == "application/vnd.github+json"
            assert request.headers["X-GitHub-Api-Version"]
            found = call.answer(path)
            hold_answer(operation, found)
        except RefusedError as error:
            status, text = error.args
            return httpx.Response(status, json={"message": text})
        except (AssertionError, ValidationError, KeyError) as error:
            self.wrong.append(f"{request.method} {request.url}: {error!r}"[:2000])
            return httpx.Response(422, json={"message": "not as described"})
        headers: dict[str, str] = {}
        if isinstance(found, list):
            found, headers = self._page(request, found)
        return httpx.Response(answered_with(operation), json=found, headers=headers)

    def _page(
        self, request: httpx.Request, items: Sequence[Any]
    ) -> tuple[Sequence[Any], dict[str, str]]:
        """One page of a list, and where the next one is."""
        asked = request.url.params
        size, number = min(int(asked.get("per_page", 30)), 100), int(asked.get("page", 1))
        shown = items[(number - 1) * size : number * size]
        if number * size >= len(items):
            return shown, {}
        following = asked.set("page", number + 1)
        return shown, {"Link": f'<{self.url}{request.url.path}?{following}>; rel="next"'}


@dataclass(frozen=True)
class _Call:
    """One request, and Gitea's side of it."""

    front: GitHubFront
    request: httpx.Request

    @cached_property
    def token(self) -> str:
        kind, _, token = self.request.headers["Authorization"].partition(" ")
        assert kind == "Bearer"
        return str(token)

    @cached_property
    def sent(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.request.content or b"{}")
        return found

    @property
    def repository(self) -> str:
        """OWNER/NAME."""
        return "/".join(self.request.url.path.split("/")[2:4])

    def gitea(self, method: str, path: str, body: Any = None, **query: str | int) -> Any:
        """Gitea's answer to the same; its refusal is GitHub's."""
        done = httpx.request(
            method,
            f"{self.front.target}/api/v1/repos/{self.repository}/{path}",
            params=query,
            json=body,
            headers={"Authorization": f"token {self.token}"},
            timeout=60,
        )
        if not done.is_success:
            raise RefusedError(done.status_code, done.text[:200])
        return done.json() if done.content else None

    def answer(self, path: str) -> Any:
        """By the operation's path in the description; KeyError where nothing keeps it here."""
        if path == "/user":
            raise RefusedError(403, "Resource not accessible by integration")
        rest = self.request.url.path.partition(f"/repos/{self.repository}/")[2]
        kept = {
            "/pulls/{pull_number}": self.pull,
            "/commits/{commit_sha}/pulls": self.pulls_of,
            "/issues/{issue_number}/comments": self.comments,
            "/issues/comments/{comment_id}": self.comment,
            "/statuses/{sha}": self.status,
            "/issues": self.issues,
            "/issues/{issue_number}": self.issue,
        }
        name = path.removeprefix(_REPOSITORY)
        if name.startswith("/git/"):
            return self.git_object(name, rest)
        return kept[name](rest)

    def pull(self, rest: str) -> Any:
        """One pull request."""
        return _pull(self.gitea("GET", rest))

    def pulls_of(self, rest: str) -> Any:
        """Gitea tells of the one whose merge made it."""
        try:
            return [_pull(self.gitea("GET", rest.removesuffix("s")))]
        except RefusedError as error:
            if error.args[0] != 404:
                raise
            return []

    def comments(self, rest: str) -> Any:
        """All, or a new one."""
        if self.request.method == "GET":
            return [_written(one) for one in self.gitea("GET", rest)]
        return _written(self.gitea("POST", rest, self.sent))

    def comment(self, rest: str) -> Any:
        """Another text of one."""
        return _written(self.gitea("PATCH", rest, self.sent))

    def status(self, rest: str) -> Any:
        """A new status; GitHub takes no longer description."""
        assert len(self.sent["description"]) <= 140
        found = self.gitea("POST", rest, self.sent)
        return {"state": found["status"], "context": found["context"]}

    def issues(self, rest: str) -> Any:
        """The open ones, pull requests among them, or a new one."""
        if self.request.method == "POST":
            return _issue(self.gitea("POST", rest, self.sent))
        state = self.request.url.params["state"]
        found = [
            one
            for kind in ("issues", "pulls")
            for one in self.gitea("GET", rest, state=state, type=kind, limit=50)
        ]
        return [_issue(one) for one in found]

    def issue(self, rest: str) -> Any:
        """Another text or state of one."""
        return _issue(self.gitea("PATCH", rest, self.sent))

    def git_object(self, name: str, rest: str) -> Any:
        """Refs, trees and commits, which Gitea has no calls for."""
        remote = self.front.target.replace("://", f"://{JOBS}:{self.token}@")
        found = GitObjects(f"{remote}/{self.repository}.git", self.front.folder).answer(
            self.request.method, name, rest, self.sent
        )
        if found is None:
            raise RefusedError(404, "Not Found")
        return found


def _user(data: Mapping[str, Any]) -> Mapping[str, str]:
    return _BOT if data["login"] == JOBS else {"login": data["login"], "type": "User"}


def _pull(data: Mapping[str, Any]) -> Mapping[str, Any]:
    same = ("number", "state", "title", "html_url", "merged_at")
    ends = {end: {"ref": data[end]["ref"], "sha": data[end]["sha"]} for end in ("head", "base")}
    return {**{name: data[name] for name in same}, "user": _user(data["user"]), **ends}


def _written(data: Mapping[str, Any]) -> Mapping[str, Any]:
    same = {name: data[name] for name in ("id", "body", "html_url")}
    return {**same, "user": _user(data["user"])}


def _issue(data: Mapping[str, Any]) -> Mapping[str, Any]:
    same = {name: data[name] for name in ("number", "title", "body", "state", "html_url")}
    pull = {"pull_request": {"url": data["html_url"]}} if data.get("pull_request") else {}
    return {**same, "user": _user(data["user"]), **pull}

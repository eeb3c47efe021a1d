"""GitLab, by its REST API of version 4; a pull request is a merge request there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from reconciler.codehost.codes import CodeHostError, MissingError
from reconciler.codehost.model import (
    BranchDraft,
    Comment,
    CommitStatus,
    Issue,
    PullRequest,
    StatusState,
)
from reconciler.codehost.transport import HostApi

DESCRIPTION = 255
"""Characters of a status's description."""
_STATES = {
    StatusState.PENDING: "running",
    StatusState.SUCCESS: "success",
    StatusState.FAILURE: "failed",
    StatusState.ERROR: "failed",
}


@dataclass(frozen=True, slots=True)
class GitLab:
    """One project on GitLab."""

    api: HostApi
    project: str
    """Its number, or its path."""

    def me(self) -> str:
        """The token's user; a project's token has one of its own."""
        return str(self.api.get("/user")["username"])

    def pull_request(self, number: int) -> PullRequest:
        """One merge request."""
        return _pull_request(self.api.get(self._path(f"merge_requests/{number}")))

    def pull_requests_of(self, commit: str) -> tuple[PullRequest, ...]:
        """Those that a commit came with."""
        path = self._path(f"repository/commits/{commit}/merge_requests")
        return tuple(map(_pull_request, self.api.pages(path)))

    def comments(self, number: int) -> Iterator[Comment]:
        """Every note that somebody wrote, oldest first."""
        path = self._path(f"merge_requests/{number}/notes")
        for data in self.api.pages(path, sort="asc", order_by="created_at"):
            if not data["system"]:
                yield Comment(int(data["id"]), data["author"]["username"], data["body"])

    def add_comment(self, number: int, body: str) -> None:
        """A new note."""
        self.api.send("POST", self._path(f"merge_requests/{number}/notes"), {"body": body})

    def edit_comment(self, number: int, comment: int, body: str) -> None:
        """Another text of a note."""
        path = self._path(f"merge_requests/{number}/notes/{comment}")
        self.api.send("PUT", path, {"body": body})

    def set_status(self, commit: str, status: CommitStatus) -> None:
        """A commit's status."""
        body = {
            "state": _STATES[status.state],
            "name": status.context,
            "description": status.description[:DESCRIPTION],
        }
        if status.url:
            body["target_url"] = status.url
        try:
            self.api.send("POST", self._path(f"statuses/{commit}"), body)
        except CodeHostError:
            # a state that it is in already is answered by 400: 'Cannot transition status'
            if self._state(commit, status.context) != body["state"]:
                raise

    def _state(self, commit: str, context: str) -> str | None:
        path = self._path(f"repository/commits/{commit}/statuses")
        found = (data["status"] for data in self.api.pages(path, name=context))
        return next(found, None)

    def open_issues(self) -> Iterator[Issue]:
        """Every open issue."""
        return map(_issue, self.api.pages(self._path("issues"), state="opened"))

    def add_issue(self, title: str, body: str) -> Issue:
        """A new issue."""
        data = self.api.send("POST", self._path("issues"), {"title": title, "description": body})
        return _issue(data)

    def edit_issue(self, number: int, title: str, body: str) -> None:
        """Another text of an issue."""
        path = self._path(f"issues/{number}")
        self.api.send("PUT", path, {"title": title, "description": body})

    def close_issue(self, number: int) -> None:
        """Closed."""
        self.api.send("PUT", self._path(f"issues/{number}"), {"state_event": "close"})

    def branch_head(self, name: str) -> str | None:
        """The newest commit of a branch."""
        with suppress(MissingError):
            path = self._path(f"repository/branches/{quote(name, safe='')}")
            return str(self.api.get(path)["commit"]["id"])
        return None

    def push_branch(self, draft: BranchDraft) -> None:
        """One commit; a branch that is not there begins at the base."""
        there = self.branch_head(draft.name)
        ref = there or draft.base
        changed = [file for file in draft.files if self._text(ref, file[0]) != file[1]]
        if not changed:
            return
        actions = [{"action": "update", "file_path": p, "content": text} for p, text in changed]
        body: dict[str, Any] = {
            "branch": draft.name,
            "commit_message": draft.message,
            "actions": actions,
        }
        if there is None:
            body["start_sha"] = draft.base
        self.api.send("POST", self._path("repository/commits"), body)

    def _text(self, ref: str, path: str) -> str:
        return self.api.text(self._path(f"repository/files/{quote(path, safe='')}/raw"), ref=ref)

    def _path(self, rest: str) -> str:
        return f"/projects/{quote(self.project, safe='')}/{rest}"


def _pull_request(data: dict[str, Any]) -> PullRequest:
    return PullRequest(
        number=int(data["iid"]),
        head=str(data["sha"]),
        base=str(data["target_branch"]),
        state="open" if data["state"] == "opened" else str(data["state"]),
        author=str((data.get("author") or {}).get("username", "")),
        url=str(data["web_url"]),
    )


def _issue(data: dict[str, Any]) -> Issue:
    return Issue(
        number=int(data["iid"]),
        title=str(data["title"]),
        body=str(data.get("description") or ""),
        author=str(data["author"]["username"]),
        url=str(data["web_url"]),
    )

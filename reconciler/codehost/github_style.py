"""What GitHub's REST API and Gitea's have alike: paths, bodies and answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reconciler.codehost.model import Comment, CommitStatus, Issue, PullRequest
from reconciler.codehost.transport import HostApi

DESCRIPTION = 140
"""Characters of a status; GitHub refuses more (REST reference, read 2026-11)."""


@dataclass(frozen=True, slots=True)
class GitHubStyle:
    """One repository of such a host; each host's own class adds what differs."""

    api: HostApi
    repository: str
    """OWNER/NAME."""

    def pull_request(self, number: int) -> PullRequest:
        """One pull request."""
        return pull_request(self.api.get(self.path(f"pulls/{number}")))

    def add_comment(self, number: int, body: str) -> None:
        """A new comment."""
        self.api.send("POST", self.path(f"issues/{number}/comments"), {"body": body})

    def edit_comment(self, number: int, comment: int, body: str) -> None:
        """Another text of a comment."""
        del number
        self.api.send("PATCH", self.path(f"issues/comments/{comment}"), {"body": body})

    def set_status(self, commit: str, status: CommitStatus) -> None:
        """A commit's status."""
        self.api.send("POST", self.path(f"statuses/{commit}"), _status_body(status))

    def add_issue(self, title: str, body: str) -> Issue:
        """A new issue."""
        return issue(self.api.send("POST", self.path("issues"), {"title": title, "body": body}))

    def edit_issue(self, number: int, title: str, body: str) -> None:
        """Another text of an issue."""
        self.api.send("PATCH", self.path(f"issues/{number}"), {"title": title, "body": body})

    def close_issue(self, number: int) -> None:
        """Closed."""
        self.api.send("PATCH", self.path(f"issues/{number}"), {"state": "closed"})

    def path(self, rest: str) -> str:
        """The address of something in the repository."""
        return f"/repos/{self.repository}/{rest}"


def pull_request(data: dict[str, Any]) -> PullRequest:
    """What is told of a pull request."""
    head, base = data["head"], data["base"]
    merged = bool(data.get("merged_at") or data.get("merged"))
    return PullRequest(
        number=int(data["number"]),
        head=str(head["sha"]),
        base=str(base["ref"]),
        state="merged" if merged else str(data["state"]),
        author=str((data.get("user") or {}).get("login", "")),
        url=str(data["html_url"]),
    )


def comment(data: dict[str, Any]) -> Comment:
    """What is told of a comment; the author of a deleted account is nobody."""
    user = data.get("user") or {}
    return Comment(
        id=int(data["id"]),
        author=str(user.get("login", "")),
        body=str(data.get("body") or ""),
        bot=user.get("type") == "Bot",
    )


def issue(data: dict[str, Any]) -> Issue:
    """What is told of an issue."""
    user = data.get("user") or {}
    return Issue(
        number=int(data["number"]),
        title=str(data["title"]),
        body=str(data.get("body") or ""),
        author=str(user.get("login", "")),
        url=str(data["html_url"]),
        bot=user.get("type") == "Bot",
    )


def _status_body(status: CommitStatus) -> dict[str, str]:
    body = {**asdict(status), "target_url": status.url}
    del body["url"]
    text = status.description
    body["description"] = text if len(text) <= DESCRIPTION else f"{text[: DESCRIPTION - 1]}…"
    return {name: value for name, value in body.items() if value}

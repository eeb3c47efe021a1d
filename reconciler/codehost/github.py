"""GitHub, by its REST API of 2022-11-28."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from reconciler.codehost.codes import ForbiddenError, MissingError
from reconciler.codehost.model import BranchDraft, Comment, CommitStatus, Issue, PullRequest
from reconciler.codehost.transport import HostApi

DESCRIPTION = 140
"""Characters of a status; GitHub refuses more (REST reference, read 2026-11)."""


@dataclass(frozen=True, slots=True)
class GitHub:
    """One repository on GitHub."""

    api: HostApi
    repository: str
    """OWNER/NAME."""

    def me(self) -> str:
        """A job's own token may not ask: then '', and its comments are an application's."""
        with suppress(ForbiddenError):
            return str(self.api.get("/user")["login"])
        return ""

    def pull_request(self, number: int) -> PullRequest:
        """One pull request."""
        return pull_request(self.api.get(self._path(f"pulls/{number}")))

    def pull_requests_of(self, commit: str) -> tuple[PullRequest, ...]:
        """Those that brought a commit into its branch."""
        return tuple(map(pull_request, self.api.pages(self._path(f"commits/{commit}/pulls"))))

    def comments(self, number: int) -> Iterator[Comment]:
        """Every comment, oldest first."""
        return map(comment, self.api.pages(self._path(f"issues/{number}/comments")))

    def add_comment(self, number: int, body: str) -> None:
        """A new comment."""
        self.api.send("POST", self._path(f"issues/{number}/comments"), {"body": body})

    def edit_comment(self, number: int, comment: int, body: str) -> None:
        """Another text of a comment."""
        del number
        self.api.send("PATCH", self._path(f"issues/comments/{comment}"), {"body": body})

    def set_status(self, commit: str, status: CommitStatus) -> None:
        """A commit's status."""
        self.api.send("POST", self._path(f"statuses/{commit}"), status_body(status))

    def open_issues(self) -> Iterator[Issue]:
        """Every open issue; the list has pull requests in it, which are left out."""
        for data in self.api.pages(self._path("issues"), state="open"):
            if not data.get("pull_request"):
                yield issue(data)

    def add_issue(self, title: str, body: str) -> Issue:
        """A new issue."""
        return issue(self.api.send("POST", self._path("issues"), {"title": title, "body": body}))

    def edit_issue(self, number: int, title: str, body: str) -> None:
        """Another text of an issue."""
        self.api.send("PATCH", self._path(f"issues/{number}"), {"title": title, "body": body})

    def close_issue(self, number: int) -> None:
        """Closed."""
        self.api.send("PATCH", self._path(f"issues/{number}"), {"state": "closed"})

    def branch_head(self, name: str) -> str | None:
        """The newest commit of a branch."""
        with suppress(MissingError):
            return str(self.api.get(self._path(f"git/ref/heads/{quote(name)}"))["object"]["sha"])
        return None

    def push_branch(self, draft: BranchDraft) -> None:
        """A tree, a commit, and the branch pointed to it: one commit for all files."""
        head = self.branch_head(draft.name)
        parent = head or draft.base
        files = [
            {"path": path, "mode": "100644", "type": "blob", "content": text}
            for path, text in draft.files
        ]
        base = self.api.get(self._path(f"git/commits/{parent}"))["tree"]["sha"]
        tree = self._send("git/trees", {"base_tree": base, "tree": files})
        if tree == base:
            return
        body = {"message": draft.message, "tree": tree, "parents": [parent]}
        made = self._send("git/commits", body)
        if head is None:
            ref = {"ref": f"refs/heads/{draft.name}", "sha": made}
            self.api.send("POST", self._path("git/refs"), ref)
        else:
            # never forced: what somebody else pushed meanwhile stays
            path = self._path(f"git/refs/heads/{quote(draft.name)}")
            self.api.send("PATCH", path, {"sha": made, "force": False})

    def _send(self, path: str, body: dict[str, Any]) -> str:
        return str(self.api.send("POST", self._path(path), body)["sha"])

    def _path(self, rest: str) -> str:
        return f"/repos/{self.repository}/{rest}"


def pull_request(data: dict[str, Any]) -> PullRequest:
    """GitHub's and Gitea's."""
    head, base = data["head"], data["base"]
    merged = bool(data.get("merged_at") or data.get("merged"))
    return PullRequest(
        number=int(data["number"]),
        head=str(head["sha"]),
        base=str(base["ref"]),
        state="merged" if merged else str(data["state"]),
        author=str((data.get("user") or {}).get("login", "")),
        url=str(data["html_url"]),
        from_fork=_repository(head) != _repository(base),
    )


def comment(data: dict[str, Any]) -> Comment:
    """GitHub's and Gitea's; the author of a deleted account is nobody."""
    user = data.get("user") or {}
    return Comment(
        id=int(data["id"]),
        author=str(user.get("login", "")),
        body=str(data.get("body") or ""),
        bot=user.get("type") == "Bot",
    )


def issue(data: dict[str, Any]) -> Issue:
    """GitHub's and Gitea's."""
    user = data.get("user") or {}
    return Issue(
        number=int(data["number"]),
        title=str(data["title"]),
        body=str(data.get("body") or ""),
        author=str(user.get("login", "")),
        url=str(data["html_url"]),
        bot=user.get("type") == "Bot",
    )


def status_body(status: CommitStatus) -> dict[str, str]:
    """GitHub's and Gitea's."""
    body = {**asdict(status), "target_url": status.url}
    del body["url"]
    text = status.description
    body["description"] = text if len(text) <= DESCRIPTION else f"{text[: DESCRIPTION - 1]}…"
    return {name: value for name, value in body.items() if value}


def _repository(side: dict[str, Any]) -> str:
    """'' where the fork was deleted: that is another repository, too."""
    return str((side.get("repo") or {}).get("full_name", "")).lower()

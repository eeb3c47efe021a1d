"""Gitea and Forgejo: GitHub's shapes below /api/v1, where they differ."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from reconciler.codehost.codes import MissingError
from reconciler.codehost.github_style import GitHubStyle, comment, issue, pull_request
from reconciler.codehost.model import BranchDraft, Comment, Issue, PullRequest


@dataclass(frozen=True, slots=True)
class Gitea(GitHubStyle):
    """One repository on Gitea."""

    def me(self) -> str:
        """The token's user."""
        return str(self.api.get("/user")["login"])

    def pull_requests_of(self, commit: str) -> tuple[PullRequest, ...]:
        """The one whose merge made a commit; Gitea tells of one alone."""
        with suppress(MissingError):
            return (pull_request(self.api.get(self.path(f"commits/{commit}/pull"))),)
        return ()

    def comments(self, number: int) -> Iterator[Comment]:
        """Every comment, oldest first; Gitea sends them on one page (1.26, 2026-11)."""
        return map(comment, self.api.get(self.path(f"issues/{number}/comments")))

    def edit_comment(self, number: int, comment: int, body: str) -> None:
        """Another text of a comment; Gitea answers 204 also where it is no comment (1.26)."""
        self.api.get(self.path(f"issues/comments/{comment}"))
        GitHubStyle.edit_comment(self, number, comment, body)

    def open_issues(self) -> Iterator[Issue]:
        """Every open issue."""
        return map(issue, self.api.pages(self.path("issues"), state="open", type="issues"))

    def branch_head(self, name: str) -> str | None:
        """The newest commit of a branch."""
        with suppress(MissingError):
            return str(self.api.get(self.path(f"branches/{quote(name)}"))["commit"]["id"])
        return None

    def push_branch(self, draft: BranchDraft) -> None:
        """One commit through the contents API; it wants the digest of each file as it is."""
        there = self.branch_head(draft.name) is not None
        ref = draft.name if there else draft.base
        files = [edit for edit in (self._edit(ref, *file) for file in draft.files) if edit]
        if not files:
            return
        where = {"branch": draft.name}
        if not there:
            # Gitea begins a branch at another branch, not at a commit
            self.api.send(
                "POST",
                self.path("branches"),
                {"new_branch_name": draft.name, "old_ref_name": draft.base},
            )
        self.api.send(
            "POST", self.path("contents"), {**where, "message": draft.message, "files": files}
        )

    def _edit(self, ref: str, path: str, text: str) -> dict[str, str] | None:
        """None where the file is so already."""
        there: dict[str, Any] = self.api.get(self.path(f"contents/{quote(path)}"), ref=ref)
        content = base64.b64encode(text.encode()).decode()
        if there["content"] == content:
            return None
        return {"operation": "update", "path": path, "sha": there["sha"], "content": content}

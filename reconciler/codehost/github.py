"""GitHub, by its REST API of 2022-11-28."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from reconciler.codehost.codes import ForbiddenError, MissingError
from reconciler.codehost.github_style import GitHubStyle, comment, issue, pull_request
from reconciler.codehost.model import BranchDraft, Comment, Issue, PullRequest


@dataclass(frozen=True, slots=True)
class GitHub(GitHubStyle):
    """One repository on GitHub."""

    def me(self) -> str:
        """A job's own token may not ask: then '', and its comments are an application's."""
        with suppress(ForbiddenError):
            return str(self.api.get("/user")["login"])
        return ""

    def pull_requests_of(self, commit: str) -> tuple[PullRequest, ...]:
        """Those that brought a commit into its branch."""
        return tuple(map(pull_request, self.api.pages(self.path(f"commits/{commit}/pulls"))))

    def comments(self, number: int) -> Iterator[Comment]:
        """Every comment, oldest first."""
        return map(comment, self.api.pages(self.path(f"issues/{number}/comments")))

    def open_issues(self) -> Iterator[Issue]:
        """Every open issue; the list has pull requests in it, which are left out."""
        for data in self.api.pages(self.path("issues"), state="open"):
            if not data.get("pull_request"):
                yield issue(data)

    def branch_head(self, name: str) -> str | None:
        """The newest commit of a branch."""
        with suppress(MissingError):
            return str(self.api.get(self.path(f"git/ref/heads/{quote(name)}"))["object"]["sha"])
        return None

    def push_branch(self, draft: BranchDraft) -> None:
        """A tree, a commit, and the branch pointed to it: one commit for all files."""
        head = self.branch_head(draft.name)
        parent = head or draft.base
        files = [
            {"path": path, "mode": "100644", "type": "blob", "content": text}
            for path, text in draft.files
        ]
        base = self.api.get(self.path(f"git/commits/{parent}"))["tree"]["sha"]
        tree = self._send("git/trees", {"base_tree": base, "tree": files})
        if tree == base:
            return
        body = {"message": draft.message, "tree": tree, "parents": [parent]}
        made = self._send("git/commits", body)
        if head is None:
            ref = {"ref": f"refs/heads/{draft.name}", "sha": made}
            self.api.send("POST", self.path("git/refs"), ref)
        else:
            # never forced: what somebody else pushed meanwhile stays
            path = self.path(f"git/refs/heads/{quote(draft.name)}")
            self.api.send("PATCH", path, {"sha": made, "force": False})

    def _send(self, path: str, body: dict[str, Any]) -> str:
        return str(self.api.send("POST", self.path(path), body)["sha"])

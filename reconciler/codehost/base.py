"""What every code host does for a run; one small protocol, three clients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from reconciler.codehost.model import BranchDraft, Comment, CommitStatus, Issue, PullRequest


class CodeHostClient(Protocol):
    """One repository of one code host, with the job's token."""

    def me(self) -> str:
        """The login that the token writes as; '' where the host does not tell."""

    def pull_request(self, number: int) -> PullRequest:
        """One pull request; MissingError where there is none."""

    def pull_requests_of(self, commit: str) -> tuple[PullRequest, ...]:
        """Those that brought a commit into its branch."""

    def comments(self, number: int) -> Iterator[Comment]:
        """Every comment of a pull request, oldest first."""

    def add_comment(self, number: int, body: str) -> None:
        """A new comment of a pull request."""

    def edit_comment(self, number: int, comment: int, body: str) -> None:
        """Another text of a comment; MissingError where somebody deleted it."""

    def set_status(self, commit: str, status: CommitStatus) -> None:
        """What a commit's page says of it, in place of what it said in this context."""

    def open_issues(self) -> Iterator[Issue]:
        """Every open issue."""

    def add_issue(self, title: str, body: str) -> Issue:
        """A new issue."""

    def edit_issue(self, number: int, title: str, body: str) -> None:
        """Another text of an issue."""

    def close_issue(self, number: int) -> None:
        """The matter is settled."""

    def branch_head(self, name: str) -> str | None:
        """The newest commit of a branch; None where there is no such branch."""

    def push_branch(self, draft: BranchDraft) -> None:
        """One commit with these files on a branch, made from its base where it is not there."""

"""Our calls to GitHub, held against its published description; it answers with its own examples."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from reconciler.codehost.base import CodeHostClient
from reconciler.codehost.github import GitHub
from reconciler.codehost.model import BranchDraft, CommitStatus, StatusState
from reconciler.codehost.transport import Clock, HostApi
from tests.codehost.github_description import example, hold_body, hold_query, operation_of

API = "https://api.github.com"
STATUS = CommitStatus(StatusState.SUCCESS, "reconciler/plan (x)", "3 changes", "https://ci/1")
DRAFT = BranchDraft(
    "keep-a", "c" * 40, "schools: as in the tenant", (("schools/a.yaml", "id: a\n"),)
)


class Described:
    """Answers what the description says, and refuses what it does not have."""

    def __init__(self, missing: str = "") -> None:
        self.asked: list[str] = []
        self.missing = missing

    def client(self) -> GitHub:
        """Ours, which talks to this."""
        transport = httpx.MockTransport(self.answer)
        client = httpx.Client(base_url=API, transport=transport)
        return GitHub(HostApi(client, {}, Clock(lambda _s: None)), "octocat/hello-world")

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The example of the operation's first success; its request has to be as described."""
        path, operation = operation_of(request)
        self.asked.append(f"{request.method} {path}")
        if self.missing and path == self.missing:
            return httpx.Response(404, json={"message": "Not Found"})
        hold_query(request, operation)
        hold_body(request, operation)
        status, answer = example(operation)
        return httpx.Response(status, json=answer)


CALLS: dict[str, Callable[[GitHub], object]] = {
    "me": GitHub.me,
    "pull_request": lambda host: host.pull_request(7),
    "pull_requests_of": lambda host: host.pull_requests_of("c" * 40),
    "comments": lambda host: list(host.comments(7)),
    "add_comment": lambda host: host.add_comment(7, "text"),
    "edit_comment": lambda host: host.edit_comment(7, 1, "text"),
    "set_status": lambda host: host.set_status("c" * 40, STATUS),
    "open_issues": lambda host: list(host.open_issues()),
    "add_issue": lambda host: host.add_issue("title", "text"),
    "edit_issue": lambda host: host.edit_issue(7, "title", "text"),
    "close_issue": lambda host: host.close_issue(7),
    "branch_head": lambda host: host.branch_head("reconciler/keep-a"),
    "push_branch": lambda host: host.push_branch(DRAFT),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_as_github_describes_it(name: str) -> None:
    """Method, path, query and body; and its own example of the answer is understood."""
    host = Described()
    CALLS[name](host.client())
    assert host.asked


def test_a_new_branch_is_made_and_not_forced() -> None:
    """A tree, a commit, a ref."""
    host = Described(missing="/repos/{owner}/{repo}/git/ref/{ref}")
    host.client().push_branch(DRAFT)
    assert [one for one in host.asked if one.startswith("POST")] == [
        "POST /repos/{owner}/{repo}/git/trees",
        "POST /repos/{owner}/{repo}/git/commits",
        "POST /repos/{owner}/{repo}/git/refs",
    ]


def test_every_call_of_the_protocol_is_held_against_it() -> None:
    """A new one needs a line above."""
    assert {name for name in vars(CodeHostClient) if not name.startswith("_")} == set(CALLS)


def test_the_examples_are_understood_as_they_are_meant() -> None:
    """Not only without an error."""
    host = Described().client()
    found = host.pull_request(1347)
    assert (found.number, found.base) == (1347, "master")
    (comment, *_) = host.comments(1347)
    assert (comment.author, comment.body) == ("octocat", "Me too")
    (issue, *_) = [host.add_issue("Found a bug", "x")]
    assert (issue.number, issue.title) == (1347, "Found a bug")

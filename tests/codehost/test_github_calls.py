"""Our calls to GitHub, held against its published description; it answers with its own examples."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from reconciler.codehost.base import CodeHostClient
from reconciler.codehost.github import GitHub
from reconciler.codehost.model import BranchDraft, CommitStatus, StatusState
from reconciler.codehost.transport import Clock, HostApi
from tests.codehost.tools import ROOT

API = "https://api.github.com"
DESCRIPTION = (
    ROOT / ".test/codehost-node/node_modules/@octokit/openapi/generated/api.github.com.json"
)
STATUS = CommitStatus(StatusState.SUCCESS, "reconciler/plan (x)", "3 changes", "https://ci/1")
DRAFT = BranchDraft(
    "keep-a", "c" * 40, "schools: as in the tenant", (("schools/a.yaml", "id: a\n"),)
)


@cache
def description() -> Mapping[str, Any]:
    """GitHub's OpenAPI; CI fails where `make codehost` has not installed it."""
    found: Mapping[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return found


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
        path, operation = _operation(request)
        self.asked.append(f"{request.method} {path}")
        if self.missing and path == self.missing:
            return httpx.Response(404, json={"message": "Not Found"})
        _hold_query(request, operation)
        _hold_body(request, operation)
        status, example = _example(operation)
        return httpx.Response(status, json=example)


def _operation(request: httpx.Request) -> tuple[str, Mapping[str, Any]]:
    paths = description()["paths"]
    for path in sorted(paths, key=lambda one: one.count("{")):
        pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))
        if path.endswith("{ref}"):
            pattern = pattern.removesuffix("[^/]+") + ".+"
        if re.fullmatch(pattern, request.url.path) and request.method.lower() in paths[path]:
            return path, paths[path][request.method.lower()]
    raise AssertionError(f"GitHub has no {request.method} {request.url.path}")


def _hold_query(request: httpx.Request, operation: Mapping[str, Any]) -> None:
    known = {_resolved(one)["name"] for one in operation.get("parameters", ())}
    assert set(request.url.params) <= known, request.url


def _hold_body(request: httpx.Request, operation: Mapping[str, Any]) -> None:
    body = operation.get("requestBody")
    if body is None:
        assert request.content == b""
        return
    schema = {**body["content"]["application/json"]["schema"]}
    schema["components"] = description()["components"]
    sent = json.loads(request.content)
    Draft202012Validator(schema).validate(sent)
    assert set(sent) <= set(schema["properties"]), sent


def _example(operation: Mapping[str, Any]) -> tuple[int, Any]:
    status = min(code for code in operation["responses"] if code.startswith("2"))
    content = _resolved(operation["responses"][status])["content"]["application/json"]
    named = next(iter(content["examples"].values()))
    return int(status), _resolved(named)["value"]


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        found: Any = description()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


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

"""Our calls to GitLab beside those that python-gitlab makes for the same things."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from reconciler.codehost.codes import CodeHostError
from reconciler.codehost.connect import connect
from reconciler.codehost.gitlab import GitLab
from reconciler.codehost.job import CiJob, JobEvent
from reconciler.codehost.model import BranchDraft, CommitStatus, HostKind, StatusState
from reconciler.codehost.transport import HostApi
from tests.codehost.tools import INSTALLED, ROOT

Call = tuple[str, str, tuple[tuple[str, str], ...], Any]
COMMIT = "c" * 40
STATUS = CommitStatus(StatusState.SUCCESS, "reconciler/plan (x)", "3 changes", "https://ci/1")
DRAFT = BranchDraft("keep-a", COMMIT, "schools: as in the tenant", (("schools/a.yaml", "id: a\n"),))
USER = {"id": 3, "username": "jobs"}
MERGE_REQUEST = {
    "id": 70,
    "iid": 7,
    "sha": COMMIT,
    "target_branch": "main",
    "state": "merged",
    "author": USER,
    "web_url": "https://gitlab.example/7",
    "source_project_id": 12,
    "target_project_id": 12,
}
NOTE = {"id": 1, "author": USER, "body": "text", "system": False}
ISSUE = {"id": 71, "iid": 7, "title": "t", "author": USER, "web_url": "x", "description": "d"}


ANSWERS: tuple[tuple[str, Any], ...] = (
    ("GET .*/user", USER),
    ("GET .*/notes", [NOTE]),
    (".*/notes.*", NOTE),
    ("GET .*/commits/.*/merge_requests", [MERGE_REQUEST]),
    (".*/merge_requests/7", MERGE_REQUEST),
    ("GET .*/issues", [ISSUE]),
    (".*/issues.*", ISSUE),
    (".*/branches/.*", {"name": "keep-a", "commit": {"id": COMMIT}}),
    (".*/raw", "id: b\n"),
    (".*", {"id": "x", "status": "success", "name": "x"}),
)


def answer(method: str, path: str) -> Any:
    """What GitLab would answer, as far as either client reads it."""
    return next(one for rule, one in ANSWERS if re.fullmatch(rule, f"{method} {path}"))


@contextmanager
def gitlab() -> Iterator[tuple[str, list[Call]]]:
    """A host that writes down what it is asked."""
    calls: list[Call] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            parts = urlsplit(self.path)
            query = tuple(sorted(parse_qsl(parts.query)))
            assert self.headers["PRIVATE-TOKEN"] == "of-the-project"
            calls.append((self.command, parts.path, query, json.loads(body) if body else None))
            found = answer(self.command, parts.path)
            sent = found.encode() if isinstance(found, str) else json.dumps(found).encode()
            self.send_response(200 if self.command == "GET" else 201)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815  their names

        def log_message(self, *_: Any) -> None:
            """Prints nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", calls
        finally:
            server.shutdown()


CALLS: dict[str, Callable[[GitLab], object]] = {
    "me": GitLab.me,
    "pull_request": lambda host: host.pull_request(7),
    "pull_requests_of": lambda host: host.pull_requests_of(COMMIT),
    "comments": lambda host: list(host.comments(7)),
    "add_comment": lambda host: host.add_comment(7, "text"),
    "edit_comment": lambda host: host.edit_comment(7, 1, "text"),
    "set_status": lambda host: host.set_status(COMMIT, STATUS),
    "open_issues": lambda host: list(host.open_issues()),
    "add_issue": lambda host: host.add_issue("title", "text"),
    "edit_issue": lambda host: host.edit_issue(7, "title", "text"),
    "close_issue": lambda host: host.close_issue(7),
    "branch_head": lambda host: host.branch_head("reconciler/keep-a"),
    "push_branch": lambda host: host.push_branch(DRAFT),
}


def ours(url: str) -> GitLab:
    """Our client, as a job connects it."""
    api = f"{url}/api/v4"
    job = CiJob(HostKind.GITLAB, api, "of-the-project", "12", JobEvent.MANUAL, COMMIT, 7, "", None)
    client = connect(job, {}).client
    assert isinstance(client, GitLab)
    return client


@pytest.fixture(scope="module")
def theirs() -> list[Call]:
    """What python-gitlab asks for."""
    script = ROOT / "tests" / "codehost" / "python_gitlab_calls.py"
    with gitlab() as (url, calls):
        done = subprocess.run(
            [INSTALLED / "bin" / "python", script, url], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [*calls]


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_one_of_python_gitlabs(name: str, theirs: list[Call]) -> None:
    """Method, path, query and body."""
    with gitlab() as (url, calls):
        CALLS[name](ours(url))
        assert calls
        for call in calls:
            if name == "push_branch" and "/raw" in call[1]:
                call = (*call[:2], (("ref", "keep-a"),), call[3])  # noqa: PLW2901  a commit here
            if name == "push_branch" and "/branches/" in call[1]:
                continue  # asked as in branch_head
            assert call in theirs


def test_every_call_of_the_protocol_is_compared() -> None:
    """A new one needs a line above, and one in python_gitlab_calls.py."""
    public = {name for name in vars(GitLab) if not name.startswith("_")}
    assert public - {"api", "project"} == set(CALLS)


@pytest.mark.parametrize(("stands", "fails"), [("success", False), ("failed", True)])
def test_a_status_that_is_so_already_is_no_fault(stands: str, *, fails: bool) -> None:
    """GitLab answers 400 'Cannot transition status'; where another one stands, it is a fault."""

    def respond(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(400, json={"message": "Cannot transition status"})
        return httpx.Response(200, json=[{"status": stands}])

    client = httpx.Client(base_url="https://x/api/v4", transport=httpx.MockTransport(respond))
    host = GitLab(HostApi(client), "12")
    if fails:
        with pytest.raises(CodeHostError):
            host.set_status(COMMIT, STATUS)
    else:
        host.set_status(COMMIT, STATUS)

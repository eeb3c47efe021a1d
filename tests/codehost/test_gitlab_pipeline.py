"""GitLab's template run by gitlab-ci-local without containers, before a host that keeps notes.

The host is not GitLab: it keeps notes and statuses as its API describes them (test_gitlab_calls.py
holds the calls against python-gitlab). The jobs, their rules and scripts are the template's own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from reconciler.codehost.model import HostKind
from tests.codehost.recorder import ROSTERS_TOKEN, lists_served
from tests.codehost.test_states import clubs
from tests.codehost.tools import ROOT
from tests.codehost.town import BIN, KEY, STACK, write_repository
from tests.support.sandbox import GOOGLE, SandboxProject, serving

RUNNER = ROOT / ".test/codehost-node/node_modules/.bin/gitlab-ci-local"
PROJECT = "1217"
"""The number that gitlab-ci-local gives every project."""
USER = {"id": 1, "username": "jobs"}
TOKEN = "canary-project-token-0123456789"


@dataclass
class KeptHost:
    """Notes and statuses of one project, and what was asked."""

    url: str = ""
    head: str = ""
    main: str = ""
    state: str = "opened"
    notes: list[dict[str, Any]] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)

    def answer(self, method: str, path: str, body: dict[str, Any]) -> Any:
        """As GitLab does."""
        if "/notes" in path:
            return self._note(method, path.rpartition("/notes")[2], body)
        if "/statuses/" in path:
            self.statuses[f"{body['name']} {path.rpartition('/')[2]}"] = body["state"]
            return {}
        if "/branches/" in path:
            return {"commit": {"id": self.main}}
        found = {"user": USER, "merge_requests": [self.merge_request()]}
        return found[path.rpartition("/")[2]]

    def _note(self, method: str, number: str, body: dict[str, Any]) -> Any:
        if method == "GET":
            return self.notes
        if not number:
            made = {"id": len(self.notes) + 1, "author": USER, "system": False}
            self.notes.append(made)
            number = str(made["id"])
        self.notes[int(number.strip("/")) - 1]["body"] = body["body"]
        return self.notes[int(number.strip("/")) - 1]

    def merge_request(self) -> dict[str, Any]:
        """The only one."""
        return {
            "iid": 7,
            "sha": self.head,
            "target_branch": "main",
            "state": self.state,
            "source_project_id": 1217,
            "target_project_id": 1217,
            "web_url": "x",
        }


@contextmanager
def hosting() -> Iterator[KeptHost]:
    """The host on a free port."""
    host = KeptHost()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            assert self.headers["PRIVATE-TOKEN"] == TOKEN
            host.bodies.append(text)
            path = self.path.partition("?")[0]
            found = host.answer(self.command, path, json.loads(text) if text else {})
            sent = json.dumps(found).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815  their names

        def log_message(self, *_: Any) -> None:
            """Prints nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield host
        finally:
            server.shutdown()


@dataclass(frozen=True, slots=True)
class GitLabCity:
    """A city whose project lies in a bare repository."""

    host: KeptHost
    sandbox: SandboxProject
    folder: Path
    lists: str

    @property
    def clone(self) -> Path:
        """What the runner works in."""
        return self.folder / "builds" / "schools"

    def git(self, *words: str) -> str:
        """Git in the clone."""
        done = subprocess.run(
            ["git", *words], cwd=self.clone, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def start(self) -> None:
        """The repository, as it is at first."""
        subprocess.run(["git", "init", "-q", "--bare", self.folder / "origin.git"], check=True)
        write_repository(self.sandbox, self.clone, HostKind.GITLAB)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "clerk@schools.example")
        self.git("config", "user.name", "clerk")
        self.git("remote", "add", "origin", str(self.folder / "origin.git"))
        self.git("add", "-A", "-f", ".")
        self.git("commit", "-q", "-m", "schools: as they are")
        self.git("push", "-q", "origin", "HEAD:main")
        self.git("fetch", "-q", "origin")
        self.git("remote", "set-head", "origin", "main")

    def propose(self, edit: Callable[[Path], None]) -> str:
        """A merge request: a branch, and the ref that GitLab keeps for it."""
        self.git("checkout", "-q", "-b", "proposed")
        edit(self.clone)
        self.git("add", "-A", "-f", ".")
        self.git("commit", "-q", "-m", "schools: a club")
        self.git("push", "-q", "origin", "HEAD:proposed", "HEAD:refs/merge-requests/7/head")
        self.host.head = self.git("rev-parse", "HEAD")
        return self.host.head

    def merge(self) -> str:
        """The merge request is merged."""
        self.git("checkout", "-q", "-B", "main", "origin/main")
        self.git("merge", "-q", "--no-ff", "-m", "merge 7", "proposed")
        self.git("push", "-q", "origin", "HEAD:main")
        self.git("fetch", "-q", "origin")
        self.host.state = "merged"
        self.host.main = self.git("rev-parse", "HEAD")
        return self.host.main

    def run(self, *jobs: str, **variables: str) -> tuple[int, str]:
        """Runs jobs of the pipeline; exit code and output."""
        words = ["node", str(RUNNER), *jobs, "--force-shell-executor", "--color=false"]
        words += ["--evaluate-rule-changes=false", "--home", str(self.folder / "home")]
        for name, value in {**self.variables(), **variables}.items():
            words += ["--variable", f"{name}={value}"]
        done = subprocess.run(
            words,
            cwd=self.clone,
            env={
                "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.folder),
                "PYTHONPATH": str(ROOT),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout

    def variables(self) -> dict[str, str]:
        """What GitLab and the projects' settings give a job."""
        ledger = self.sandbox.root / ".sandbox" / "ledger.sqlite"
        return {
            "CI_API_V4_URL": f"{self.host.url}/api/v4",
            "CI_PROJECT_URL": f"{self.host.url}/city/schools",
            "CI_DEFAULT_BRANCH": "main",
            "CI_PROJECT_DIR": str(self.clone),
            "GITLAB_TOKEN": TOKEN,
            "RECONCILER_STACK": STACK,
            "RECONCILER_LANG": "en",
            "RECONCILER_PSEUDONYM_KEY": KEY,
            "RECONCILER_LEDGER_URL": f"sqlite:///{ledger}",
            "ROSTERS_URL": self.lists,
            "ROSTERS_TOKEN": ROSTERS_TOKEN,
            "ENTRA_TOKEN": "entra",
            "GOOGLE_TOKEN": "google",
        }

    def of_merge_request(self, source: str = PROJECT) -> dict[str, str]:
        """What a merge request's pipeline has besides."""
        return {
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": source,
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": self.host.head,
        }


@pytest.fixture(scope="module")
def city(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitLabCity]:
    """Three schools as declared, and a project."""
    folder = tmp_path_factory.mktemp("gitlab")
    root = shutil.copytree(settled, folder / "sandbox")
    with (
        serving(root) as sandbox,
        hosting() as host,
        lists_served(sandbox.rosters) as lists,
    ):
        found = GitLabCity(host, sandbox, folder, lists)
        found.start()
        yield found


def test_from_a_merge_request_to_the_tenants(city: GitLabCity) -> None:
    """The note, the status, the report; after the merge by wave, and what came of it."""
    head = city.propose(clubs(GOOGLE, name="chess"))
    code, out = city.run("plan", **city.of_merge_request())
    assert code == 0, out
    (note,) = city.host.notes
    assert "this pull request changes 1 of 3 schools" in note["body"]
    assert city.host.statuses[f"reconciler/plan (sandbox) {head}"] == "success"
    assert city.sandbox.writes() == []

    merged = city.merge()
    push = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_SHA": merged, "CI_COMMIT_BRANCH": "main"}
    for wave in ("pilot", "all"):
        code, out = city.run(wave, **push)
        assert code == 0, out
    (note,) = city.host.notes
    assert "Nothing is left" in note["body"]
    assert city.host.statuses[f"reconciler/apply (sandbox) {merged}"] == "success"
    canaries = (KEY, ROSTERS_TOKEN, TOKEN)
    assert [one for one in canaries for body in city.host.bodies if one in body] == []


def test_a_fork_is_checked_without_a_secret(city: GitLabCity) -> None:
    """Its job has no environment: no list, no key, no tenant is asked."""
    city.sandbox.forget_log()
    city.host.bodies.clear()
    none = dict.fromkeys(("RECONCILER_PSEUDONYM_KEY", "RECONCILER_LEDGER_URL", "ROSTERS_URL"), "")
    code, out = city.run("fork", **city.of_merge_request("99"), **none)
    assert code == 0, out
    assert city.host.bodies == []
    assert city.sandbox.ask("GET", "requests")["requests"] == []

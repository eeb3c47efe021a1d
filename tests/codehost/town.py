"""A city on a real code host: repository on Gitea, tenants on the simulator, jobs by act."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reconciler.codehost.model import HostKind
from tests.codehost.recorder import ROSTERS_TOKEN, Recorder
from tests.codehost.server import CHIEF, CLERK, JOBS, GiteaServer
from tests.codehost.tools import ROOT, tools
from tests.support.sandbox import MICROSOFT, SandboxProject, rewrite

STACK = "sandbox"
BIN = Path(sys.executable).parent
KEY = "canary-key-0123456789abcdef0123456789abcdef"
"""The pseudonym key: a canary, searched in everything that leaves a job."""


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job ended with, and what it printed."""

    code: int
    out: str


@dataclass
class Town:
    """The repository's working copy of a person, and the place where jobs run."""

    server: GiteaServer
    sandbox: SandboxProject
    folder: Path
    proxy: Recorder
    lists: str
    """Where the lists of people are served."""
    owner: str
    """The organization whose repository it is."""
    jobs: HostKind = HostKind.GITEA
    """Whose workflow the jobs are of, and whose API they see; Gitea keeps what both say."""

    @property
    def repository(self) -> str:
        """OWNER/NAME."""
        return f"{self.owner}/schools"

    @property
    def clone(self) -> Path:
        """A person's clone."""
        return self.folder / "clone"

    def ask(self, method: str, path: str, body: Any = None, who: str = CHIEF) -> Any:
        """A call of a person's in the repository."""
        return self.server.ask(who, method, f"/repos/{self.repository}{path}", body)

    def git(self, *words: str) -> str:
        """Git in the clone."""
        done = subprocess.run(
            ["git", *words], cwd=self.clone, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"git {words}: {done.stderr}"
        return done.stdout.strip()

    def propose(self, branch: str, edit: Callable[[Path], object], who: str = CLERK) -> int:
        """A branch with an edit, and its pull request's number."""
        self.git("fetch", "-q", "origin")
        self.git("checkout", "-q", "-B", branch, "origin/main")
        edit(self.clone)
        self.commit(branch)
        body = {"head": branch, "base": "main", "title": branch}
        return int(self.ask("POST", "/pulls", body, who)["number"])

    def queue(self, number: int, branch: str) -> tuple[str, dict[str, Any]]:
        """Puts a pull request into a merge queue, as GitHub does: its branch, and what is told."""
        before = self.main()
        queue = f"gh-readonly-queue/main/pr-{number}-{before}"
        self.git("fetch", "-q", "origin")
        self.git("checkout", "-q", "-B", "queue", "origin/main")
        self.git("merge", "-q", "--no-ff", "-m", f"queue: {branch}", f"origin/{branch}")
        queued = self.git("rev-parse", "HEAD")
        self.git("push", "-q", "origin", f"HEAD:{queue}")
        self.await_branch(queue, queued)
        group = {"head_ref": f"refs/heads/{queue}", "head_sha": queued, "base_sha": before}
        return queue, {"merge_group": group}

    def commit(self, branch: str, *, force: bool = False) -> str:
        """Commits everything and pushes the branch."""
        self.git("add", "-A", "-f", ".")
        self.git("commit", "-q", "--allow-empty", "-m", f"schools: {branch}")
        self.git("push", "-q", *(["--force"] if force else []), "origin", f"HEAD:{branch}")
        head = self.git("rev-parse", "HEAD")
        self.await_branch(branch, head)
        return head

    def await_branch(self, branch: str, head: str, repository: str = "", who: str = CHIEF) -> None:
        """Gitea takes a push in, and tells of it a moment later."""
        found: object = None
        path = f"/repos/{repository or self.repository}/branches"
        for _ in range(300):
            branches = self.server.ask(who, "GET", path) or ()
            found = {one["name"]: one["commit"]["id"] for one in branches}.get(branch)
            if found == head:
                return
            time.sleep(0.1)
        raise AssertionError(f"{branch} is at {found}, not at {head}")

    def merge(self, number: int, who: str = CHIEF) -> str:
        """Approves and merges what its branch has now; the commit that main has then."""
        self.ask("POST", f"/pulls/{number}/reviews", {"event": "APPROVED", "body": "ok"}, who)
        head = self.ask("GET", f"/pulls/{number}")["head"]["sha"]
        self.ask("POST", f"/pulls/{number}/merge", {"Do": "merge", "head_commit_id": head}, who)
        return str(self.ask("GET", "/branches/main")["commit"]["id"])

    def comment(self, number: int) -> str:
        """Our comment; '' where there is none. Fails where there are two."""
        found = [
            str(one["body"])
            for one in self.ask("GET", f"/issues/{number}/comments")
            if "<!-- reconciler:comment" in one["body"]
        ]
        assert len(found) <= 1, found
        return found[0] if found else ""

    def statuses(self, commit: str) -> dict[str, str]:
        """Context → state, the newest of each."""
        found = self.ask("GET", f"/commits/{commit}/status")["statuses"]
        return {one["context"]: one["status"] for one in found}

    def pull_event(self, number: int) -> dict[str, Any]:
        """What a runner is told of a pull request, as the host has it."""
        return {"pull_request": self.ask("GET", f"/pulls/{number}"), "number": number}

    def job(
        self, event: str, name: str, payload: Mapping[str, Any], branch: str = "main", **more: str
    ) -> JobResult:
        """Runs one job of the workflow on a branch's newest commit, as the host's runner would."""
        work = self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        remote = self.server.remote(JOBS, self.repository)
        subprocess.run(["git", "clone", "-q", "-b", branch, remote, str(work)], check=True)
        plain = f"{self.server.url}/{self.repository}.git"
        subprocess.run(["git", "-C", str(work), "remote", "set-url", "origin", plain], check=True)
        path = self.folder / "event.json"
        path.write_text(json.dumps(payload), "utf-8")
        return self._act(work, event, name, path, more)

    def _act(
        self, work: Path, event: str, name: str, payload: Path, inputs: Mapping[str, str]
    ) -> JobResult:
        words = [str(tools() / "act"), event, "-j", name, "-e", str(payload), "--no-cache-server"]
        words += [
            "--insecure-secrets"
        ]  # shown as they are: canaries are searched in what is printed
        words += [
            "-P",
            "ubuntu-latest=-self-hosted",
            "-W",
            f".{self.jobs}/workflows",
            "--actor",
            CHIEF,
        ]
        for one in _ACTIONS:
            for version in _versions(work / f".{self.jobs}", one):
                words += ["--local-repository", f"{one}@{version}={self.folder / 'actions'}/{one}"]
        for key, value in self.secrets().items():
            words += ["-s", f"{key}={value}"]
        for key, value in self.variables().items():
            words += ["--env", f"{key}={value}"]
        for key, value in inputs.items():
            words += ["--input", f"{key}={value}"]
        environment = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            words,
            cwd=work,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return JobResult(done.returncode, done.stdout)

    def at(self, commit: str) -> Path:
        """A clone with this commit checked out, as a job has it."""
        work = self.folder / "checkout"
        shutil.rmtree(work, ignore_errors=True)
        remote = self.server.remote(JOBS, self.repository)
        subprocess.run(["git", "clone", "-q", remote, str(work)], check=True)
        subprocess.run(["git", "-C", str(work), "checkout", "-q", commit], check=True)
        plain = f"{self.server.url}/{self.repository}.git"
        subprocess.run(["git", "-C", str(work), "remote", "set-url", "origin", plain], check=True)
        lists = self.folder / "rosters"
        shutil.rmtree(lists, ignore_errors=True)
        shutil.copytree(self.sandbox.rosters, lists)
        return work

    def environment(self, event: str, payload: Mapping[str, Any], commit: str) -> dict[str, str]:
        """What a job's process has, without a runner around it."""
        path = self.folder / "direct.json"
        path.write_text(json.dumps(payload), "utf-8")
        return {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "PYTHONPATH": str(ROOT),
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_SHA": commit,
            "GITHUB_RUN_ID": "1",
            "GITHUB_ACTOR": CHIEF,
            **self.variables(),
            **self.secrets(),
        }

    def ci(self, event: str, payload: Mapping[str, Any], commit: str, *words: str) -> JobResult:
        """`reconciler ci …` on a commit of main, as its job would run it."""
        done = subprocess.run(
            [sys.executable, "-m", "reconciler.cli", "ci", *words],
            cwd=self.at(commit),
            env=self.environment(event, payload, commit),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return JobResult(done.returncode, done.stdout)

    def main(self) -> str:
        """The newest commit of main."""
        return str(self.ask("GET", "/branches/main")["commit"]["id"])

    def plan(self, number: int) -> JobResult:
        """The plan's job of a pull request."""
        return self.ci("pull_request_target", self.pull_event(number), self.main(), "plan")

    def apply(self, commit: str, *words: str) -> JobResult:
        """The apply's job of a push to main."""
        return self.ci("push", {"after": commit}, commit, "apply", *words)

    def artifacts(self) -> dict[str, str]:
        """What the jobs have uploaded: file → text."""
        folder = self.folder / "home" / "artifacts"
        return {one.name: one.read_text("utf-8") for one in folder.glob("*")}

    def secrets(self) -> dict[str, str]:
        """What the environment of the code host keeps."""
        ledger = self.sandbox.root / ".sandbox" / "ledger.sqlite"
        return {
            "GITHUB_TOKEN": self.server.tokens[JOBS],
            "RECONCILER_PSEUDONYM_KEY": KEY,
            "RECONCILER_LEDGER_URL": f"sqlite:///{ledger}",
            "ROSTERS_URL": self.lists,
            "ROSTERS_TOKEN": ROSTERS_TOKEN,
        }

    def variables(self) -> dict[str, str]:
        """What the host's own runner sets, and act does not."""
        gitea = self.jobs is HostKind.GITEA
        return {
            **({"GITEA_ACTIONS": "true"} if gitea else {}),
            "GITHUB_API_URL": f"{self.proxy.url}/api/v1" if gitea else self.proxy.url,
            "GITHUB_SERVER_URL": self.server.url,
            "GITHUB_REPOSITORY": self.repository,
            "RECONCILER_STACK": STACK,
            "RECONCILER_LANG": "en",
        }


def _versions(folder: Path, action: str) -> set[str]:
    """The versions of an action that the workflows name."""
    found: set[str] = set()
    for file in folder.rglob("*.yml"):
        for line in file.read_text("utf-8").splitlines():
            _, there, version = line.partition(f"uses: {action}@")
            if there:
                found.add(version.split()[0])
    return found


def in_gitea(town: Town) -> None:
    """The sandbox's repository, forked by the city; a clerk's clone of the fork."""
    write_repository(town.sandbox, town.clone, town.jobs)
    write_actions(town.folder / "actions")
    (town.folder / "home").mkdir()
    sandbox = f"sandbox-{town.owner}"
    ask = town.server.ask
    ask(CHIEF, "POST", "/user/repos", {"name": sandbox, "private": True})
    town.git("init", "-q", "-b", "main")
    town.git("config", "user.email", f"{CLERK}@schools.example")
    town.git("config", "user.name", CLERK)
    town.git("remote", "add", "origin", town.server.remote(CHIEF, f"{CHIEF}/{sandbox}"))
    town.git("add", "-A", "-f", ".")
    town.git("commit", "-q", "-m", "schools: as they are")
    town.git("push", "-q", "origin", "HEAD:main")
    town.await_branch("main", town.git("rev-parse", "HEAD"), f"{CHIEF}/{sandbox}")
    ask(CHIEF, "POST", "/orgs", {"username": town.owner, "visibility": "private"})
    forked = {"organization": town.owner, "name": "schools"}
    ask(CHIEF, "POST", f"/repos/{CHIEF}/{sandbox}/forks", forked)
    town.await_branch("main", town.git("rev-parse", "HEAD"))
    town.ask("PATCH", "", {"has_issues": True})  # a fork has none at first
    for name in (CLERK, JOBS):
        town.ask("PUT", f"/collaborators/{name}", {"permission": "write"})
    town.git("remote", "set-url", "origin", town.server.remote(CLERK, town.repository))


_ACTIONS = {
    "actions/checkout": "git fetch -q --depth=1 origin 2>/dev/null || true",
    "actions/setup-python": "python3 --version",
    "actions/upload-artifact": """
        mkdir -p "$HOME/artifacts"
        for file in $FILES; do test ! -f "$file" || cp "$file" "$HOME/artifacts"; done
    """,
    "google-github-actions/auth": "echo 'nobody signs in here'; exit 1",
}
"""What stands in the place of other people's actions; act has copied the checkout by then."""


def write_actions(folder: Path) -> None:
    """Local actions with the names of those that the workflows use."""
    for name, script in _ACTIONS.items():
        (folder / name).mkdir(parents=True)
        action = {
            "name": name,
            "description": "stands in for the real one",
            "inputs": {
                one: {"default": ""}
                for one in (
                    *("fetch-depth", "persist-credentials", "python-version", "name", "path"),
                    "if-no-files-found",
                    *("workload_identity_provider", "service_account", "create_credentials_file"),
                )
            },
            "runs": {"using": "composite", "steps": [_step(script)]},
        }
        (folder / name / "action.yml").write_text(yaml.safe_dump(action), "utf-8")


def _step(script: str) -> dict[str, Any]:
    files = {"FILES": "${{ inputs.path }}"}
    return {"shell": "bash", "run": script, "env": files}


def write_repository(sandbox: SandboxProject, folder: Path, jobs: HostKind) -> None:
    """The files of a city's repository: its manifests, its stack, the rules and the jobs."""
    folder.mkdir(parents=True)
    shutil.copy(sandbox.root / "Pulumi.yaml", folder)
    for name in ("schools", "stacks"):
        shutil.copytree(sandbox.root / name, folder / name)
    shutil.copytree(ROOT / "policies", folder / "policies", ignore=shutil.ignore_patterns("__*__"))
    shutil.copy(ROOT / "policies" / "__init__.py", folder / "policies")
    shutil.copytree(ROOT / "docs" / "ci" / jobs, folder, dirs_exist_ok=True)
    if jobs is HostKind.GITHUB:
        _without_queue(folder / ".github" / "workflows" / "schools.yml")
    box = sandbox.root / ".sandbox"
    rewrite(folder / "stacks" / f"Pulumi.{STACK}.yaml", lambda data: _point(data["config"], box))
    rewrite(folder / "schools" / "municipality.yaml", _two_waves)
    rewrite(folder / "schools" / f"{MICROSOFT}.yaml", lambda data: data.update(wave="pilot"))


def _without_queue(workflow: Path) -> None:
    """GitHub has `queue` since 2026-05; act 0.2.89 does not know it, and waits for nobody."""
    text = workflow.read_text("utf-8")
    assert ", queue: max}" in text
    workflow.write_text(text.replace(", queue: max}", "}"), "utf-8")


def _two_waves(data: dict[str, Any]) -> None:
    """As the workflows have them: the pilot school, then the others."""
    data["roster"] = {"pilot": "apply", "all": "apply"}
    for waves in (data["waves"], data["programme"]["waves"]):
        for name in ("second", "third"):
            del waves[name]


def _point(config: dict[str, Any], box: Path) -> None:
    """A stack whose people and tenants lie outside the repository, and whose secrets in jobs."""
    text = yaml.safe_dump(config).replace("../.sandbox/rosters", "../../rosters")
    text = text.replace("../.sandbox", str(box))
    config.clear()
    config.update(yaml.safe_load(text))
    for name in ("pseudonymKey", "ledger"):
        config.pop(f"reconciler:{name}", None)

"""A Gitea of one's own: started on a free port of loopback, with two people, and stopped."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.codehost.tools import tools, unprivileged

CLERK, CHIEF, JOBS = "clerk", "chief", "jobs"
"""Who proposes changes, who decides, and whose token the jobs have."""
_PASSWORD = "of-a-test-only-1"
_STARTS = 60
_BUSY = 60
"""Seconds that it may look at a pull request after a push."""
_CONFIG = """
APP_NAME = tests
RUN_USER = {user}
WORK_PATH = {folder}
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = {port}
ROOT_URL = http://127.0.0.1:{port}/
STATIC_ROOT_PATH = {folder}/static
DISABLE_SSH = true
OFFLINE_MODE = true
LFS_START_SERVER = false
[database]
DB_TYPE = sqlite3
[security]
INSTALL_LOCK = true
[service]
DISABLE_REGISTRATION = true
[log]
LEVEL = Warn
[actions]
ENABLED = false
[cron]
ENABLED = false
[repository]
DEFAULT_BRANCH = main
[api]
MAX_RESPONSE_ITEMS = 50
"""


@dataclass(frozen=True, slots=True)
class GiteaServer:
    """The server, and a token of each person."""

    url: str
    tokens: dict[str, str]

    @property
    def api(self) -> str:
        """Where its API begins."""
        return f"{self.url}/api/v1"

    def ask(self, who: str, method: str, path: str, body: Any = None) -> Any:
        """A call of a person's; fails where Gitea refuses it.

        Of a merge it says "Please try again later" while it looks for conflicts, which it begins
        some time after a push: whether it has begun cannot be asked, so the merge is what is tried.
        """
        deadline = time.monotonic() + _BUSY
        answer = self._call(who, method, path, body)
        while answer.status_code == 405 and "try again later" in answer.text:
            assert time.monotonic() < deadline, answer.text
            time.sleep(0.1)
            answer = self._call(who, method, path, body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    def _call(self, who: str, method: str, path: str, body: Any) -> httpx.Response:
        return httpx.request(
            method,
            f"{self.api}{path}",
            json=body,
            headers={"Authorization": f"token {self.tokens[who]}"},
            timeout=60,
        )

    def remote(self, who: str, repository: str) -> str:
        """A Git remote with a person's token."""
        return self.url.replace("://", f"://{who}:{self.tokens[who]}@") + f"/{repository}.git"


@contextmanager
def gitea() -> Iterator[GiteaServer]:
    """Runs until the block ends; everything that it wrote is gone afterwards."""
    place, user = tools(), unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="gitea-"))
    try:
        shutil.copytree(place / "gitea.static", folder / "static")
        shutil.copy(place / "gitea", folder / "gitea")
        port = _free_port()
        config = folder / "app.ini"
        config.write_text(_CONFIG.format(user=user, folder=folder, port=port))
        if os.getuid() == 0:
            _give(folder, user)
        runner = _Runner(folder, user)
        runner.run("migrate")
        for name in (CLERK, CHIEF, JOBS):
            runner.run(
                *("admin", "user", "create", "--username", name, "--password", _PASSWORD),
                *("--email", f"{name}@schools.example", "--must-change-password=false"),
            )
        with runner.serving(port) as url:
            yield GiteaServer(url, {name: runner.token(name) for name in (CLERK, CHIEF, JOBS)})
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True, slots=True)
class _Runner:
    """Runs the program as the unprivileged user."""

    folder: Path
    user: str

    def run(self, *words: str) -> str:
        done = subprocess.run(
            self._command(*words),
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout[-800:]}{done.stderr[-800:]}"
        return done.stdout

    def token(self, name: str) -> str:
        scopes = "write:repository,write:issue,write:user,write:organization"
        return self.run(
            *("admin", "user", "generate-access-token", "--username", name),
            *("--token-name", "tests", "--scopes", scopes, "--raw"),
        ).strip()

    @contextmanager
    def serving(self, port: int) -> Iterator[str]:
        log = (self.folder / "web.log").open("wb")
        process = subprocess.Popen(
            self._command("web"),
            cwd=self.folder,
            env=self._environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _await(url, process, self.folder / "web.log")
            yield url
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.close()

    def _command(self, *words: str) -> list[str]:
        own = [str(self.folder / "gitea"), *words, "--config", str(self.folder / "app.ini")]
        if os.getuid() != 0:
            return own
        ids = pwd.getpwnam(self.user)
        change = [f"--reuid={ids.pw_uid}", f"--regid={ids.pw_gid}", "--clear-groups"]
        return ["setpriv", *change, "--", *own]

    def _environment(self) -> dict[str, str]:
        home = str(self.folder)
        return {"PATH": os.environ["PATH"], "HOME": home, "USER": self.user, "TZ": "UTC"}


def _give(folder: Path, user: str) -> None:
    ids = pwd.getpwnam(user)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, ids.pw_uid, ids.pw_gid)


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _STARTS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/api/v1/version").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(f"Gitea did not start: {log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

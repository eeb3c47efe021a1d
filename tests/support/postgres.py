"""A throw-away PostgreSQL of the machine's own package, on loopback, for one test session."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypedDict

import psycopg
import pytest

MISSING = "PostgreSQL is missing: install Debian's package `postgresql` (no running service needed)"
PACKAGED = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")
START_SECONDS = 60
INITDB = ("--auth=trust", "--username=ledger", "--no-sync", "--locale=C", "--encoding=UTF8")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server that holds nothing worth keeping."""

    port: int
    names: Iterator[int]

    def url(self, database: str = "postgres") -> str:
        """How to reach one of its databases."""
        return f"postgresql://ledger@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a database that nobody has used, and that is dropped afterwards."""
        name = f"ledger_{next(self.names)}"
        self._run(f"CREATE DATABASE {name}")
        yield self.url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())


def binaries() -> Path | None:
    """The folder that initdb lies in, of the newest version."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    packaged = sorted(PACKAGED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return packaged[-1].parent if packaged else None


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server on a free port with its data in that folder of its own."""
    where = binaries()
    assert where is not None, MISSING
    user = _unprivileged()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    _run(user, where / "initdb", *INITDB, "-D", folder)
    port = _free_port()
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    process = subprocess.Popen(
        [where / "postgres", "-D", folder, "-p", str(port), *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **_as(user),
    )
    try:
        server = Server(port, count(1))
        _wait(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: its data is thrown away
        process.wait(START_SECONDS)


@contextmanager
def running_anew() -> Iterator[Server]:
    """A server whose data is in a folder of its own, and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="reconciler-postgres-") as folder:
        data = Path(folder, "data")
        data.mkdir()
        Path(folder).chmod(0o711)  # the server may be another user
        with running(data) as server:
            yield server


def demand() -> None:
    """Without PostgreSQL a test fails where RECONCILER_CI=1, and else is skipped."""
    if binaries() is None:
        missing = pytest.fail if os.environ.get("RECONCILER_CI") == "1" else pytest.skip
        missing(MISSING)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server a session."""
    demand()
    with running_anew() as server:
        yield server


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    with postgres_server.fresh() as url:
        yield url


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run as where we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED if name in known)


class _Identity(TypedDict, total=False):
    """As `subprocess` is told whom to run as."""

    user: int
    group: int
    extra_groups: list[int]


def _as(user: pwd.struct_passwd | None) -> _Identity:
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(user: pwd.struct_passwd | None, *words: str | Path) -> None:
    """Runs to the end in the folder named last; what it says is told where it fails."""
    done = subprocess.run(
        words, cwd=words[-1], capture_output=True, text=True, check=False, **_as(user)
    )
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Until it answers."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(server.url()).close()
        except psycopg.OperationalError:
            assert process.poll() is None, "PostgreSQL ended while it started"
            assert time.monotonic() < end, "PostgreSQL did not start in time"
            time.sleep(0.05)
        else:
            return

"""A process that has imported everything and forks for each command: a kill costs no start-up.

As a script it reads one order a line from its input and answers each with a line of its own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

IMPORTED = (
    "reconciler.cli.main",
    "reconciler.cli.apply",
    "reconciler.cli.plan",
    "reconciler.providers.google.provider",
    "reconciler.providers.microsoft.provider",
    "tests.journeys.conftest",
)
REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, or that it was killed; journal points that it passed."""

    code: int
    killed: bool
    points: int


@dataclass(frozen=True, slots=True)
class Forge:
    """The process, and how to order from it."""

    process: subprocess.Popen[str]

    def run(self, root: Path, words: list[str], point: int = 0, ledger: str = "") -> Ended:
        """Runs a command in a folder; kill -9 right after so many journal points (0: never)."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"root": str(root), "words": words, "point": point, "ledger": ledger}
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        return Ended(**told)


@contextmanager
def forging() -> Iterator[Forge]:
    """A forge until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.fork_server"],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Forge(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _serve() -> None:
    """Forks for each order; the child's journal points come back through a pipe, one byte each."""
    for module in IMPORTED:  # so that no child imports it again
        import_module(module)
    for line in sys.stdin:
        order = json.loads(line)
        points, child_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(points)
            _command(order, child_end)
        os.close(child_end)
        passed = _counted(points)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        code = -os.WTERMSIG(status) if killed else os.WEXITSTATUS(status)
        print(json.dumps({"code": code, "killed": killed, "points": passed}), flush=True)


def _counted(points: int) -> int:
    """How many bytes come until the child is gone."""
    passed = 0
    while found := os.read(points, 1024):
        passed += len(found)
    os.close(points)
    return passed


def _command(order: dict[str, Any], told: int) -> None:
    """Runs one command in this process, which ends with it."""
    from reconciler.cli.main import main  # noqa: PLC0415
    from reconciler.ledger.ledger import open_ledger  # noqa: PLC0415
    from tests.journeys.conftest import _hasty  # noqa: PLC0415

    def at_point(_name: str, count: int) -> None:
        os.write(told, b".")
        if count == order["point"]:
            os.kill(os.getpid(), signal.SIGKILL)

    patch("reconciler.project.context.open_ledger", partial(open_ledger, at_point=at_point)).start()
    patch("reconciler.project.context.make", _hasty).start()
    os.chdir(order["root"])
    if order["ledger"]:
        os.environ["RECONCILER_LEDGER_URL"] = order["ledger"]
    said = os.open(Path(order["root"]) / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(said, stream)
    try:
        main(order["words"])
    except SystemExit as ended:
        os._exit(cast("int", ended.code))
    finally:
        sys.stdout.flush()
        os._exit(70)


if __name__ == "__main__":
    _serve()

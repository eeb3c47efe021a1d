"""A stack of a small municipality on the real engine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reconciler.pulumi.names import SCHOOL
from tests.pulumi.engine import Engine
from tests.support.sandbox import SandboxProject


@dataclass(frozen=True, slots=True)
class Run:
    """What one operation of the engine ended with and showed."""

    ok: bool
    text: str
    steps: tuple[tuple[str, str], ...]
    """(what is done, to which school) of every school that is not left as it is, sorted."""
    outputs: dict[str, Any]
    """The stack's, after an update."""


@dataclass(slots=True)
class Front:
    """A town, and Pulumi in front of it."""

    sandbox: SandboxProject
    start: Callable[[], subprocess.Popen[str]]
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)
    """All that the engine showed."""

    def preview(self, **options: Any) -> Run:
        """What an update would do, in detail."""
        return self._run("preview", diff=True, **options)

    def up(self, **options: Any) -> Run:
        """Does it."""
        return self._run("up", **options)

    def refresh(self, **options: Any) -> Run:
        """Takes what is there into the state."""
        return self._run("refresh", **options)

    def destroy(self, **options: Any) -> Run:
        """Lets all of it go."""
        return self._run("destroy", **options)

    def configure(self, **values: str | None) -> None:
        """Puts values into the stack's file, as `pulumi config set` does; None takes one out."""
        self.ask("configure", values)

    def schools(self) -> dict[str, dict[str, Any]]:
        """The School resources in the state, by name."""
        resources = self.ask("state").get("resources", [])
        return {r["urn"].rpartition("::")[2]: r for r in resources if r["type"] == SCHOOL}

    def close(self) -> None:
        """Ends the driver."""
        with self.process as process:
            assert process.stdin is not None
            process.stdin.close()

    def ask(self, method: str, *arguments: Any) -> Any:
        """One call of the driver."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps([method, *arguments])}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the driver ended"
        return json.loads(line)

    def _run(self, name: str, **options: Any) -> Run:
        told = self.ask("run", name, options)
        steps = tuple((what, school) for what, school in told["steps"])
        self.log.append(told["text"])
        if not told["ok"]:
            # what a failed program left in the SDK's tasks would meet the next one's loop
            self.close()
            self.process = self.start()
        return Run(told["ok"], told["text"], steps, told["outputs"] or {})


def urn(school: str) -> str:
    """The URN of a school, for --target."""
    return f"**::{school}"


@contextmanager
def fronting(engine: Engine, sandbox: SandboxProject, home: Path, **more: str) -> Iterator[Front]:
    """Pulumi in front of a town; its state lies in `home`, `more` is for its environment."""

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.pulumi.driver", str(engine.path)],
            cwd=sandbox.root,
            env=engine.environment(home, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    front = Front(sandbox, start, start())
    try:
        yield front
    finally:
        front.close()

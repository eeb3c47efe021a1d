"""Ctrl-C at seeded moments of `pulumi up`, `preview`, `refresh`, `import` and `destroy`.

As a terminal sends it: to the engine's process group. The moment is a count of requests that
reached the vendors, which the seed draws. Afterwards nothing more arrives, the lease is let go, and
the next operation does what is left.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.ledger import open_ledger
from tests.pulumi.engine import Engine
from tests.pulumi.stack import Front
from tests.pulumi.test_plain_commands import installed
from tests.support.sandbox import GOOGLE, UNITED, SandboxProject

SEED = 15
MOMENTS = int(os.environ.get("STOP_MOMENTS", "2"))
"""Of each operation."""
SLOW = [
    {"method": method, "route": ".", "times": 1_000_000, "do": "delay", "seconds": 0.03}
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
]
"""So that a moment can be met: each request waits a little."""
UP, DOWN = 60, 20
"""Writes, each by itself, before which a first update and a destroy are far from their end."""
LATE = 8
"""Requests that may arrive after the signal: one of each of the threads that send."""
IMPORT = ("import", "--yes", "--protect=false", "--generate-code=false")
READING = {
    "preview": ("preview",),
    "refresh": ("refresh", "--yes"),
    "import": (*IMPORT, "reconciler:index:School", "taken-in", f"{GOOGLE}/{GOOGLE}"),
}


@dataclass(frozen=True, slots=True)
class Terminal:
    """A person's terminal in a town: one operation of the engine after the other."""

    engine: Engine
    sandbox: SandboxProject
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        """To its end, which has to be a good one; what it showed."""
        with self._started(*words) as process:
            text, _ = process.communicate(timeout=600)
        assert process.returncode == 0, text
        return text

    def stop(self, at: int, *words: str, counting: Callable[[], int] | None = None) -> str | None:
        """Ctrl-C once so many arrived; what was shown, None where it had ended before."""
        count = counting or self.requests
        begun = count()
        with self._started(*words) as process:
            while process.poll() is None and count() - begun < at:
                time.sleep(0.02)
            met = process.poll() is None
            came = self.requests()
            if met:
                os.killpg(process.pid, signal.SIGINT)
            text, _ = process.communicate(timeout=120)
        print(f"{words[0]}: at {at} of {count() - begun}, stopped: {met}")
        if not met:
            assert process.returncode == 0, text
            return None
        assert process.returncode != 0, text
        self.quiet()
        assert self.requests() - came <= LATE, text
        assert "Traceback" not in text
        return text

    def requests(self) -> int:
        """HTTP requests that reached the vendors."""
        told = self.sandbox.ask("GET", "requests/summary")["tenants"].values()
        return sum(sum(one["http"].values()) for one in told)

    def writes(self) -> int:
        """Calls that wrote, each of a batch by itself."""
        return len(self.sandbox.writes())

    def quiet(self) -> None:
        """Waits until no run holds a lease, so that the provider has ended; a minute at most."""
        end = time.monotonic() + 60
        while "running" in self.sandbox.run("history").out:
            assert time.monotonic() < end
            time.sleep(0.1)

    @contextmanager
    def _started(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            [self.engine.path, *words, "--non-interactive", "--stack", "sandbox"],
            cwd=self.sandbox.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            yield process


def terminal(engine: Engine, front: Front, folder: Path) -> Terminal:
    """Where every request waits a little."""
    front.configure()  # the stack is there
    for tenant in (GOOGLE, UNITED):
        front.sandbox.disturb(tenant, *SLOW)
    return Terminal(engine, front.sandbox, installed(engine, front, folder))


@pytest.mark.parametrize("name", READING)
def test_an_operation_that_reads_stops_and_runs_again(
    engine: Engine, front: Front, tmp_path: Path, name: str
) -> None:
    """Nothing was written, and no lock is in the way of the next one."""
    mine = terminal(engine, front, tmp_path / "bin")
    front.sandbox.forget_log()
    assert mine.stop(random.Random(f"{SEED} {name}").randint(1, 20), *READING[name]) is not None
    mine.run(*READING[name])
    assert front.sandbox.writes() == []


def test_up_and_destroy_stop_at_any_moment_and_are_finished_by_the_next(
    engine: Engine, fresh: Front, tmp_path: Path
) -> None:
    """The journal has all that was sent; nothing is there twice; what is left is done."""
    mine = terminal(engine, fresh, tmp_path / "bin")
    dice = random.Random(SEED)
    for at in (0, *sorted(dice.randint(1, UP) for _ in range(MOMENTS))):
        assert mine.stop(at, "up", "--yes", counting=mine.writes) is not None
    assert fresh.sandbox.writes() != []
    assert_journalled(fresh.sandbox)
    mine.run("up", "--yes")
    assert fresh.sandbox.changes() == []
    assert_nothing_twice(fresh.sandbox)

    for _ in range(MOMENTS):
        mine.stop(dice.randint(1, DOWN), "destroy", "--yes", counting=mine.writes)
    mine.run("destroy", "--yes")
    assert marks(fresh.sandbox) == []
    mine.run("up", "--yes")
    assert fresh.sandbox.changes() == []
    assert_nothing_twice(fresh.sandbox)
    assert_journalled(fresh.sandbox)


def groups(sandbox: SandboxProject) -> list[dict[str, Any]]:
    """Every group of both tenants."""
    path = "/admin/directory/v1/groups?customer=my_customer"
    return [one for tenant in (GOOGLE, UNITED) for one in sandbox.listed(tenant, path, "groups")]


def marks(sandbox: SandboxProject) -> list[str]:
    """The marks that groups carry."""
    return [str(one["id"]) for group in groups(sandbox) for one in group.get("externalIds", ())]


def assert_nothing_twice(sandbox: SandboxProject) -> None:
    """No mark on two groups, and every group that was made is still the one."""
    found = marks(sandbox)
    assert max(Counter(found).values()) == 1
    made = [one["path"] for one in sandbox.log(GOOGLE) if one["method"] == "POST"]
    assert made


def assert_journalled(sandbox: SandboxProject) -> None:
    """Each group that the vendors were asked to make is in the journal of a run."""
    sent = sum(
        one["method"] == "POST" and one["route"] == "admin/directory/v1/groups"
        for tenant in (GOOGLE, UNITED)
        for one in sandbox.log(tenant)
    )
    key = (sandbox.root / ".sandbox" / "pseudonym.key").read_bytes().strip()
    file = sandbox.root / ".sandbox" / "ledger.sqlite"
    with open_ledger(f"sqlite:///{file}", KeyRing(key, "plovdiv")) as ledger:
        runs = ledger.runs("sandbox", 100)
        told = sum(
            one.sent_at is not None and one.action == "create" and one.kind == "group"
            for run in runs
            for one in ledger.entries(run.number)
        )
    assert sent > 0
    assert told >= sent

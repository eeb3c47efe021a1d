"""Ctrl-C at any moment: soon over, exit 130, what was sent is told, and the next run finishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.duplicates import assert_no_duplicates
from tests.support.sandbox import GOOGLE, MICROSOFT, REPOSITORY, UNITED, SandboxProject

SOON = 15.0
"""Seconds on a machine that many tests share; alone it takes less than two after the current
request. What must not be waited for are minutes: backoff, time-outs, a wave's verification."""
SLOWLY = {"method": "POST", "route": ".", "times": 100_000, "do": "delay", "seconds": 0.004}
STARTED = "from reconciler.cli.entry import main; main()"


class Started:
    """A command in a process of its own, as a terminal would start it."""

    def __init__(self, root: Path, *words: str, code: str = STARTED) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *words],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "RECONCILER_LANG": "en"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            # who started the tests may ignore it
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        )

    def after(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Lets it run; whether it still does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None and not until():
            time.sleep(0.005)
        return self.process.poll() is None

    def stopped(self, *signals: int) -> str:
        """Sends the signals; what it said. Fails where it takes longer than SOON, or is not 130."""
        began = time.monotonic()
        for one in signals:
            self.process.send_signal(one)
            time.sleep(0.05)
        out, err = self.process.communicate(timeout=60)
        assert time.monotonic() - began < SOON, err
        assert "Traceback" not in out + err
        assert self.process.returncode == 130, err
        return out + err


@pytest.mark.parametrize("calls", [1, 40])
def test_a_plan_that_is_stopped_says_so(still: SandboxProject, calls: int) -> None:
    """It writes to no tenant, so there is nothing to tell but how to run it again."""
    for tenant in (GOOGLE, UNITED, MICROSOFT):
        still.disturb(tenant, {**SLOWLY, "method": "GET", "seconds": 0.001})
    still.forget_log()
    running = Started(still.root, "plan", "--tenant", GOOGLE, "--tenant", MICROSOFT)
    running.after(90, lambda: len(still.ask("GET", "requests")["requests"]) >= calls)
    said = running.stopped(signal.SIGINT)
    for tenant in (GOOGLE, UNITED, MICROSOFT):
        still.disturb(tenant)
    assert "Stopped by a signal" in said
    assert f"run again: reconciler plan --tenant {GOOGLE} --tenant {MICROSOFT}" in said


def test_a_command_that_is_stopped_while_it_starts_says_so(still: SandboxProject) -> None:
    """Once the interpreter runs our code."""
    code = "import signal, os; from reconciler.cli import entry; "
    code += "import threading; threading.Timer(0.05, os.kill, (os.getpid(), 2)).start(); "
    running = Started(still.root, "simulator", "--help", code=code + "entry.main()")
    out, err = running.process.communicate(timeout=60)
    assert running.process.returncode in (0, 130), err
    assert "Traceback" not in out + err


def test_an_apply_that_is_stopped_again_and_again_is_finished_by_the_next(
    fresh: SandboxProject,
) -> None:
    """Early, in the middle and late: what was sent is told, and nothing is done twice."""
    for tenant in (GOOGLE, UNITED, MICROSOFT):
        fresh.disturb(tenant, SLOWLY)
    stops = 0
    for number, writes in ((signal.SIGINT, 1), (signal.SIGTERM, 90)):
        fresh.forget_log()
        running = Started(fresh.root, "apply", "--yes")
        if not running.after(90, lambda at=writes: len(fresh.writes()) >= at):  # type: ignore[misc]
            break
        said = running.stopped(number, signal.SIGINT, number)
        assert "Stopped by a signal" in said
        assert "No tenant was changed" not in said
        assert "sent" in said
        stops += 1
    assert stops
    for tenant in (GOOGLE, UNITED, MICROSOFT):
        fresh.disturb(tenant)
    fresh.apply()
    assert fresh.changes() == []
    assert_no_duplicates(fresh)


def test_no_tenant_was_changed_is_said_where_the_journal_proves_it(fresh: SandboxProject) -> None:
    """Before the first write it is; once anything was sent it is not; a plan has no journal."""
    refused = fresh.run("apply", "--lang", "en")
    assert "No tenant was changed" in refused.err
    fresh.municipality.write_text("[", "utf-8")
    wrong = fresh.run("plan", "--lang", "en")
    assert wrong.code == 1
    assert "No tenant was changed" not in wrong.err

"""Ctrl-C at seeded moments of every long command: nothing is sent after it, and 130.

Each client asks `process_stop` before it sends, so the moments are counted there: the signal comes
at the n-th time, whichever thread asks. What arrives at the vendors afterwards may only be what was
on its way: one round a thread, of requests side by side. Seconds are printed and not judged: the
machine is shared.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from reconciler.model.stopping import StopSignal, process_stop
from tests.journeys.duplicates import assert_no_duplicates
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, Run, SandboxProject

SEED = 15
SIDE_BY_SIDE = 4
"""Requests of one round at most, as Graph's client has it; Google's has one."""
MOMENTS = int(os.environ.get("STOP_MOMENTS", "3"))
"""Of each command."""
READERS = {
    "plan": ("plan",),
    "report": ("report",),
    "drift": ("drift",),
    "check": ("check",),
    "people": ("people",),
    "doctor": ("doctor",),
}


@dataclass
class Moment:
    """Sends the signal at the n-th question; another one a little later."""

    sandbox: SandboxProject
    at: int = 0
    """0: never; the questions are counted."""
    asked: int = 0
    arrived: int | None = None
    """Requests at the vendors when the signal came."""
    threads: int = 0
    came: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self) -> None:
        """Before a request."""
        with self.lock:
            self.asked += 1
            now = self.asked == self.at
        if now:
            self.arrived, self.threads = self.requests(), threading.active_count()
            self.came = time.monotonic()
            os.kill(os.getpid(), signal.SIGINT)
            self._wait()
            threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGINT)).start()

    def _wait(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            end = time.monotonic() + 30
            while not process_stop().requested and time.monotonic() < end:
                time.sleep(0.001)

    def requests(self) -> int:
        """HTTP requests that reached the vendors."""
        told = self.sandbox.ask("GET", "requests/summary")["tenants"].values()
        return sum(sum(one["http"].values()) for one in told)

    def stopped(self, *words: str) -> Run | None:
        """Runs a command up to its moment; None where it was done before."""
        began = time.monotonic()
        run = self.sandbox.run(*words)
        took = time.monotonic() - self.came
        time.sleep(0.05)  # the second signal is over, too
        if self.arrived is None:
            return None
        assert run.code == 130, run.err
        assert "Traceback" not in run.out + run.err
        assert "Stopped by a signal" in run.err
        late = self.requests() - self.arrived
        print(f"{words[0]}: at {self.at}, {took:.2f} s after it, {late} requests arrived;", end=" ")
        print(f"{self.came - began:.2f} s before it, {self.threads} threads")
        assert late <= self.threads * SIDE_BY_SIDE
        return run


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    """Signals that come once the command has ended are nobody's."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    yield
    signal.signal(signal.SIGINT, before)
    process_stop().clear()


def moment(patch: pytest.MonkeyPatch, sandbox: SandboxProject, at: int = 0) -> Moment:
    """Counts from now on, and sends at `at`."""
    found, check = Moment(sandbox, at), _CHECK

    def asking(stop: StopSignal) -> None:
        found.ask()
        check(stop)

    patch.setattr(StopSignal, "check", asking)
    return found


_CHECK = StopSignal.check


@pytest.mark.parametrize("name", READERS)
def test_a_command_that_reads_stops_at_any_moment(
    still: SandboxProject, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """And says how to run it again."""
    monkeypatch.setenv("RECONCILER_LANG", "en")
    whole = moment(monkeypatch, still)
    still.run(*READERS[name])
    dice = random.Random(f"{SEED} {name}")
    for at in sorted({1, *(dice.randint(1, whole.asked) for _ in range(MOMENTS - 1))}):
        run = moment(monkeypatch, still, at).stopped(*READERS[name])
        assert run is not None, at
        assert f"run again: reconciler {name}" in run.err


def test_apply_and_undo_stop_at_any_moment_and_are_finished_by_the_next(
    fresh: SandboxProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sent is told, nothing is done twice, and what is left is done."""
    monkeypatch.setenv("RECONCILER_LANG", "en")
    dice = random.Random(SEED)
    stops = 0
    for _ in range(MOMENTS):
        at = dice.randint(1, 60)
        run = moment(monkeypatch, fresh, at).stopped("apply", "--yes")
        stops += run is not None
        if run is not None and "No tenant was changed" not in run.err:
            assert "sent" in run.err
    assert stops
    moment(monkeypatch, fresh)
    fresh.apply()
    assert fresh.changes() == []
    assert_no_duplicates(fresh)

    fresh.call(
        GOOGLE,
        "PUT",
        f"/admin/directory/v1/groups/teachers@{GOOGLE}.plovdiv.example",
        {"name": "By hand"},
    )
    fresh.apply()
    newest = _newest(fresh)
    for at in (2, dice.randint(3, 30)):
        moment(monkeypatch, fresh, at).stopped("undo", newest, "--yes")
    moment(monkeypatch, fresh)
    fresh.run("undo", newest, "--yes")
    fresh.apply()
    assert fresh.changes() == []
    assert_no_duplicates(fresh)


def _newest(sandbox: SandboxProject) -> str:
    """The number of the last run."""
    lines = sandbox.run("history", "--lang", "en").out.split()
    return next(word for word in lines if word.isdigit())


def test_all_three_tenants_are_read(still: SandboxProject) -> None:
    """So that there is more than one thread to stop."""
    assert {school["tenant"] for school in still.plan()["schools"]} == {GOOGLE, UNITED, MICROSOFT}

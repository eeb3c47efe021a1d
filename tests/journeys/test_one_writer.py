"""Journeys of two runs on one tenant at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.postgres import Server
from tests.support.sandbox import GOOGLE, REPOSITORY, SandboxProject

COMMAND = "from reconciler.cli.main import main; main(['apply', '--yes', '--lang', 'en'])"
NO_LEASE, WAITED = 1, 0


@contextmanager
def applying(sandbox: SandboxProject, ledger: str) -> Iterator[subprocess.Popen[str]]:
    """An apply in a process of its own, slowed down so that another one meets it."""
    slow = {"method": "POST", "route": ".", "times": 100_000, "do": "delay", "seconds": 0.02}
    sandbox.disturb(GOOGLE, slow)
    where = {"RECONCILER_LEDGER_URL": ledger} if ledger else {}
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND],
        cwd=sandbox.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "RECONCILER_OPERATOR": "first", **where},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    sandbox.forget_log()
    end = time.monotonic() + 60
    while not sandbox.writes():
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)
    yield process
    process.communicate()


@pytest.fixture
def postgres_town(
    fresh: SandboxProject, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SandboxProject]:
    """Three schools before the first rollout, with their ledger on PostgreSQL."""
    text = fresh.stack.read_text("utf-8")
    fresh.stack.write_text(re.sub(r"(?m)^ *reconciler:ledger:.*\n", "", text), "utf-8")
    with postgres_server.fresh() as url:
        monkeypatch.setenv("RECONCILER_LEDGER_URL", url)
        yield fresh


def meet(sandbox: SandboxProject, ledger: str = "") -> None:
    """A second run while the first goes on: refused with who and since when, and nothing written.

    The first ends well, and what it did is all that was done.
    """
    with applying(sandbox, ledger) as first:
        second = sandbox.run("apply", "--yes", "--lang", "en")
        assert second.code == NO_LEASE, second.err
        assert re.search(rf"{GOOGLE}.* first .* since ", second.err), second.err
        assert first.poll() is None
        first.communicate()
        assert first.returncode == 0
    assert sandbox.changes() == []
    runs = sandbox.run("history", "--lang", "en").out.splitlines()
    assert len(runs) == len(("head", "the first run"))


def test_a_second_apply_on_a_tenant_is_told_who_holds_it(fresh: SandboxProject) -> None:
    """One works, the other says why not."""
    meet(fresh)


def test_the_same_on_postgres_from_two_processes(postgres_town: SandboxProject) -> None:
    """The ledger that runners share."""
    meet(postgres_town, os.environ["RECONCILER_LEDGER_URL"])


def test_who_waits_comes_to_its_turn_and_finds_nothing_left(fresh: SandboxProject) -> None:
    """It plans only once it may write, so that it sees what the first has done."""
    with applying(fresh, ""):
        second = fresh.run("apply", "--yes", "--wait-for-lease", "60", "--lang", "en")
    assert second.code == WAITED, second.err
    assert "waiting up to 60 s" in second.err
    assert fresh.changes() == []

"""Apply killed at any moment, and run again: the rest is done, and nothing twice."""

from __future__ import annotations

import subprocess
import sys
import time
from random import Random

from tests.journeys.duplicates import assert_no_duplicates
from tests.support.sandbox import GOOGLE, MICROSOFT, REPOSITORY, UNITED, SandboxProject

COMMAND = "from reconciler.cli.main import main; main(['apply', '--yes'])"


def kill_after(sandbox: SandboxProject, writes: int) -> bool:
    """Starts an apply and kills it once so many writes are logged; False where it ended before."""
    sandbox.forget_log()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND],
        cwd=sandbox.root,
        env={"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while process.poll() is None and len(sandbox.writes()) < writes:
        assert time.monotonic() < end
        time.sleep(0.005)
    killed = process.poll() is None
    process.kill()
    process.wait()
    return killed


def test_an_apply_that_is_killed_is_finished_by_the_next(fresh: SandboxProject) -> None:
    """Killed early, in the middle and late, then left alone: as declared, and no doubles."""
    moments = sorted(Random(7).sample(range(1, 400), 3))
    slow = {"method": "POST", "route": ".", "times": 100_000, "do": "delay", "seconds": 0.004}
    for tenant in (GOOGLE, UNITED, MICROSOFT):
        fresh.disturb(tenant, slow)
    assert [kill_after(fresh, writes) for writes in moments] == [True, True, True]
    for tenant in (GOOGLE, UNITED, MICROSOFT):
        fresh.disturb(tenant)
    assert fresh.changes() != []
    fresh.apply()
    assert fresh.changes() == []
    assert_no_duplicates(fresh)

"""Some of `make kills`' points with each run of the suite; all of them take minutes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.postgres import demand

ROOT = Path(__file__).parents[2]


def killed(database: str) -> str:
    """What a few kills say, in a process of their own."""
    command = [sys.executable, "-m", "tests.kill_points", "--sample", "4", "--only", database]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_rollout_killed_at_a_journal_point_is_whole_after_one_more_run() -> None:
    """The first point, the last and two between, with the ledger in a file."""
    assert killed("SQLite").count(", whole\n") == 4


def test_so_it_is_on_postgresql() -> None:
    """The same over a server."""
    demand()
    assert killed("PostgreSQL").count(", whole\n") == 4

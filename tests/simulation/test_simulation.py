"""Whole towns from seeds: new ones with each commit, and those that once failed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
SECONDS = "60"
ROOT = Path(__file__).parents[2]


def simulated(*words: str) -> subprocess.CompletedProcess[str]:
    """A simulation, in a process of its own: the product has another clock and threads in it."""
    command = [sys.executable, "-m", "tests.simulation", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def commit() -> str:
    """The commit that is tested, so that each one brings new seeds."""
    named = os.environ.get("GITHUB_SHA") or os.environ.get("CI_COMMIT_SHA")
    if named:
        return named[:12]
    asked = ["git", "rev-parse", "--short=12", "HEAD"]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "none"


def test_towns_of_this_commit_keep_every_invariant() -> None:
    """Seeds that nobody has seen before, for a minute at most; the failing one is named."""
    done = simulated("--prefix", f"{commit()}-", "--seeds", "25", "--seconds", SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    played = int(done.stdout.split(" seeds,")[0].splitlines()[-1])
    assert played, done.stdout
    writes = int(done.stdout.rsplit(" writes a seed", 1)[0].split()[-1])
    assert writes > 20, f"towns in which nothing happens find nothing: {done.stdout}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_what_once_failed_does_so_no_more(case: Path) -> None:
    """Each seed that found a fault stays."""
    words = case.read_text("utf-8").splitlines()[0].split()
    done = simulated(*words)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_seed_is_one_history() -> None:
    """The same seed played twice gives the same steps with the same ends."""
    first, second = simulated("--seed", "7"), simulated("--seed", "7")
    assert first.stdout
    assert first.stdout == second.stdout

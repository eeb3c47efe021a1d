"""`python -m tests.adoption [SCHOOL…]`: all 52 tenants, made by hand, to files and to marks alone.

It prints what each step took, and the shares of memberships under written and under proposed
audiences. Exit code 1 where a step is not as it should be. The same with three schools is
tests/journeys/test_export.py.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import yaml

from reconciler.cli.sandbox import Sandbox
from reconciler.simulator import entry
from tests.adoption.hand_made import make_by_hand
from tests.adoption.state import marks, state_of, without_marks
from tests.adoption.town import bare, only_marks, shares, told_changes
from tests.support.sandbox import REPOSITORY, SandboxProject, build, serving

SLOW = 600
"""Seconds that the simulator of 52 tenants may take to start on a busy machine."""


class _Steps:
    """Says how long each step took."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def done(self, what: str) -> None:
        now = time.monotonic()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"{now - self._since:7.1f} s  {peak:5} MB  {what}\n")
        sys.stdout.flush()
        self._since = now


def main(chosen: list[str]) -> int:
    """Plays the whole way in a folder of its own."""
    entry._START_SECONDS = SLOW
    files = sorted((REPOSITORY / "schools").glob("*.yaml"))
    schools = tuple(chosen or [one.stem for one in files if one.stem != "municipality"])
    steps = _Steps()
    with tempfile.TemporaryDirectory() as room:
        root = Path(room) / "town"
        if chosen:
            build(root, schools)
        else:
            _whole(root)
        shutil.copytree(REPOSITORY / "policies", root / "policies")
        bare(root, schools)
        make_by_hand(root / ".sandbox")
        steps.done(f"{len(schools)} tenants made by hand")
        with serving(root) as sandbox:
            return _way(sandbox, _vendors(root), steps)


def _whole(root: Path) -> None:
    """The repository's project with a seeded world, as `build` makes one of some schools."""
    for part in ("schools", "stacks"):
        shutil.copytree(REPOSITORY / part, root / part)
    shutil.copy(REPOSITORY / "Pulumi.yaml", root)
    box = Sandbox(root / ".sandbox")
    box.clear()
    box.write_keys()
    stack = root / "stacks" / "Pulumi.sandbox.yaml"
    entry.generate(entry.WorldOptions(root / "schools", stack, root / ".sandbox"))


def _vendors(root: Path) -> dict[str, str]:
    stack = yaml.safe_load((root / "stacks" / "Pulumi.sandbox.yaml").read_text("utf-8"))
    tenants = stack["config"]["reconciler:tenants"]
    return {alias: one["provider"] for alias, one in tenants.items()}


def _way(sandbox: SandboxProject, vendors: dict[str, str], steps: _Steps) -> int:
    before = {alias: state_of(sandbox, alias, vendor) for alias, vendor in vendors.items()}
    steps.done("their state read")
    run = sandbox.run("export")
    steps.done(f"export: exit code {run.code}")
    size, written, proposed = shares(run.out)
    sys.stdout.write(f"under written audiences {written / size:.1%} of {size}\n")
    sys.stdout.write(f"under proposed audiences {proposed / size:.1%}\n")
    valid = sandbox.run("validate")
    plan = sandbox.plan()
    changes = told_changes(plan)
    refused = [one["school"] for one in plan["schools"] if one["refusals"]]
    steps.done(f"plan: {len(changes)} changes, marks only: {only_marks(plan)}, refused: {refused}")
    applied = sandbox.run("apply", "--yes")
    steps.done(f"apply: exit code {applied.code}")
    after = {alias: state_of(sandbox, alias, vendor) for alias, vendor in vendors.items()}
    differing = [one for one in vendors if without_marks(after[one]) != without_marks(before[one])]
    made = sum(map(marks, after.values()))
    steps.done(f"state compared: {made} marks; tenants that differ otherwise: {differing}")
    left = sandbox.changes()
    steps.done(f"second plan: {left}")
    good = not (run.code or valid.code or applied.code or refused or differing or left)
    return 0 if good and only_marks(plan) and made == len(changes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

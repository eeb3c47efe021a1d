"""`python -m tests.adoption [--seed N] [--by-hand] [SCHOOL…]`: tenants to files, marks, and back.

All 52 of the repository's schools, or some, as strangers made them (`strangers_world`), or by the
rules of `hand_made`. It prints what each step took, and the shares of memberships under written
and under proposed audiences. Exit code 1 where a step is not as it should be. The same with few
tenants is tests/journeys/test_adopting_strangers.py.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import yaml

from tests.adoption.hand_made import make_by_hand
from tests.adoption.strangers_privacy import named_people
from tests.adoption.strangers_state import marked, unmarked
from tests.adoption.strangers_way import Strange, at_the_mouse, differing, states, strange_town
from tests.adoption.town import (
    CREATED,
    forgotten,
    most_followed,
    only_marks,
    shares,
    told_changes,
    with_a_group,
)
from tests.support.sandbox import REPOSITORY, SandboxProject, serving


class _Steps:
    """Says how long each step took, and whether all were as they should be."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self.good = True

    def done(self, what: str, good: object = True) -> None:
        now = time.monotonic()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"{now - self._since:7.1f} s  {peak:5} MB  {what}\n")
        sys.stdout.flush()
        self._since = now
        self.good = self.good and bool(good)


def main(words: list[str]) -> int:
    """Plays the whole way in a folder of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.adoption")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by-hand", action="store_true")
    parser.add_argument("schools", nargs="*")
    given = parser.parse_args(words)
    steps = _Steps()
    homes = _homes(given.schools)
    with tempfile.TemporaryDirectory() as room:
        root = Path(room) / "town"
        town = strange_town(root, homes, given.seed)
        if given.by_hand:
            make_by_hand(root / ".sandbox", given.seed)
        steps.done(f"{len(town.aliases)} tenants made")
        with serving(root) as sandbox:
            steps.done("served")
            if not given.by_hand:
                at_the_mouse(sandbox, town)
            _way(sandbox, town, steps)
    return 0 if steps.good else 1


def _homes(chosen: list[str]) -> Mapping[str, str]:
    """School → tenant, of the repository's schools."""
    found = {}
    for file in sorted((REPOSITORY / "schools").glob("*.yaml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        if data["kind"] == "School" and (not chosen or data["id"] in chosen):
            found[data["id"]] = next(iter(data["tenants"]))
    return found


def _way(sandbox: SandboxProject, town: Strange, steps: _Steps) -> None:
    before = states(sandbox, town)
    steps.done("their state read")
    run = sandbox.run("export")
    steps.done(f"export: exit code {run.code}{run.err[-2000:]}", run.code == 0)
    size, written, proposed = shares(run.out)
    sys.stdout.write(f"under written audiences {written / size:.1%} of {size}\n")
    sys.stdout.write(f"under proposed audiences {proposed / size:.1%}\n")
    valid = sandbox.run("validate")
    steps.done(f"validate: exit code {valid.code}", valid.code == 0)
    plan = sandbox.plan()
    changes = told_changes(plan)
    refused = [one["school"] for one in plan["schools"] if one["refusals"]]
    said = f"plan: {len(changes)} changes, marks only: {only_marks(plan)}, refused: {refused}"
    steps.done(said, only_marks(plan) and not refused)
    named = named_people(sandbox, town, plan, run.out)
    steps.done(f"people who are named: {named}", not named)
    applied = sandbox.run("apply", "--yes")
    steps.done(f"apply: exit code {applied.code}{applied.err[-500:]}", applied.code == 0)
    after = states(sandbox, town)
    other = differing({a: unmarked(one) for a, one in after.items()}, before)
    made = sum(map(marked, after.values()))
    good = not other and made == len(changes)
    steps.done(f"state compared: {made} marks; what differs otherwise: {other}", good)
    left = sandbox.changes()
    steps.done(f"second plan: {left}", not left)
    _one_line(sandbox, steps)
    forgotten(sandbox, town.aliases)
    other = differing(states(sandbox, town), before)
    steps.done(f"forgotten; what differs from before: {other}", not other)


def _one_line(sandbox: SandboxProject, steps: _Steps) -> None:
    """A group more in the layout that most schools follow, and the plan of it."""
    path, following = most_followed(sandbox)
    text = path.read_text("utf-8")
    path.write_text(with_a_group(text), "utf-8")
    changes = sandbox.changes()
    path.write_text(text, "utf-8")
    good = changes == [CREATED] * following
    steps.done(f"one line of {path.stem}: {len(changes)} of {following} schools", good)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

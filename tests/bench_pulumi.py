"""`make bench`: Pulumi's figures for 52 schools, on the real engine.

The first rollout by `up` beside the same one by our own `apply`, a preview without changes beside
our own `plan`, and the size of the state file.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import AGREED, bench
from tests.pulumi.engine import found
from tests.pulumi.stack import Run, fronting
from tests.support.sandbox import SandboxProject

SCHOOLS = 52
AIMS = "aims: preview under 60 s, up within 1.5 times apply, state under 5 MB"


def main() -> int:
    """Prints the figures; 1 where there is no engine."""
    engine = found(os.environ)
    if isinstance(engine, str):
        sys.stderr.write(f"{engine}\n")
        return 1
    with bench() as ours:
        apply = _seconds(lambda: ours.run("apply", "--yes", *AGREED, codes=(0, 1)))
        plan = _seconds(lambda: ours.run("plan", codes=(0, 2)))
    with bench() as ours, TemporaryDirectory() as name:
        with fronting(engine, SandboxProject(ours.folder), Path(name)) as front:
            front.configure(acknowledge=AGREED[1], reason=AGREED[3])
            up, preview = _timed(front.up), _timed(lambda: front.preview(expect_no_changes=True))
        (state,) = Path(name).rglob("stacks/*/sandbox.json")
        size = state.stat().st_size / 1_000_000
    print(f"first rollout, {SCHOOLS} schools: apply {apply:.0f} s, pulumi up {up:.0f} s")
    print(f"nothing to do: plan {plan:.0f} s, pulumi preview {preview:.0f} s")
    print(f"state file: {size:.1f} MB; up takes {up / apply:.2f} times as long as apply")
    print(AIMS)
    return 0


def _timed(operation: Callable[[], Run]) -> float:
    """Seconds that an operation took; SystemExit where it did not go well."""
    started = time.monotonic()
    run = operation()
    if not run.ok:
        sys.exit(run.text)
    return time.monotonic() - started


def _seconds(command: Callable[[], object]) -> float:
    started = time.monotonic()
    command()
    return time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())

"""`make pulumi-demo`: three schools from a new stack to a destroyed one, on the real engine.

All of it lies in a folder of its own, so that no file of the checkout is changed.
"""

from __future__ import annotations

import os
import shutil
import sys

from tests.pulumi.engine import found
from tests.pulumi.stack import Run, fronting
from tests.pulumi.tour import tour
from tests.support.sandbox import GOOGLE, MICROSOFT, REPOSITORY, UNITED, build, serving

FOLDER = REPOSITORY / ".sandbox" / "pulumi-demo"
SCHOOLS = (GOOGLE, UNITED, MICROSOFT)
LINES = 60
NOISE = ("@ ", "warning: using pulumi-resource-reconciler")


def main() -> int:
    """The exit code: 1 where the engine is missing or a step is not as it should be."""
    engine = found(os.environ)
    if isinstance(engine, str):
        sys.stderr.write(f"{engine}\n")
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    build(FOLDER / "town", SCHOOLS)
    with serving(FOLDER / "town") as sandbox, fronting(engine, sandbox, FOLDER / "home") as front:
        tour(front, SCHOOLS, _say)
    sys.stdout.write(f"\nDone. The manifests, the stack and its state are in {FOLDER.name}.\n")
    return 0


def _say(title: str, run: Run) -> None:
    """A step and what the engine showed of it."""
    lines = [one for one in run.text.splitlines() if one.strip() and not _noise(one)]
    more = [f"… {len(lines) - LINES} more lines"] if len(lines) > LINES else []
    sys.stdout.write("\n".join([f"\n== {title}", *lines[:LINES], *more, ""]))
    sys.stdout.flush()


def _noise(line: str) -> bool:
    return any(one in line for one in NOISE)


if __name__ == "__main__":
    sys.exit(main())

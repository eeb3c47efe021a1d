"""`python -m tests.cases.plans [CASE…]` writes expectations anew; read the difference first."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.support.cases import FOLDER, names, plan_of, read_case, told


def main(chosen: list[str]) -> None:
    """Writes expected.txt of the chosen cases, or of all."""
    for name in chosen or names():
        with tempfile.TemporaryDirectory() as room:
            plan = plan_of(read_case(name, Path(room)))
        (FOLDER / name / "expected.txt").write_text(told(plan), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

"""`python -m tests.mutants`: puts each fault of the list into a copy of the product, and prints
those that nothing notices.

    python -m tests.mutants
    python -m tests.mutants ignored-counts-as-gone lease-not-looked-at

A mutant is a text of one file and what takes its place; it must stand there exactly once, or the
list is out of date, which is told for all of them before anything runs. It is killed when a test
that it names fails, or a seed of the simulation that it names finds a breach. Exit code 1 where one
survives.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.mutants.faults import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]
COPIED = ("reconciler", "tests", "schools", "stacks", "policies", "docs")


def main(names: Sequence[str]) -> int:
    """Tries the named mutants, or all; the exit code."""
    chosen = [one for one in MUTANTS if not names or one.name in names]
    stale = [one.name for one in chosen if not applies(one)]
    if stale:
        _tell(f"the list is out of date: {', '.join(stale)}")
        return 1
    survivors = []
    for one in chosen:
        began = time.monotonic()
        killer = killed_by(one)
        _tell(f"{killer or 'SURVIVES'}: {one.name} ({time.monotonic() - began:.0f} s)")
        if killer is None:
            survivors.append(one.name)
    _tell(
        f"{len(chosen)} mutants, {len(survivors)} survive{': ' if survivors else ''}"
        f"{', '.join(survivors)}"
    )
    return 1 if survivors else 0


def applies(mutant: Mutant) -> bool:
    """Whether what it replaces stands in its file exactly once."""
    file = ROOT / mutant.file
    return file.is_file() and file.read_text("utf-8").count(mutant.find) == 1


def killed_by(mutant: Mutant) -> str | None:
    """What notices it; None: nothing."""
    with mutated(mutant) as folder:
        for words in mutant.killers:
            if _fails(folder, words):
                return " ".join(words)
    return None


@contextmanager
def mutated(mutant: Mutant) -> Iterator[Path]:
    """A copy of the tree with the fault in it."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in COPIED:
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copy(ROOT / "pyproject.toml", folder)
        shutil.copy(ROOT / "Pulumi.yaml", folder)
        file = folder / mutant.file
        text = file.read_text("utf-8").replace(mutant.find, mutant.put)
        file.write_text(text, "utf-8")
        yield folder


def _fails(folder: Path, words: Sequence[str]) -> bool:
    """Whether a test or a simulation says that something is wrong; a crash of its own does not."""
    module = (
        ["tests.simulation"]
        if words[0].startswith("--")
        else ["pytest", "-x", "-q", "-p", "no:cacheprovider"]
    )
    command = [sys.executable, "-m", *module, *words]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    told = "FAILED" in done.stdout or "seed " in done.stdout
    return done.returncode == 1 and told


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make kills`: a rollout killed at every journal point, on both databases; each is finished.

Prints a line a point, and writes the figures to docs/kill-points.md. `--sample N` tries so many
points of each, spread over the rollout, and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from reconciler.manifest.stack import LEDGER_VARIABLE
from tests.simulation import product
from tests.simulation.databases import Database, Sqlite, server
from tests.simulation.kills import Rollout
from tests.support.killing import SCHOOLS, without_ledger
from tests.support.postgres import running_anew
from tests.support.sandbox import build

PAGE = Path(__file__).parents[1] / "docs" / "kill-points.md"
DATABASES = ("SQLite", "PostgreSQL")
TEXT = """\
# Killed at every journal point

`make kills`, {day}, commit {commit}: the first rollout of {schools} schools on both vendors ends
right after a journal point, once for each point, and another run follows. *Whole*: the second run
ends with 0, a plan finds nothing left, the ledger calls the first run interrupted and the second
done and has nothing open, every school has a baseline, and both runs together sent exactly the
writes of a run that nobody killed, none of them refused: nothing was lost and nothing done twice.
(Graph's binds of up to 20 members are packed by what is left, so their number may differ.)

All of it runs in one process and in virtual time (`tests/simulation/kills.py`). The rollout is
played once; at each point, while nothing else runs, the ledger's rows and the tenants are copied,
and the second run begins from the copy, beside a holder of the lease that is gone. *Took* is
processor time.

{table}
{found}
A process that is really gone, with what it had on its way, is in two other places: the tests end a
command with SIGKILL at twenty seeded points on each database, several in one rollout
(`tests/journeys/test_killed_on_sqlite.py`, `tests/journeys/test_killed_on_postgres.py`), and the
simulated towns of [How far it is trusted](reliability.md) kill at any request.
"""


@dataclass(slots=True)
class Figures:
    """What became of one database's kills."""

    database: str
    points: int
    writes: int
    tried: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)
    broken: int = 0
    """Points with a problem."""

    def row(self) -> str:
        """A line of the page's table."""
        return (
            f"| {self.database} | {self.points} | {self.tried} | {self.tried - self.broken} "
            f"| {self.writes} | {self.seconds / 60:.0f} min |"
        )


def measured(sample: int | None, name: str) -> Figures:
    """Kills one rollout at each point, or at some."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "town")
        build(root, SCHOOLS)
        (root / ".sandbox" / "simulator.address").write_text("http://127.0.0.1:1\n", "utf-8")
        with _database(name, root) as database:
            product.install()
            figures = _killed(name, Rollout(root, database), sample)
    return figures


def _killed(name: str, rollout: Rollout, sample: int | None) -> Figures:
    began, points = time.process_time(), len(rollout.moments)
    figures = Figures(name, points, sum(rollout.writes.values()))
    for point in _chosen(points, sample):
        found = list(rollout.problems(point))
        figures.tried += 1
        figures.broken += bool(found)
        figures.problems += [f"{name}, point {point}: {one}" for one in found]
        whole = "; ".join(found) or "whole"
        _tell(f"{name}: {point} of {points}, {whole}")
    figures.seconds = time.process_time() - began
    return figures


def _chosen(points: int, sample: int | None) -> Sequence[int]:
    every = range(1, points + 1)
    return every if sample is None else [*every[:: max(1, points // sample)][: sample - 1], points]


def page(rows: list[Figures]) -> str:
    """The figures as a page."""
    day = datetime.now(UTC).date().isoformat()
    asked = ["git", "rev-parse", "--short=8", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    table = [
        "| ledger | points of a rollout | killed at | whole | writes of a rollout | took |",
        "|---|--:|--:|--:|--:|--:|",
        *(figures.row() for figures in rows),
    ]
    found = [f"- {problem}" for figures in rows for problem in figures.problems]
    return TEXT.format(
        day=day,
        commit=commit,
        schools=len(SCHOOLS),
        table="\n".join(table),
        found="".join(f"{one}\n" for one in ["", *found]) if found else "",
    )


@contextmanager
def _database(name: str, root: Path) -> Iterator[Database]:
    if name == "SQLite":
        yield Sqlite(root / ".sandbox" / "ledger.sqlite")
        return
    without_ledger(root / "stacks" / "Pulumi.sandbox.yaml")
    with running_anew() as one, one.fresh() as url:
        os.environ[LEDGER_VARIABLE] = url
        database = server()
        assert database is not None
        yield database


def _tell(text: str) -> None:
    assert sys.__stdout__ is not None
    sys.__stdout__.write(f"{text}\n")
    sys.__stdout__.flush()


def main() -> None:
    """Both databases side by side; exit 1 where one kill did harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="so many points of each; the page stays")
    parser.add_argument("--only", choices=DATABASES)
    asked = parser.parse_args()
    names = [asked.only] if asked.only else DATABASES
    with ProcessPoolExecutor(len(names), get_context("spawn")) as pool:
        rows = list(pool.map(partial(measured, asked.sample), names))
    if asked.sample is None and not asked.only:
        PAGE.write_text(page(rows), "utf-8")
    raise SystemExit(any(figures.problems for figures in rows))


if __name__ == "__main__":
    main()

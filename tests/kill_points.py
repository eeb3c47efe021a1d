"""`make kills`: an apply killed at every journal point, on SQLite and PostgreSQL; each is finished.

Prints a line a database, and writes the figures to docs/kill-points.md. Takes about an hour.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from tests.support.killing import SCHOOLS, Trial, kill_once, trial
from tests.support.postgres import running

PAGE = Path(__file__).parents[1] / "docs" / "kill-points.md"
Database = Callable[[], AbstractContextManager[str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of one database's kills."""

    database: str
    points: int
    killed: int
    complete: int
    seconds: float
    writes: int
    problems: Counter[str]

    def row(self) -> str:
        """A line of the page's table."""
        return (
            f"| {self.database} | {self.points} | {self.killed} | {self.complete} "
            f"| {self.writes} | {self.seconds / 60:.0f} min |"
        )


def measured(name: str) -> Figures:
    """Kills one rollout at each point, every time from the start."""
    with (
        tempfile.TemporaryDirectory() as folder,
        DATABASES[name]() as database,
        trial(Path(folder)) as first,
    ):
        return _killed(name, first, Path(folder), database)


def _killed(name: str, first: Trial, room: Path, database: Database) -> Figures:
    started, killed, complete = time.monotonic(), 0, 0
    problems: Counter[str] = Counter()
    for point in range(1, first.points + 1):
        with database() as url, tempfile.TemporaryDirectory(dir=room) as folder:
            try:
                killed += kill_once(first, Path(folder) / "scene", point, url)
                complete += 1
            except AssertionError as error:
                problems[f"{name}, point {point}: {str(error).splitlines()[0]}"] += 1
        print(f"{name}: {point} of {first.points}, {complete} whole", flush=True)
    writes = sum(first.writes.values())
    seconds = time.monotonic() - started
    return Figures(name, first.points, killed, complete, seconds, writes, problems)


def page(rows: list[Figures]) -> str:
    """The figures as a page."""
    day = datetime.now(UTC).date().isoformat()
    lines = [
        "# Killed at every journal point",
        "",
        f"`make kills`, {day}: the first rollout of {len(SCHOOLS)} schools on both vendors is",
        "killed with SIGKILL right after a journal point, once for each point, and run again.",
        "*Whole*: the second run ends with 0, a plan finds nothing left, the ledger calls the",
        "first run interrupted and the second done and has nothing open, and both runs together",
        "sent exactly the writes of a run that nobody killed, none of them refused: nothing was",
        "lost and nothing done twice. (Graph's binds of up to 20 members are packed by what is",
        "left, so their number may differ.)",
        "",
        "| ledger | points | killed | whole | writes of a rollout | took |",
        "|---|--:|--:|--:|--:|--:|",
        *(figures.row() for figures in rows),
    ]
    found = [problem for figures in rows for problem in figures.problems]
    return "\n".join([*lines, *(["", *(f"- {one}" for one in found)] if found else []), ""])


@contextmanager
def _postgres() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="reconciler-postgres-") as folder:
        Path(folder).chmod(0o711)
        data = Path(folder, "data")
        data.mkdir()
        with running(data) as server:
            yield server.fresh


@contextmanager
def _sqlite() -> Iterator[Database]:
    yield lambda: nullcontext("")  # the stack's own file


DATABASES = {"SQLite": _sqlite, "PostgreSQL": _postgres}


def main() -> None:
    """Both databases side by side; exit 1 where one kill did harm."""
    with ProcessPoolExecutor(len(DATABASES), get_context("spawn")) as pool:
        rows = list(pool.map(measured, DATABASES))
    PAGE.write_text(page(rows), "utf-8")
    raise SystemExit(any(figures.problems for figures in rows))


if __name__ == "__main__":
    main()

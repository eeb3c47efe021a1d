"""Progress while a run works: a bar on a terminal, a line now and then elsewhere; on stderr."""

from __future__ import annotations

import threading
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from reconciler.apply.reporting import ProgressReporter
from reconciler.model.states import Outcome

QUIET_SECONDS = 10.0
"""Between two lines where there is no terminal."""


class ProgressDisplay:
    """Counts steps of one stage at a time and shows how far they are."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, visible=False)
        self._label, self._total, self._done, self._printed_at = "", 0, 0, 0.0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def pause(self) -> None:
        """Frees the terminal for a question, until the next stage."""
        self._bar.stop()

    def stage(self, label: str, total: int) -> None:
        """Begins a stage of `total` units."""
        self._bar.start()
        with self._lock:
            self._label, self._total, self._done = label, total, 0
            self._printed_at = monotonic()
            self._bar.reset(self._task, total=total, description=label, visible=True)

    def reporter(self) -> ProgressReporter:
        """The callbacks that the pipeline reports its progress to."""
        return ProgressReporter(on_observed=self._observed, on_outcome=self._outcome, sleep=sleep)

    def _observed(self, _alias: str) -> None:
        self._advance()

    def _outcome(self, _outcome: Outcome) -> None:
        self._advance()

    def _advance(self) -> None:
        with self._lock:
            self._done += 1
            self._bar.advance(self._task)
            now = monotonic()
            if not self._console.is_terminal and now - self._printed_at > QUIET_SECONDS:
                self._printed_at = now
                self._console.print(f"{self._label} {self._done}/{self._total}")

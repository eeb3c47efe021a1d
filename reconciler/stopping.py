"""A process that was asked to stop: nothing more is sent, and nobody goes on waiting.

Premise: Ctrl-C reaches the main thread alone, while other threads read and write tenants. Ending
them in the middle of a request would lose its answer, which the next run would have to look for.

Rule: whoever is about to send asks first. What is on its way is waited for, and its answer is
written to the journal; a pause ends at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import Event

from reconciler.errors import StoppedError


class StopSignal:
    """Whether this process was asked to stop. For several threads."""

    def __init__(self) -> None:
        self._asked = Event()

    @property
    def requested(self) -> bool:
        """Whether it was asked."""
        return self._asked.is_set()

    def request(self) -> None:
        """Asks; asking again changes nothing."""
        self._asked.set()

    def clear(self) -> None:
        """Begins anew: a command, in a process that ran another one before."""
        self._asked.clear()

    def check(self) -> None:
        """StoppedError once it was asked."""
        if self._asked.is_set():
            raise StoppedError(())

    def sleep(self, seconds: float) -> None:
        """Waits so long, or until it is asked."""
        self._asked.wait(seconds)


@contextmanager
def workers(count: int, name: str) -> Iterator[ThreadPoolExecutor]:
    """Threads that are always waited for, so that nobody closes what one of them still uses.

    Ctrl-C may come while they are waited for. It comes once, see `cli.stopping`.
    """
    pool = ThreadPoolExecutor(count, thread_name_prefix=name)
    try:
        yield pool
    finally:
        try:
            pool.shutdown()
        except KeyboardInterrupt:
            pool.shutdown()
            raise


@cache
def process_stop() -> StopSignal:
    """The one of this process, as there is one Ctrl-C."""
    return StopSignal()

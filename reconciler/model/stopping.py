"""A process that was asked to stop: nothing more is sent, and nobody goes on waiting.

Premise: Ctrl-C reaches the main thread alone, while other threads read and write tenants. Ending
them in the middle of a request would lose its answer, which the next run would have to look for.

Rule: whoever is about to send asks first. What is on its way is waited for, and its answer is
written to the journal; a pause ends at once. Where an exception in the main thread would leave a
thread that nobody waits for or an event loop half run, the signal waits for the end of that part.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import Event, current_thread, main_thread

from reconciler.errors import StoppedError


class StopSignal:
    """Whether this process was asked to stop. For several threads."""

    def __init__(self) -> None:
        self._asked = Event()
        self._parts = 0
        self._signalled = False

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
        self._signalled = False

    def interrupt(self) -> None:
        """The main thread's signal: KeyboardInterrupt, here or at the end of `unbroken`."""
        self._asked.set()
        if self._parts:
            self._signalled = True
            return
        raise KeyboardInterrupt

    @contextmanager
    def unbroken(self) -> Iterator[None]:
        """No signal raises inside; one that came raises KeyboardInterrupt at the end.

        For parts that ask `check` themselves. What else ends the part early is passed on instead.
        """
        if current_thread() is not main_thread():  # signals never raise there
            yield
            return
        self._parts += 1
        try:
            yield
        except BaseException:
            self._signalled = False
            raise
        finally:
            self._parts -= 1
        if self._signalled and not self._parts:
            self._signalled = False
            raise KeyboardInterrupt

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

    A pool does not know a thread whose start was broken off, hence `unbroken` from the beginning.
    """
    with process_stop().unbroken(), ThreadPoolExecutor(count, thread_name_prefix=name) as pool:
        yield pool


@cache
def process_stop() -> StopSignal:
    """The one of this process, as there is one Ctrl-C."""
    return StopSignal()

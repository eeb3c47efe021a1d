"""Ctrl-C and its like: the first ends the command after what is being sent, more change nothing."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from reconciler.model.stopping import process_stop

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NOTE = b"\nStopping after what is being sent ... / \xd0\xa1\xd0\xbf\xd0\xb8\xd1\x80\xd0\xb0 ...\n"


@contextmanager
def stoppable() -> Iterator[None]:
    """At the first signal `process_stop` is asked, and the main thread interrupted.

    A signal that is ignored, as under nohup, stays ignored.
    """
    stop = process_stop()
    stop.clear()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if not stop.requested:
            os.write(2, _NOTE)  # a buffered stream may be in the middle of a line of its own
            stop.interrupt()

    before = {}
    if threading.current_thread() is threading.main_thread():
        for one in SIGNALS:
            if signal.getsignal(one) is not signal.SIG_IGN:
                before[one] = signal.signal(one, ask)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

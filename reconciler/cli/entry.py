"""The first code of a command: a signal while the rest is imported ends it quietly.

Imports nothing but what the interpreter has by then, and a module of three lines.
"""

from __future__ import annotations

import os
import signal

from reconciler.model.collector import collect_seldom

_STOPPED = 130
"""As `exits.Exit` has it."""
_NOTE = b"\nStopped before anything was read or sent.\n"


def main() -> None:
    """Runs the command line; see `reconciler.cli.main`."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) is not signal.SIG_IGN:
            signal.signal(one, _end)
    collect_seldom()
    from reconciler.cli.main import main as run  # noqa: PLC0415  it takes a moment

    try:
        run()
    finally:
        _leave()


def _leave() -> None:
    """Once a signal has stopped the command, further ones change no exit code.

    The interpreter gives signals back to the system before it is gone.
    """
    from reconciler.model.stopping import process_stop  # noqa: PLC0415  see above

    if process_stop().requested:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_IGN)


def _end(_number: int, _frame: object) -> None:
    os.write(2, _NOTE)
    os._exit(_STOPPED)

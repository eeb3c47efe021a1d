"""Simulators for tests: forked from a process that has imported them, so that a start costs little.

`reconciler.simulator.entry.running` starts a process of its own, as a person does; the tests of
the simulator use that.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reconciler.simulator.entry import Listeners, ServeOptions, StartError, fronts_file, serve

START_SECONDS = 600.0
"""52 tenants on a busy machine; a process that ends is noticed at once."""
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["reconciler.simulator.entry"])


@contextmanager
def simulating(options: ServeOptions) -> Iterator[Listeners]:
    """A simulator until the block ends; its addresses. StartError where it does not start."""
    with TemporaryDirectory() as folder:
        ready = options.ready or Path(folder) / "ready"
        ready.unlink(missing_ok=True)
        process = _FORKS.Process(target=serve, args=(replace(options, ready=ready),), daemon=True)
        process.start()
        try:
            end = time.monotonic() + START_SECONDS
            while not ready.exists():
                if not process.is_alive() or time.monotonic() > end:
                    raise StartError(f"the simulator is not ready (exit code {process.exitcode})")
                time.sleep(0.005)
            yield Listeners.read(fronts_file(ready))
        finally:
            process.terminate()
            process.join()
            process.close()

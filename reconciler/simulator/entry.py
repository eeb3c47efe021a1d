"""Runs the simulator: in this process until a signal, or as a child process for tests."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from reconciler.simulator.core.listeners import (
    Listeners,
    Ports,
    certificate_file,
    fronts_file,
    open_fronts,
)
from reconciler.simulator.core.log import RequestLog
from reconciler.simulator.core.scenario import ScenarioError, flag_of
from reconciler.simulator.core.scenario import load as load_scenario
from reconciler.simulator.core.server import Simulator
from reconciler.simulator.core.store import Store
from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.core.traffic import Traffic
from reconciler.simulator.microsoft.apps import APPS
from reconciler.simulator.world import (
    WorldError,
    WorldOptions,
    WorldSummary,
    generate,
    grow,
    next_year,
)

__all__ = [
    "APPS",
    "FrontsError",
    "Listeners",
    "ScenarioError",
    "ServeOptions",
    "StartError",
    "WorldError",
    "WorldOptions",
    "WorldSummary",
    "fronts_file",
    "generate",
    "grow",
    "grow_saved",
    "next_year",
    "running",
    "serve",
    "standing",
]

_START_SECONDS = 60.0


class FrontsError(ValueError):
    """TLS or a proxy without a place for the certificate: nobody could trust them."""


class StartError(Exception):
    """The child process ended before it was ready, or took too long."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Where to listen (port 0: any free one), what to serve, where to keep state and log."""

    port: int
    seeds: Path
    host: str = "127.0.0.1"
    state: Path | None = None
    log: Path | None = None
    traffic: Path | None = None
    """A file that gets whole exchanges, as JSON lines."""
    scenario: Path | None = None
    behave: tuple[str, ...] = ()
    """Settings on top of the scenario, such as '*.quota=true'."""
    behaviour: tuple[str, ...] = ()
    """Named behaviours to switch on for every tenant; 'all': each of them."""
    ready: Path | None = None
    """A file that comes into being, with the base URL in it, once requests are answered.

    Beside it come fronts_file(ready), with every address, and the certificate to trust.
    """
    tls_port: int | None = None
    proxy_port: int | None = None
    """None: no such front."""
    ca: Path | None = None
    """Another place for the certificate."""


def serve(options: ServeOptions) -> None:
    """Serves until SIGINT or SIGTERM, then saves and returns; prints nothing.

    Raises OSError when the port is taken, SeedError or KeyError for a bad seed, and FrontsError.
    """
    secured = options.tls_port is not None or options.proxy_port is not None
    if secured and _certificate(options) is None:
        raise FrontsError("TLS needs a file to write its certificate to: --ca or --ready")
    asyncio.run(_serve(options))


async def _serve(options: ServeOptions) -> None:
    store = Store(options.state)
    flags = (*map(flag_of, options.behaviour), *options.behave)
    tenants = Tenants(options.seeds, store.rows(), load_scenario(options.scenario, flags))
    traffic = Traffic(options.traffic) if options.traffic else None
    simulator = Simulator(store, tenants, RequestLog(options.log), traffic)
    runner = web.ServerRunner(
        web.Server(simulator.serve_one, access_log=None), shutdown_timeout=1.0
    )
    await runner.setup()
    ports = Ports(options.host, options.port, options.tls_port, options.proxy_port)
    listeners = await open_fronts(runner, ports, _certificate(options))
    saver = asyncio.create_task(simulator.save_for_ever())
    stopped = _stop_signal()
    _announce(options, listeners)
    await stopped.wait()
    saver.cancel()
    with suppress(asyncio.CancelledError):
        await saver
    await runner.cleanup()
    simulator.close()


def _stop_signal() -> asyncio.Event:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


def _certificate(options: ServeOptions) -> Path | None:
    return options.ca or (certificate_file(options.ready) if options.ready else None)


def _announce(options: ServeOptions, listeners: Listeners) -> None:
    if options.ready is None:
        return
    listeners.write(fronts_file(options.ready))
    # Renamed into place, so that who waits for the file never reads half a line.
    half = options.ready.with_suffix(".part")
    half.write_text(f"{listeners.base}\n", encoding="utf-8")
    half.replace(options.ready)


def grow_saved(state: Path, seeds: Path, seed: Mapping[str, Any]) -> None:
    """Puts what a seed has besides into a simulator's state while none runs."""
    if not state.exists():
        return  # the seeds themselves are read at the first start
    store = Store(state)
    try:
        tenants = Tenants(seeds, store.rows())
        tenants.grow(seed)
        store.save(one.row() for one in tenants if one.dirty)
    finally:
        store.close()


@contextmanager
def running(options: ServeOptions) -> Iterator[str]:
    """A simulator in a child process; yields its base URL, and stops it afterwards."""
    with standing(options) as listeners:
        yield listeners.base


@contextmanager
def standing(options: ServeOptions) -> Iterator[Listeners]:
    """The same, with every address that it is reached at."""
    with tempfile.TemporaryDirectory() as folder:
        ready = options.ready or Path(folder) / "ready"
        ready.unlink(missing_ok=True)
        child = subprocess.Popen(_command(options, ready), env=_environment())  # noqa: S603  # ours
        try:
            _wait(child, ready)
            yield Listeners.read(fronts_file(ready))
        finally:
            child.terminate()
            child.wait()


def _command(options: ServeOptions, ready: Path) -> list[str]:
    command = [sys.executable, "-m", "reconciler.simulator", "--host", options.host]
    command += ["--port", str(options.port), "--seeds", str(options.seeds), "--ready", str(ready)]
    more = {
        "--state": options.state,
        "--log": options.log,
        "--traffic": options.traffic,
        "--scenario": options.scenario,
        "--tls-port": options.tls_port,
        "--proxy-port": options.proxy_port,
        "--ca": options.ca,
    }
    given = ((name, value) for name, value in more.items() if value is not None)
    command += [word for name, value in given for word in (name, str(value))]
    command += [word for setting in options.behave for word in ("--behave", setting)]
    command += [word for name in options.behaviour for word in ("--behaviour", name)]
    return command


def _environment() -> dict[str, str]:
    above = str(Path(__file__).parents[2])
    return os.environ | {"PYTHONPATH": os.pathsep.join([above, os.environ.get("PYTHONPATH", "")])}


def _wait(child: subprocess.Popen[bytes], ready: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while not ready.exists():
        if child.poll() is not None:
            raise StartError(f"the simulator ended with exit code {child.returncode}")
        if time.monotonic() > end:
            raise StartError(f"the simulator was not ready after {_START_SECONDS:.0f} s")
        time.sleep(0.02)

"""Puts the product into the simulation: its clock, threads, connections and ledger are ours.

Done once in a process that runs seeds; nothing of it is undone.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from email import _policybase
from functools import cache, lru_cache, partial
from importlib import import_module
from itertools import count
from types import SimpleNamespace
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from reconciler.cli import applying, planning, progress
from reconciler.cli.main import main
from reconciler.desired import targets
from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode, leases, ledger, opening, store
from reconciler.manifest import checks, effective, load_stack, nodes
from reconciler.model import stopping
from reconciler.project import caller, context
from reconciler.project import open as project_open
from reconciler.providers.google.client import ClientDeps as GoogleDeps
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.microsoft.client import ClientDeps as GraphDeps
from reconciler.providers.microsoft.provider import MicrosoftProvider
from reconciler.providers.pacing import QuotaPool
from reconciler.roster import read_rosters
from reconciler.runtime import baselines, writer
from tests.simulation.memory import (
    Remembered,
    folded,
    of_loaded,
    of_school,
    of_stack,
    tree_file,
)
from tests.simulation.scheduler import Died, Process, Scheduler
from tests.simulation.threads import event_class, pool_class, thread_class
from tests.simulation.wire import GoogleSign, GoogleWire, GraphWire, Wire


@dataclass(eq=False)
class Stage:
    """What the installed hooks look at: the town that is simulated now."""

    scheduler: Scheduler
    wire: Wire
    aliases: dict[str, str]
    """Microsoft's tenant ids → aliases."""
    processes: dict[str, Process] = field(default_factory=dict)
    version: Callable[[], int] = lambda: 0
    """Counts what was written into the town's files."""
    at_point: Callable[[], None] = lambda: None
    """Called at each point of the journal, when nothing else runs."""
    number: int = field(default_factory=count(1).__next__)
    """Which town this is, of all that this process plays."""
    ledger_trouble: Callable[[Process], str] = lambda _process: ""


_LOADING: Any = import_module("reconciler.manifest.load")
_FOLD: Any = _policybase.Compat32.__dict__["_fold"]
_now: list[Stage] = []


def stage() -> Stage:
    """The town that is simulated now."""
    return _now[-1]


def enter(town: Stage) -> None:
    """From here on the hooks look at this town."""
    _now[:] = [town]


def _scheduler() -> Scheduler:
    return stage().scheduler


class _Datetime(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The virtual present."""
        moment = _scheduler().time
        return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)


class _Router(io.TextIOBase):
    """A standard stream that belongs to whichever process is running."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def write(self, text: str) -> int:
        """Into the process's own output."""
        process = stage().scheduler.process if _now else None
        if process is None:
            return int(self._real.write(text))
        process.out.append(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""

    def isatty(self) -> bool:
        """Never a terminal."""
        return False


def install() -> None:
    """Every hook."""
    pool, thread, event = (made(_scheduler) for made in (pool_class, thread_class, event_class))
    moment: Any = SimpleNamespace(
        sleep=lambda seconds: _scheduler().sleep(seconds),
        monotonic=lambda: _scheduler().monotonic(),
    )
    for module, names in (
        (stopping, {"ThreadPoolExecutor": pool}),
        (leases, {"Thread": thread, "Event": event, "monotonic": moment.monotonic}),
        (leases, {"is_dead": _is_dead}),
        (writer, {"monotonic": moment.monotonic, "current_process": _process_name}),
        (applying, {"time": moment}),
        (planning, {"time": moment}),
        (progress, {"monotonic": moment.monotonic, "sleep": moment.sleep}),
        (caller, {"datetime": _Datetime}),
        (baselines, {"datetime": _Datetime}),
        (_LOADING, {"_load_file": tree_file(_LOADING._load_file)}),
        (project_open, {"read_rosters": Remembered(read_rosters, _of_version)}),
        (project_open, {"load_stack": Remembered(load_stack, of_stack)}),
        (_policybase.Compat32, {"_fold": folded(_FOLD)}),
        (context, {"check": Remembered(checks.check, of_loaded)}),
        (checks, {"effective": Remembered(effective, of_school)}),
        (targets, {"effective": Remembered(effective, of_school)}),
        (nodes, {"parse": lru_cache(200)(nodes.parse)}),
        (opening, {"_engine": lru_cache(4)(opening._engine), "migrate": lambda _connection: None}),
        (context, {"make": _provider, "open_ledger": _open_ledger}),
        (store.Store, {"writing": _turning(store.Store.writing)}),
        (store.Store, {"reading": _turning(store.Store.reading)}),
    ):
        for name, put in names.items():
            assert hasattr(module, name), f"{module} has no {name} any more: nothing is simulated"
            setattr(module, name, put)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    sys.stdout, sys.stderr = _Router(sys.stdout), _Router(sys.stderr)
    os.environ["GITHUB_SHA"] = "0" * 40
    os.environ["RECONCILER_LANG"] = "en"


def _of_version(source: Any, schools: Any, day: str = "") -> Any:
    """The lists of people by their town and how often it was written."""
    wanted = (
        str(source.path),
        tuple(sorted(schools.items())),
        tuple(sorted(source.earlier.items())),
    )
    return (stage().number, stage().version(), wanted, day)


def _open_ledger(url: str, keyring: Any) -> Any:
    return ledger.open_ledger(
        url,
        keyring,
        clock=lambda: _scheduler().text,
        at_point=lambda *_: _passed(),
    )


def _passed() -> None:
    """A point of the journal, at which the lease was looked at."""
    process = _scheduler().process
    if process is not None:
        _scheduler().looked = process.frozen
    stage().at_point()
    _scheduler().turn(steady=True)


def _turning(real: Callable[..., Any]) -> Any:
    """A transaction, with a turn before it, and what may befall it."""

    @contextmanager
    def turned(self: Any) -> Iterator[Any]:
        process = _scheduler().process
        _scheduler().turn()
        trouble = stage().ledger_trouble(process) if process else ""
        if trouble == "before":
            raise _unreachable()
        with real(self) as connection:
            yield connection
        if trouble == "after":
            raise _unreachable()

    return turned


def _unreachable() -> LedgerError:
    facts: dict[str, str | int] = {"url": "simulated", "why": "connection lost"}
    return LedgerError([Fault(LedgerCode.UNREACHABLE, None, facts)])


def _process_name() -> str:
    process = _scheduler().process
    return process.name if process else ""


def _is_dead(name: str) -> bool:
    process = stage().processes.get(name)
    return process is not None and process.dead and process.visible


def _provider(tenant: Any, quotas: Any = None) -> Any:
    town = stage()
    process = town.scheduler.process
    assert process is not None
    sleep, clock = town.scheduler.sleep, town.scheduler.monotonic
    if tenant.vendor.value == "google":
        transport: Any = partial(GoogleWire, town.wire, process)
        deps = GoogleDeps(clock, sleep, lambda: 0.5, transport, _signed, quotas or QuotaPool())
        return GoogleProvider(tenant, deps)
    graph = GraphWire(town.wire, process, town.aliases)
    return MicrosoftProvider(tenant, GraphDeps(clock, sleep, graph, quotas))


def _signed(tenant: Any, scopes: tuple[str, ...], _transport: Any) -> GoogleSign:
    return GoogleSign(tenant.alias, str(tenant.credentials["subject"]), scopes)


@dataclass
class Ended:
    """How a command ended; `code` is None where its process was killed."""

    process: Process
    words: Sequence[str]
    code: int | None = None
    crash: str = ""

    @property
    def text(self) -> str:
        """All that it printed, on both streams."""
        return "".join(self.process.out)


def begin(process: Process, words: Sequence[str]) -> Ended:
    """Starts a command as a task of its process; look at the result when all tasks are done."""
    ended = Ended(process, words)

    def work() -> None:
        os.environ["RECONCILER_OPERATOR"] = process.name
        try:
            main(list(words))
        except SystemExit as end:
            ended.code = int(end.code or 0)
        except Died:
            pass
        except Exception:  # noqa: BLE001  any crash of the product is what is looked for
            if not process.dead:  # a killed one may trip over its own halves
                ended.crash = traceback.format_exc()

    stage().processes[process.name] = process
    stage().scheduler.spawn(process, work)
    return ended


@cache
def key_file() -> str:
    """A service account's key file, made once a process: nothing is signed with it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    how = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem = key.private_bytes(*how).decode("ascii")
    account = {"client_email": "reconciler@sim.iam.gserviceaccount.com", "private_key_id": "sim"}
    uri = {"token_uri": "http://127.0.0.1:1/token", "type": "service_account"}
    return json.dumps({**account, **uri, "private_key": pem})

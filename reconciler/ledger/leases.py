"""One writer per tenant: a lease that is kept alive by a heartbeat and expires without one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Self

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.freezes import require_no_freeze
from reconciler.ledger.store import Store
from reconciler.ledger.tables import LEASES, RUNS
from reconciler.model.states import RunState

BEATS = 3
"""Renewals within the time of a lease."""


class LeaseHeldError(LedgerError):
    """Somebody else writes to these tenants; a fault each says who, since when, until when."""


@dataclass(frozen=True, slots=True)
class LeaseRequest:
    """Which tenants, for whom, and how long the lease outlives its last heartbeat."""

    tenants: tuple[str, ...]
    who: str
    host: str
    run: int | None = None
    seconds: float = 90
    process: str = ""
    """As `current_process` names it: a holder that is seen to have died is not waited for."""


class Lease:
    """All of its tenants or none; renews itself from a thread of its own until released."""

    def __init__(self, store: Store, request: LeaseRequest, token: str) -> None:
        self.tenants = request.tenants
        self.run = 0
        """The run that began under it; 0: none did."""
        self._store = store
        self._request = request
        self._token = token
        self._renewed = monotonic()
        self._gone = False
        self._released = Event()
        self._heart = Thread(target=self._beat, name="lease", daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    @property
    def lost(self) -> bool:
        """Whether somebody else may hold one of the tenants by now."""
        return self._gone or monotonic() - self._renewed > self._request.seconds

    def renew(self) -> None:
        """Starts its time anew; LedgerError where a tenant is no longer ours."""
        # taken before the database is asked: a slow answer must not stretch the lease
        began = monotonic()
        with self._store.writing() as connection:
            kept = connection.execute(
                update(LEASES)
                .where(*_own_lease(self._store, self._token), LEASES.c.expires > self._store.now())
                .values(expires=self._store.now(self._request.seconds))
            ).rowcount
            self._gone = self._gone or kept < len(self.tenants)
            if not self._gone:
                outlive(self._store, connection, self._token)
        if self._gone:
            raise lost(self.tenants)
        self._renewed = began

    def serve(self, connection: Connection, run: int) -> None:
        """Makes it the lease of a run that begins, within that transaction."""
        connection.execute(
            update(LEASES).where(*_own_lease(self._store, self._token)).values(run=run)
        )
        outlive(self._store, connection, self._token)
        self.run = run

    def start(self) -> None:
        """Starts the heartbeat."""
        self._heart.start()

    def release(self) -> None:
        """Stops the heartbeat and lets others in; does nothing the second time."""
        if self._released.is_set():
            return
        self._released.set()
        self._heart.join()
        with self._store.writing() as connection:
            connection.execute(delete(LEASES).where(*_own_lease(self._store, self._token)))

    def _beat(self) -> None:
        """A renewal that the database did not answer is tried again at the next beat."""
        while not self._gone and not self._released.wait(self._request.seconds / BEATS):
            try:
                self.renew()
            except LedgerError:
                continue


def acquire(store: Store, request: LeaseRequest) -> Lease:
    """All tenants in one transaction; LeaseHeldError where another's lease still runs."""
    request = replace(request, tenants=tuple(sorted(set(request.tenants))))
    token = secrets.token_hex(8)
    lease = Lease(store, request, token)
    # one writer at a time from here, so that two runs cannot both find the tenants free
    with store.writing() as connection:
        store.exclusive(connection)
        held = _held(store, connection, request.tenants)
        # a process of this machine that is gone keeps nobody waiting for the end of its lease
        dead = [row["run"] for row in held if is_dead(row["process"])]
        if len(dead) < len(held):
            raise LeaseHeldError([_fault(row) for row in held if not is_dead(row["process"])])
        _end_interrupted(store, connection, dead)
        connection.execute(delete(LEASES).where(*_of(store, request.tenants)))
        for tenant in request.tenants:
            connection.execute(insert(LEASES).values(_row(store, request, token, tenant)))
        outlive(store, connection, token)
    lease.start()
    return lease


def require_held(store: Store, connection: Connection, run: int, tenant: str) -> None:
    """LedgerError unless that run holds the tenant; nobody takes it before the transaction ends.

    FrozenError where somebody has stopped all writing since.
    """
    require_no_freeze(store, connection)
    found = connection.execute(
        select(LEASES.c.tenant)
        .where(*_of(store, (tenant,)), LEASES.c.run == run, LEASES.c.expires > store.now())
        .with_for_update(read=True)
    ).first()
    if found is None:
        raise lost((tenant,))


def lost(tenants: Sequence[str]) -> LedgerError:
    """Another run may be writing there by now."""
    return LedgerError([Fault(LedgerCode.LEASE_LOST, None, {"tenant": t}) for t in tenants])


def outlive(store: Store, connection: Connection, token: str) -> None:
    """A run counts as alive as long as its newest lease."""
    mine = select(LEASES.c.run, LEASES.c.expires).where(*_own_lease(store, token)).limit(1)
    row = connection.execute(mine).mappings().first()
    if row is not None and row["run"] is not None:
        connection.execute(
            update(RUNS).where(RUNS.c.number == row["run"]).values(expires=row["expires"])
        )


def _held(store: Store, connection: Connection, tenants: Sequence[str]) -> list[RowMapping]:
    return list(
        connection.execute(
            select(LEASES)
            .where(*_of(store, tenants), LEASES.c.expires > store.now())
            .order_by(LEASES.c.tenant)
            .with_for_update()
        ).mappings()
    )


def _end_interrupted(store: Store, connection: Connection, runs: Sequence[int | None]) -> None:
    """Runs whose holder is dead end now, not when their lease would have."""
    numbers = {number for number in runs if number is not None}
    which = (RUNS.c.number.in_(numbers), RUNS.c.state == RunState.RUNNING.value)
    connection.execute(update(RUNS).where(*which).values(expires=store.now()))


def _of(store: Store, tenants: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (LEASES.c.municipality == store.keyring.municipality, LEASES.c.tenant.in_(tenants))


def _own_lease(store: Store, token: str) -> tuple[ColumnElement[bool], ...]:
    return (LEASES.c.municipality == store.keyring.municipality, LEASES.c.token == token)


def _row(store: Store, request: LeaseRequest, token: str, tenant: str) -> dict[str, object]:
    return {
        "municipality": store.keyring.municipality,
        "tenant": tenant,
        "token": token,
        "run": request.run,
        "who": request.who,
        "host": request.host,
        "process": request.process,
        "since": store.now(),
        "expires": store.now(request.seconds),
    }


def _fault(row: RowMapping) -> Fault:
    facts = {
        "tenant": row["tenant"],
        "who": row["who"],
        "host": row["host"],
        "run": row["run"] or 0,
        "since": row["since"],
        "until": row["expires"],
    }
    return Fault(LedgerCode.LEASE_HELD, None, facts)


_PROC = Path("/proc")
_BOOT = _PROC / "sys" / "kernel" / "random" / "boot_id"
_STARTED = 19
"""The field of /proc/<pid>/stat after the command's ')', counted from 0: ticks since boot."""


def current_process() -> str:
    """Boot, namespace of process ids, id, start; '' on a system that does not tell these."""
    place, started = _place(), _started(os.getpid())
    return f"{place} {os.getpid()} {started}" if place and started else ""


def is_dead(name: str) -> bool:
    """Whether a process by that name ran where this one can see it, and runs no more."""
    place, _, rest = name.rpartition(" ")[0].rpartition(" ")
    if not place or place != _place():
        return False
    return _started(int(rest)) != name.rpartition(" ")[2]


def _place() -> str:
    """Where process ids mean the same as here."""
    try:
        namespace = (_PROC / "self" / "ns" / "pid").readlink()
        return f"{_BOOT.read_text('ascii').strip()}:{namespace.name}"
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When it started; '' where there is no such process."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    state, *rest = stat.rpartition(")")[2].split()
    return "" if state == "Z" else rest[_STARTED - 1]

"""The ledger's front: open it, begin a run, take a lease, and look back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self

from sqlalchemy import func, select

from reconciler.errors import Fault, LedgerError, SentSoFar
from reconciler.ledger import LedgerCode, journal
from reconciler.ledger.baselines import baselines, known_schools
from reconciler.ledger.findings import FindingRecord, findings
from reconciler.ledger.former import former_keys
from reconciler.ledger.freezes import FreezeOrder, every, holding, lift, order
from reconciler.ledger.history import stored_run, stored_runs
from reconciler.ledger.journal import JournalEntry
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.leases import Lease, LeaseRequest, acquire
from reconciler.ledger.opening import open_store
from reconciler.ledger.probes import probes
from reconciler.ledger.pruning import PruneCounts, prune, to_prune
from reconciler.ledger.quotas import SharedQuotas, may_write, shared_quotas
from reconciler.ledger.rekeying import rekey
from reconciler.ledger.removals import Window, acknowledgements, removals
from reconciler.ledger.reports import StoredReport, report_days, report_on, save_report
from reconciler.ledger.runs import Run, RunLog, RunStart, begin
from reconciler.ledger.store import Store, no_crash_point
from reconciler.ledger.tables import RUNS
from reconciler.ledger.vendor_refusals import vendor_refusals
from reconciler.model.baseline import Baseline
from reconciler.model.freeze import Freeze
from reconciler.model.held import RememberedRefusal
from reconciler.model.keep import Cutoffs
from reconciler.model.mark import FormerKeys
from reconciler.model.probe import StoredProbe
from reconciler.model.removals import RecentRemovals
from reconciler.model.resources import Address
from reconciler.model.school import SchoolRef

LeaseWatch = Callable[[str, int], None]
"""Called with a journal point's name and the count of points since the ledger was opened."""


def open_ledger(
    url: str,
    keyring: KeyRing,
    *,
    at_point: LeaseWatch = no_crash_point,
    clock: Callable[[], str] | None = None,
) -> Ledger:
    """Opens, makes or migrates a ledger; LedgerError where it is not there, newer, or another's.

    `clock` gives UTC ISO text ('2026-11-24T09:30:00.000Z') in place of the database's own clock.
    """
    store = open_store(url, keyring, clock)
    store.at_point = at_point
    return Ledger(store)


class Ledger:
    """Safe from several threads and processes; every call may raise LedgerError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, start: RunStart, lease: Lease | None = None) -> RunLog:
        """Begins a run; a lease that was taken before it becomes the run's."""
        with self._store.writing() as connection:
            number = begin(self._store, connection, start)
            if lease is not None:
                lease.serve(connection, number)
        self._store.point("begin")
        return RunLog(self._store, number, start.stack)

    def lease(self, request: LeaseRequest) -> Lease:
        """All of the tenants, or a LeaseHeldError that says who holds which."""
        return acquire(self._store, request)

    def runs(self, stack: str, limit: int) -> tuple[Run, ...]:
        """The newest runs of a stack, newest first."""
        with self._store.reading() as connection:
            which = stored_runs(self._store).where(RUNS.c.stack == stack)
            rows = connection.execute(which.order_by(RUNS.c.number.desc()).limit(limit)).mappings()
            return tuple(stored_run(connection, row) for row in rows.all())

    def run(self, number: int) -> Run:
        """One run; LedgerError where there is none of that number."""
        with self._store.reading() as connection:
            which = stored_runs(self._store).where(RUNS.c.number == number)
            row = connection.execute(which).mappings().first()
            if row is None:
                newest = connection.execute(select(func.max(RUNS.c.number))).scalar() or 0
                facts = {"run": number, "newest": int(newest)}
                raise LedgerError([Fault(LedgerCode.UNKNOWN_RUN, None, facts)])
            return stored_run(connection, row)

    def entries(self, number: int) -> tuple[JournalEntry, ...]:
        """What a run meant to do and what came of it, in the order of intent; pruned or whole."""
        self.run(number)
        with self._store.reading() as connection:
            return tuple(journal.entries(connection, number, self._store.keyring))

    def sent_so_far(self, number: int) -> SentSoFar:
        """How much of a run was sent."""
        with self._store.reading() as connection:
            return journal.sent_so_far(connection, number)

    def baselines(self, stack: str) -> Mapping[SchoolRef, Baseline]:
        """Each school: what it was when it was last applied completely."""
        with self._store.reading() as connection:
            return baselines(connection, stack)

    def known_schools(self) -> frozenset[SchoolRef]:
        """Schools in tenants that a run of any stack ever meant to change, or carried out."""
        with self._store.reading() as connection:
            return known_schools(connection)

    def unfinished(self, stack: str) -> frozenset[str]:
        """str(address) of what was tried last without success, without a complete apply since."""
        return frozenset(self.unfinished_runs(stack))

    def unfinished_runs(self, stack: str) -> Mapping[str, int]:
        """The same, each with the run that tried it last."""
        with self._store.reading() as connection:
            return journal.unfinished_runs(connection, stack)

    def recent_removals(self, stack: str, window: Window, ids: Mapping[str, str]) -> RecentRemovals:
        """What runs took away within a window; `ids` are earlier ids of schools → today's."""
        if not window.days:
            return RecentRemovals()
        with self._store.reading() as connection:
            return RecentRemovals(
                days=window.days,
                removals=tuple(removals(connection, self._store, stack, window.since, ids)),
                acknowledged=tuple(acknowledgements(connection, stack, window.since)),
            )

    def former_keys(self, stack: str, ids: Mapping[str, str]) -> Mapping[SchoolRef, FormerKeys]:
        """Keys that units and groups had before runs renamed them; `ids` as above."""
        with self._store.reading() as connection:
            return former_keys(connection, self._store.keyring, stack, ids)

    def vendor_refusals(
        self, stack: str, ids: Mapping[str, str]
    ) -> Mapping[Address, tuple[RememberedRefusal, ...]]:
        """What vendors refused for good; `ids` as above."""
        with self._store.reading() as connection:
            return vendor_refusals(connection, stack, ids)

    def probes(self) -> Mapping[str, StoredProbe]:
        """The newest probe of each tenant."""
        with self._store.reading() as connection:
            return probes(connection)

    def findings(self, stack: str) -> tuple[FindingRecord, ...]:
        """Every finding that a run of the stack ever saw."""
        with self._store.reading() as connection:
            return findings(connection, stack)

    def save_report(self, stack: str, report: StoredReport) -> None:
        """Keeps a report in the place of an earlier one of the same day."""
        with self._store.writing() as connection:
            save_report(self._store, connection, stack, report)

    def report_on(self, stack: str, day: str) -> StoredReport | None:
        """The last report on or before an ISO day; None where there is none so early."""
        with self._store.reading() as connection:
            return report_on(connection, stack, day)

    def report_days(self, stack: str) -> tuple[str, ...]:
        """The days that have a report, the oldest first."""
        with self._store.reading() as connection:
            return report_days(connection, stack)

    def to_prune(self, cutoffs: Cutoffs) -> PruneCounts:
        """What `prune` would take out."""
        with self._store.reading() as connection:
            return to_prune(connection, cutoffs)

    def prune(self, cutoffs: Cutoffs) -> PruneCounts:
        """Takes out what is older than it is kept; counts and digests stay."""
        with self._store.writing() as connection:
            counts = prune(self._store, connection, cutoffs)
        self._store.shred()
        return counts

    def rekey(self, new: KeyRing, people: Mapping[str, str]) -> int:
        """Changes the key; `people`: pseudonym → its new one. Open the ledger anew after it."""
        with self._store.writing() as connection:
            sealed = rekey(self._store, connection, new, people)
        self._store.shred()
        return sealed

    def freezes(self, *, lifted: bool = False) -> tuple[Freeze, ...]:
        """Stops of all writing that hold; `lifted`: also those that ended, all oldest first."""
        with self._store.reading() as connection:
            return (every if lifted else holding)(self._store, connection)

    def freeze(self, wanted: FreezeOrder) -> None:
        """Stops all writing: runs refuse to begin, and one that goes on sends nothing more."""
        with self._store.writing() as connection:
            order(self._store, connection, wanted)

    def unfreeze(self, wanted: FreezeOrder) -> int:
        """Lifts every stop that holds; how many those were."""
        with self._store.writing() as connection:
            return lift(self._store, connection, wanted)

    @property
    def on_server(self) -> bool:
        """Whether several machines may share it."""
        return not self._store.sqlite

    @property
    def may_write(self) -> bool:
        """Whether this role may begin runs, or only look."""
        return self._store.sqlite or may_write(self._store, "runs")

    def shared_quotas(self, read_share: float) -> SharedQuotas | None:
        """Vendors' quotas of a ledger on a server; None where its role may only read.

        `read_share` of each is left to such runs.
        """
        return shared_quotas(self._store, read_share)

    def close(self) -> None:
        """Lets go of the database; leases are released by their holders before."""
        self._store.engine.dispose()

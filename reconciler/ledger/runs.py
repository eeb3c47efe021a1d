"""Runs: who started what from which commit, and the log that one writes as it goes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from threading import Lock

from sqlalchemy import Connection, delete, insert, update

from reconciler.ledger.baselines import drop, save
from reconciler.ledger.findings import FoundFinding, record_findings
from reconciler.ledger.journal import Journal
from reconciler.ledger.leases import require_held
from reconciler.ledger.probes import save_probe
from reconciler.ledger.store import Store
from reconciler.ledger.tables import REFUSALS, RUN_SCHOOLS, RUNS
from reconciler.ledger.vendor_refusals import remember
from reconciler.model.baseline import Baseline
from reconciler.model.change import Change
from reconciler.model.held import RememberedRefusal
from reconciler.model.plan import Refusal
from reconciler.model.probe import ProbeAnswer
from reconciler.model.resources import Address, Kind
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome, RunKind, RunSchoolState, RunState

GRACE = 90
"""Seconds that a run counts as alive without a lease."""

_WRITTEN = (
    RunSchoolState.CONVERGED,
    RunSchoolState.PARTIAL,
    RunSchoolState.FAILED,
    RunSchoolState.LEFT,
    RunSchoolState.NEXT,
    RunSchoolState.UNJUDGED,
)


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known of a run when it begins."""

    stack: str
    kind: RunKind
    who: str
    """The operator: a login, or the CI's actor."""
    commit: str
    reason: str
    day: str
    """ISO date that it was planned for."""
    fingerprint: str
    acknowledged: tuple[str, ...] = ()
    rosters: tuple[tuple[str, str], ...] = ()
    """School → digest of its roster."""
    manifests: str = ""
    """Digest of the manifests and the layouts."""
    host: str = ""


@dataclass(frozen=True, slots=True)
class RunSchool:
    """What became of one school in one tenant."""

    school: str
    tenant: str
    wave: str
    fingerprint: str
    state: RunSchoolState
    changes: int
    applied: int
    failed: int
    blocked: int
    unknown: int
    held: int = 0
    """Changes that the vendor refused for good."""

    @property
    def partial(self) -> int:
        """Changes that were applied but for a few people; each change has one outcome."""
        counted = self.applied + self.failed + self.blocked + self.unknown
        return max(self.changes - counted, 0) if self.state in _WRITTEN else 0

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return SchoolRef(school=self.school, tenant=self.tenant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(RunStart):
    """A run as the ledger knows it; times are ISO in UTC."""

    number: int
    started: str
    ended: str | None
    state: RunState
    key_id: str
    """Of the pseudonym key that its fingerprints were made with."""
    schools: tuple[RunSchool, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class RunLog:
    """A run that goes on. Safe from several threads; LedgerError from any call means: stop.

    What `at_point` of the ledger sees: a point after each transaction that was committed, and
    'answering' before that of `answered`, when the vendor has done what the ledger does not know.
    """

    def __init__(self, store: Store, number: int, stack: str) -> None:
        self.number = number
        self._store = store
        self._stack = stack
        self._journal = Journal(store, number)
        self._kept: dict[str, list[Outcome]] = {}
        self._keeping = Lock()

    def intend(self, tenant: str, changes: Sequence[Change]) -> None:
        """Before anything of them is sent; LedgerError where the tenant's lease is lost."""
        with self._store.writing() as connection:
            require_held(self._store, connection, self.number, tenant)
            self._journal.intend(connection, changes)
        self._store.point("intend")

    def sending(self, tenant: str, addresses: Collection[Address]) -> None:
        """Before each request that writes; LedgerError where the tenant's lease is lost."""
        with self._store.writing() as connection:
            require_held(self._store, connection, self.number, tenant)
            self._journal.send(connection, addresses)
        self._store.point("sending")

    def answered(self, tenant: str, _addresses: Collection[Address]) -> None:
        """After it, with the outcomes so far: a change may need more requests than this one."""
        self._store.point("answering")
        self._write(tenant)
        self._store.point("answered")

    def outcome(self, outcome: Outcome) -> None:
        """Kept until the next `answered` or `flush` of its tenant; must have been intended."""
        self._journal.known(outcome)
        with self._keeping:
            self._kept.setdefault(outcome.address.tenant, []).append(outcome)

    def flush(self, tenant: str) -> None:
        """Writes the outcomes that were kept."""
        if self._write(tenant):
            self._store.point("flush")

    def school(self, school: RunSchool) -> None:
        """What became of a school in a tenant, instead of what was said of it before."""
        where = (
            RUN_SCHOOLS.c.run == self.number,
            RUN_SCHOOLS.c.school == school.school,
            RUN_SCHOOLS.c.tenant == school.tenant,
        )
        with self._store.writing() as connection:
            connection.execute(delete(RUN_SCHOOLS).where(*where))
            connection.execute(insert(RUN_SCHOOLS).values(run=self.number, **_columns(school)))
        self._store.point("school")

    def baseline(self, baseline: Baseline, stack: str) -> None:
        """What the school's declaration is, now that it was applied completely."""
        with self._store.writing() as connection:
            save(connection, stack, baseline)
        self._store.point("baseline")

    def drop_baselines(self, schools: Collection[SchoolRef]) -> None:
        """Drops the baselines of schools that are declared no more, as was agreed to."""
        with self._store.writing() as connection:
            drop(connection, self._stack, schools)
        self._store.point("gone")

    def findings(self, found: Collection[FoundFinding]) -> None:
        """What there is to settle; what a school of this run no longer has, is gone since now.

        Call it after `school`.
        """
        with self._store.writing() as connection:
            record_findings(self._store, connection, (self.number, self._stack), found)
        self._store.point("findings")

    def remember(
        self,
        schools: Collection[SchoolRef],
        kinds: Collection[Kind],
        kept: Collection[RememberedRefusal],
    ) -> None:
        """What vendors refused for good at these schools; of some kinds only (empty: of all)."""
        with self._store.writing() as connection:
            remember(connection, self._stack, schools, kinds, kept)
        self._store.point("remember")

    def probe(self, tenant: str, answers: tuple[ProbeAnswer, ...]) -> None:
        """What a probe of a tenant found."""
        with self._store.writing() as connection:
            save_probe(self._store, connection, self.number, tenant, answers)
        self._store.point("probe")

    def refused(self, guard: str, school: str, tenant: str, facts: Mapping[str, str | int]) -> None:
        """A guard's no that held something back."""
        values = {"guard": guard, "school": school, "tenant": tenant}
        with self._store.writing() as connection:
            connection.execute(
                insert(REFUSALS).values(run=self.number, facts=json.dumps(dict(facts)), **values)
            )
        self._store.point("refused")

    def end(self, state: RunState) -> None:
        """Writes every outcome that was kept, and how the run ended."""
        for tenant in sorted(self._kept):
            self._write(tenant)
        ended = {"state": state.value, "ended": self._store.now()}
        with self._store.writing() as connection:
            connection.execute(update(RUNS).where(RUNS.c.number == self.number).values(ended))
        self._store.point("end")

    def _write(self, tenant: str) -> bool:
        """Whether there was something to write."""
        with self._keeping:
            outcomes = tuple(self._kept.get(tenant, ()))
        if not outcomes:
            return False
        with self._store.writing() as connection:
            self._journal.close(connection, outcomes)
        with self._keeping:
            del self._kept[tenant][: len(outcomes)]
        return True


def _columns(school: RunSchool) -> dict[str, object]:
    return {**asdict(school), "state": school.state.value}


def begin(store: Store, connection: Connection, start: RunStart) -> int:
    """A new run's number; runs that nobody keeps alive any more are stored as interrupted."""
    dead = (RUNS.c.state == RunState.RUNNING.value, RUNS.c.expires <= store.now())
    connection.execute(
        update(RUNS).where(*dead).values(state=RunState.INTERRUPTED.value, ended=RUNS.c.expires)
    )
    values = {
        **asdict(start),
        "kind": start.kind.value,
        "acknowledged": json.dumps(start.acknowledged),
        "rosters": json.dumps(start.rosters),
        "key_id": store.keyring.key_id,
        "state": RunState.RUNNING.value,
        "started": store.now(),
        "expires": store.now(GRACE),
    }
    number: int = connection.scalars(insert(RUNS).values(values).returning(RUNS.c.number)).one()
    return number

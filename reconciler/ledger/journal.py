"""The journal: what a run means to do before a call, what came of it after."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, and_, bindparam, func, insert, or_, select, update

from reconciler.errors import SentSoFar
from reconciler.ledger.codec import decode_change, encode_change
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.pruning import PRUNED
from reconciler.ledger.store import Store
from reconciler.ledger.tables import BASELINES, JOURNAL, RUNS
from reconciler.model.change import Action, Change
from reconciler.model.json_data import read_json
from reconciler.model.resources import Address, Kind
from reconciler.model.states import EntryState, Outcome

_SUCCESS = (EntryState.APPLIED, EntryState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change of a run; times are ISO in UTC."""

    number: int
    """Counts up over the whole ledger, in the order of intent."""
    run: int
    tenant: str
    school: str
    kind: Kind
    key: str
    action: Action
    state: EntryState
    done: int
    wanted: int
    external_id: str | None
    faults: tuple[str, ...]
    """Their codes."""
    intended_at: str
    sent_at: str | None
    ended_at: str | None
    change: Change
    pruned: bool = False
    """Whether the change's values and members were taken out."""

    @property
    def address(self) -> Address:
        """Of the resource that was to be changed."""
        return Address(self.tenant, self.school, self.kind, self.key)


@dataclass(frozen=True, slots=True)
class Journal:
    """One run's part of the journal, as its writer sees it."""

    store: Store
    run: int
    _numbers: dict[Address, dict[Action, int]] = field(default_factory=dict)

    def intend(self, connection: Connection, changes: Sequence[Change]) -> None:
        """One row each; an address that is meant again gets another row, the newest counts."""
        if not changes:
            return
        rows = [self._row(change) for change in changes]
        statement = insert(JOURNAL).values(intended_at=self.store.now())
        numbers = connection.scalars(
            # without it a database may return the numbers in another order than the rows
            statement.returning(JOURNAL.c.number, sort_by_parameter_order=True),
            rows,
        )
        for change, number in zip(changes, numbers, strict=True):
            self._numbers.setdefault(change.address, {})[change.action] = number

    def send(self, connection: Connection, addresses: Collection[Address]) -> None:
        """They are on their way; the time of the first request stays."""
        numbers = [n for address in addresses for n in self._numbers[address].values()]
        connection.execute(
            update(JOURNAL)
            .where(
                JOURNAL.c.number.in_(numbers),
                JOURNAL.c.state.in_((EntryState.INTENDED.value, EntryState.SENT.value)),
            )
            .values(
                state=EntryState.SENT.value,
                # a change may take several requests; the first is when its effect may begin
                sent_at=func.coalesce(JOURNAL.c.sent_at, self.store.now()),
            )
        )

    def close(self, connection: Connection, outcomes: Sequence[Outcome]) -> None:
        """What became of them."""
        statement = (
            update(JOURNAL)
            .where(JOURNAL.c.number == bindparam("row"))
            .values(
                state=bindparam("became"),
                done=bindparam("did"),
                wanted=bindparam("of"),
                external_id=bindparam("id"),
                faults=bindparam("codes"),
                ended_at=self.store.now(),
            )
        )
        connection.execute(statement, [self._ended(outcome) for outcome in outcomes])

    def known(self, outcome: Outcome) -> None:
        """LookupError where this run never meant to do that: a mistake of the caller."""
        self._numbers[outcome.address][outcome.action]

    def _row(self, change: Change) -> dict[str, object]:
        return {
            "run": self.run,
            "tenant": change.address.tenant,
            "school": change.address.school,
            "kind": change.address.kind.value,
            "key": change.address.key,
            "action": change.action.value,
            "change": encode_change(change, self.store.keyring),
            "state": EntryState.INTENDED.value,
            "done": 0,
            "wanted": 0,
            "faults": "[]",
        }

    def _ended(self, outcome: Outcome) -> dict[str, object]:
        return {
            "row": self._numbers[outcome.address][outcome.action],
            "became": outcome.result.value,
            "did": outcome.done,
            "of": outcome.wanted,
            "id": outcome.external_id,
            "codes": json.dumps([fault.code.value for fault in outcome.faults]),
        }


def entries(connection: Connection, run: int, keyring: KeyRing) -> Iterator[JournalEntry]:
    """A run's rows in the order of intent; LedgerError where another key sealed them."""
    of_run = select(JOURNAL).where(JOURNAL.c.run == run).order_by(JOURNAL.c.number)
    for row in connection.execute(of_run).mappings():
        yield _entry(row, keyring)


def _entry(row: RowMapping, keyring: KeyRing) -> JournalEntry:
    values: Mapping[str, object] = {
        **row,
        "kind": Kind(row["kind"]),
        "action": Action(row["action"]),
        "state": EntryState(row["state"]),
        "faults": tuple(read_json(row["faults"])),
        "change": decode_change(row["change"], keyring),
        "pruned": f'"{PRUNED}":' in row["change"],
    }
    return JournalEntry(**values)  # type: ignore[arg-type]  # the columns are the fields


def sent_so_far(connection: Connection, run: int) -> SentSoFar:
    """How much of a run was sent."""
    rows = connection.execute(
        select(JOURNAL.c.state, func.count(JOURNAL.c.sent_at), func.count())
        .where(JOURNAL.c.run == run)
        .group_by(JOURNAL.c.state)
    ).all()
    sent = {EntryState(state): (sent, every) for state, sent, every in rows}
    return SentSoFar(
        run=run,
        sent=sum(count for count, _ in sent.values()),
        applied=sum(sent[state][0] for state in _SUCCESS if state in sent),
        open=sent.get(EntryState.SENT, (0, 0))[0],
    )


def unfinished_runs(connection: Connection, stack: str) -> Mapping[str, int]:
    """Addresses whose newest row is no success, without a complete apply since, and its run."""
    address = (JOURNAL.c.tenant, JOURNAL.c.school, JOURNAL.c.kind, JOURNAL.c.key)
    newest = (
        select(func.max(JOURNAL.c.number).label("number"))
        .join(RUNS, RUNS.c.number == JOURNAL.c.run)
        .where(RUNS.c.stack == stack)
        .group_by(*address)
        .subquery()
    )
    applied_since = and_(
        BASELINES.c.stack == stack,
        BASELINES.c.school == JOURNAL.c.school,
        BASELINES.c.tenant == JOURNAL.c.tenant,
    )
    rows = connection.execute(
        select(JOURNAL.c.run, *address)
        .join(newest, newest.c.number == JOURNAL.c.number)
        .outerjoin(BASELINES, applied_since)
        .where(JOURNAL.c.state.not_in([result.value for result in _SUCCESS]))
        .where(or_(BASELINES.c.run.is_(None), BASELINES.c.run < JOURNAL.c.run))
    )
    return {"/".join(row[1:]): row[0] for row in rows}

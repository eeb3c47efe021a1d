"""A rollout that is killed right after each of its journal points, in one process.

Premise: what a kill leaves is what the ledger and the tenants hold at that moment, and a process
that is gone with its lease. So one rollout runs to its end, and at each point, while nothing else
runs, both are copied; the next run begins from each copy in turn. Nothing is played again.

What was on its way at the moment of the kill is not in this: the simulated towns kill there, and
`tests/journeys/test_killed_on_sqlite.py` does so with SIGKILL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from reconciler.simulator.core.store import Row
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.exchange import Call, Request, Response
from tests.simulation import product
from tests.simulation.books import Books
from tests.simulation.databases import Copy, Database, copied, put_back
from tests.simulation.scheduler import Process, Scheduler
from tests.simulation.wire import Wire

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
APPLY = ("apply", "--yes")
MANY_AT_ONCE = "PATCH v1.0/groups/{id}"
"""Graph's bind takes up to 20 members: how they are packed depends on what is left."""
CLOSED_AGAIN = "PATCH groups/v1/groups/{groupUniqueId}"
"""A group that took nested ones is closed once more, unless a later run reads it closed."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What there is right after a journal point."""

    tenants: tuple[Row, ...]
    ledger: Copy
    calls: tuple[Call, ...]
    now: float


class _Seen(Wire):
    """A network that loses nothing, and keeps what was sent."""

    def __init__(self, scheduler: Scheduler, tenants: Tenants, calls: Iterable[Call]) -> None:
        super().__init__(
            scheduler, {one.tenant.alias: one for one in tenants}, lambda *_: nullcontext()
        )
        self.calls = list(calls)

    def _effect(
        self, process: Process, hosted: Hosted, request: Request, *, in_flight: bool
    ) -> Response | None:
        response = super()._effect(process, hosted, request, in_flight=in_flight)
        if response is not None:
            self.calls += response.calls
        return response


class Rollout:
    """One town's first rollout, and what a later run makes of each moment of it."""

    def __init__(self, root: Path, database: Database) -> None:
        self._root = root
        self._database = database
        stack = yaml.safe_load((root / "stacks" / "Pulumi.sandbox.yaml").read_text("utf-8"))
        tenants = stack["config"]["reconciler:tenants"]
        self._aliases = {
            one["tenantId"]: alias for alias, one in tenants.items() if "tenantId" in one
        }
        self.moments: list[Moment] = []
        self._newest: dict[str, Row] = {}
        database.empty()
        wire = self._enter((), (), 0.0)
        product.stage().at_point = lambda: self.moments.append(self._moment(wire))
        code, told = self._run("op1", APPLY)
        assert code == 0, told[-3000:]
        self.writes = _writes(wire.calls)

    def problems(self, point: int) -> Iterator[str]:
        """What is not whole after a kill right after that point (from 1) and one more run."""
        moment = self.moments[point - 1]
        put_back(self._database, moment.ledger)
        wire = self._enter(moment.tenants, moment.calls, moment.now)
        product.stage().processes["op1"] = Process("op1", dead=True)
        ended = point == len(self.moments)  # the last point stands behind the run's end
        for words in (APPLY, ("plan",)):
            code, told = self._run("op2", words)
            if code != 0:
                yield f"{words[0]} ended with {code}: {' '.join(told.split())[-300:]}"
        sent = _writes(wire.calls)
        if sent != self.writes:
            yield f"more: {sent - self.writes}, fewer: {self.writes - sent}"
        yield from self._ledger(interrupted=not ended)

    def _ledger(self, *, interrupted: bool) -> Iterator[str]:
        books = Books(self._database)
        states = [str(row[0]) for row in books.rows("select state from runs order by number")]
        if states != (["interrupted", "done"] if interrupted else ["done", "done"]):
            yield f"runs are {states}"
        left = books.rows(
            "select count(*) from journal join runs on runs.number = journal.run"
            " where journal.state in ('intended', 'sent') and runs.state = 'done'"
        )
        if left[0][0]:
            yield f"{left[0][0]} entries of the second run are open"
        made = books.rows(
            "select external_id, count(*) from journal where action = 'create'"
            " and external_id is not null group by external_id having count(*) > 1"
        )
        yield from (f"{ident} was created {times} times" for ident, times in made)
        schools = {row[0] for row in books.rows("select school from baselines")}
        wanted = {one.stem for one in (self._root / "schools").glob("*.yaml")} - {"municipality"}
        if schools != wanted:
            yield f"no baseline of {sorted(wanted - schools)}"

    def _enter(self, saved: tuple[Row, ...], calls: Iterable[Call], now: float) -> _Seen:
        tenants = Tenants(self._root / ".sandbox" / "tenants", saved)
        tenants.clock.stand()
        scheduler = Scheduler("kills", START)
        scheduler.now = now
        for one in tenants:
            tenants.behave(one, {})
            one.behaviour.clock.reach(scheduler.time.timestamp())
        wire = _Seen(scheduler, tenants, calls)
        product.enter(product.Stage(scheduler, wire, self._aliases))
        return wire

    def _moment(self, wire: _Seen) -> Moment:
        rows = tuple(self._same(one.row()) for one in wire.tenants.values())
        now = wire.scheduler.now
        return Moment(rows, copied(self._database), tuple(wire.calls), now)

    def _same(self, row: Row) -> Row:
        """The one of the moment before where nothing has changed: a tenant takes a megabyte."""
        if self._newest.get(row.alias) != row:
            self._newest[row.alias] = row
        return self._newest[row.alias]

    def _run(self, name: str, words: Sequence[str]) -> tuple[int | None, str]:
        process = Process(name)
        with chdir(self._root):
            ended = product.begin(process, list(words))
            product.stage().scheduler.run()
        return ended.code, ended.text + ended.crash


def _writes(calls: Iterable[Call]) -> Counter[str]:
    """Every write, by method and route, where each write is of one thing.

    Refused ones are told with their status, so that they never equal what went well. Settings
    count once for each group that got them.
    """
    sent = [(_name(one), one.path) for one in calls if one.method != "GET"]
    each = [name for name, _ in sent if name not in (MANY_AT_ONCE, CLOSED_AGAIN)]
    once = [name for name, _ in set(sent) if name == CLOSED_AGAIN]
    return Counter([*each, *once])


def _name(call: Call) -> str:
    refused = " refused" if call.status >= 400 else ""
    return f"{call.method} {call.route}{refused}"

"""Runs as the ledger has them: rows to types, for whoever looks back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, RowMapping, case, func, select

from reconciler.ledger.runs import Run, RunSchool
from reconciler.ledger.store import Store
from reconciler.ledger.tables import JOURNAL, REFUSALS, RUN_SCHOOLS, RUNS
from reconciler.model.json_data import read_json
from reconciler.model.plan import Refusal
from reconciler.model.school import SchoolRef
from reconciler.model.states import RunKind, RunSchoolState, RunState


def stored_runs(store: Store) -> Any:
    """Runs; one that is running, though nobody keeps it alive, is shown as interrupted."""
    dead = (RUNS.c.state == RunState.RUNNING.value) & (RUNS.c.expires <= store.now())
    shown = case((dead, RunState.INTERRUPTED.value), else_=RUNS.c.state).label("shown")
    return select(RUNS, shown)


def stored_run(connection: Connection, row: RowMapping) -> Run:
    values = {name: value for name, value in row.items() if name not in ("expires", "shown")}
    values["state"] = RunState(row["shown"])
    values["kind"] = RunKind(row["kind"])
    values["acknowledged"] = tuple(read_json(row["acknowledged"]))
    values["rosters"] = tuple((school, digest) for school, digest in read_json(row["rosters"]))
    number = row["number"]
    schools = _schools(connection, number) or _by_journal(connection, number)
    return Run(**values, schools=schools, refusals=_refusals(connection, number))


def _schools(connection: Connection, run: int) -> tuple[RunSchool, ...]:
    c = RUN_SCHOOLS.c
    rows = connection.execute(
        select(*(column for column in c if column.name != "run"))
        .where(c.run == run)
        .order_by(c.school, c.tenant)
    )
    return tuple(
        RunSchool(**{**row, "state": RunSchoolState(row["state"])}) for row in rows.mappings()
    )


def _by_journal(connection: Connection, run: int) -> tuple[RunSchool, ...]:
    """What is known of a run that goes on, or that ended before it could say."""
    c = JOURNAL.c
    values = select(c.school, c.tenant, c.state, func.count()).where(c.run == run)
    counts: dict[SchoolRef, Counter[str]] = {}
    for school, tenant, state, count in connection.execute(
        values.group_by(c.school, c.tenant, c.state)
    ):
        counts.setdefault(SchoolRef(school=school, tenant=tenant), Counter())[state] = count
    return tuple(
        RunSchool(
            school=ref.school,
            tenant=ref.tenant,
            wave="",
            fingerprint="",
            state=RunSchoolState.OPEN,
            changes=found.total(),
            applied=found["applied"] + found["unchanged"],
            failed=found["failed"],
            blocked=found["blocked"],
            unknown=found["unknown"] + found["sent"],
        )
        for ref, found in sorted(counts.items())
    )


def _refusals(connection: Connection, run: int) -> tuple[Refusal, ...]:
    c = REFUSALS.c
    rows = connection.execute(
        select(c.guard, c.school, c.tenant, c.facts).where(c.run == run).order_by(c.number)
    ).mappings()
    return tuple(Refusal(**{**row, "facts": read_json(row["facts"])}) for row in rows)

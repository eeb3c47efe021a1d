"""Takes out of a ledger what is older than it is kept: payloads go, counts and digests stay.

- journal: of a change stays its address, action, state, times, counts, and where it renamed
  something which key that had, for nothing else knows it. Vendor ids, members and values go.
- findings that are gone: which thing or person it was becomes a digest; rule, school and days stay.
- reports: the text goes; how many schools it had and how many stood well stays.

A keyed digest of what went stays, so that somebody who has a copy can show that it is the one.
Runs that go on are not touched, nor is anything that guards still remember.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, select, update

from reconciler.ledger.codec import EXACT
from reconciler.ledger.store import Store
from reconciler.ledger.tables import FINDINGS, JOURNAL, REPORTS, RUNS
from reconciler.model.json_data import read_json
from reconciler.model.keep import Cutoffs
from reconciler.model.states import RunState

PRUNED = "pruned"
"""Key of the digest in what is left of a payload."""
IS_PRUNED = f'%"{PRUNED}":%'
_GONE = f"{PRUNED}/"
_KEPT_FIELD = "key"
_BATCH = 500
_NEVER = ""
"""Comes before every time."""


@dataclass(frozen=True, slots=True)
class PruneCounts:
    """How many rows lose their payload."""

    journal: int = 0
    findings: int = 0
    reports: int = 0

    @property
    def any(self) -> bool:
        """Whether anything goes."""
        return bool(self.journal or self.findings or self.reports)


def to_prune(connection: Connection, cutoffs: Cutoffs) -> PruneCounts:
    """What would go; nothing is written."""
    return PruneCounts(*(len(connection.execute(rows).all()) for rows in _selects(cutoffs)))


def prune(store: Store, connection: Connection, cutoffs: Cutoffs) -> PruneCounts:
    """Takes the payloads out."""
    journal, findings, reports = (
        connection.execute(rows).mappings().all() for rows in _selects(cutoffs)
    )
    digest = store.keyring.digest
    _rewrite(
        connection,
        JOURNAL,
        "change",
        [(row["number"], _stub(row["change"], digest(row["change"]))) for row in journal],
    )
    for row in findings:
        key = {name: row[name] for name in ("stack", "tenant", "school", "code", "subject")}
        gone = f"{_GONE}{digest('/'.join(key.values()))}"
        connection.execute(update(FINDINGS).filter_by(**key).values(subject=gone))
    for row in reports:
        key = {name: row[name] for name in ("stack", "day")}
        summary = _summary(row["data"], digest(row["data"]))
        connection.execute(update(REPORTS).filter_by(**key).values(data=summary))
    return PruneCounts(len(journal), len(findings), len(reports))


def _selects(cutoffs: Cutoffs) -> Sequence[Select[Any]]:
    """The rows of each sort that are due and still whole."""
    j, f, r = JOURNAL.c, FINDINGS.c, REPORTS.c
    journal = (
        select(j.number, j.change)
        .join(RUNS, RUNS.c.number == j.run)
        .where(RUNS.c.started < (cutoffs.journal or _NEVER), RUNS.c.state != RunState.RUNNING.value)
        .where(j.change.not_like(IS_PRUNED))
        .order_by(j.number)
    )
    findings = select(FINDINGS).where(
        f.gone_at < (cutoffs.findings or _NEVER), f.subject.not_like(f"{_GONE}%")
    )
    reports = select(REPORTS).where(r.day < (cutoffs.reports or _NEVER), r.data.not_like(IS_PRUNED))
    return (journal, findings, reports)


def _rewrite(
    connection: Connection, table: Table, column: str, rows: Sequence[tuple[int, str]]
) -> None:
    statement = (
        update(table)
        .where(table.c.number == bindparam("row"))
        .values({column: bindparam("left"), "external_id": None})
    )
    for batch in _batches(rows):
        connection.execute(statement, [{"row": number, "left": text} for number, text in batch])


def _batches(rows: Sequence[tuple[int, str]]) -> Iterable[Sequence[tuple[int, str]]]:
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))


def _stub(text: str, digest: str) -> str:
    """A change without its payload, in the form in which the journal is read."""
    data = {name: value for name, value in read_json(text).items() if name != EXACT}
    renamed = [field for field in data["fields"] if field[0] == _KEPT_FIELD]
    left = {
        **data,
        "after": None,
        "before": None,
        "lost": None,
        "delta": None,
        "fields": renamed,
        "target": data["target"] if renamed else None,
        "reason": [data["reason"][0], {}],
        "drifted": [],
        PRUNED: digest,
    }
    return json.dumps(left, ensure_ascii=False, separators=(",", ":"))


def _summary(text: str, digest: str) -> str:
    schools = read_json(text).get("schools", [])
    well = sum(school.get("state") in ("converged", "observed") for school in schools)
    left = {PRUNED: digest, "schools": len(schools), "settled": well}
    return json.dumps(left, separators=(",", ":"))

"""Findings over time: since when a school has one, and since when it is gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Insert, RowMapping, Update, bindparam, insert, select, update

from reconciler.ledger.store import Store
from reconciler.ledger.tables import FINDINGS, RUN_SCHOOLS
from reconciler.model.plan import Level
from reconciler.model.school import SchoolRef


class _Key(NamedTuple):
    """What a finding is known by from run to run: columns of the table by their names."""

    tenant: str
    school: str
    code: str
    subject: str


class FoundFinding(NamedTuple):
    """A finding of one run."""

    ref: SchoolRef
    code: str
    subject: str
    """A kind and key, or a pseudonym."""
    level: Level

    @property
    def key(self) -> _Key:
        """What it is known by."""
        return _Key(
            tenant=self.ref.tenant, school=self.ref.school, code=self.code, subject=self.subject
        )


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding that some run saw; times are ISO in UTC."""

    tenant: str
    school: str
    code: str
    subject: str
    level: Level
    first_seen: str
    last_seen: str
    gone_at: str | None


def record_findings(
    store: Store, connection: Connection, run: tuple[int, str], found: Collection[FoundFinding]
) -> None:
    """What a run (number, stack) found; what its schools had and have no more is gone."""
    number, stack = run
    levels = {item.key: item.level for item in found}
    before = _before(connection, stack)
    # a narrow run says nothing of the schools that it did not observe
    looked_at = _looked_at(connection, number)
    seen = {"last_seen": store.now(), "gone_at": None}
    _execute(
        connection,
        _at(stack).values(level=bindparam("found"), **seen),
        [{**_where(key), "found": level.value} for key, level in levels.items() if key in before],
    )
    _execute(
        connection,
        insert(FINDINGS).values(stack=stack, first_seen=store.now(), **seen),
        [
            {**_columns(key), "level": level.value}
            for key, level in levels.items()
            if key not in before
        ],
    )
    _execute(
        connection,
        _at(stack).values(gone_at=store.now()),
        [
            _where(key)
            for key, gone in before.items()
            if gone is None
            and key not in levels
            and SchoolRef(school=key.school, tenant=key.tenant) in looked_at
        ],
    )


def _before(connection: Connection, stack: str) -> Mapping[_Key, str | None]:
    c = FINDINGS.c
    key = (c.tenant, c.school, c.code, c.subject)
    rows = connection.execute(select(*key, c.gone_at).where(c.stack == stack))
    return {_Key(*key): gone for *key, gone in rows}


def _looked_at(connection: Connection, run: int) -> frozenset[SchoolRef]:
    """The schools that a run observed."""
    c = RUN_SCHOOLS.c
    rows = connection.execute(select(c.school, c.tenant).where(c.run == run))
    return frozenset(SchoolRef(school=school, tenant=tenant) for school, tenant in rows)


def _at(stack: str) -> Update:
    """One finding of a stack, by the parameters of `_where`."""
    columns = zip(_Key._fields, FINDINGS.c[*_Key._fields], strict=True)
    which = (column == bindparam(f"its_{name}") for name, column in columns)
    return update(FINDINGS).where(FINDINGS.c.stack == stack, *which)


def _where(key: _Key) -> dict[str, object]:
    return {f"its_{name}": value for name, value in zip(_Key._fields, key, strict=True)}


def _columns(key: _Key) -> dict[str, object]:
    return dict(key._asdict())


def _execute(
    connection: Connection, statement: Update | Insert, rows: Sequence[dict[str, object]]
) -> None:
    if rows:
        connection.execute(statement, rows)


def findings(connection: Connection, stack: str) -> tuple[FindingRecord, ...]:
    """All that were ever seen, by school, tenant, code and subject."""
    c = FINDINGS.c
    rows = connection.execute(
        select(FINDINGS).where(c.stack == stack).order_by(c.school, c.tenant, c.code, c.subject)
    ).mappings()
    return tuple(FindingRecord(**_fields(row)) for row in rows)


def _fields(row: RowMapping) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name != "stack"}
    return {**fields, "level": Level(row["level"])}

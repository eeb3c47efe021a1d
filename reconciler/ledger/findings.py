"""Findings over time: since when a school has one, and since when it is gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Insert, Update, bindparam, insert, select, update

from reconciler.ledger.store import Store
from reconciler.ledger.tables import FINDINGS, RUN_SCHOOLS

FindingKey = tuple[str, str, str, str, str]
"""Tenant, school, code, subject (a kind and key, or a pseudonym), level."""
_Key = tuple[str, str, str, str]
_KEY = ("tenant", "school", "code", "subject")


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding that some run saw; times are ISO in UTC."""

    tenant: str
    school: str
    code: str
    subject: str
    level: str
    first_seen: str
    last_seen: str
    gone_at: str | None


def record_findings(
    store: Store, connection: Connection, run: tuple[int, str], found: Collection[FindingKey]
) -> None:
    """What a run (number, stack) found; what its schools had and have no more is gone."""
    number, stack = run
    levels = {one[:4]: one[4] for one in found}
    before = _before(connection, stack)
    looked_at = _looked_at(connection, number)
    seen = {"last_seen": store.now(), "gone_at": None}
    _execute(
        connection,
        _at(stack).values(level=bindparam("found"), **seen),
        [{**_where(key), "found": level} for key, level in levels.items() if key in before],
    )
    _execute(
        connection,
        insert(FINDINGS).values(stack=stack, first_seen=store.now(), **seen),
        [{**_columns(key), "level": level} for key, level in levels.items() if key not in before],
    )
    _execute(
        connection,
        _at(stack).values(gone_at=store.now()),
        [
            _where(key)
            for key, gone in before.items()
            if gone is None and key not in levels and key[:2] in looked_at
        ],
    )


def _before(connection: Connection, stack: str) -> Mapping[_Key, str | None]:
    c = FINDINGS.c
    key = (c.tenant, c.school, c.code, c.subject)
    rows = connection.execute(select(*key, c.gone_at).where(c.stack == stack))
    return {(tenant, school, code, subject): gone for tenant, school, code, subject, gone in rows}


def _looked_at(connection: Connection, run: int) -> frozenset[tuple[str, str]]:
    """Tenant and school of what a run looked at."""
    c = RUN_SCHOOLS.c
    rows = connection.execute(select(c.tenant, c.school).where(c.run == run))
    return frozenset((tenant, school) for tenant, school in rows)


def _at(stack: str) -> Update:
    """One finding of a stack, by the parameters of `_where`."""
    columns = zip(_KEY, FINDINGS.c[*_KEY], strict=True)
    which = (column == bindparam(f"its_{name}") for name, column in columns)
    return update(FINDINGS).where(FINDINGS.c.stack == stack, *which)


def _where(key: _Key) -> dict[str, object]:
    return {f"its_{name}": value for name, value in zip(_KEY, key, strict=True)}


def _columns(key: _Key) -> dict[str, object]:
    return dict(zip(_KEY, key, strict=True))


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
    return tuple(
        FindingRecord(**{name: value for name, value in row.items() if name != "stack"})
        for row in rows
    )

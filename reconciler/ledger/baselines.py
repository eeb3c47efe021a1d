"""What each school's declaration was when it was last applied completely."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, union

from reconciler.ledger.tables import BASELINES, JOURNAL
from reconciler.model.baseline import Baseline
from reconciler.model.json_data import read_json
from reconciler.model.school import SchoolRef


def save(connection: Connection, stack: str, baseline: Baseline) -> None:
    """Instead of the one before."""
    key = {"stack": stack, "school": baseline.school, "tenant": baseline.tenant}
    connection.execute(delete(BASELINES).filter_by(**key))
    data = {"run": baseline.run or None, "at": baseline.at, "declared": _encoded(baseline)}
    connection.execute(insert(BASELINES).values(**key, **data))


def drop(connection: Connection, stack: str, refs: Collection[SchoolRef]) -> None:
    """Schools and tenants that are declared no more, and whose going was agreed to."""
    for ref in sorted(refs):
        key = {"stack": stack, "school": ref.school, "tenant": ref.tenant}
        connection.execute(delete(BASELINES).filter_by(**key))


def known_schools(connection: Connection) -> frozenset[SchoolRef]:
    """Schools and tenants that have a baseline, or a journalled change, in any stack."""
    tables = (BASELINES, JOURNAL)
    rows = [select(table.c.school, table.c.tenant).distinct() for table in tables]
    return frozenset(
        SchoolRef(school=school, tenant=tenant)
        for school, tenant in connection.execute(union(*rows))
    )


def baselines(connection: Connection, stack: str) -> Mapping[SchoolRef, Baseline]:
    """Each school's baseline."""
    rows = connection.execute(select(BASELINES).where(BASELINES.c.stack == stack)).mappings()
    return {
        SchoolRef(school=row["school"], tenant=row["tenant"]): Baseline(
            school=row["school"],
            tenant=row["tenant"],
            run=row["run"] or 0,
            at=row["at"],
            **_decoded(row["declared"]),
        )
        for row in rows
    }


def _encoded(baseline: Baseline) -> str:
    data = {
        "fields": {key: dict(values) for key, values in baseline.fields.items()},
        "sets": {key: sorted(values) for key, values in baseline.sets.items()},
        "people": dict(baseline.people),
        "classes": sorted(baseline.classes),
        "year": baseline.year,
        "dated": baseline.dated,
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _decoded(text: str) -> dict[str, Any]:
    data: dict[str, Any] = read_json(text)
    data["sets"] = {key: frozenset(values) for key, values in data["sets"].items()}
    data["classes"] = frozenset(data["classes"])
    return data

"""What probes found in tenants, dated: the newest of each tenant is what counts."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from reconciler.ledger.store import Store
from reconciler.ledger.tables import PROBES
from reconciler.model.json_data import read_json
from reconciler.model.probe import Assumption, ProbeAnswer, StoredProbe


def save_probe(
    store: Store, connection: Connection, run: int, tenant: str, answers: tuple[ProbeAnswer, ...]
) -> None:
    """Keeps a run's probe of one tenant."""
    data = [[one.assumption.value, one.holds, one.seconds, one.words] for one in answers]
    values = {"run": run, "tenant": tenant, "at": store.now(), "answers": json.dumps(data)}
    connection.execute(insert(PROBES).values(values))


def probes(connection: Connection) -> Mapping[str, StoredProbe]:
    """The newest probe of each tenant."""
    c = PROBES.c
    rows = connection.execute(select(c.tenant, c.at, c.run, c.answers).order_by(c.run))
    return {row.tenant: _probe(row.tenant, row.at, row.run, row.answers) for row in rows}


def _probe(tenant: str, at: str, run: int, answers: str) -> StoredProbe:
    known = {one.value for one in Assumption}
    found = [
        ProbeAnswer(Assumption(name), holds, seconds, words)
        for name, holds, seconds, words in read_json(answers)
        # a later version may have asked what this one does not know
        if name in known
    ]
    return StoredProbe(tenant, at, run, tuple(found))

"""What units and groups were called before runs renamed them, as the journal has it.

Where a vendor keeps no alias of what was renamed (a unit, a security group), nothing else knows it.
The outcome of a row is not asked: which key an object has today is seen on its mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, select

from reconciler.ledger.codec import decode_change
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.tables import JOURNAL, RUNS
from reconciler.model.change import Action
from reconciler.model.mark import FormerKeys
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef

_CHANGES_KEY = '%["key",%'
"""A field change of the mark's key, as `codec` writes it."""


def former_keys(
    connection: Connection, keyring: KeyRing, stack: str, ids: Mapping[str, str]
) -> Mapping[SchoolRef, FormerKeys]:
    """By school and tenant; `ids` are earlier ids of schools → today's."""
    c = JOURNAL.c
    rows = connection.execute(
        select(c.tenant, c.school, c.kind, c.change)
        .join(RUNS, RUNS.c.number == c.run)
        .where(RUNS.c.stack == stack, c.action == Action.UPDATE.value)
        .where(c.kind.in_((Kind.ORG_UNIT.value, Kind.GROUP.value)), c.change.like(_CHANGES_KEY))
    ).mappings()
    found: dict[SchoolRef, dict[tuple[Kind, str], frozenset[str]]] = defaultdict(dict)
    for row in rows:
        change = decode_change(row["change"], keyring)
        if change.target is None:
            continue
        old = frozenset(str(one.before) for one in change.fields if one.name == "key")
        ref = SchoolRef(school=ids.get(row["school"], row["school"]), tenant=row["tenant"])
        thing = (Kind(row["kind"]), change.target.id)
        found[ref][thing] = found[ref].get(thing, frozenset()) | old
    return found

"""What vendors refused for good, by school: so that it is told, and not sent again each time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, and_, delete, insert, or_, select

from reconciler.ledger.tables import VENDOR_REFUSALS
from reconciler.model.held import RememberedRefusal
from reconciler.model.resources import Address, Kind
from reconciler.model.school import SchoolRef

_COLUMNS = ("subject", "inputs", "code", "times", "first", "last")


def vendor_refusals(
    connection: Connection, stack: str, ids: Mapping[str, str]
) -> Mapping[Address, tuple[RememberedRefusal, ...]]:
    """All of a stack's by address; `ids` are earlier ids of schools → today's."""
    found: dict[Address, tuple[RememberedRefusal, ...]] = {}
    rows = connection.execute(select(VENDOR_REFUSALS).filter_by(stack=stack)).mappings()
    for row in rows:
        school = ids.get(row["school"], row["school"])
        address = Address(row["tenant"], school, Kind(row["kind"]), row["key"])
        rest = {name: row[name] for name in _COLUMNS}
        found[address] = (*found.get(address, ()), RememberedRefusal(address, **rest))
    return found


def remember(
    connection: Connection,
    stack: str,
    schools: Collection[SchoolRef],
    kinds: Collection[Kind],
    kept: Iterable[RememberedRefusal],
) -> None:
    """In place of what was known of these schools; of some kinds only (empty: of all)."""
    if not schools:
        return
    c = VENDOR_REFUSALS.c
    of_schools = or_(*(and_(c.school == ref.school, c.tenant == ref.tenant) for ref in schools))
    of_kinds = [c.kind.in_([kind.value for kind in kinds])] if kinds else []
    connection.execute(delete(VENDOR_REFUSALS).where(c.stack == stack, of_schools, *of_kinds))
    rows = [_row(stack, one) for one in kept]
    if rows:
        connection.execute(insert(VENDOR_REFUSALS), rows)


def _row(stack: str, one: RememberedRefusal) -> dict[str, object]:
    tenant, school, kind, key = one.address
    rest = {name: getattr(one, name) for name in _COLUMNS}
    return {**rest, "stack": stack, "tenant": tenant, "school": school, "kind": kind, "key": key}

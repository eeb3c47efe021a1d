"""What the journal has of recent removals, for the guards' memory.

Most rows of a journal only add: a first rollout has thousands. They are left out by their text,
before anything is decoded, so that reading costs what was removed and not what was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, or_, select

from reconciler.ledger.codec import decode_change
from reconciler.ledger.store import Store
from reconciler.ledger.tables import JOURNAL, RUNS
from reconciler.model.change import Action, Change, LicenceDelta, MembershipDelta
from reconciler.model.json_data import read_json
from reconciler.model.removals import Acknowledgement, Removal
from reconciler.model.resources import Address, Kind, Member, Membership
from reconciler.model.states import EntryState


class Window(NamedTuple):
    """How far back the guards remember."""

    days: int
    """0: they do not."""
    since: str
    """ISO day."""


_NOT_DONE = (EntryState.BLOCKED.value, EntryState.UNCHANGED.value)
_TAKES = (Action.DELETE.value, Action.FORGET.value)
_TAKES_NOBODY = '%"delta":["members",%,[],[],[]]%'
"""A membership's delta without removals and role changes, as `codec` writes it."""
_TAKES_NO_LICENCE = '%"delta":["licences",%,[],[],[]]%'
"""A change with a swap has a fifth set, so that it does not end like this."""


def removals(
    connection: Connection, store: Store, stack: str, since: str, ids: Mapping[str, str]
) -> Iterator[Removal]:
    """What runs of a stack took away since an ISO time, oldest first; `ids`: old school id → now.

    A row that failed or was never answered counts too: observing shows who is still there.
    LedgerError where another key sealed it.
    """
    c = JOURNAL.c
    rows = connection.execute(
        select(JOURNAL)
        .join(RUNS, RUNS.c.number == c.run)
        .where(RUNS.c.stack == stack, c.intended_at >= since, c.state.not_in(_NOT_DONE))
        .where(
            or_(
                c.action.in_(_TAKES),
                (c.kind == Kind.MEMBERSHIP.value) & c.change.not_like(_TAKES_NOBODY),
                (c.kind == Kind.LICENCE.value) & c.change.not_like(_TAKES_NO_LICENCE),
            )
        )
        .order_by(c.number)
    ).mappings()
    for row in rows:
        change = decode_change(row["change"], store.keyring)
        yield from _removals(row, change.really, ids)


def acknowledgements(connection: Connection, stack: str, since: str) -> Iterator[Acknowledgement]:
    """What runs of a stack that began since an ISO time were allowed to pass."""
    c = RUNS.c
    rows = connection.execute(
        select(c.number, c.acknowledged).where(c.stack == stack, c.started >= since)
    )
    for number, names in rows:
        yield from (Acknowledgement(number, name) for name in read_json(names))


def _removals(row: RowMapping, change: Change, ids: Mapping[str, str]) -> Iterator[Removal]:
    school = ids.get(row["school"], row["school"])
    address = Address(row["tenant"], school, Kind(row["kind"]), row["key"])
    if change.action in (Action.DELETE, Action.FORGET):
        yield Removal(row["run"], address, change.action, frozenset({address.key}))
    if isinstance(change.lost, Membership):  # who was in a group that was deleted
        gone = frozenset(member.ref for who in change.lost.roles.values() for member in who)
        yield Removal(row["run"], address._replace(kind=Kind.MEMBERSHIP), Action.UPDATE, gone)
    if refs := _refs(change):
        yield Removal(row["run"], address, Action.UPDATE, refs)
    for product, holders in _swapped_away(change).items():
        lost = address._replace(key=product)
        yield Removal(row["run"], lost, Action.UPDATE, frozenset(holders), swapped=True)


def _swapped_away(change: Change) -> Mapping[str, set[str]]:
    """Product → who was switched from it to the change's own."""
    lost: dict[str, set[str]] = {}
    for swap in change.delta.swap if isinstance(change.delta, LicenceDelta) else ():
        lost.setdefault(swap.product, set()).add(swap.was.member.ref)
    return lost


def _refs(change: Change) -> frozenset[str]:
    delta = change.delta
    if isinstance(delta, MembershipDelta):
        added = {entry.member for entry in delta.add}
        return _of(entry.member for entry in delta.remove if entry.member not in added)
    if isinstance(delta, LicenceDelta):
        return _of(holder.member for holder in delta.remove)
    return frozenset()


def _of(members: Iterator[Member]) -> frozenset[str]:
    return frozenset(member.ref for member in members)

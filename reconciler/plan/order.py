"""The order of changes: what others depend on first, removals last.

1. units, from the root down;
2. groups;
3. memberships (a nested group must exist);
4. placements (the unit must exist);
5. licences (a group-based one needs its group);
6. removed groups;
7. removed units, from the leaves up, after placements have emptied them.
One rank is one phase: its changes do not depend on each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reconciler.model.change import Change, LicenceDelta
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Address, Kind, OrgUnit

_CREATE_RANK = {
    Kind.ORG_UNIT: 0,
    Kind.GROUP: 1,
    Kind.MEMBERSHIP: 2,
    Kind.PLACEMENT: 3,
    Kind.LICENCE: 4,
}
_REMOVE_RANK = {Kind.GROUP: 5, Kind.ORG_UNIT: 6}


def rank(change: Change) -> tuple[int, int]:
    """Kind first, then depth: units are created from the root down, removed from the leaves up."""
    kind, unit = change.address.kind, change.after or change.before
    path = unit.path if isinstance(unit, OrgUnit) else f"/{change.address.key}"
    depth = path.count("/")
    if change.action.is_removal:
        return (_REMOVE_RANK.get(kind, 5), -depth)
    if kind is Kind.LICENCE:
        # A swap frees a seat of the other product, which a plain addition may be planned to take.
        return (_CREATE_RANK[kind], 0 if _swaps(change) else 1)
    return (_CREATE_RANK[kind], depth if kind is Kind.ORG_UNIT else 0)


def _swaps(change: Change) -> bool:
    return isinstance(change.delta, LicenceDelta) and bool(change.delta.swap)


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Sorted by rank, then address, so that equal changes give an equal order."""
    return tuple(sorted(changes, key=lambda change: (rank(change), change.address)))


def phases(changes: Iterable[Change]) -> Iterator[tuple[Change, ...]]:
    """Runs of changes that do not depend on each other, in order."""
    for _, run in groupby(ordered(changes), key=rank):
        yield tuple(run)


def in_rollout(waves: Sequence[str], schools: Iterable[SchoolPlan]) -> tuple[SchoolPlan, ...]:
    """Schools by the position of their wave in the rollout, then by id and tenant."""
    return tuple(sorted(schools, key=lambda s: (waves.index(s.wave), s.school, s.tenant)))


def needs(change: Change) -> tuple[Address, ...]:
    """The addresses that must have succeeded, where they are part of the same plan."""
    tenant, school, kind, key = change.address
    # a removal needs nothing, and must not wait for what could not be made
    if change.action.is_removal:
        return ()
    if kind in (Kind.ORG_UNIT, Kind.PLACEMENT):
        parts = key.split("/")
        own = len(parts) if kind is Kind.PLACEMENT else len(parts) - 1
        return tuple(
            Address(tenant, school, Kind.ORG_UNIT, "/".join(parts[:depth]))
            for depth in range(1, own + 1)
        )
    if kind is Kind.MEMBERSHIP:
        return (Address(tenant, school, Kind.GROUP, key),)
    return ()

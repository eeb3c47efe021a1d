"""Journal entries as undo reads them, and the scope that must be observed for them.

An entry counts as long as it may have changed the tenant: also where no answer came (`sent`,
`unknown`), where the run was killed right before sending (`intended`), or where a change failed
half-way. Counting one too many is safe: what did not happen is not "as the run left it".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from reconciler.model.change import Change, LicenceDelta, PlacementDelta
from reconciler.model.observation import Scope
from reconciler.model.resources import (
    Group,
    Kind,
    LicenceAssignment,
    LicenceSwap,
    Membership,
    OrgUnit,
    Placement,
)
from reconciler.model.states import EntryState

_MAY_HAVE_ACTED = frozenset(
    {EntryState.APPLIED, EntryState.SENT, EntryState.UNKNOWN, EntryState.INTENDED}
)
"""States in which a change may have been applied; an interrupted run leaves the last three."""


class JournalledChange(Protocol):
    """One change of a run, and its state."""

    @property
    def state(self) -> EntryState:
        """How far it came."""

    @property
    def done(self) -> int:
        """How many of its items were applied."""

    @property
    def external_id(self) -> str | None:
        """The vendor's id of what was created."""

    @property
    def change(self) -> Change:
        """The planned change."""


def may_have_acted(entry: JournalledChange) -> bool:
    """Whether this entry may have changed the tenant."""
    if entry.state not in (EntryState.FAILED, EntryState.PARTIAL):
        return entry.state in _MAY_HAVE_ACTED
    # a group is written in two calls: the first may have succeeded where the second failed
    partly = entry.change.address.kind is Kind.GROUP and len(entry.change.fields) > 1
    return entry.done > 0 or entry.external_id is not None or partly


def scope_with(
    scope: Scope, entries: Iterable[JournalledChange], products: Mapping[str, Mapping[str, str]]
) -> Scope:
    """The scope, widened by what a run touched, which may no longer be declared.

    `products` are all of the municipality's, by their names at this tenant's vendor.
    """
    changes = [entry.change for entry in entries if may_have_acted(entry)]
    licences = {c.address.key for c in changes if isinstance(c.after, LicenceAssignment)}
    licences |= {swap.product for change in changes for swap in _swaps(change)}
    found = {key: products[key] for key in licences if key in products}
    return replace(
        scope,
        roots=scope.roots | {path for change in changes for path in _paths(change)} - {"/", ""},
        named=scope.named | {name for change in changes for name in _names(change)},
        marks=scope.marks | {mark for change in changes for mark in _marks(change)},
        products={**found, **scope.products},
    )


def _swaps(change: Change) -> tuple[LicenceSwap, ...]:
    return change.delta.swap if isinstance(change.delta, LicenceDelta) else ()


def _paths(change: Change) -> Iterator[str]:
    for resource in (change.before, change.after):
        if isinstance(resource, OrgUnit | Placement):
            yield resource.path
    if isinstance(change.delta, PlacementDelta):
        yield from (path for move in change.delta.moves for path in move.out_of)


def _names(change: Change) -> Iterator[str]:
    for resource in (change.before, change.after):
        if isinstance(resource, Group):
            yield resource.address
        elif isinstance(resource, Membership):
            yield resource.group


def _marks(change: Change) -> Iterator[tuple[str, str]]:
    if change.address.kind is Kind.GROUP:
        keys = {change.address.key, *_both_values(change, "key")}
        schools = {change.address.school, *_both_values(change, "school")}
        yield from ((school, key) for school in schools for key in keys)


def _both_values(change: Change, name: str) -> Iterator[str]:
    """The values of a field of our mark before and after a change."""
    for field in change.fields:
        if field.name == name:
            yield from (str(v) for v in (field.before, field.after) if v is not None)


def ids_of(entries: Iterable[JournalledChange]) -> frozenset[str]:
    """Ids of schools that the entries found in marks, or wrote into them."""
    return frozenset(school for e in entries for school in _both_values(e.change, "school"))

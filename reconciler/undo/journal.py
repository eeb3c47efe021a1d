"""Entries of the journal, as far as undo reads them; what they touched must be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from reconciler.model.observation import Scope
from reconciler.model.plan import Change, LicenceDelta, PlacementDelta
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

_DONE = frozenset({EntryState.APPLIED, EntryState.SENT, EntryState.UNKNOWN, EntryState.INTENDED})
"""States in which a change may have been carried out; an interrupted run leaves the last three."""


class JournalledChange(Protocol):
    """One change of a run, and how far it came."""

    @property
    def state(self) -> EntryState:
        """How far it came."""

    @property
    def done(self) -> int:
        """How many of its items were carried out."""

    @property
    def external_id(self) -> str | None:
        """The vendor's id of what was created."""

    @property
    def change(self) -> Change:
        """What was to be done."""


def may_have_acted(entry: JournalledChange) -> bool:
    """Whether something in the tenant may be as it is because of this entry."""
    if entry.state is not EntryState.FAILED:
        return entry.state in _DONE
    # A group is written in two calls, so that the first may stand where the second failed.
    parts = entry.change.address.kind is Kind.GROUP and len(entry.change.fields) > 1
    return entry.done > 0 or entry.external_id is not None or parts


def scope_with(
    scope: Scope, entries: Iterable[JournalledChange], products: Mapping[str, Mapping[str, str]]
) -> Scope:
    """The scope, widened by what a run touched and what may not be declared any more.

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
    for thing in (change.before, change.after):
        if isinstance(thing, OrgUnit | Placement):
            yield thing.path
    if isinstance(change.delta, PlacementDelta):
        yield from (path for move in change.delta.moves for path in move.out_of)


def _names(change: Change) -> Iterator[str]:
    for thing in (change.before, change.after):
        if isinstance(thing, Group):
            yield thing.address
        elif isinstance(thing, Membership):
            yield thing.group


def _marks(change: Change) -> Iterator[tuple[str, str]]:
    if change.address.kind is Kind.GROUP:
        keys = {change.address.key, *_either(change, "key")}
        schools = {change.address.school, *_either(change, "school")}
        yield from ((school, key) for school in schools for key in keys)


def _either(change: Change, name: str) -> Iterator[str]:
    """What a field of our mark was before a change, and is after it."""
    for one in change.fields:
        if one.name == name:
            yield from (str(side) for side in (one.before, one.after) if side is not None)


def ids_of(entries: Iterable[JournalledChange]) -> frozenset[str]:
    """Ids of schools that the entries found in marks, or left there."""
    return frozenset(school for e in entries for school in _either(e.change, "school"))

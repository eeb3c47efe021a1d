"""What the ledger knows that we own in a tenant, and whether its listings show any of it.

Premise: a vendor may answer 200 with an empty list. A plan made from it would create everything
once more, and everything that we own would count as deleted by hand.

Rule: where a listing claims to be complete and shows not one of the groups (or units) of the
baselines, each of them is a reference that contradicts it (see `contradictions`). One that is
missing may have been deleted by hand, which is drift; that all were is less likely.

Example: 60 groups are known, the listing has 0 of them: groups are unknown, and nothing is planned
for them. It has 59: the other one is drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reconciler.desired.context import SchoolContext
from reconciler.model.baseline import Baseline
from reconciler.model.mark import Mark
from reconciler.model.observation import LEDGER, Listing, Observation, Reference, Scope
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef

_LISTINGS = {Kind.GROUP: Listing.GROUPS, Kind.ORG_UNIT: Listing.UNITS}


class OwnedObject(NamedTuple):
    """A group or unit that was ours when its school was last applied completely."""

    kind: Kind
    name: str
    """Its address or path then, as its key and the school's scope give it."""
    marks: frozenset[tuple[str, str]]
    """(school, key) that its mark may name, under every id of the school."""

    def lies_in(self, scope: Scope) -> bool:
        """Whether a look within the scope shows it, if it is there."""
        if self.kind is Kind.GROUP:
            return scope.covers_address(self.name) or not self.marks.isdisjoint(scope.marks)
        return scope.covers_path(self.name) or not self.marks.isdisjoint(scope.unit_marks)


def owned_objects(
    schools: Iterable[SchoolContext], baselines: Mapping[SchoolRef, Baseline]
) -> frozenset[OwnedObject]:
    """Of these schools, whose baselines are held under their ids of today.

    A school that is declared no more is left out: nothing says that its scope is looked at.
    """
    return frozenset(
        owned
        for context in schools
        if (known := baselines.get(context.ref)) is not None
        for owned in _of(context, known)
    )


def _of(context: SchoolContext, baseline: Baseline) -> Iterator[OwnedObject]:
    ids = (context.manifest.id, *context.manifest.previously)
    for resource in baseline.fields:
        kind, _, key = resource.partition("/")
        marks = frozenset((school, key) for school in ids)
        if kind == Kind.GROUP:
            yield OwnedObject(Kind.GROUP, context.mail(key), marks)
        elif kind == Kind.ORG_UNIT:
            yield OwnedObject(Kind.ORG_UNIT, context.path(key), marks)


def unlisted(observation: Observation, owned: Iterable[OwnedObject]) -> list[Reference]:
    """All of a kind, sorted, where the complete listing of that kind has none of them.

    One that is missing may have been deleted by hand, which is drift; that all of them were is
    less likely than a listing that left them out.
    """
    everything = tuple(owned)
    found: list[Reference] = []
    for kind, listing in _LISTINGS.items():
        ours = [one for one in everything if one.kind is kind]
        if listing in observation.complete and not _any_listed(observation, kind, ours):
            found += [Reference(listing, one.name, LEDGER) for one in ours]
    return sorted(found)


def _any_listed(observation: Observation, kind: Kind, owned: Iterable[OwnedObject]) -> bool:
    names, marks = _seen(observation, kind)
    return any(one.name in names or one.marks & marks for one in owned)


def _seen(observation: Observation, kind: Kind) -> tuple[set[str], set[tuple[str, str]]]:
    """Names and marks that a listing shows; a name without our mark still shows the object."""
    if kind is Kind.GROUP:
        groups = observation.groups
        names = {name for group in groups for name in (group.address, *group.aliases)}
        return names, _marked(group.mark for group in groups)
    units = observation.units
    return {unit.path for unit in units}, _marked(unit.mark for unit in units)


def _marked(marks: Iterable[Mark | None]) -> set[tuple[str, str]]:
    return {(mark.school, mark.key) for mark in marks if mark is not None}

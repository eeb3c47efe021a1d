"""What a school lost lately through earlier runs: the memory of the guards against removals.

Premise: twelve runs that each take four of 94 pupils out of every group pass any limit of one run,
and half of the pupils are gone. So what left within the last days counts with what would leave.

Rule:
- it counts where the present plan takes something away that the same guard measures; a plan that
  takes nothing is never refused for what earlier ones did;
- what has come back since does not count: members, holders and objects that are there now are
  taken off, so undoing a run also undoes its part of the count;
- an acknowledgement of the guard, for the school or for all, starts the count anew.

Example: group 5a had 24 members. On Monday 4 left, on Tuesday 4 more would: 8 of 24 is 33 %, over
the limit of 30 % per group, although 4 of 20 alone is only 20 %.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.model.observation import Listing, Observation
from reconciler.model.plan import Action
from reconciler.model.removals import RecentRemovals, Removal
from reconciler.model.resources import Address, Kind
from reconciler.model.school import SchoolRef
from reconciler.plan.guards.limits import PER_SCHOOL
from reconciler.plan.guards.populations import YOUNG, Population, audience_key, audiences_of

CountedLoss = tuple[int, bool]
"""How many, and whether they are about pupils."""


@dataclass(frozen=True, slots=True)
class RecentLosses:
    """One school's removals within the window that have not come back."""

    ref: SchoolRef | None = None
    history: RecentRemovals = field(default_factory=RecentRemovals)
    present: Mapping[Address, frozenset[str]] = field(default_factory=dict)
    """Members, holders, and keys of marked objects, as the tenant has them now."""
    about_pupils: frozenset[Address] = frozenset()

    def counted(
        self, guard: str, kinds: Collection[Kind], actions: Collection[Action]
    ) -> tuple[CountedLoss, ...]:
        """What counts for a guard, one item for each resource that lost something."""
        lost = self._lost(guard, kinds, actions)
        return tuple((len(refs), address in self.about_pupils) for address, refs in lost.items())

    def both(
        self, guard: str, kinds: Collection[Kind], *actions: Action
    ) -> tuple[tuple[CountedLoss, ...], tuple[CountedLoss, ...]]:
        """For a guard `…-per-school`, and for the tenant's of the same sort."""
        tenant = f"{guard.removesuffix('-per-school')}-per-tenant"
        return self.counted(guard, kinds, actions), self.counted(tenant, kinds, actions)

    def members(self) -> tuple[tuple[CountedLoss, ...], tuple[CountedLoss, ...]]:
        """Members who left, for the guards of school and tenant."""
        return self.both(PER_SCHOOL, (Kind.MEMBERSHIP,), Action.UPDATE)

    def of_resource(self, guard: str, kind: Kind, key: str) -> int:
        """The same for one resource that was updated."""
        lost = self._lost(guard, (kind,), (Action.UPDATE,))
        return sum(len(refs) for address, refs in lost.items() if address.key == key)

    def _lost(
        self, guard: str, kinds: Collection[Kind], actions: Collection[Action]
    ) -> Mapping[Address, frozenset[str]]:
        if self.ref is None:
            return {}
        lost: dict[Address, frozenset[str]] = {}
        for removal in self.history.counted_by(guard, self.ref):
            if removal.address.kind in kinds and removal.action in actions:
                gone = removal.refs - self.present.get(removal.address, frozenset())
                lost[removal.address] = lost.get(removal.address, frozenset()) | gone
        return lost


def recent_losses(
    ref: SchoolRef,
    observation: Observation,
    history: RecentRemovals,
    desired: Desired | None,
    population: Mapping[str, Population],
) -> RecentLosses:
    """The school's part of the history, held against the tenant as it is now."""
    mine = [one for one in history.removals if one.address.school_ref == ref]
    if not mine:
        return RecentLosses()
    ids = {ref.school, *(() if desired is None else desired.context.manifest.previously)}
    return RecentLosses(
        ref=ref,
        history=history,
        present=dict(_present(ref, ids, observation)),
        about_pupils=frozenset(_about_pupils(mine, desired, population)),
    )


def _present(
    ref: SchoolRef, ids: Collection[str], observation: Observation
) -> Iterator[tuple[Address, frozenset[str]]]:
    for group in observation.groups:
        if group.mark is not None and group.mark.school in ids:
            key = group.mark.key
            members = frozenset(m.ref for who in (group.members or {}).values() for m in who)
            yield Address(ref.tenant, ref.school, Kind.MEMBERSHIP, key), members
            yield Address(ref.tenant, ref.school, Kind.GROUP, key), frozenset({key})
    for unit in observation.units:
        if unit.mark is not None and unit.mark.school in ids:
            key = unit.mark.key
            yield Address(ref.tenant, ref.school, Kind.ORG_UNIT, key), frozenset({key})
    if Listing.LICENCES in observation.complete:
        for licence in observation.licences:
            holders = frozenset(holder.member.ref for holder in licence.holders)
            yield Address(ref.tenant, ref.school, Kind.LICENCE, licence.product), holders


def _about_pupils(
    removals: Collection[Removal],
    desired: Desired | None,
    population: Mapping[str, Population],
) -> Iterator[Address]:
    audiences = audiences_of(desired.context.manifest) if desired is not None else {}
    for removal in removals:
        roles = audiences.get(audience_key(removal.address))
        if roles is not None:
            young = not YOUNG.isdisjoint(roles)
        else:
            young = any(population.get(ref) is Population.PUPILS for ref in removal.refs)
        if young:
            yield removal.address

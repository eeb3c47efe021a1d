"""What earlier runs removed from a school within the guards' window, added to what a plan removes.

Premise: twelve runs that each remove four of 94 pupils stay under the limit each time, and half of
the pupils are gone. So a removal guard counts over a sliding window of days, not over one plan.

Rule:
- earlier removals count only where the plan removes something that the same guard measures: a plan
  that removes nothing is never refused for what earlier ones did;
- what is there again does not count: members, licence holders and objects that are observed now
  are subtracted, so undoing a run also takes back its part of the count;
- an acknowledgement of the guard, for the school or for all, resets its count to 0.

Example: group 5a had 24 members. On Monday 4 left, on Tuesday 4 more would: 8 of 24 is 33 %, over
the limit of 30 % per group, although 4 of 20 alone is only 20 %.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.model.change import Action
from reconciler.model.observation import Listing, Observation
from reconciler.model.removals import RecentRemovals, Removal
from reconciler.model.resources import Address, Kind
from reconciler.model.school import SchoolRef
from reconciler.plan.guards.limits import PER_SCHOOL
from reconciler.plan.guards.populations import YOUNG, Population, audience_key, audiences_of

CountedLoss = tuple[int, bool]
"""How many members, holders or objects a resource lost, and whether it is about pupils."""


@dataclass(frozen=True, slots=True)
class RecentLosses:
    """One school's removals within the window, less what is there again."""

    ref: SchoolRef | None = None
    """None: nothing was removed."""
    history: RecentRemovals = field(default_factory=RecentRemovals)
    """Of the whole stack."""
    present: Mapping[Address, frozenset[str]] = field(default_factory=dict)
    """As observed now: a group's members, a licence's holders, a marked object's own key."""
    about_pupils: frozenset[Address] = frozenset()

    def counted(
        self, guard: str, kinds: Collection[Kind], actions: Collection[Action]
    ) -> tuple[CountedLoss, ...]:
        """What counts for a guard, one item for each resource that these actions removed from."""
        lost = self._lost(guard, kinds, actions)
        return self._by_resource(lost)

    def swapped(self) -> tuple[tuple[CountedLoss, ...], tuple[CountedLoss, ...]]:
        """Holders who got another licence, for `licences-swapped-per-school` and `-per-tenant`."""
        own, tenant = (
            self._lost(guard, (Kind.LICENCE,), (Action.UPDATE,), swapped=True)
            for guard in ("licences-swapped-per-school", "licences-swapped-per-tenant")
        )
        return self._by_resource(own), self._by_resource(tenant)

    def _by_resource(self, lost: Mapping[Address, frozenset[str]]) -> tuple[CountedLoss, ...]:
        return tuple((len(refs), address in self.about_pupils) for address, refs in lost.items())

    def both(
        self, guard: str, kinds: Collection[Kind], *actions: Action
    ) -> tuple[tuple[CountedLoss, ...], tuple[CountedLoss, ...]]:
        """What counts for a guard `…-per-school`, and what for its `…-per-tenant` counterpart.

        They may differ, since each guard is acknowledged on its own.
        """
        tenant = f"{guard.removesuffix('-per-school')}-per-tenant"
        return self.counted(guard, kinds, actions), self.counted(tenant, kinds, actions)

    def members(self) -> tuple[tuple[CountedLoss, ...], tuple[CountedLoss, ...]]:
        """Members who left, for `members-removed-per-school` and for `…-per-tenant`."""
        return self.both(PER_SCHOOL, (Kind.MEMBERSHIP,), Action.UPDATE)

    def of_resource(self, guard: str, kind: Kind, key: str) -> int:
        """How many left one resource, by its key, through updates; its deletion does not count."""
        lost = self._lost(guard, (kind,), (Action.UPDATE,))
        return sum(len(refs) for address, refs in lost.items() if address.key == key)

    def _lost(
        self,
        guard: str,
        kinds: Collection[Kind],
        actions: Collection[Action],
        *,
        swapped: bool = False,
    ) -> Mapping[Address, frozenset[str]]:
        if self.ref is None:
            return {}
        lost: dict[Address, frozenset[str]] = {}
        for removal in self.history.counted_by(guard, self.ref):
            counts = removal.address.kind in kinds and removal.action in actions
            if counts and removal.swapped is swapped:
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
    """The school's removals of the history, with what the tenant shows now to subtract."""
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

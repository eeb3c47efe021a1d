"""Leaving a tenant: every mark of the municipality is taken off there, and nothing else. Pure.

Premise: our mark is what makes a thing ours. Who leaves a tenant wants none of it to remain,
whichever file once declared the thing: also what is ignored, what waits for its first day, and what
a school left behind that no file declares any more.

Rule: the whole tenant is observed, and each unit and group with a mark of the municipality is
forgotten under the school and key of its mark. Members, settings, licences and accounts are not
looked at. Two things with one mark refuse their school: which of them is meant is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reconciler.desired.context import SchoolContext
from reconciler.diff.objects import as_resource, target_of
from reconciler.diff.policy import UnlistedCode
from reconciler.manifest.modes import for_alias
from reconciler.model.change import Action, Change, Reason, ReasonCode
from reconciler.model.observation import Listing, Observation, ObservedGroup, ObservedUnit, Scope
from reconciler.model.plan import Refusal, SchoolPlan, Unknown
from reconciler.model.resources import Address, Kind
from reconciler.model.school import SchoolRef
from reconciler.plan.build import TenantPlan
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.guards import guard, guard_input, limits_for_day
from reconciler.plan.modes import by_mode
from reconciler.plan.order import ordered
from reconciler.plan.prior import PriorState

WHOLE_TENANT = Scope(roots=frozenset({"/"}), addresses=frozenset({"*"}))
"""What must be observed, so that no mark is missed."""
_LISTINGS = ((Kind.ORG_UNIT, Listing.UNITS), (Kind.GROUP, Listing.GROUPS))


@dataclass(frozen=True, slots=True)
class _Leaving:
    """One school's marks in the tenant that is left."""

    school: str
    contexts: Sequence[SchoolContext]
    observation: Observation

    @property
    def context(self) -> SchoolContext:
        """Any of the tenant's, for what is the tenant's own."""
        return self.contexts[0]

    @property
    def own(self) -> SchoolContext | None:
        """The school's; None where no file declares it any more."""
        return next((one for one in self.contexts if one.manifest.id == self.school), None)

    def changes(self) -> Iterator[Change]:
        """Everything that carries the school's mark is let go."""
        alias = self.context.tenant.alias
        things: list[ObservedUnit | ObservedGroup]
        things = [*self.observation.units, *self.observation.groups]
        for thing in things:
            mark = thing.mark
            if mark is None or mark.school != self.school or not self._is_ours(thing):
                continue
            address = Address(alias, self.school, mark.kind, mark.key)
            reason, target = Reason(ReasonCode.LEFT), target_of(thing)
            yield Change(address, Action.FORGET, None, reason, target, before=as_resource(thing))

    def _is_ours(self, thing: ObservedUnit | ObservedGroup) -> bool:
        mark = thing.mark
        return mark is not None and mark.municipality == self.context.municipality.id

    def unknown(self) -> tuple[Unknown, ...]:
        """A listing that is not whole may hold more marks."""
        alias, whole = self.context.tenant.alias, self.observation.complete
        return tuple(
            Unknown(
                Address(alias, self.school, kind, "*"),
                Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value}),
            )
            for kind, listing in _LISTINGS
            if listing not in whole
        )

    def observed_kinds(self) -> frozenset[Kind]:
        """What is only observed is not written, by leaving neither."""
        if self.own is not None:
            return self.own.observed
        shared = for_alias(self.context.municipality.modes, self.context.tenant.alias)
        return self.context.tenant.mode.stricter(*shared).observed

    def wave(self) -> str:
        """The school's; the last one where no file declares it."""
        waves = tuple(self.context.municipality.waves)
        return self.own.manifest.wave if self.own else waves[-1]


def leave_tenant(
    contexts: Sequence[SchoolContext],
    observation: Observation,
    prior: PriorState,
    also: Iterable[SchoolRef] = (),
) -> TenantPlan:
    """The plan that takes every mark off one tenant; `also` are schools that it must speak of."""
    alias = contexts[0].tenant.alias
    ours = contexts[0].municipality.id
    schools = {context.manifest.id for context in contexts}
    schools |= {mark.school for mark in observation.marks() if mark.municipality == ours}
    schools |= {ref.school for ref in also if ref.tenant == alias}
    parts = (_Leaving(school, contexts, observation) for school in sorted(schools))
    return TenantPlan(tuple(_planned(part, prior) for part in parts), ())


def _planned(part: _Leaving, prior: PriorState) -> SchoolPlan:
    found = tuple(part.changes())
    twice = {address for address, count in Counter(c.address for c in found).items() if count > 1}
    sound = ordered(change for change in found if change.address not in twice)
    changes, observed = by_mode(sound, part.observed_kinds())
    alias, context = part.context.tenant.alias, part.context
    plan = SchoolPlan(
        school=part.school,
        tenant=alias,
        vendor=context.tenant.vendor,
        wave=part.wave(),
        changes=changes,
        unknown=part.unknown(),
        fingerprint=school_fingerprint(changes, prior.key),
        observed=observed,
        observing=tuple(kind for kind in Kind if kind in part.observed_kinds()),
    )
    before = replace(guard_input(plan, part.observation), leaving=True)
    limits = limits_for_day(prior.day, context.municipality, alone=False)
    doubles = (
        Refusal("two-with-one-mark", part.school, alias, {"kind": one.kind.value, "key": one.key})
        for one in sorted(twice)
    )
    return replace(plan, refusals=(*doubles, *guard(plan, before, limits)))

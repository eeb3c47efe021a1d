"""Guards of whole schools: `school-vanished`, `groups-vanished`, `school-decommissioned`,
`ledger-is-new`, `tenant-left`.

Premise: a school's file that is deleted, moved or emptied by mistake looks like a wish to let go
of everything that the school has.

Rule:
- school-vanished (holds back the whole municipality): the ledger has a baseline of the school in
  this stack, and no manifest declares the school any more;
- groups-vanished: the school would lose every group that it owns, and owns more than a few;
- tenant-left: `reconciler forget` would take every mark off a tenant; asked once, in place of the
  guards that count what is let go;
- ledger-is-new: the tenant has things with the school's mark, and the ledger knows no run there. It
  is not the ledger in which earlier runs are kept, or it was emptied: then drift, what left in the
  last days, vanished schools and what could be undone are not known;
- school-decommissioned: the file says `decommission: true`. Everything that goes, goes under this
  one guard, whose acknowledgement names the school.

Example: two of 52 schools have baselines and no file: two refusals, "2 of 52" each, one for each
school, so that one closing can be acknowledged without the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from reconciler.model.change import Change, LicenceDelta
from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.limits import GuardLimits
from reconciler.plan.guards.measure import Measure, refusals_over_limits

VANISHED = "school-vanished"
_SORTS = (("units", Kind.ORG_UNIT), ("groups", Kind.GROUP), ("licences", Kind.LICENCE))
"""Names in the guard's sentence → the kinds that they count."""
_FEW = 3
"""A school with no more groups than this is still being set up, and its file may change at will."""
Refs = Collection[SchoolRef]
"""Schools and tenants."""


def vanished_groups(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """A school that would lose every group that it owns, and owns more than a few."""
    owned = observed.marked.get(Kind.GROUP, 0)
    lost = sum(
        change.address.kind is Kind.GROUP and change.action.is_removal for change in plan.changes
    )
    if lost >= owned and lost > _FEW:
        yield Measure("groups-vanished", lost, owned, pupils=True)


def unremembered(observed: GuardInput) -> Iterator[Measure]:
    """Things with the school's mark in a tenant where the ledger knows no run."""
    marked = sum(observed.marked.values())
    if marked and not observed.remembered:
        yield Measure("ledger-is-new", marked, marked, pupils=True)


def left(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """What would not be ours any more where a tenant is left."""
    if observed.leaving:
        lost = {
            name: sum(change.address.kind is kind for change in plan.changes)
            for name, kind in (("units", Kind.ORG_UNIT), ("groups", Kind.GROUP))
        }
        total = sum(observed.marked.values())
        yield Measure("tenant-left", sum(lost.values()), total, facts=lost, pupils=True)


def decommissioned(plan: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """What a school that closes would lose: units, groups, and licences by the person."""
    if not observed.decommission:
        return
    lost = {name: sum(_lost(c) for c in plan.changes if c.address.kind is k) for name, k in _SORTS}
    total = sum(observed.marked.values())
    yield Measure("school-decommissioned", sum(lost.values()), total, facts=lost, pupils=True)


def _lost(change: Change) -> int:
    if isinstance(change.delta, LicenceDelta):
        return len(change.delta.remove)
    return int(change.action.is_removal)


def guard_municipality(known: Refs, declared: Refs, limits: GuardLimits) -> tuple[Refusal, ...]:
    """Refusals that hold back every school, one for each school that is no longer declared.

    Each names its school, so that it can be acknowledged alone. `known`: schools and tenants of
    the ledger's baselines in this stack; `declared`: of all manifests, those with `decommission`
    included, whatever a run targets.
    """
    vanished = sorted({ref.school for ref in set(known) - set(declared)})
    before = len({ref.school for ref in known})
    measures = (
        Measure(VANISHED, len(vanished), before, school, pupils=True) for school in vanished
    )
    refused = refusals_over_limits(measures, limits, Refusal("", "", ""))
    return tuple(replace(refusal, school=str(refusal.facts["thing"])) for refusal in refused)

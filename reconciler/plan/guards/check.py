"""Run every guard over one school's plan, and over all plans of one tenant.

Premise: a guard that is not called protects nobody, so this is the one list of them.

Rule: each guard yields measures; those over their limits become refusals (see `measure`). A school
without changes is measured only for what it lost lately. A decommissioned school is asked for one
acknowledgement, `school-decommissioned` (and `administrators`), in the place of one a kind.

Example: a plan deletes 4 groups with 90 members. `groups-removed-per-school` and
`members-removed-per-school` may both refuse; then two acknowledgements are needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.plan.guards import members, objects, probes, schools
from reconciler.plan.guards.administrators import administrators
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.limits import GuardLimits
from reconciler.plan.guards.measure import Measure, refusals_over_limits, sum_over_tenant


def guard(
    school: SchoolPlan, observed: GuardInput, limits: GuardLimits, roster: Iterable[Measure] = ()
) -> tuple[Refusal, ...]:
    """The refusals of every guard for one school's plan: planned, undone or in parts.

    A plan without changes is never refused, and the measures of the `roster` count only where the
    plan changes people. A guard that has no entry in `limits` refuses nothing.
    """
    measures = list(_measures(school, observed))
    if any(change.delta is not None for change in school.changes):
        measures += roster
    return refusals_over_limits(measures, limits, Refusal("", school.school, school.tenant))


def guard_tenant(
    plans: Iterable[tuple[SchoolPlan, GuardInput]],
    limits: GuardLimits,
    targeted: Collection[str] | None = None,
) -> tuple[Refusal, ...]:
    """Refusals that apply to every school of one tenant: what its schools lose and gain together.

    `plans` are those of all the tenant's schools, whatever a run targets: otherwise a change that
    is too large for the tenant could be applied school by school. Only a sum that a school of
    `targeted` contributes to is refused (None: any school).
    """
    all_plans = tuple(plans)
    alias = all_plans[0][0].tenant if all_plans else ""
    measures = ((school.school, _measures(school, observed)) for school, observed in all_plans)
    return refusals_over_limits(sum_over_tenant(measures, targeted), limits, Refusal("", "", alias))


def _measures(school: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    if not school.changes:
        # of a school that loses nothing now, only what it lost lately counts, for the tenant's sum
        yield from _lost_recently(school, observed)
        return
    if observed.leaving:
        yield from schools.left(school, observed)
        return
    yield from administrators(school, observed)
    yield from schools.unremembered(observed)
    yield from probes.first_apply(observed)
    yield from schools.decommissioned(school, observed)
    if observed.decommission:
        # one acknowledgement is asked for the closing, not one for each kind that goes with it
        return
    yield from members.removed(school, observed)
    yield from members.added(school, observed)
    yield from members.ownerless(school, observed)
    yield from objects.objects(school, observed)
    yield from objects.unmanaged_left(school, observed)
    yield from objects.moved(school, observed)
    yield from objects.crossing(school, observed)
    yield from objects.licences(school, observed)
    yield from schools.vanished_groups(school, observed)


def _lost_recently(school: SchoolPlan, observed: GuardInput) -> Iterator[Measure]:
    """Its part of the tenant's sums: what it lost lately, and nothing of what it still has."""
    for measure in chain(
        members.removed(school, observed),
        objects.objects(school, observed),
        objects.licences(school, observed),
    ):
        yield replace(measure, total=0)

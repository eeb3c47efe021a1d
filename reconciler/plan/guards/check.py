"""Every guard's no to one school, and to all schools of one tenant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from reconciler.model.plan import Refusal, SchoolPlan
from reconciler.plan.guards import members, objects, schools
from reconciler.plan.guards.administrators import administrators
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.limits import GuardLimits
from reconciler.plan.guards.measure import Measure, refusals_over_limits, sum_over_tenant


def guard(
    school: SchoolPlan, now: GuardInput, limits: GuardLimits, roster: Iterable[Measure] = ()
) -> tuple[Refusal, ...]:
    """Every guard's no to one school's plan, of whatever it was made.

    A plan without changes has nothing to refuse, and what is odd about a roster stops only a
    plan that changes people. `limits` are those in force; a guard without one is silent.
    """
    measures = list(_measures(school, now))
    if any(change.delta is not None for change in school.changes):
        measures += roster
    return refusals_over_limits(measures, limits, Refusal("", school.school, school.tenant))


def guard_tenant(
    plans: Iterable[tuple[SchoolPlan, GuardInput]],
    limits: GuardLimits,
    within: Collection[str] | None = None,
) -> tuple[Refusal, ...]:
    """The no to every school of one tenant: what its schools lose and get together.

    `plans` are of all its schools, however narrow a run is, so that a limit is not passed in
    parts; only what the schools of `within` have part in is refused (None: any school).
    """
    known = tuple(plans)
    alias = known[0][0].tenant if known else ""
    measures = ((school.school, _measures(school, now)) for school, now in known)
    return refusals_over_limits(sum_over_tenant(measures, within), limits, Refusal("", "", alias))


def _measures(school: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """A school that closes is asked about once, for all that goes with it."""
    if not school.changes:
        return
    yield from administrators(school, now)
    yield from schools.closing(school, now)
    if now.decommission:
        return
    yield from members.removed(school, now)
    yield from members.added(school, now)
    yield from members.ownerless(school, now)
    yield from objects.objects(school, now)
    yield from objects.moved(school, now)
    yield from objects.crossing(school, now)
    yield from objects.licences(school, now)
    yield from schools.vanishing(school, now)

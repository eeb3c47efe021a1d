"""One school's plan, and the municipality's, out of what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconciler.desired.context import Desired, SchoolContext
from reconciler.diff.compare import SchoolComparison, compare, seats_by_product
from reconciler.diff.seats import FreeSeats
from reconciler.drift.cause import BaselineContext, with_causes
from reconciler.errors import Code
from reconciler.manifest.types import GuardLimit, Municipality
from reconciler.model.baseline import Baseline
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation, RouteCount
from reconciler.model.people import Role
from reconciler.model.plan import Finding, Plan, PlanInputs, Refusal, SchoolPlan, Unknown
from reconciler.model.removals import RecentRemovals
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.model.seats import Seats
from reconciler.model.tenant import Mode, Tenant, TenantFailure
from reconciler.plan.fingerprint import plan_fingerprint, school_fingerprint
from reconciler.plan.forecast import cost
from reconciler.plan.guards import (
    GuardInput,
    Measure,
    RosterGuardInput,
    guard,
    guard_input,
    guard_tenant,
    limits_for_day,
    measure_roster,
)
from reconciler.plan.order import in_rollout, ordered
from reconciler.plan.policy import school_policy
from reconciler.plan.renames import previously_obsolete


class PlanCode(Code):
    """Codes of findings (finding-…)."""

    ONLY_OBSERVED = "only-observed"


@dataclass(frozen=True, slots=True)
class PriorState:
    """What a plan is made with besides manifests, rosters and tenants: what the ledger knows."""

    key: bytes
    """The pseudonym key, which fingerprints are made with."""
    day: str = ""
    """ISO day that is planned for; '': none, so no rollover window and no age of a roster."""
    today: str = ""
    """ISO day on which the ages of rosters are counted; '': `day`, where no other is previewed."""
    baselines: Mapping[SchoolRef, Baseline] = field(default_factory=dict)
    """Of this stack, by school and tenant; under earlier ids of schools as `called_now` has it."""
    recent: RecentRemovals = field(default_factory=RecentRemovals)
    """What runs took away within the guards' window."""
    unfinished: frozenset[str] = frozenset()
    """Addresses of what an earlier run began and did not finish."""
    pseudonym: Callable[[str], str] = str
    """Of a sourcedId, as the baselines have it; not asked where there are none."""


@dataclass(frozen=True, slots=True)
class TenantPlan:
    """The plans of one tenant's schools, and its seats."""

    schools: tuple[SchoolPlan, ...]
    seats: tuple[Seats, ...]
    refusals: tuple[Refusal, ...] = ()
    """Guards' no to all of these schools."""


def plan_tenant(
    desired: Iterable[Desired],
    observation: Observation,
    prior: PriorState,
    kinds: frozenset[Kind] = frozenset(),
) -> TenantPlan:
    """Compares and guards each school of one tenant; `kinds` narrows the plan (empty: all).

    All of them are measured together, so that a limit of the tenant is not passed school by
    school; the plan is of those in reach.
    """
    everyone = tuple(desired)
    free: FreeSeats | None = None
    schools: list[SchoolPlan] = []
    held: list[tuple[SchoolPlan, GuardInput]] = []
    seats: list[Seats] = []
    for one in everyone:
        compared = compare(one.resources, observation, school_policy(one, everyone), free)
        free = compared.free
        compared.difference.findings += previously_obsolete(one, observation, prior.baselines)
        seats += compared.seats
        plan = _school(one, compared, prior, kinds)
        now = guard_input(plan, observation, one, prior.unfinished, prior.recent)
        held.append((plan, now))
        if one.context.targeted:
            refused = guard(plan, now, *_judges(one, prior, alone=len(everyone) == 1))
            schools.append(replace(plan, refusals=(*plan.refusals, *refused)))
    return TenantPlan(tuple(schools), tuple(seats), _together(everyone, held, prior))


def _school(
    desired: Desired, compared: SchoolComparison, prior: PriorState, kinds: frozenset[Kind]
) -> SchoolPlan:
    """One school's plan, before the guards."""
    context, told = desired.context, compared.difference
    changes = ordered(c for c in told.changes if not kinds or c.address.kind in kinds)
    findings = [*desired.findings, *told.findings]
    if context.mode is Mode.OBSERVE and changes:
        facts = {"count": len(changes)}
        findings.append(context.finding(PlanCode.ONLY_OBSERVED, facts=facts))
        changes = ()
    past = BaselineContext(
        prior.baselines.get(context.ref),
        prior.unfinished,
        prior.pseudonym,
    )
    unknown = [*told.unknown, *(Unknown(a, reason) for a, reason in desired.unknown.items())]
    return SchoolPlan(
        school=context.manifest.id,
        tenant=context.tenant.alias,
        vendor=context.tenant.vendor,
        wave=context.manifest.wave,
        changes=with_causes(changes, desired, past),
        refusals=tuple(sorted((*desired.refusals, *told.refusals), key=_refusal_key)),
        unknown=tuple(sorted(unknown, key=lambda one: one.address)),
        findings=tuple(sorted(findings, key=Finding.sort_key)),
        unmanaged=tuple(sorted(told.unmanaged.items())),
        people=_people(context),
        declared=tuple(sorted(Counter(a.kind for a in desired.resources.items).items())),
        fingerprint=school_fingerprint(changes, prior.key),
    )


def _judges(
    desired: Desired, prior: PriorState, *, alone: bool
) -> tuple[Mapping[str, GuardLimit], Iterator[Measure]]:
    """The limits that hold for a school, and what its roster is like."""
    context = desired.context
    school = context.manifest.id
    beside = RosterGuardInput(
        roster=context.roster,
        day=prior.today or prior.day,
        baseline=prior.baselines.get(context.ref),
        other_schools=tuple(
            one.people for other, one in prior.baselines.items() if other.school != school
        ),
        pseudonym=prior.pseudonym,
    )
    limits = limits_for_day(prior.day, context.municipality, context.manifest, alone=alone)
    return limits, measure_roster(beside)


def _together(
    everyone: Sequence[Desired], held: Iterable[tuple[SchoolPlan, GuardInput]], prior: PriorState
) -> tuple[Refusal, ...]:
    """The guards' no to all schools of a tenant, for what those in reach have part in."""
    if not everyone:
        return ()
    municipality, alone = everyone[0].context.municipality, len(everyone) == 1
    limits = limits_for_day(prior.day, municipality, alone=alone)
    within = {one.context.manifest.id for one in everyone if one.context.targeted}
    return guard_tenant(held, limits, within)


def _refusal_key(refusal: Refusal) -> tuple[str, str]:
    """Refusals are told by guard and numbers."""
    return (refusal.guard, str(sorted(refusal.facts.items())))


def _people(context: SchoolContext) -> tuple[tuple[str, int], ...]:
    roster = context.roster
    return () if roster is None else tuple((role.value, roster.count(role)) for role in Role)


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What a whole plan says besides its parts."""

    stack: str
    municipality: Municipality
    key: bytes
    year: int
    inputs: PlanInputs
    tenants: Mapping[str, tuple[Tenant, VendorLimits]]
    """Those that were looked at."""
    failures: tuple[TenantFailure, ...] = ()
    requests: tuple[RouteCount, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    """Guards' no to all of it."""


def municipality_plan(frame: PlanHeader, parts: Iterable[TenantPlan]) -> Plan:
    """Every tenant's schools in the order of the rollout, with seats, cost and fingerprint."""
    plans = tuple(parts)
    waves = tuple(frame.municipality.waves)
    schools = in_rollout(waves, (school for plan in plans for school in plan.schools))
    return Plan(
        stack=frame.stack,
        municipality=frame.municipality.id,
        waves=waves,
        schools=schools,
        failures=frame.failures,
        seats=seats_by_product(row for plan in plans for row in plan.seats),
        cost=cost(schools, frame.tenants),
        year=frame.year,
        fingerprint=plan_fingerprint(schools, frame.key),
        requests=frame.requests,
        refusals=(*frame.refusals, *(no for plan in plans for no in plan.refusals)),
        inputs=frame.inputs,
    )

"""Build a school's plan from its comparison, and a tenant's from its schools.

Steps for each school, in this order: compare (`diff`), add what compiling found, order the changes,
attribute each to the manifest or to drift (`drift`), fingerprint, guard. The order matters: a
fingerprint covers what would be done, not why, so it is taken from the ordered changes alone;
guards see the final changes and never alter them, they only refuse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconciler.desired.context import Desired, SchoolContext
from reconciler.diff.compare import SchoolComparison, compare
from reconciler.diff.seats import FreeSeats
from reconciler.drift.cause import BaselineContext, with_causes
from reconciler.drift.triggers import TriggerContext, with_triggers
from reconciler.errors import Code
from reconciler.manifest.types import GuardLimit
from reconciler.model.change import Change
from reconciler.model.observation import Observation
from reconciler.model.people import Role
from reconciler.model.plan import Finding, Refusal, SchoolPlan, Unknown
from reconciler.model.resources import Kind
from reconciler.model.seats import Seats
from reconciler.plan.carried import LostLicence, lost_findings, lost_licences
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.guards import (
    GuardInput,
    Measure,
    RosterGuardInput,
    guard,
    guard_input,
    guard_tenant,
    limits_for_day,
    measure_roster,
    unprobed,
)
from reconciler.plan.held import HoldResult, held_findings, hold
from reconciler.plan.modes import by_mode
from reconciler.plan.order import ordered
from reconciler.plan.policy import school_policy
from reconciler.plan.prior import PriorState
from reconciler.plan.refusal_inputs import RefusalInputs
from reconciler.plan.renames import previously_obsolete


class PlanCode(Code):
    """Codes of findings (finding-…)."""

    ONLY_OBSERVED = "only-observed"
    NAMED_AFTER_PERSON = "named-after-person"


@dataclass(frozen=True, slots=True)
class TenantPlan:
    """The plans of one tenant's schools, and its seats."""

    schools: tuple[SchoolPlan, ...]
    seats: tuple[Seats, ...]
    refusals: tuple[Refusal, ...] = ()
    """Refusals that apply to every school of the tenant."""


def plan_tenant(
    desired: Iterable[Desired],
    observation: Observation,
    prior: PriorState,
    kinds: frozenset[Kind] = frozenset(),
) -> TenantPlan:
    """Compares and guards each school of one tenant; `kinds` narrows the plan (empty: all).

    Every school of the tenant is compared and measured, so that seats are shared out the same way
    and a tenant's limit holds however narrow a run is; the plan has only the targeted schools.
    """
    all_desired = tuple(desired)
    free: FreeSeats | None = None
    schools: list[SchoolPlan] = []
    measured: list[tuple[SchoolPlan, GuardInput]] = []
    seats: list[Seats] = []
    inputs = RefusalInputs.of(observation, _product_names(all_desired))
    for one in all_desired:
        policy = school_policy(one, all_desired, prior.former.get(one.context.ref, {}))
        compared = compare(one.resources, observation, policy, free)
        free = compared.free
        compared.difference.findings += previously_obsolete(one, observation, prior.baselines)
        seats += compared.seats
        targeted = (c for c in compared.difference.changes if not kinds or c.address.kind in kinds)
        changes, shown = by_mode(ordered(targeted), one.context.observed)
        kept = hold(changes, prior.refusals, inputs)
        wanted = [item.resource for item in one.resources.items.values()]
        lost = lost_licences(kept.changes, observation, wanted)
        parted = _PartedChanges(kept, shown, lost)
        plan = _school(one, compared, prior, parted)
        observed = _guarded(plan, observation, one, prior)
        measured.append((plan, observed))
        if one.context.targeted:
            refused = guard(
                plan, observed, *_limits_and_roster(one, prior, alone=len(all_desired) == 1)
            )
            schools.append(replace(plan, refusals=(*plan.refusals, *refused)))
    return TenantPlan(tuple(schools), tuple(seats), _tenant_refusals(all_desired, measured, prior))


def _guarded(
    plan: SchoolPlan, observation: Observation, desired: Desired, prior: PriorState
) -> GuardInput:
    """What the guards look at."""
    context = desired.context
    found = guard_input(plan, observation, desired, prior.unfinished, prior.recent)
    remembered = prior.known is None or context.ref in prior.known
    waits = unprobed(context.tenant, prior.known, prior.probes, prior.today or prior.day)
    return replace(found, remembered=remembered, unprobed=waits)


@dataclass(frozen=True, slots=True)
class _PartedChanges:
    """A school's differences: what may be written or is held, and what is only observed."""

    hold: HoldResult
    observed: tuple[Change, ...]
    lost: tuple[LostLicence, ...]
    """What the changes take from people who leave a group."""


def _school(
    desired: Desired, compared: SchoolComparison, prior: PriorState, parted: _PartedChanges
) -> SchoolPlan:
    """One school's plan, before the guards."""
    context, difference = desired.context, compared.difference
    observed = _explained(parted.observed, desired, prior)
    findings = [*desired.findings, *difference.findings, *held_findings(parted.hold.held)]
    findings += lost_findings(parted.lost, context.tenant.alias)
    if observed:
        facts = {"count": len(observed)}
        findings.append(context.finding(PlanCode.ONLY_OBSERVED, facts=facts))
    changes = _explained(parted.hold.changes, desired, prior)
    unresolved = [
        *difference.unknown,
        *(Unknown(a, reason) for a, reason in desired.unknown.items()),
    ]
    return SchoolPlan(
        school=context.manifest.id,
        tenant=context.tenant.alias,
        vendor=context.tenant.vendor,
        wave=context.manifest.wave,
        changes=changes,
        refusals=tuple(sorted((*desired.refusals, *difference.refusals), key=_refusal_key)),
        unknown=tuple(sorted(unresolved, key=lambda unknown: unknown.address)),
        findings=tuple(sorted(findings, key=Finding.sort_key)),
        unmanaged=tuple(sorted(difference.unmanaged.items())),
        people=_people(context),
        declared=tuple(sorted(Counter(a.kind for a in desired.resources.items).items())),
        fingerprint=school_fingerprint(changes, prior.key),
        observed=observed,
        observing=tuple(kind for kind in Kind if kind in context.observed),
        held=parted.hold.held,
        remembered=parted.hold.remembered,
    )


def _explained(
    changes: tuple[Change, ...], desired: Desired, prior: PriorState
) -> tuple[Change, ...]:
    """The changes, each with its cause and with what it follows from."""
    baseline = prior.baselines.get(desired.context.ref)
    then = BaselineContext(baseline, prior.unfinished, prior.pseudonym)
    known = TriggerContext(baseline, prior.pseudonym, prior.begun, prior.manifest_on)
    return with_triggers(with_causes(changes, desired, then), desired, known)


def _product_names(schools: Sequence[Desired]) -> Mapping[str, Mapping[str, str]]:
    """How the tenant's vendor calls each product of the municipality."""
    if not schools:
        return {}
    vendor = schools[0].context.tenant.vendor
    products = schools[0].context.municipality.products
    return {key: product.names.get(vendor, {}) for key, product in products.items()}


def _limits_and_roster(
    desired: Desired, prior: PriorState, *, alone: bool
) -> tuple[Mapping[str, GuardLimit], Iterator[Measure]]:
    """The limits in force for a school, and the measures of its roster."""
    context = desired.context
    school = context.manifest.id
    inputs = RosterGuardInput(
        roster=context.roster,
        day=prior.today or prior.day,
        baseline=prior.baselines.get(context.ref),
        other_schools=tuple(
            one.people for other, one in prior.baselines.items() if other.school != school
        ),
        pseudonym=prior.pseudonym,
    )
    limits = limits_for_day(prior.day, context.municipality, context.manifest, alone=alone)
    return limits, measure_roster(inputs)


def _tenant_refusals(
    all_desired: Sequence[Desired],
    measured: Iterable[tuple[SchoolPlan, GuardInput]],
    prior: PriorState,
) -> tuple[Refusal, ...]:
    """Refusals that apply to every school of a tenant, where a targeted one contributes."""
    if not all_desired:
        return ()
    municipality, alone = all_desired[0].context.municipality, len(all_desired) == 1
    limits = limits_for_day(prior.day, municipality, alone=alone)
    targeted = {one.context.manifest.id for one in all_desired if one.context.targeted}
    return guard_tenant(measured, limits, targeted)


def _refusal_key(refusal: Refusal) -> tuple[str, str]:
    """Refusals are sorted by guard and numbers."""
    return (refusal.guard, str(sorted(refusal.facts.items())))


def _people(context: SchoolContext) -> tuple[tuple[str, int], ...]:
    roster = context.roster
    return () if roster is None else tuple((role.value, roster.count(role)) for role in Role)

"""One school's plan, and the municipality's, out of what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reconciler.desired.context import Desired, SchoolInTenant
from reconciler.diff.compare import Compared, compare
from reconciler.diff.policy import LicenceRule, Policy
from reconciler.manifest.types import Product, WhenShort
from reconciler.model.observation import Observation
from reconciler.model.people import Role
from reconciler.model.plan import Finding, SchoolPlan, Seats, Unknown
from reconciler.model.resources import Group, Kind
from reconciler.model.tenant import Mode
from reconciler.plan.codes import PlanCode
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.guards import guard
from reconciler.plan.order import ordered


@dataclass(frozen=True, slots=True)
class TenantPlan:
    """The plans of one tenant's schools, and its seats."""

    schools: tuple[SchoolPlan, ...]
    seats: tuple[Seats, ...]


def plan_tenant(
    desired: Iterable[Desired],
    observation: Observation,
    key: bytes,
    kinds: frozenset[Kind] = frozenset(),
) -> TenantPlan:
    """Compares and guards each school of one tenant; `kinds` narrows the plan (empty: all)."""
    free: dict[str, int | None] = {}
    schools: list[SchoolPlan] = []
    seats: list[Seats] = []
    for one in desired:
        compared = compare(one.resources, observation, policy_of(one.context), free)
        seats += compared.seats
        if one.context.in_reach:
            schools.append(_school(one, compared, observation, key, kinds))
    return TenantPlan(tuple(schools), tuple(seats))


def _school(
    desired: Desired,
    compared: Compared,
    observation: Observation,
    key: bytes,
    kinds: frozenset[Kind],
) -> SchoolPlan:
    context, told = desired.context, compared.difference
    changes = ordered(c for c in told.changes if not kinds or c.address.kind in kinds)
    findings = [*desired.findings, *told.findings]
    if context.mode is Mode.OBSERVE and changes:
        facts = {"count": len(changes)}
        findings.append(context.finding(PlanCode.ONLY_OBSERVED, facts=facts))
        changes = ()
    unknown = [*told.unknown, *(Unknown(a, reason) for a, reason in desired.unknown.items())]
    plan = SchoolPlan(
        school=context.manifest.id,
        tenant=context.tenant.alias,
        vendor=context.tenant.vendor.value,
        wave=context.manifest.wave,
        changes=changes,
        refusals=(*desired.refusals, *told.refusals),
        unknown=tuple(sorted(unknown, key=lambda one: one.address)),
        findings=tuple(sorted(findings, key=Finding.sort_key)),
        unmanaged=tuple(sorted(told.unmanaged.items())),
        people=_people(context),
        declared=tuple(sorted(Counter(a.kind for a in desired.resources.items).items())),
        fingerprint=school_fingerprint(changes, key),
    )
    refused = guard(plan, _memberships(desired, observation), context.municipality.guards)
    return replace(plan, refusals=(*plan.refusals, *refused))


def _people(context: SchoolInTenant) -> tuple[tuple[str, int], ...]:
    roster = context.roster
    return () if roster is None else tuple((role.value, roster.count(role)) for role in Role)


def _memberships(desired: Desired, observation: Observation) -> int:
    """How many memberships the school's groups hold now."""
    context = desired.context
    declared = {
        item.resource.address
        for item in desired.resources.of(Kind.GROUP)
        if isinstance(item.resource, Group)
    }
    return sum(
        len(members)
        for group in observation.groups
        if group.address in declared
        or (group.mark is not None and group.mark.school == context.manifest.id)
        for members in (group.members or {}).values()
    )


def policy_of(context: SchoolInTenant) -> Policy:
    """The rules that one school's comparison follows."""
    manifest = context.manifest
    products = context.municipality.products
    return Policy(
        municipality=context.municipality.id,
        school=manifest.id,
        tenant=context.tenant.alias,
        root=context.scope.root,
        domain=context.tenant.domain,
        allow=manifest.allow,
        prune=manifest.prune,
        ignore=manifest.ignore,
        one_role_each=context.limits.one_role_each,
        units_nest=context.limits.units_nest,
        licences={
            spec.product: _rule(context, products[spec.product], spec.seats)
            for spec in manifest.licences
        },
    )


def _rule(context: SchoolInTenant, product: Product, ceiling: int | None) -> LicenceRule:
    names = product.names.get(context.tenant.vendor, {})
    return LicenceRule(
        purchased=context.tenant.seats.get(product.id),
        ceiling=ceiling,
        fill=product.when_short is WhenShort.FILL,
        automatic=product.id in context.tenant.automatic,
        family=product.family or names.get("product"),
    )

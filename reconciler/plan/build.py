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
from reconciler.model.plan import Finding, Refusal, SchoolPlan, Seats, Unknown
from reconciler.model.resources import Group, Kind, LicenceAssignment, OrgUnit, Placement
from reconciler.model.tenant import Mode
from reconciler.plan.codes import PlanCode
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.guards import Now, guard
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
    everyone = tuple(desired)
    free: dict[str, int | None] = {}
    schools: list[SchoolPlan] = []
    seats: list[Seats] = []
    for one in everyone:
        compared = compare(one.resources, observation, policy_of(one, everyone), free)
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
        refusals=tuple(sorted((*desired.refusals, *told.refusals), key=_refusal_key)),
        unknown=tuple(sorted(unknown, key=lambda one: one.address)),
        findings=tuple(sorted(findings, key=Finding.sort_key)),
        unmanaged=tuple(sorted(told.unmanaged.items())),
        people=_people(context),
        declared=tuple(sorted(Counter(a.kind for a in desired.resources.items).items())),
        fingerprint=school_fingerprint(changes, key),
    )
    refused = guard(plan, _now(desired, observation), context.municipality.guards)
    return replace(plan, refusals=(*plan.refusals, *refused))


def _refusal_key(refusal: Refusal) -> tuple[str, str]:
    """Refusals are told by guard and numbers."""
    return (refusal.guard, str(sorted(refusal.facts.items())))


def _people(context: SchoolInTenant) -> tuple[tuple[str, int], ...]:
    roster = context.roster
    return () if roster is None else tuple((role.value, roster.count(role)) for role in Role)


def _now(desired: Desired, observation: Observation) -> Now:
    """What the school holds before its plan."""
    resources = [item.resource for item in desired.resources.items.values()]
    return Now(
        memberships=_memberships(desired, observation),
        placed=sum(len(one.accounts) for one in resources if isinstance(one, Placement)),
        units=frozenset(one.path for one in resources if isinstance(one, OrgUnit)),
    )


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


def policy_of(desired: Desired, everyone: Iterable[Desired]) -> Policy:
    """The rules that one school's comparison follows; `everyone` shares its tenant."""
    context, schools = desired.context, tuple(everyone)
    others = [one for one in schools if one.context.manifest.id != context.manifest.id]
    shared = frozenset(account for one in others for account in one.rostered)
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
            spec.product: _rule(context, products[spec.product], spec.seats, others)
            for spec in manifest.licences
        },
        rostered=desired.rostered - shared,
        uncertain=frozenset(account for one in schools for account in one.uncertain),
    )


def _rule(
    context: SchoolInTenant, product: Product, ceiling: int | None, others: Iterable[Desired]
) -> LicenceRule:
    names = product.names.get(context.tenant.vendor, {})
    return LicenceRule(
        purchased=context.tenant.seats.get(product.id),
        ceiling=ceiling,
        fill=product.when_short is WhenShort.FILL,
        automatic=product.id in context.tenant.automatic,
        family=product.family or names.get("product"),
        elsewhere=frozenset(ref for one in others for ref in _wanted(one, product.id)),
        before=frozenset(
            ref
            for one in others
            if one.context.manifest.id < context.manifest.id
            for ref in _wanted(one, product.id)
        ),
    )


def _wanted(desired: Desired, product: str) -> frozenset[str]:
    """The accounts that a school wants a product for; all of its people's where it is unknown."""
    address = desired.context.address(Kind.LICENCE, product)
    if address in desired.unknown:
        return desired.rostered
    item = desired.resources.items.get(address)
    if item is None or not isinstance(item.resource, LicenceAssignment):
        return frozenset()
    return frozenset(holder.member.ref for holder in item.resource.holders)

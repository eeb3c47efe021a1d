"""The tenants' plans as the municipality's one plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.diff.compare import seats_by_product
from reconciler.manifest.city import Municipality
from reconciler.model.freeze import Freeze
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import RouteCount
from reconciler.model.plan import Plan, PlanInputs, Refusal
from reconciler.model.tenant import Tenant, TenantFailure
from reconciler.plan.build import TenantPlan
from reconciler.plan.fingerprint import plan_fingerprint
from reconciler.plan.forecast import cost
from reconciler.plan.order import in_rollout


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What a municipality's plan has besides its tenants' plans."""

    stack: str
    municipality: Municipality
    key: bytes
    year: int
    inputs: PlanInputs
    tenants: Mapping[str, tuple[Tenant, VendorLimits]]
    """Those that were observed."""
    share: float = 1.0
    """How much of the vendors' quotas runs that write may use."""
    failures: tuple[TenantFailure, ...] = ()
    requests: tuple[RouteCount, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    """Refusals that apply to every school."""
    frozen: tuple[Freeze, ...] = ()
    """Stops of all writing that hold."""


def municipality_plan(header: PlanHeader, parts: Iterable[TenantPlan]) -> Plan:
    """Every tenant's schools in the order of the rollout, with seats, cost and fingerprint."""
    plans = tuple(parts)
    waves = tuple(header.municipality.waves)
    schools = in_rollout(waves, (school for plan in plans for school in plan.schools))
    return Plan(
        stack=header.stack,
        municipality=header.municipality.id,
        waves=waves,
        schools=schools,
        failures=header.failures,
        seats=seats_by_product(row for plan in plans for row in plan.seats),
        cost=cost(schools, header.tenants, header.share),
        year=header.year,
        fingerprint=plan_fingerprint(schools, header.key),
        requests=header.requests,
        refusals=(*header.refusals, *(refusal for plan in plans for refusal in plan.refusals)),
        inputs=header.inputs,
        frozen=header.frozen,
    )

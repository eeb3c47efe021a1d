"""The municipality's plan out of its tenants' plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.diff.compare import seats_by_product
from reconciler.manifest.types import Municipality
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import RouteCount
from reconciler.model.plan import Plan, Refusal, TenantFailure
from reconciler.model.plan_inputs import PlanInputs
from reconciler.model.tenant import Tenant
from reconciler.plan.build import TenantPlan
from reconciler.plan.fingerprint import plan_fingerprint
from reconciler.plan.forecast import cost
from reconciler.plan.order import in_rollout


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

"""What the report is made from, and each school's state in it. People under 5 are never counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.tenant import TenantFailure
from reconciler.report.texts import Language


@dataclass(frozen=True, slots=True)
class BilingualName:
    """A name in both languages."""

    bg: str
    en: str

    def of(self, language: Language) -> str:
        """The name in a language."""
        return self.bg if language == "bg" else self.en


@dataclass(frozen=True, slots=True)
class TenantFacts:
    """One tenant of a school."""

    alias: str
    vendor: str
    observed: bool = False
    """Whether it is only observed."""
    kinds: tuple[Kind, ...] = ()
    """The kinds that are only observed."""


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What the manifests say of a school."""

    id: str
    name: BilingualName
    neispuo: str
    district: str
    wave: str
    tenants: tuple[TenantFacts, ...]


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything that a report is made from."""

    plan: Plan
    municipality: BilingualName
    waves: Mapping[str, BilingualName]
    schools: tuple[SchoolFacts, ...]
    version: str
    """Of the manifests: a Git commit, or a digest."""
    day: str = ""
    """The day that the report is of, as '2026-11-24', given by the caller; '': not shown."""


class ComplianceState(StrEnum):
    """How a school stands, the worst first."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    DIFFERS = "differs"
    UNKNOWN = "unknown"
    OBSERVED = "observed"
    CONVERGED = "converged"


_RANK = {state: rank for rank, state in enumerate(ComplianceState)}
SETTLED = (ComplianceState.OBSERVED, ComplianceState.CONVERGED)
"""States in which nobody has to do anything."""


@dataclass(frozen=True, slots=True)
class SchoolStanding:
    """A school with its plans, its unread tenants and the state that they come to."""

    facts: SchoolFacts
    plans: tuple[SchoolPlan, ...]
    failures: tuple[TenantFailure, ...]
    state: ComplianceState

    @property
    def changes(self) -> int:
        """How many changes are planned, over all its tenants."""
        return sum(len(plan.changes) for plan in self.plans)

    @property
    def watched(self) -> int:
        """How many differences there are where nothing is written."""
        return sum(len(plan.observed) for plan in self.plans)

    def sort_key(self) -> tuple[int, int, str]:
        """The worst first: by state, then by how much there is to change."""
        return (_RANK[self.state], -self.changes, self.facts.id)


def school_standings(data: ReportData) -> tuple[SchoolStanding, ...]:
    """Each school of the plan, in the order of waves, then by id; schools out of reach are not."""
    order = {wave: rank for rank, wave in enumerate(data.plan.waves)}
    standings = (_standing(facts, data.plan) for facts in data.schools)
    return tuple(
        sorted(
            (standing for standing in standings if standing.plans or standing.failures),
            key=lambda item: (order.get(item.facts.wave, len(order)), item.facts.id),
        )
    )


def _standing(facts: SchoolFacts, plan: Plan) -> SchoolStanding:
    plans = tuple(school for school in plan.schools if school.school == facts.id)
    failures = tuple(failure for failure in plan.failures if facts.id in failure.schools)
    return SchoolStanding(facts, plans, failures, _state(facts, plans, failures))


def _state(
    facts: SchoolFacts, plans: tuple[SchoolPlan, ...], failures: tuple[TenantFailure, ...]
) -> ComplianceState:
    """The worst of the tenants that are managed; those only observed never make it worse."""
    observed = {tenant.alias for tenant in facts.tenants if tenant.observed}
    if observed == {tenant.alias for tenant in facts.tenants}:
        return ComplianceState.UNREACHABLE if failures and not plans else ComplianceState.OBSERVED
    states = [_of_plan(plan) for plan in plans if plan.tenant not in observed]
    states += [
        ComplianceState.UNREACHABLE for failure in failures if failure.tenant not in observed
    ]
    return min(states, key=_RANK.__getitem__, default=ComplianceState.OBSERVED)


def _of_plan(plan: SchoolPlan) -> ComplianceState:
    if plan.refusals:
        return ComplianceState.REFUSED
    if plan.changes:
        return ComplianceState.DIFFERS
    return ComplianceState.UNKNOWN if plan.unknown else ComplianceState.CONVERGED

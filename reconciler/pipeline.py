"""The steps, once, in order: what `plan` and `apply` share, and where they part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.apply.run import Hand, run
from reconciler.apply.settle import Look, Settled, settle
from reconciler.apply.steps import Steps
from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import SchoolInTenant
from reconciler.desired.reach import Reach, contexts, scope_of
from reconciler.diff.compare import seats_by_product
from reconciler.errors import TenantError
from reconciler.manifest import Loaded
from reconciler.manifest.types import Stack
from reconciler.model.limits import Limits
from reconciler.model.plan import Outcome, Plan, TenantFailure
from reconciler.model.tenant import Tenant
from reconciler.observed.collect import collect, summed
from reconciler.plan.approve import ApprovedPlan
from reconciler.plan.build import TenantPlan, plan_tenant
from reconciler.plan.fingerprint import plan_fingerprint
from reconciler.plan.forecast import cost
from reconciler.plan.order import in_rollout
from reconciler.providers.base import Provider
from reconciler.roster import Rosters


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run works with: everything that was read before any tenant is asked."""

    stack: Stack
    loaded: Loaded
    rosters: Rosters
    key: bytes
    """The pseudonym key."""
    make: Callable[[Tenant], Provider]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, the hands that could carry it out, and the schools by tenant that it is of."""

    plan: Plan
    hands: Mapping[str, Hand] = field(default_factory=dict)
    inside: Mapping[str, Sequence[SchoolInTenant]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of an approved plan, and what a fresh look says."""

    outcomes: tuple[Outcome, ...]
    settled: Settled


class Pipeline:
    """One municipality, one stack. Close it when done."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._providers: dict[str, Provider] = {}

    def plan(self, reach: Reach, steps: Steps) -> Planned:
        """Compiles, looks, compares, guards. Nothing here can write to a tenant."""
        inside = self._contexts(reach)
        scopes = {alias: scope_of(schools) for alias, schools in inside.items()}
        providers = {alias: self._provider(alias) for alias in scopes}
        seen = collect(providers, scopes, steps.looked)
        plans: dict[str, TenantPlan] = {}
        hands: dict[str, Hand] = {}
        failures: list[TenantFailure] = []
        for alias, schools in inside.items():
            answer = seen[alias]
            if isinstance(answer, TenantError):
                ids = tuple(context.manifest.id for context in schools)
                failures.append(TenantFailure(alias, ids, answer.faults))
                continue
            desired = compile_tenant(schools, answer)
            plans[alias] = plan_tenant(desired, answer, self._setting.key, reach.kinds)
            hands[alias] = Hand(
                providers[alias],
                answer,
                self._setting.loaded.municipality.id,
                {context.manifest.id: context.manifest.file for context in schools},
                scopes[alias].products,
            )
        return Planned(self._whole(plans, failures, hands), hands, inside)

    def apply(
        self, approved: ApprovedPlan, planned: Planned, reach: Reach, steps: Steps
    ) -> Applied:
        """Carries an approved plan out and looks until it shows, within a bounded wait."""
        outcomes = run(approved, planned.hands, steps.done)
        written = frozenset((school.school, school.tenant) for school in approved.schools)
        again = Reach(tenants=frozenset(tenant for _, tenant in written), kinds=reach.kinds)

        def look() -> Look:
            fresh = self.plan(again, Steps()).plan
            seen = tuple(s for s in fresh.schools if (s.school, s.tenant) in written)
            return Look(seen, tuple(failure.tenant for failure in fresh.failures))

        return Applied(outcomes, settle(outcomes, look, steps.wait))

    def close(self) -> None:
        """Lets every connection go."""
        for provider in self._providers.values():
            provider.close()

    def _provider(self, alias: str) -> Provider:
        if alias not in self._providers:
            self._providers[alias] = self._setting.make(self._setting.stack.tenants[alias])
        return self._providers[alias]

    def _contexts(self, reach: Reach) -> dict[str, list[SchoolInTenant]]:
        setting = self._setting
        return contexts(setting.loaded, setting.stack, setting.rosters, self._limits, reach)

    def _limits(self, alias: str) -> Limits:
        return self._provider(alias).limits

    def _whole(
        self,
        plans: Mapping[str, TenantPlan],
        failures: Iterable[TenantFailure],
        hands: Mapping[str, Hand],
    ) -> Plan:
        setting = self._setting
        waves = tuple(setting.loaded.municipality.waves)
        schools = in_rollout(waves, (one for plan in plans.values() for one in plan.schools))
        tenants = {a: (setting.stack.tenants[a], hand.provider.limits) for a, hand in hands.items()}
        return Plan(
            stack=setting.stack.name,
            municipality=setting.loaded.municipality.id,
            waves=waves,
            schools=schools,
            failures=tuple(failures),
            seats=seats_by_product(row for plan in plans.values() for row in plan.seats),
            cost=cost(schools, tenants),
            year=setting.rosters.year,
            fingerprint=plan_fingerprint(schools, setting.key),
            requests=summed(row for hand in hands.values() for row in hand.observation.requests),
        )

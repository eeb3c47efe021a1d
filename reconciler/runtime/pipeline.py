"""The steps, once, in order: what `plan`, `apply` and `undo` share, and where they part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reconciler.apply.progress import ProgressReporter
from reconciler.apply.rollout import RolloutResult, roll_out
from reconciler.apply.run import Runner, TenantSession
from reconciler.apply.settle import ConvergenceResult, Reobservation, settle
from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector, contexts, scope_of
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation, Scope
from reconciler.model.plan import Outcome, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.observed.collect import collect
from reconciler.plan.approve import Approval
from reconciler.plan.build import TenantPlan, plan_tenant
from reconciler.project.context import ProjectContext
from reconciler.providers.base import Provider
from reconciler.rules.enforce import RuleContext, apply_rules
from reconciler.runtime.assemble import assemble_plan, load_prior_state
from reconciler.runtime.session import ApplyHooks, ObservedFleet, PlanResult, failures, merge_scopes
from reconciler.undo.build import RunToUndo, school_undos, undo_scopes, undo_tenant


class Pipeline:
    """One municipality, one stack. Close it when done."""

    def __init__(self, context: ProjectContext) -> None:
        self._context = context
        self._providers: dict[str, Provider] = {}

    def plan(self, targets: TargetSelector, progress: ProgressReporter) -> PlanResult:
        """Observes, compiles, compares, guards. Nothing here can write to a tenant."""
        fleet = self._observe(targets, progress, {})
        prior = load_prior_state(self._context)
        desired: dict[SchoolRef, Desired] = {}
        parts: list[TenantPlan] = []
        for alias, tenant_session in fleet.sessions.items():
            compiled = compile_tenant(fleet.inside[alias], tenant_session.observation)
            desired |= {school.context.ref: school for school in compiled}
            part = plan_tenant(compiled, tenant_session.observation, prior, targets.kinds)
            rules = RuleContext(self._context.rulebook, prior.day)
            parts.append(replace(part, schools=apply_rules(part.schools, compiled, rules)))
        plan = assemble_plan(self._context, fleet, parts, prior)
        return PlanResult(plan, targets, fleet.sessions, fleet.inside, desired)

    def plan_undo(
        self, run_to_undo: RunToUndo, targets: TargetSelector, progress: ProgressReporter
    ) -> PlanResult:
        """The inverse of what a run did, against the tenants as they are now; guarded."""
        context, prior = self._context, load_prior_state(self._context)
        municipality = context.loaded.municipality
        fleet = self._observe(
            targets, progress, undo_scopes(run_to_undo, municipality, context.stack.tenants)
        )
        parts = [
            undo_tenant(
                school_undos(run_to_undo, fleet.inside[a]),
                tenant_session.observation,
                prior,
                municipality,
            )
            for a, tenant_session in fleet.sessions.items()
        ]
        # A school that is not declared any more has no file, and marks name one.
        sessions = {
            a: replace(h, files={**run_to_undo.files(), **h.files})
            for a, h in fleet.sessions.items()
        }
        plan = assemble_plan(self._context, fleet, parts, prior)
        return PlanResult(plan, targets, sessions, fleet.inside, run_to_undo=run_to_undo)

    def apply(self, approval: Approval, planned: PlanResult, hooks: ApplyHooks) -> RolloutResult:
        """Applies an approved plan, wave by wave; each is observed again until it shows."""
        runner = Runner(planned.sessions, hooks.journal, hooks.progress.on_outcome)

        def apply_schools(
            schools: Sequence[SchoolPlan],
        ) -> tuple[tuple[Outcome, ...], ConvergenceResult]:
            outcomes = runner.run(schools)
            return outcomes, settle(outcomes, lambda: reobserve(schools), hooks.progress.sleep)

        def reobserve(schools: Sequence[SchoolPlan]) -> Reobservation:
            written = frozenset(school.ref for school in schools)
            tenants = frozenset(ref.tenant for ref in written)
            narrowed = TargetSelector(tenants=tenants, kinds=planned.targets.kinds)
            latest = self._plan_again(planned, narrowed)
            hooks.on_reobserved(latest)
            plans = tuple(s for s in latest.plan.schools if s.ref in written)
            return Reobservation(plans, tuple(failure.tenant for failure in latest.plan.failures))

        return roll_out(approval, apply_schools, hooks.policy)

    def _plan_again(self, planned: PlanResult, targets: TargetSelector) -> PlanResult:
        """A fresh plan of the same sort: an undo is planned as an undo again."""
        if planned.run_to_undo is not None:
            return self.plan_undo(planned.run_to_undo, targets, ProgressReporter())
        return self.plan(targets, ProgressReporter())

    def close(self) -> None:
        """Closes every connection."""
        for provider in self._providers.values():
            provider.close()

    def _observe(
        self, targets: TargetSelector, progress: ProgressReporter, extra: Mapping[str, Scope]
    ) -> ObservedFleet:
        """Every tenant in reach as it is, within what its schools declare, and `more`."""
        context = self._context
        today = replace(targets, day=context.day)
        contexts_by_tenant = contexts(
            context.loaded, context.stack, context.rosters, self._limits, today
        )
        scopes = {alias: scope_of(schools) for alias, schools in contexts_by_tenant.items()}
        scopes |= {
            alias: merge_scopes(scopes[alias], extra[alias]) for alias in extra if alias in scopes
        }
        providers = {alias: self._provider(alias) for alias in scopes}
        results = collect(providers, scopes, progress.on_observed)
        sessions = {
            alias: TenantSession(
                providers[alias],
                result,
                context.loaded.municipality.id,
                {
                    context.manifest.id: context.manifest.file
                    for context in contexts_by_tenant[alias]
                },
                scopes[alias].products,
            )
            for alias, result in results.items()
            if isinstance(result, Observation)
        }
        return ObservedFleet(contexts_by_tenant, sessions, failures(contexts_by_tenant, results))

    def _provider(self, alias: str) -> Provider:
        if alias not in self._providers:
            self._providers[alias] = self._context.make(self._context.stack.tenants[alias])
        return self._providers[alias]

    def _limits(self, alias: str) -> VendorLimits:
        return self._provider(alias).limits

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
from reconciler.observed.collect import TenantToRead, collect
from reconciler.observed.owned import owned_objects
from reconciler.plan.approve import Approval
from reconciler.plan.build import TenantPlan, plan_tenant
from reconciler.plan.incomplete import unread_since
from reconciler.plan.renames import BaselinesBySchool
from reconciler.project.context import ProjectContext
from reconciler.providers.base import Provider
from reconciler.rules.enforce import RuleContext, apply_rules
from reconciler.runtime.assemble import assemble_plan, load_prior_state
from reconciler.runtime.session import ApplyHooks, ObservedFleet, PlanResult, failures, merge_scopes
from reconciler.undo.build import RunToUndo, school_undos, undo_scopes, undo_tenant


class Pipeline:
    """One municipality, one stack. Close it when done."""

    def __init__(self, context: ProjectContext) -> None:
        self._setting = context
        self._providers: dict[str, Provider] = {}

    def plan(self, targets: TargetSelector, steps: ProgressReporter) -> PlanResult:
        """Compiles, looks, compares, guards. Nothing here can write to a tenant."""
        prior = load_prior_state(self._setting)
        view = self._look(targets, steps, prior.baselines, {})
        desired: dict[SchoolRef, Desired] = {}
        parts: list[TenantPlan] = []
        for alias, tenant_session in view.sessions.items():
            compiled = compile_tenant(view.inside[alias], tenant_session.observation)
            desired |= {one.context.ref: one for one in compiled}
            part = plan_tenant(compiled, tenant_session.observation, prior, targets.kinds)
            bench = RuleContext(self._setting.rulebook, prior.day)
            parts.append(replace(part, schools=apply_rules(part.schools, compiled, bench)))
        plan = assemble_plan(self._setting, view, parts, prior)
        return PlanResult(plan, targets, view.sessions, view.inside, desired)

    def plan_undo(
        self, run_to_undo: RunToUndo, targets: TargetSelector, steps: ProgressReporter
    ) -> PlanResult:
        """The inverse of what a run did, against the tenants as they are now; guarded."""
        context, prior = self._setting, load_prior_state(self._setting)
        municipality = context.loaded.municipality
        scopes = undo_scopes(run_to_undo, municipality, context.stack.tenants)
        view = self._look(targets, steps, prior.baselines, scopes)
        parts = [
            undo_tenant(
                school_undos(run_to_undo, view.inside[a]), one.observation, prior, municipality
            )
            for a, one in view.sessions.items()
        ]
        # A school that is not declared any more has no file, and marks name one.
        sessions = {
            a: replace(h, files={**run_to_undo.files(), **h.files})
            for a, h in view.sessions.items()
        }
        plan = assemble_plan(self._setting, view, parts, prior)
        return PlanResult(plan, targets, sessions, view.inside, run_to_undo=run_to_undo)

    def apply(self, approval: Approval, planned: PlanResult, doing: ApplyHooks) -> RolloutResult:
        """Carries an approved plan out, wave by wave, and looks until each wave shows."""
        runner = Runner(planned.sessions, doing.journal, doing.steps.done)

        def carry_out(
            schools: Sequence[SchoolPlan],
        ) -> tuple[tuple[Outcome, ...], ConvergenceResult]:
            outcomes = runner.run(schools)
            return outcomes, settle(outcomes, lambda: look(schools), doing.steps.wait)

        def look(schools: Sequence[SchoolPlan]) -> Reobservation:
            written = frozenset(school.ref for school in schools)
            tenants = frozenset(ref.tenant for ref in written)
            again = TargetSelector(tenants=tenants, kinds=planned.targets.kinds)
            fresh = self._again(planned, again)
            doing.seen(fresh)
            seen = tuple(s for s in fresh.plan.schools if s.ref in written)
            return Reobservation(seen, unread_since(schools, fresh.plan))

        return roll_out(approval, carry_out, doing.policy)

    def _again(self, planned: PlanResult, targets: TargetSelector) -> PlanResult:
        """A fresh plan of the same sort."""
        if planned.run_to_undo is not None:
            return self.plan_undo(planned.run_to_undo, targets, ProgressReporter())
        return self.plan(targets, ProgressReporter())

    def close(self) -> None:
        """Lets every connection go."""
        for provider in self._providers.values():
            provider.close()

    def _look(
        self,
        targets: TargetSelector,
        steps: ProgressReporter,
        known: BaselinesBySchool,
        more: Mapping[str, Scope],
    ) -> ObservedFleet:
        """Every tenant in reach as it is, within what its schools declare, and `more`."""
        context = self._setting
        today = replace(targets, day=context.day)
        inside = contexts(context.loaded, context.stack, context.rosters, self._limits, today)
        scopes = {alias: scope_of(schools) for alias, schools in inside.items()}
        scopes |= {
            alias: merge_scopes(scopes[alias], more[alias]) for alias in more if alias in scopes
        }
        tenants = {
            alias: TenantToRead(self._provider(alias), scope, owned_objects(inside[alias], known))
            for alias, scope in scopes.items()
        }
        seen = collect(tenants, steps.looked)
        sessions = {
            alias: TenantSession(
                tenants[alias].provider,
                answer,
                context.loaded.municipality.id,
                {context.manifest.id: context.manifest.file for context in inside[alias]},
                scopes[alias].products,
            )
            for alias, answer in seen.items()
            if isinstance(answer, Observation)
        }
        return ObservedFleet(inside, sessions, failures(inside, seen))

    def _provider(self, alias: str) -> Provider:
        if alias not in self._providers:
            self._providers[alias] = self._setting.make(self._setting.stack.tenants[alias])
        return self._providers[alias]

    def _limits(self, alias: str) -> VendorLimits:
        return self._provider(alias).limits

"""The steps of `plan`, `apply` and `undo`, for every front end.

All begin alike: load the prior state from the ledger, then observe the targeted tenants. `plan`
compares that with the manifests, `plan_undo` with the journal of an earlier run. `apply` executes
either plan, wave by wave, and verifies each wave by making the same sort of plan again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reconciler.apply.reporting import ProgressReporter
from reconciler.apply.rollout import RolloutResult, roll_out
from reconciler.apply.run import Runner
from reconciler.apply.settle import ConvergenceResult, Reobservation, settle
from reconciler.desired.targets import TargetSelector
from reconciler.model.observation import Scope
from reconciler.model.plan import SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome
from reconciler.plan.approve import Approval
from reconciler.plan.incomplete import unread_since
from reconciler.project.context import ProjectContext
from reconciler.runtime.assemble import assemble_plan, load_baselines, load_prior_state, plan_fleet
from reconciler.runtime.observe import FleetObserver
from reconciler.runtime.session import ApplyHooks, ObservedFleet, PlanResult
from reconciler.undo.build import RunToUndo, school_undos, undo_scopes, undo_tenant
from reconciler.undo.leave import WHOLE_TENANT, leave_tenant


class Pipeline:
    """Plans and applies one stack of one municipality. Connections are kept until close()."""

    def __init__(self, context: ProjectContext) -> None:
        self._context = context
        self._observer = FleetObserver(context)
        # what vendors refused for good since this pipeline was made: its plans hold it
        self._refused: list[Outcome] = []

    def observe(
        self, targets: TargetSelector, progress: ProgressReporter, extra: Mapping[str, Scope]
    ) -> ObservedFleet:
        """The targeted tenants as they are, within the scope of their schools and of `extra`."""
        known = load_baselines(self._context)
        return self._observer.observe(targets, progress, known, extra)

    def plan(self, targets: TargetSelector, progress: ProgressReporter) -> PlanResult:
        """Observes, compiles, compares, guards. Sends no writes: providers observe read-only."""
        prior = load_prior_state(self._context, self._refused, retry=targets.retry)
        fleet = self._observer.observe(targets, progress, prior.baselines, {})
        return plan_fleet(self._context, fleet, prior, targets)

    def plan_undo(
        self, run_to_undo: RunToUndo, targets: TargetSelector, progress: ProgressReporter
    ) -> PlanResult:
        """The plan that reverts what a run did, compared with the tenants now, and guarded."""
        context = self._context
        # A person asked for this undo: what was refused before is tried again.
        prior = load_prior_state(context, self._refused, retry=True)
        municipality = context.loaded.municipality
        scopes = undo_scopes(run_to_undo, municipality, context.stack.tenants)
        fleet = self._observer.observe(targets, progress, prior.baselines, scopes)
        # A mark in a description names the school's file, also of a school no longer declared; and
        # a name that the run took away is known by its journal alone.
        sessions = {
            alias: replace(
                tenant,
                files={**run_to_undo.files(), **tenant.files},
                shield=tenant.shield.with_texts(run_to_undo.hidden),
            )
            for alias, tenant in fleet.sessions.items()
        }
        fleet = replace(fleet, sessions=sessions)
        parts = {
            alias: undo_tenant(
                school_undos(run_to_undo, fleet.schools_by_tenant[alias]),
                tenant.observation,
                prior,
                municipality,
            )
            for alias, tenant in sessions.items()
        }
        plan = assemble_plan(self._context, fleet, parts, prior)
        return PlanResult(plan, targets, sessions, fleet.schools_by_tenant, run_to_undo=run_to_undo)

    def plan_forget(
        self,
        targets: TargetSelector,
        progress: ProgressReporter,
        also: frozenset[SchoolRef] = frozenset(),
    ) -> PlanResult:
        """The plan that takes every mark off the targeted tenants; it speaks of `also`, too."""
        prior = load_prior_state(self._context)
        everything = dict.fromkeys(targets.tenants, WHOLE_TENANT)
        fleet = self._observer.observe(targets, progress, prior.baselines, everything)
        parts = {
            alias: leave_tenant(fleet.schools_by_tenant[alias], tenant.observation, prior, also)
            for alias, tenant in fleet.sessions.items()
        }
        plan = assemble_plan(self._context, fleet, parts, prior)
        schools = also | {school.ref for school in plan.schools}
        return PlanResult(
            plan, targets, fleet.sessions, fleet.schools_by_tenant, leaving=frozenset(schools)
        )

    def apply(self, approval: Approval, planned: PlanResult, hooks: ApplyHooks) -> RolloutResult:
        """Applies an approved plan wave by wave, and verifies each by observing it again.

        A wave is observed until no change is left or the waits of `settle` are used up; the next
        one starts only if it passes its health check (see `roll_out`).
        """
        runner = Runner(planned.sessions, hooks.journal, hooks.progress.on_outcome)

        def apply_schools(
            schools: Sequence[SchoolPlan],
        ) -> tuple[tuple[Outcome, ...], ConvergenceResult]:
            outcomes = runner.run(schools)
            self._refused += [outcome for outcome in outcomes if outcome.refused]
            sent = [change for school in schools for change in school.changes]
            return outcomes, settle(
                sent, outcomes, lambda: reobserve(schools), hooks.progress.sleep
            )

        def reobserve(schools: Sequence[SchoolPlan]) -> Reobservation:
            written = frozenset(school.ref for school in schools)
            tenants = frozenset(ref.tenant for ref in written)
            narrowed = TargetSelector(tenants=tenants, kinds=planned.targets.kinds)
            latest = self._plan_again(planned, narrowed)
            hooks.on_reobserved(latest)
            plans = tuple(hooks.policy.part(s) for s in latest.plan.schools if s.ref in written)
            return Reobservation(plans, unread_since(schools, latest.plan))

        return roll_out(approval, apply_schools, hooks.policy)

    def _plan_again(self, planned: PlanResult, targets: TargetSelector) -> PlanResult:
        """Observes and plans again, in the way that `planned` was made."""
        if planned.leaving is not None:
            return self.plan_forget(targets, ProgressReporter(), planned.leaving)
        if planned.run_to_undo is not None:
            return self.plan_undo(planned.run_to_undo, targets, ProgressReporter())
        return self.plan(targets, ProgressReporter())

    def close(self) -> None:
        """Closes every connection."""
        self._observer.close()

"""The steps, once, in order: what `plan`, `apply` and `undo` share, and where they part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reconciler.apply.rollout import Applied, roll_out
from reconciler.apply.run import Hand, Runner
from reconciler.apply.settle import Look, Settled, settle
from reconciler.apply.steps import Steps
from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Desired
from reconciler.desired.reach import Reach, contexts, scope_of
from reconciler.framing import memory_of, whole_of
from reconciler.model.limits import Limits
from reconciler.model.observation import Observation, Scope
from reconciler.model.plan import Outcome, SchoolPlan
from reconciler.observed.collect import collect
from reconciler.plan.approve import Approval
from reconciler.plan.build import TenantPlan, plan_tenant
from reconciler.plan.judge import Bench, judged
from reconciler.plan.undo.build import Undone, scopes, undo_tenant, undos
from reconciler.planned import Doing, Planned, Setting, View, failures, joined
from reconciler.providers.base import Provider


class Pipeline:
    """One municipality, one stack. Close it when done."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._providers: dict[str, Provider] = {}

    def plan(self, reach: Reach, steps: Steps) -> Planned:
        """Compiles, looks, compares, guards. Nothing here can write to a tenant."""
        view = self._look(reach, steps, {})
        memory = memory_of(self._setting)
        desired: dict[tuple[str, str], Desired] = {}
        parts: list[TenantPlan] = []
        for alias, hand in view.hands.items():
            compiled = compile_tenant(view.inside[alias], hand.observation)
            desired |= {(one.context.manifest.id, alias): one for one in compiled}
            part = plan_tenant(compiled, hand.observation, memory, reach.kinds)
            bench = Bench(self._setting.book, memory.day)
            parts.append(replace(part, schools=judged(part.schools, compiled, bench)))
        plan = whole_of(self._setting, view, parts, memory)
        return Planned(plan, reach, view.hands, view.inside, desired)

    def plan_undo(self, undone: Undone, reach: Reach, steps: Steps) -> Planned:
        """The inverse of what a run did, against the tenants as they are now; guarded."""
        setting, memory = self._setting, memory_of(self._setting)
        municipality = setting.loaded.municipality
        view = self._look(reach, steps, scopes(undone, municipality, setting.stack.tenants))
        parts = [
            undo_tenant(undos(undone, view.inside[a]), hand.observation, memory, municipality)
            for a, hand in view.hands.items()
        ]
        # A school that is not declared any more has no file, and marks name one.
        hands = {a: replace(h, files={**undone.files(), **h.files}) for a, h in view.hands.items()}
        plan = whole_of(self._setting, view, parts, memory)
        return Planned(plan, reach, hands, view.inside, undone=undone)

    def apply(self, approval: Approval, planned: Planned, doing: Doing) -> Applied:
        """Carries an approved plan out, wave by wave, and looks until each wave shows."""
        runner = Runner(planned.hands, doing.journal, doing.steps.done)

        def carry_out(schools: Sequence[SchoolPlan]) -> tuple[tuple[Outcome, ...], Settled]:
            outcomes = runner.run(schools)
            return outcomes, settle(outcomes, lambda: look(schools), doing.steps.wait)

        def look(schools: Sequence[SchoolPlan]) -> Look:
            written = frozenset((school.school, school.tenant) for school in schools)
            tenants = frozenset(tenant for _, tenant in written)
            again = Reach(tenants=tenants, kinds=planned.reach.kinds)
            fresh = self._again(planned, again)
            doing.seen(fresh)
            seen = tuple(s for s in fresh.plan.schools if (s.school, s.tenant) in written)
            return Look(seen, tuple(failure.tenant for failure in fresh.plan.failures))

        return roll_out(approval, carry_out, doing.way)

    def _again(self, planned: Planned, reach: Reach) -> Planned:
        """A fresh plan of the same sort."""
        if planned.undone is not None:
            return self.plan_undo(planned.undone, reach, Steps())
        return self.plan(reach, Steps())

    def close(self) -> None:
        """Lets every connection go."""
        for provider in self._providers.values():
            provider.close()

    def _look(self, reach: Reach, steps: Steps, more: Mapping[str, Scope]) -> View:
        """Every tenant in reach as it is, within what its schools declare, and `more`."""
        setting = self._setting
        today = replace(reach, day=setting.day)
        inside = contexts(setting.loaded, setting.stack, setting.rosters, self._limits, today)
        scopes = {alias: scope_of(schools) for alias, schools in inside.items()}
        scopes |= {alias: joined(scopes[alias], more[alias]) for alias in more if alias in scopes}
        providers = {alias: self._provider(alias) for alias in scopes}
        seen = collect(providers, scopes, steps.looked)
        hands = {
            alias: Hand(
                providers[alias],
                answer,
                setting.loaded.municipality.id,
                {context.manifest.id: context.manifest.file for context in inside[alias]},
                scopes[alias].products,
            )
            for alias, answer in seen.items()
            if isinstance(answer, Observation)
        }
        return View(inside, hands, failures(inside, seen))

    def _provider(self, alias: str) -> Provider:
        if alias not in self._providers:
            self._providers[alias] = self._setting.make(self._setting.stack.tenants[alias])
        return self._providers[alias]

    def _limits(self, alias: str) -> Limits:
        return self._provider(alias).limits

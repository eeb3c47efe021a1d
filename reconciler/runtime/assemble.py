"""Loads the prior state from the ledger, and joins the tenants' plans into the municipality's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector
from reconciler.ledger.removals import Window
from reconciler.manifest import effective
from reconciler.model.held import RememberedRefusal
from reconciler.model.plan import Plan
from reconciler.model.resources import Address
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome
from reconciler.plan.build import TenantPlan, plan_tenant
from reconciler.plan.guards import guard_municipality, limits_for_day
from reconciler.plan.municipality import PlanHeader, municipality_plan
from reconciler.plan.prior import PriorState
from reconciler.plan.refusal_inputs import RefusalMemory
from reconciler.plan.renames import BaselinesBySchool, baselines_by_current_id, runs_by_current_id
from reconciler.plan.shield import NameShield
from reconciler.project.context import ProjectContext
from reconciler.rules.enforce import RuleContext, apply_rules
from reconciler.runtime.session import ObservedFleet, PlanResult, declared_schools


def load_baselines(context: ProjectContext) -> BaselinesBySchool:
    """The stack's baselines by the schools' current ids; reads nothing else of the ledger."""
    baselines = context.ledger.baselines(context.stack.name)
    return baselines_by_current_id(baselines, context.loaded.earlier)


def load_prior_state(
    context: ProjectContext, refused: Sequence[Outcome] = (), *, retry: bool = False
) -> PriorState:
    """Baselines, unfinished changes, recent removals and vendors' refusals from the ledger.

    `refused` are outcomes of this very run, `retry` asks for everything again that was refused
    before.

    All are keyed by the schools' current ids; entries under an earlier one (`previously`) are
    mapped to it.
    """
    name, earlier = context.stack.name, context.loaded.earlier
    baselines = context.ledger.baselines(name)
    begun = runs_by_current_id(context.ledger.unfinished_runs(name), baselines, earlier)
    return PriorState(
        key=context.key,
        day=context.day,
        today=context.today,
        baselines=baselines_by_current_id(baselines, earlier),
        unfinished=frozenset(begun),
        begun=begun,
        manifest_on=partial(effective, context.loaded),
        pseudonym=context.keyring.pseudonym,
        known=frozenset(
            replace(ref, school=earlier.get(ref.school, ref.school))
            for ref in context.ledger.known_schools()
        ),
        probes=context.ledger.probes(),
        # so that many small runs cannot take away what one run would be refused
        recent=context.ledger.recent_removals(name, _window(context), earlier),
        former=context.ledger.former_keys(name, earlier),
        refusals=_refusals(context, refused, retry=retry),
    )


def _refusals(context: ProjectContext, refused: Sequence[Outcome], *, retry: bool) -> RefusalMemory:
    earlier = context.loaded.earlier
    empty = RefusalMemory(context.key, context.today, retry=retry)
    remembered: dict[Address, tuple[RememberedRefusal, ...]] = dict(
        context.ledger.vendor_refusals(context.stack.name, earlier)
    )
    for outcome in refused:
        address = outcome.address
        remembered[address] = (
            *remembered.get(address, ()),
            *(
                RememberedRefusal(address, empty.digest(outcome.action.value, subject), "", code)
                for subject, code in outcome.refused
            ),
        )
    return replace(empty, remembered=remembered)


def plan_fleet(
    context: ProjectContext, fleet: ObservedFleet, prior: PriorState, targets: TargetSelector
) -> PlanResult:
    """The plan of a project's manifests for tenants that were observed; asks no tenant."""
    desired: dict[SchoolRef, Desired] = {}
    parts: dict[str, TenantPlan] = {}
    for alias, tenant in fleet.sessions.items():
        compiled = compile_tenant(fleet.schools_by_tenant[alias], tenant.observation)
        desired |= {school.context.ref: school for school in compiled}
        part = plan_tenant(compiled, tenant.observation, prior, targets.kinds)
        rules = RuleContext(context.rulebook, prior.day, tenant.observation)
        parts[alias] = replace(part, schools=apply_rules(part.schools, compiled, rules))
    plan = assemble_plan(context, fleet, parts, prior)
    return PlanResult(plan, targets, fleet.sessions, fleet.schools_by_tenant, desired)


def assemble_plan(
    context: ProjectContext,
    fleet: ObservedFleet,
    parts: Mapping[str, TenantPlan],
    prior: PriorState,
) -> Plan:
    """Joins the tenants' plans into one, with the refusals that hold back the whole municipality.

    `fleet` is what was observed, `parts` the tenants' plans made from it. From here on no name is
    told that somebody gave to a thing in a tenant and that is a person's (see `plan.shield`).
    """
    municipality = context.loaded.municipality
    limits = limits_for_day(context.day, municipality, alone=False)
    header = PlanHeader(
        stack=context.stack.name,
        municipality=municipality,
        key=context.key,
        year=context.rosters.year,
        inputs=context.inputs(),
        tenants={
            alias: (context.stack.tenants[alias], tenant_session.provider.limits)
            for alias, tenant_session in fleet.sessions.items()
        },
        share=1.0 - context.stack.read_share if context.ledger.on_server else 1.0,
        failures=fleet.failures,
        requests=fleet.requests(),
        frozen=context.freezes(),
        refusals=guard_municipality(
            prior.baselines.keys(), declared_schools(context.loaded), limits
        ),
    )
    shown = [_shielded(part, fleet.sessions[alias].shield) for alias, part in parts.items()]
    return municipality_plan(header, shown)


def _shielded(part: TenantPlan, shield: NameShield) -> TenantPlan:
    return replace(
        part,
        schools=tuple(map(shield.school, part.schools)),
        refusals=tuple(map(shield.refusal, part.refusals)),
    )


def _window(context: ProjectContext) -> Window:
    """The `guard_window` days before today, whatever day the plan is for.

    Earlier removals happened on real dates, so a preview of another day counts the same ones.
    """
    days = context.loaded.municipality.guard_window
    since = date.fromisoformat(context.today) - timedelta(days=days)
    return Window(days, since.isoformat())

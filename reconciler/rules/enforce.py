"""Apply rules to a tenant's plans: findings are added, a mandatory violation refuses the school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reconciler.compliance.rule import Rulebook, evaluate
from reconciler.desired.context import Desired
from reconciler.errors import Facts, SourceLocation
from reconciler.model.observation import Observation
from reconciler.model.plan import Finding, Level, Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.rules.facts import policy_input
from reconciler.rules.found import planned_summary, tenant_summary

MANDATORY = "mandatory-rules"
"""The refusal's name. It is not a guard: only a waiver lifts it, no acknowledgement does."""
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The rules, and the ISO day on which waivers are checked."""

    rulebook: Rulebook
    day: str
    observation: Observation | None = None
    """What the plans were made from; None: nothing that only the tenant shows is judged."""


def apply_rules(
    plans: Iterable[SchoolPlan], desired: Iterable[Desired], context: RuleContext
) -> tuple[SchoolPlan, ...]:
    """One tenant's plans with the findings and refusals of the rules, in the order given."""
    wanted = {one.context.ref: one for one in desired}
    return tuple(_with_rules(plan, wanted[plan.ref], context) for plan in plans)


def _findings(plan: SchoolPlan, desired: Desired, context: RuleContext) -> tuple[Finding, ...]:
    """The findings in one school, each with the source location to correct."""
    places = declared_places(desired)
    seen = planned_summary(plan)
    if context.observation is not None:
        seen = tenant_summary(desired, plan, context.observation, context.day)
    school = policy_input(desired, seen=seen)
    return tuple(
        # what only the tenant shows is put right there, and in no file
        finding
        if finding.observed
        else replace(finding, place=finding.place or places.get(finding.subject, places[""]))
        for finding in evaluate(context.rulebook, [school], context.day)
    )


def breaches(desired: Desired, context: RuleContext) -> tuple[Finding, ...]:
    """The mandatory rules that what a school declares breaks, with what breaks them."""
    found = evaluate(context.rulebook, [policy_input(desired)], context.day)
    return tuple(finding for finding in found if finding.level is Level.MANDATORY)


def _with_rules(plan: SchoolPlan, desired: Desired, context: RuleContext) -> SchoolPlan:
    found = _findings(plan, desired, context)
    return replace(
        plan,
        findings=tuple(sorted((*plan.findings, *found), key=Finding.sort_key)),
        refusals=(*plan.refusals, *_refusals(plan, found)),
    )


def declared_places(desired: Desired) -> Mapping[str, SourceLocation]:
    """Where each object that a rule can name is declared; '' is the school."""
    manifest = desired.context.manifest
    units = {f"{Kind.ORG_UNIT.value}/{spec.key}": spec.place for spec in manifest.units}
    groups = {f"{Kind.GROUP.value}/{spec.key}": spec.place for spec in manifest.groups}
    licences = {f"{Kind.LICENCE.value}/{spec.product}": spec.place for spec in manifest.licences}
    return {"": manifest.place, **units, **groups, **licences}


def _refusals(plan: SchoolPlan, found: Iterable[Finding]) -> Iterator[Refusal]:
    """One refusal of the school, with how many violations of which rules."""
    # one refusal a school, whatever the number: it is lifted by corrections alone
    violations = [finding for finding in found if finding.level is Level.MANDATORY]
    if not violations:
        return
    rules = sorted({finding.code.value for finding in violations})
    facts: Facts = {
        "breaches": len(violations),
        "rules": ", ".join(rules[:_NAMED_AT_MOST]),
        "more": max(0, len(rules) - _NAMED_AT_MOST),
    }
    yield Refusal(MANDATORY, plan.school, plan.tenant, facts)

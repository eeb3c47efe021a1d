"""Rules over a tenant's schools: their findings join the plan, and a mandatory breach refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reconciler.compliance.rule import Rulebook, evaluate
from reconciler.desired.context import Desired
from reconciler.errors import Facts, SourceLocation
from reconciler.model.plan import Finding, Level, Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.rules.facts import policy_input

MANDATORY = "mandatory-rules"
"""The refusal's name. It is no guard: nobody can acknowledge it, only a waiver lifts it."""
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What schools are judged by, and the ISO day that they are judged on."""

    rulebook: Rulebook
    day: str


def apply_rules(
    plans: Iterable[SchoolPlan], desired: Iterable[Desired], context: RuleContext
) -> tuple[SchoolPlan, ...]:
    """One tenant's plans with what the rules find in each school, in the order given."""
    wanted = {one.context.ref: one for one in desired}
    return tuple(_judged(plan, wanted[plan.ref], context) for plan in plans)


def _found(plan: SchoolPlan, desired: Desired, context: RuleContext) -> tuple[Finding, ...]:
    """What the rules find in one school, each with the place to put it right."""
    places = _places(desired)
    subject = policy_input(desired, plan=plan)
    return tuple(
        replace(finding, place=finding.place or places.get(finding.subject, places[""]))
        for finding in evaluate(context.rulebook, [subject], context.day)
    )


def _judged(plan: SchoolPlan, desired: Desired, context: RuleContext) -> SchoolPlan:
    found = _found(plan, desired, context)
    return replace(
        plan,
        findings=tuple(sorted((*plan.findings, *found), key=Finding.sort_key)),
        refusals=(*plan.refusals, *_refusals(plan, found)),
    )


def _places(desired: Desired) -> Mapping[str, SourceLocation]:
    """Where each thing that a rule can name was declared; '' is the school."""
    manifest = desired.context.manifest
    units = {f"{Kind.ORG_UNIT.value}/{spec.key}": spec.place for spec in manifest.units}
    groups = {f"{Kind.GROUP.value}/{spec.key}": spec.place for spec in manifest.groups}
    licences = {f"{Kind.LICENCE.value}/{spec.product}": spec.place for spec in manifest.licences}
    return {"": manifest.place, **units, **groups, **licences}


def _refusals(plan: SchoolPlan, found: Iterable[Finding]) -> Iterator[Refusal]:
    """One no to the school, with how many breaches and of which rules."""
    breaches = [finding for finding in found if finding.level is Level.MANDATORY]
    if not breaches:
        return
    rules = sorted({finding.code.value for finding in breaches})
    facts: Facts = {
        "breaches": len(breaches),
        "rules": ", ".join(rules[:_NAMED_AT_MOST]),
        "more": max(0, len(rules) - _NAMED_AT_MOST),
    }
    yield Refusal(MANDATORY, plan.school, plan.tenant, facts)

"""Who changed a tenant by hand, put into the plan's triggers, as far as the vendors' logs say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reconciler.cli.drift import gathered
from reconciler.cli.planning import PlanCommand
from reconciler.model.change import Change
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.resources import Address
from reconciler.model.trigger import Trigger, TriggerKind
from reconciler.report.drift import AuditEntry
from reconciler.report.origin import drifted

Actors = Mapping[Address, AuditEntry]
"""The newest entry of a log about each change; an administrator by a pseudonym."""


def actors(planning: PlanCommand) -> Actors:
    """Asks the logs of the tenants in which something drifted; what cannot be read is not told."""
    if not any(drifted(school.differences) for school in planning.plan.schools):
        return {}
    found = gathered(planning, reveal=False)
    return {
        one.change.address: one.audit_entries[0]
        for school in found.schools
        for one in school.changes
        if one.audit_entries
    }


def with_actors(plan: Plan, told: Actors) -> Plan:
    """A plan whose changes by hand say who made them."""
    schools = tuple(with_school_actors(school, told) for school in plan.schools)
    return replace(plan, schools=schools)


def with_school_actors(school: SchoolPlan, told: Actors) -> SchoolPlan:
    """The same of one school."""
    return replace(
        school,
        changes=tuple(with_actor(change, told) for change in school.changes),
        observed=tuple(with_actor(change, told) for change in school.observed),
    )


def with_actor(change: Change, told: Actors) -> Change:
    """The same of one change."""
    entry = told.get(change.address)
    if entry is None:
        return change
    return replace(change, triggers=tuple(_named(one, entry) for one in change.triggers))


def _named(trigger: Trigger, entry: AuditEntry) -> Trigger:
    if trigger.kind is not TriggerKind.HAND:
        return trigger
    year, month, day = entry.at[: len("YYYY-MM-DD")].split("-")
    facts = {**trigger.facts, "who": entry.who, "at": f"{day}.{month}.{year}"}
    return replace(trigger, facts=facts)

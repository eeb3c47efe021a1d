"""What a scheduled run applies without a pull request: lists, the calendar, unfinished runs.

Premise: nobody has read this plan. What nobody edited is as the municipality agreed to it before;
what somebody edited, or clicked, is not.

Rule: a change qualifies where it is known what it follows from, and all of that is a list, accounts
of people in it, a day, a school year or an unfinished run. What lies in a group or unit that is
itself to be created or adopted by another change waits with it.

Example: −1 +3 of `teachers` by the list is applied; the name of `teachers`, changed by hand in the
tenant, is not; nor are members of a group that a merged file brings.
"""

from __future__ import annotations

from dataclasses import replace

from reconciler.model.change import Action, Change
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.trigger import TriggerKind

OF_ITSELF = frozenset(
    {
        TriggerKind.ROSTER,
        TriggerKind.ACCOUNTS,
        TriggerKind.DAY,
        TriggerKind.YEAR,
        TriggerKind.UNFINISHED,
    }
)
_INSIDE = {Kind.MEMBERSHIP: Kind.GROUP, Kind.PLACEMENT: Kind.ORG_UNIT}
_MAKES = frozenset({Action.CREATE, Action.ADOPT})


def applied_by_itself(plan: Plan, waves: frozenset[str]) -> Plan:
    """The same plan with those changes alone that need nobody, of the schools of some waves."""
    schools = tuple(
        school_by_itself(one) if one.wave in waves else replace(one, changes=())
        for one in plan.schools
    )
    return replace(plan, schools=schools)


def school_by_itself(school: SchoolPlan) -> SchoolPlan:
    """The same for one school."""
    waiting = {
        (change.address.kind, change.address.key)
        for change in school.changes
        if change.action in _MAKES and not _qualifies(change)
    }
    kept = tuple(
        change
        for change in school.changes
        if _qualifies(change)
        and (_INSIDE.get(change.address.kind), change.address.key) not in waiting
    )
    return replace(school, changes=kept)


def _qualifies(change: Change) -> bool:
    return bool(change.triggers) and all(one.kind in OF_ITSELF for one in change.triggers)

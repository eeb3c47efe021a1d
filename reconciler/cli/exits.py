"""Exit codes: 0 converged or done, 1 fault, 2 changes pending, 3 refused; 1 before 3 before 2."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from reconciler.apply.settle import Settled
from reconciler.desired.codes import UnknownCode
from reconciler.diff.codes import UnlistedCode
from reconciler.model.plan import Outcome, Plan, Refusal, Result, SchoolPlan


class Exit(IntEnum):
    """What a command ends with."""

    DONE = 0
    FAULT = 1
    PENDING = 2
    REFUSED = 3


def of_plan(plan: Plan) -> Exit:
    """How a plan ends. What could not be read is a fault; a role that nobody has is not."""
    if plan.failures or any(_unread(school) for school in plan.schools):
        return Exit.FAULT
    if any(school.refusals for school in plan.schools):
        return Exit.REFUSED
    return Exit.PENDING if plan.changes() else Exit.DONE


def of_apply(
    plan: Plan, outcomes: Sequence[Outcome], settled: Settled, refused: Sequence[Refusal]
) -> Exit:
    """How an apply ends."""
    bad = (Result.FAILED, Result.BLOCKED)
    if of_plan(plan) is Exit.FAULT or settled.unread or any(o.result in bad for o in outcomes):
        return Exit.FAULT
    unknown = any(outcome.result is Result.UNKNOWN for outcome in outcomes)
    if unknown and settled.left:
        return Exit.FAULT
    if refused:
        return Exit.REFUSED
    return Exit.PENDING if settled.left else Exit.DONE


def _unread(school: SchoolPlan) -> bool:
    """Whether something of a school is not known because a tenant or its roster was not read."""
    return any(
        isinstance(one.reason.code, UnlistedCode) or one.reason.code is UnknownCode.NO_ROSTER
        for one in school.unknown
    )

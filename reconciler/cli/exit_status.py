"""Which exit code a plan or an apply ends with; apart from `exits`, which every command loads."""

from __future__ import annotations

from collections.abc import Sequence

from reconciler.apply.settle import ConvergenceResult
from reconciler.cli.exits import Exit
from reconciler.model.plan import Plan, Refusal
from reconciler.model.states import Outcome, Result
from reconciler.plan.incomplete import is_incomplete


def of_plan(plan: Plan) -> Exit:
    """How a plan ends. What could not be read is a fault; a role that nobody has is not."""
    if plan.failures or any(is_incomplete(school) for school in plan.schools):
        return Exit.FAULT
    if plan.refusals or any(school.refusals for school in plan.schools):
        return Exit.REFUSED
    pending = plan.changes() or plan.observed() or plan.held()
    return Exit.PENDING if pending else Exit.DONE


def of_apply(
    plan: Plan,
    outcomes: Sequence[Outcome],
    convergence: ConvergenceResult,
    refused: Sequence[Refusal],
) -> Exit:
    """How an apply ends."""
    bad = (Result.FAILED, Result.BLOCKED)
    if of_plan(plan) is Exit.FAULT or convergence.unread or any(o.result in bad for o in outcomes):
        return Exit.FAULT
    unknown = any(outcome.result is Result.UNKNOWN for outcome in outcomes)
    if unknown and convergence.left:
        return Exit.FAULT
    if refused:
        return Exit.REFUSED
    untouched = any(school.held and not school.changes for school in plan.schools)
    pending = convergence.left or convergence.held or untouched
    return Exit.PENDING if pending else Exit.DONE

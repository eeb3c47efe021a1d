"""Claims about exit codes: what a plan and an apply end with, one test for each reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.apply.settle import ConvergenceResult
from reconciler.cli.exit_status import of_apply, of_plan
from reconciler.cli.exits import Exit
from reconciler.desired.context import UnknownCode
from reconciler.diff.policy import UnlistedCode
from reconciler.errors import Code
from reconciler.model.change import Change, Reason
from reconciler.model.plan import Plan, Refusal, SchoolPlan, Unknown
from reconciler.model.resources import Address, Kind
from reconciler.model.states import Outcome, Result
from reconciler.model.tenant import TenantFailure
from tests.support.small import SCHOOL, TENANT, declared, difference, group, seen
from tests.unit.plan.test_plan import school_plan, whole

CHANGES: tuple[Change, ...] = tuple(difference(declared(group("g")), seen()).difference.changes)
CHANGED = school_plan(*CHANGES)
QUIET = school_plan()
REFUSAL = Refusal("last-owner", SCHOOL, TENANT)
FAILURE = TenantFailure(TENANT, (SCHOOL,), ())
ADDRESS = Address(TENANT, SCHOOL, Kind.GROUP, "g")


def unknown(code: Code) -> SchoolPlan:
    """A school with changes, and with one resource that is unknown for a reason."""
    return replace(CHANGED, unknown=(Unknown(ADDRESS, Reason(code)),))


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(whole(QUIET), Exit.DONE, id="nothing differs"),
        pytest.param(whole(CHANGED), Exit.PENDING, id="there are changes"),
        pytest.param(whole(replace(QUIET, refusals=(REFUSAL,))), Exit.REFUSED, id="a school"),
        pytest.param(replace(whole(CHANGED), refusals=(REFUSAL,)), Exit.REFUSED, id="a tenant"),
        pytest.param(replace(whole(QUIET), failures=(FAILURE,)), Exit.FAULT, id="not read"),
        pytest.param(whole(unknown(UnlistedCode.NOT_LISTED)), Exit.FAULT, id="not listed"),
        pytest.param(whole(unknown(UnknownCode.NO_ROSTER)), Exit.FAULT, id="no roster"),
        pytest.param(whole(unknown(UnknownCode.NOBODY_OF_ROLE)), Exit.PENDING, id="no such role"),
        pytest.param(
            replace(whole(replace(CHANGED, refusals=(REFUSAL,))), failures=(FAILURE,)),
            Exit.FAULT,
            id="1 goes before 3",
        ),
    ],
)
def test_a_plan_ends_with_the_gravest_reason(plan: Plan, expected: Exit) -> None:
    """1 where something could not be read, else 3 where refused, else 2 where it changes."""
    assert of_plan(plan) is expected


def ended(
    *results: Result,
    left: bool = False,
    unread: bool = False,
    refused: tuple[Refusal, ...] = (),
    plan: Plan | None = None,
) -> Exit:
    """How an apply with such outcomes ends."""
    outcomes = [Outcome(ADDRESS, CHANGES[0].action, result) for result in results]
    convergence = ConvergenceResult((), (CHANGED,) if left else (), (TENANT,) if unread else ())
    return of_apply(plan or whole(CHANGED), outcomes, convergence, refused)


def test_applied_and_verified_is_zero() -> None:
    """Every outcome is good, and the last observation shows no difference."""
    assert ended(Result.APPLIED, Result.UNCHANGED) is Exit.DONE


def test_what_is_not_yet_visible_is_two() -> None:
    """It was applied, and the vendor does not show it yet."""
    assert ended(Result.APPLIED, left=True) is Exit.PENDING


def test_people_whom_a_vendor_refused_are_two_like_all_that_is_left() -> None:
    """The change was applied but for them, and no one else waits."""
    assert ended(Result.APPLIED, Result.PARTIAL, left=True) is Exit.PENDING


@pytest.mark.parametrize("bad", [Result.FAILED, Result.BLOCKED])
def test_a_change_that_failed_is_one(bad: Result) -> None:
    """Also where a guard refused something else."""
    assert ended(Result.APPLIED, bad) is Exit.FAULT
    assert ended(bad, refused=(REFUSAL,)) is Exit.FAULT


def test_a_lost_answer_is_one_only_where_the_change_is_not_visible() -> None:
    """What shows at the vendor was applied."""
    assert ended(Result.UNKNOWN, left=True) is Exit.FAULT
    assert ended(Result.UNKNOWN) is Exit.DONE


def test_a_refusal_is_three_also_where_the_rest_was_applied() -> None:
    """And before 2."""
    assert ended(Result.APPLIED, refused=(REFUSAL,)) is Exit.REFUSED
    assert ended(Result.APPLIED, left=True, refused=(REFUSAL,)) is Exit.REFUSED


def test_a_tenant_that_cannot_be_read_again_is_one() -> None:
    """Nothing is known of what was written there."""
    assert ended(Result.APPLIED, unread=True) is Exit.FAULT


def test_a_plan_with_a_fault_stays_one_after_apply() -> None:
    """The schools that could be planned are applied; the others were not looked at."""
    plan = replace(whole(CHANGED), failures=(FAILURE,))
    assert ended(Result.APPLIED, plan=plan) is Exit.FAULT

"""Verification: a write has succeeded when a later read shows it, within a bounded wait.

Premise: vendors are eventually consistent. A group that was created a second ago may not be listed.

Rule: the schools that were written are planned again, after 1, 2, 4, 8, 15 and 30 seconds, until
nothing of what was sent is left. What is left after that is reported as not visible, never repeated
blindly: the next plan shows it again. Where a change failed, waiting cannot help, and one
observation is made; nor is a change waited for of which the vendor refused a few people, or that
only now became possible and was not sent.

Example: 3 members were added. The first plan still has one to add, the second none: two
observations, one second apart, and the school has converged. A group of another school that was
made in the same run can now be a fourth member: that is for the next plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reconciler.model.change import Change
from reconciler.model.plan import SchoolPlan
from reconciler.model.states import Outcome, Result

WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between observations: a minute in all, as long as replication usually takes."""


@dataclass(frozen=True, slots=True)
class Reobservation:
    """A fresh plan of the schools that were written, and the tenants that could not be read.

    A tenant of which less was read than when it was planned is among those: where a listing is not
    complete nothing is planned, and "no change" would look like "applied".
    """

    schools: tuple[SchoolPlan, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConvergenceResult:
    """What the last observation says of the schools that were written."""

    converged: tuple[str, ...]
    left: tuple[SchoolPlan, ...]
    """Schools that still differ, with what is left."""
    unread: tuple[str, ...] = ()
    """Tenants that could not be read again, so that nothing is known of them."""
    held: tuple[str, ...] = ()
    """Schools of which the vendor refused something for good."""


def settle(
    sent: Iterable[Change],
    outcomes: Iterable[Outcome],
    reobserve: Callable[[], Reobservation],
    sleep: Callable[[float], None],
) -> ConvergenceResult:
    """Observes until nothing of what was sent is left or the waits are used up.

    Once only where a change failed.
    """
    by_address = {change.address: change for change in sent}
    known = tuple(outcomes)
    failed = any(outcome.result in (Result.FAILED, Result.BLOCKED) for outcome in known)
    partial = {outcome.address for outcome in known if outcome.result is Result.PARTIAL}
    latest = reobserve()
    for seconds in () if failed else WAITS:
        waiting = any(
            c.address not in partial and c.repeats(by_address.get(c.address))
            for one in latest.schools
            for c in one.changes
        )
        if not latest.unread and not waiting:
            break
        sleep(seconds)
        latest = reobserve()
    left = tuple(school for school in latest.schools if school.changes)
    # no difference in what was not read is no sign that it was applied
    settled = {school.school for school in latest.schools if school.tenant not in latest.unread}
    held = tuple(sorted({school.school for school in latest.schools if school.held}))
    converged = settled - {school.school for school in left}
    return ConvergenceResult(tuple(sorted(converged)), left, latest.unread, held)

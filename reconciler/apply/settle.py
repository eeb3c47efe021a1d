"""Verification: a write has succeeded when a later read shows it, within a bounded wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reconciler.model.plan import Outcome, SchoolPlan
from reconciler.model.states import Result

WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between looks: a minute in all, as long as replication usually takes."""


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
    """What a fresh look says of the schools that were written."""

    converged: tuple[str, ...]
    left: tuple[SchoolPlan, ...]
    """Schools that still differ, with what is left."""
    unread: tuple[str, ...] = ()
    """Tenants that could not be read again, so that nothing is known of them."""


def settle(
    outcomes: Iterable[Outcome], look: Callable[[], Reobservation], wait: Callable[[float], None]
) -> ConvergenceResult:
    """Looks until nothing is left or the waits are used up; once only where something failed."""
    failed = any(outcome.result in (Result.FAILED, Result.BLOCKED) for outcome in outcomes)
    seen = look()
    for seconds in () if failed else WAITS:
        if not seen.unread and not any(school.changes for school in seen.schools):
            break
        wait(seconds)
        seen = look()
    left = tuple(school for school in seen.schools if school.changes)
    settled = {school.school for school in seen.schools if school.tenant not in seen.unread}
    converged = settled - {school.school for school in left}
    return ConvergenceResult(tuple(sorted(converged)), left, seen.unread)

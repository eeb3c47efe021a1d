"""Verification: a write has succeeded when a later read shows it, within a bounded wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reconciler.model.plan import Outcome, Result, SchoolPlan

WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between looks: a minute in all, as long as replication usually takes."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a fresh look says of the schools that were written."""

    converged: tuple[str, ...]
    left: tuple[SchoolPlan, ...]
    """Schools that still differ, with what is left."""


def settle(
    outcomes: Iterable[Outcome],
    look: Callable[[], tuple[SchoolPlan, ...]],
    wait: Callable[[float], None],
) -> Settled:
    """Looks until nothing is left or the waits are used up; once only where something failed."""
    failed = any(outcome.result in (Result.FAILED, Result.BLOCKED) for outcome in outcomes)
    schools = look()
    for seconds in () if failed else WAITS:
        if not any(school.changes for school in schools):
            break
        wait(seconds)
        schools = look()
    left = tuple(school for school in schools if school.changes)
    unsettled = {school.school for school in left}
    converged = {school.school for school in schools} - unsettled
    return Settled(tuple(sorted(converged)), left)

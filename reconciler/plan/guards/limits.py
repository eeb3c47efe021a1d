"""Which limit holds: the default, in its place the municipality's, tightened by the school's."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.manifest.types import GuardLimit, Municipality, SchoolManifest
from reconciler.plan.guards.catalogue import CATALOGUE, Guard, GuardScope

GuardLimits = Mapping[str, GuardLimit]


def limits_for_day(
    day: str, municipality: Municipality, school: SchoolManifest | None = None, *, alone: bool
) -> dict[str, GuardLimit]:
    """The limits in force on an ISO day, by guard; those of a tenant without `school`.

    What the municipality writes takes the place of a default, whole; a school only tightens it.
    Within the rollover window each keeps its `inRollover`, for what is about pupils. A school
    alone in its tenant is held by its own limits: a tenant's hold only where the municipality
    writes them.
    """
    year, written = municipality.year, municipality.guards
    rollover = year is not None and bool(day) and year.in_rollover(day)
    own = school.guards if school is not None else {}
    held = {
        guard.name: _tightest(written.get(guard.name, guard.limit), own.get(guard.name))
        for guard in CATALOGUE
        if not (alone and _is_default_of_tenant(guard, written))
    }
    return held if rollover else {n: limit.on(rollover=False) for n, limit in held.items()}


def _is_default_of_tenant(guard: Guard, written: GuardLimits) -> bool:
    return guard.level is GuardScope.TENANT and guard.name not in written


def _tightest(limit: GuardLimit, school: GuardLimit | None) -> GuardLimit:
    """Number by number the lower one; what a school does not write stays."""
    if school is None:
        return limit
    return GuardLimit(
        share=_lower(limit.share, school.share),
        count=_lower(limit.count, school.count),
        at_least=_lower(limit.at_least, school.at_least or None) or 0,
        rollover_share=_lower(limit.rollover_share, school.rollover_share),
        rollover_count=_lower(limit.rollover_count, school.rollover_count),
        days=_lower(limit.days, school.days),
    )


def _lower(one: int | None, other: int | None) -> int | None:
    numbers = [number for number in (one, other) if number is not None]
    return min(numbers, default=None)


def exceeds(limit: GuardLimit, count: int, before: int) -> bool:
    """Whether so many out of so many are too many. None never are."""
    return bool(exceeded_limit(limit, count, before))


def exceeded_limit(limit: GuardLimit, count: int, before: int) -> str:
    """The number that is passed, as people write it: '30 %', '3'; '' where none is."""
    if count == 0:
        return ""
    if limit.days is not None and count > limit.days:
        return str(limit.days)
    if limit.count is not None and count > limit.count:
        return str(limit.count)
    by_share = limit.share is not None and count >= limit.at_least
    if by_share and count * 100 > (limit.share or 0) * before:
        return f"{limit.share} %"
    return ""

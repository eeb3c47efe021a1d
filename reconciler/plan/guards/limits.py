"""The guards by name, their default limits, and which limit is in force on a day.

The defaults were chosen on the generated municipality of 52 schools, so that a first rollout, an
ordinary week, and a promotion within the rollover window trip none of them; but whoever lies in a
unit that somebody made by hand is moved out of it only once somebody has said so.

Rule, for each guard:
1. the default, or the municipality's limit in its place (the whole limit, not number by number);
2. then, number by number, the lower of that and the school's own: a school can only tighten;
3. within the rollover window the `inRollover` numbers take the place of the others, for what is
   about pupils (see `populations`).

Example: the default of members-removed-per-school is 10 % from 10 members, 25 % in the rollover.
The municipality writes {share: 20}: 20 %, from the first member, the same in the rollover. The
school writes {share: 15}: 15 %. It writes {share: 40}: 20 % stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconciler.manifest.city import Municipality
from reconciler.manifest.types import GuardLimit, SchoolManifest

PER_GROUP = "members-removed-per-group"
PER_SCHOOL = "members-removed-per-school"
UNMANAGED_UNITS_LEFT = "unmanaged-units-left"
UNMANAGED_LICENCES_TAKEN = "unmanaged-licences-taken"
GuardLimits = Mapping[str, GuardLimit]


class GuardScope(StrEnum):
    """What a guard holds back when it refuses."""

    SCHOOL = "school"
    TENANT = "tenant"
    """Every school that shares the tenant."""
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard by name; its texts and its acknowledgement go by the same name."""

    name: str
    limit: GuardLimit
    level: GuardScope = GuardScope.SCHOOL


def _share(share: int, at_least: int, rollover: int | None = None) -> GuardLimit:
    return GuardLimit(share, at_least=at_least, rollover_share=rollover)


CATALOGUE: tuple[Guard, ...] = (
    Guard(PER_GROUP, _share(30, 5, 99)),
    Guard(PER_SCHOOL, _share(10, 10, 25)),
    Guard("members-removed-per-tenant", _share(5, 30, 20), GuardScope.TENANT),
    Guard("members-added-per-group", _share(100, 40, 200)),
    Guard("members-added-per-school", _share(50, 100)),
    Guard("members-added-per-tenant", _share(50, 200), GuardScope.TENANT),
    Guard("groups-removed-per-school", GuardLimit(count=3)),
    Guard("groups-removed-per-tenant", GuardLimit(count=6), GuardScope.TENANT),
    Guard("groups-created-per-school", GuardLimit(count=300)),
    Guard("groups-created-per-tenant", GuardLimit(count=4000), GuardScope.TENANT),
    Guard("units-removed-per-school", GuardLimit(count=3)),
    Guard("units-removed-per-tenant", GuardLimit(count=6), GuardScope.TENANT),
    Guard("units-created-per-school", GuardLimit(count=60)),
    Guard("units-created-per-tenant", GuardLimit(count=1000), GuardScope.TENANT),
    Guard(UNMANAGED_UNITS_LEFT, GuardLimit(count=0)),
    Guard("people-moved-per-school", _share(25, 20, 40)),
    Guard("people-moved-per-tenant", _share(15, 60, 30), GuardScope.TENANT),
    Guard(UNMANAGED_LICENCES_TAKEN, GuardLimit(count=0)),
    Guard("licences-removed-per-school", _share(10, 5, 25)),
    Guard("licences-removed-per-tenant", _share(5, 15, 20), GuardScope.TENANT),
    Guard("licences-swapped-per-school", _share(10, 5, 25)),
    Guard("licences-swapped-per-tenant", _share(5, 15, 20), GuardScope.TENANT),
    Guard("licences-added-per-school", _share(100, 30, 200)),
    Guard("licences-added-per-tenant", _share(100, 90, 200), GuardScope.TENANT),
    Guard("forgotten-per-school", _share(25, 10, 50)),
    Guard("last-owner", GuardLimit(count=0)),
    Guard("administrators", GuardLimit(count=0)),
    Guard("groups-vanished", GuardLimit(count=0)),
    Guard("school-vanished", GuardLimit(count=0), GuardScope.MUNICIPALITY),
    Guard("school-decommissioned", GuardLimit(count=0)),
    Guard("ledger-is-new", GuardLimit(count=0)),
    Guard("tenant-unprobed", GuardLimit(count=0)),
    Guard("tenant-left", GuardLimit(count=0)),
    Guard("roster-shrunk", _share(10, 10, 30)),
    Guard("roster-partial", _share(5, 0, 20)),
    Guard("roster-stale", GuardLimit(days=14)),
    Guard("roster-older", GuardLimit(count=0)),
    Guard("people-between-schools", _share(5, 10, 35)),
    Guard("staff-pupil-crossing", GuardLimit(count=0)),
)
"""In the order in which refusals are listed."""

DEFAULTS: GuardLimits = {guard.name: guard.limit for guard in CATALOGUE}
"""In force where neither municipality.yaml nor a school sets a limit."""


def limits_for_day(
    day: str, municipality: Municipality, school: SchoolManifest | None = None, *, alone: bool
) -> dict[str, GuardLimit]:
    """The limits in force on an ISO day, by guard; without `school` those of a tenant.

    `alone`: the school is the only one of its tenant. Then the tenant's default limits do not
    apply, since the school's own hold the same changes; those that the municipality writes do.
    """
    year, overrides = municipality.year, municipality.guards
    in_rollover = year is not None and bool(day) and year.in_rollover(day)
    own = school.guards if school is not None else {}
    limits = {
        guard.name: _tightest(overrides.get(guard.name, guard.limit), own.get(guard.name))
        for guard in CATALOGUE
        if not (alone and _is_default_of_tenant(guard, overrides))
    }
    if in_rollover:
        return limits
    return {name: limit.on(rollover=False) for name, limit in limits.items()}


def _is_default_of_tenant(guard: Guard, overrides: GuardLimits) -> bool:
    return guard.level is GuardScope.TENANT and guard.name not in overrides


def _tightest(limit: GuardLimit, school: GuardLimit | None) -> GuardLimit:
    """Number by number the lower one; a number that the school does not set stays."""
    if school is None:
        return limit
    return GuardLimit(
        share=_lower(limit.share, school.share),
        count=_lower(limit.count, school.count),
        # 0 is the schema's default for "not set", not a limit that a school asked for
        at_least=_lower(limit.at_least, school.at_least or None) or 0,
        rollover_share=_lower(limit.rollover_share, school.rollover_share),
        rollover_count=_lower(limit.rollover_count, school.rollover_count),
        days=_lower(limit.days, school.days),
    )


def _lower(first: int | None, second: int | None) -> int | None:
    return min((number for number in (first, second) if number is not None), default=None)


def exceeds(limit: GuardLimit, count: int, before: int) -> bool:
    """Whether `count` out of `before` is over the limit. A count of 0 never is."""
    return bool(exceeded_limit(limit, count, before))


def exceeded_limit(limit: GuardLimit, count: int, before: int) -> str:
    """The number that is exceeded, as it is printed: '30 %', '3'; '' where none is."""
    if count == 0:
        return ""
    if limit.days is not None and count > limit.days:
        return str(limit.days)
    if limit.count is not None and count > limit.count:
        return str(limit.count)
    share_applies = limit.share is not None and count >= limit.at_least
    if share_applies and count * 100 > (limit.share or 0) * before:
        return f"{limit.share} %"
    return ""

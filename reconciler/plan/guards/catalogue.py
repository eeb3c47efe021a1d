"""Every guard there is: its name, what it holds back, and the limit that holds by default.

The limits were chosen on the generated municipality of 52 schools, so that a first rollout, an
ordinary week, and a promotion within the rollover window trip none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconciler.manifest.types import GuardLimit

PER_GROUP = "members-removed-per-group"
PER_SCHOOL = "members-removed-per-school"


class GuardScope(StrEnum):
    """What a guard holds back when it says no."""

    SCHOOL = "school"
    TENANT = "tenant"
    """Every school that shares the tenant."""
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard by name; the name is also its consent's and its text's."""

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
    Guard("people-moved-per-school", _share(25, 20, 40)),
    Guard("people-moved-per-tenant", _share(15, 60, 30), GuardScope.TENANT),
    Guard("licences-removed-per-school", _share(10, 5, 25)),
    Guard("licences-removed-per-tenant", _share(5, 15, 20), GuardScope.TENANT),
    Guard("licences-added-per-school", _share(100, 30, 200)),
    Guard("licences-added-per-tenant", _share(100, 90, 200), GuardScope.TENANT),
    Guard("forgotten-per-school", _share(25, 10, 50)),
    Guard("last-owner", GuardLimit(count=0)),
    Guard("administrators", GuardLimit(count=0)),
    Guard("groups-vanished", GuardLimit(count=0)),
    Guard("school-vanished", GuardLimit(count=0), GuardScope.MUNICIPALITY),
    Guard("school-decommissioned", GuardLimit(count=0)),
    Guard("roster-shrunk", _share(10, 10, 30)),
    Guard("roster-partial", _share(5, 0, 20)),
    Guard("roster-stale", GuardLimit(days=14)),
    Guard("people-between-schools", _share(5, 10, 35)),
    Guard("staff-pupil-crossing", GuardLimit(count=0)),
)
"""In the order in which refusals are told."""

DEFAULTS: Mapping[str, GuardLimit] = {guard.name: guard.limit for guard in CATALOGUE}
"""Hold where neither municipality.yaml nor a school says otherwise."""

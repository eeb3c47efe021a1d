"""What a seeded world is asked for and what it tells about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class WorldError(ValueError):
    """School, municipality or stack files from which no world can be made; says which and why."""


@dataclass(frozen=True, slots=True)
class WorldOptions:
    """Where the facts lie, where the world goes, and the seed: same seed, same bytes."""

    schools: Path
    """The folder with municipality.yaml and one file a school."""
    stack: Path
    """A Pulumi stack file whose `reconciler:tenants` has the schools' tenants."""
    out: Path
    """Gets rosters/ and tenants/."""
    seed: int = 1
    year: int = 2026
    """The calendar year in which the first school year starts."""
    only: tuple[str, ...] = ()
    """School ids; () is all of them."""
    guarded: bool = False
    """Whether tenants also have what vendors guard: dynamic and synced groups and the like."""
    by_hand: bool = False
    """Whether tenants have units that somebody made by hand; so they do where sizes.yaml says."""
    years: int = 1
    """How many school years after `year` `next_year` writes; `generate` does not look at it."""


@dataclass(frozen=True, slots=True)
class WorldSummary:
    """How many of each there are in what was written; people of two schools count in both."""

    schools: int
    pupils: int
    teachers: int
    principals: int
    staff: int
    parents: int
    classes: int
    enrollments: int
    certified: int
    accounts: int
    """0 where no tenant was seeded."""
    groups: int
    anomalies: Mapping[str, int]
    """How often life differs from the books, by the names of `oddities.Anomaly`."""

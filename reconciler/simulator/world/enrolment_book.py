"""One school's books for one year, and the ids that its roster files use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.simulator.world.facts import School
from reconciler.simulator.world.names import opaque
from reconciler.simulator.world.people import Klass, Population

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterOf:
    """A population in the year that starts in `year`, and the ids that its files use."""

    population: Population
    schools: Mapping[str, School]
    seed: int
    year: int

    def id_of(self, *parts: object) -> str:
        """An opaque id of this school and year."""
        return opaque(self.seed, self.population.school.id, self.year, *parts)

    def class_id(self, klass: Klass) -> str:
        """Classes are new every year."""
        return self.id_of("class", klass.title)

    def org_id(self, school: str) -> str:
        """Organizations keep their ids."""
        return opaque(self.seed, "org", school)

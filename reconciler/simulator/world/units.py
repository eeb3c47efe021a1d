"""A tenant's hand-made organizational units, and where its accounts lie in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from random import Random

from reconciler.simulator.world.facts import School
from reconciler.simulator.world.words import Words

DECLARED_STAFF, DECLARED_PUPILS = "/staff", "/pupils"
WRONG = 0.01
STRAY = 0.1
"""So many lie one level too high: nobody moved them after the account was opened."""
WITH_DECLARED_NAMES = 0.12


class Order(Enum):
    """How far somebody once got with putting the tenant in order."""

    NONE = "everybody in the root"
    TWO = "pupils and teachers"
    GRADES = "a unit for each grade"


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one tenant, parents first."""

    school: School
    order: Order
    declared: bool
    """Whether units exist by the names that the layouts declare, without a mark."""

    @classmethod
    def of(cls, school: School, rng: Random) -> Units:
        """A tenant's units by chance."""
        order = rng.choices(list(Order), (15, 25, 60))[0]
        declared = rng.random() < WITH_DECLARED_NAMES
        if not school.by_hand:
            return cls(school, Order.NONE, declared=False)
        return cls(school, order, declared)

    def paths(self) -> tuple[str, ...]:
        """Every path, '/Ученици/5 клас', parents before children."""
        made: list[str] = (
            [] if self.order is Order.NONE else [self._words.pupils, self._words.teachers]
        )
        if self.order is Order.GRADES:
            made += [self._grade(grade) for grade in sorted(self.school.classes)]
        return (*made, *((DECLARED_STAFF, DECLARED_PUPILS) if self.declared else ()))

    def for_pupil(self, grade: int, rng: Random) -> str:
        """Where a pupil's account lies: mostly where the tenant's order has it."""
        fate = rng.random()
        if self.order is Order.NONE:
            return "/"
        if fate < WRONG:
            return self._words.teachers
        if self.order is Order.TWO:
            return "/" if fate < WRONG + STRAY else self._words.pupils
        if fate < 2 * WRONG:
            return self._grade(rng.choice(sorted(self.school.classes)))
        return self._words.pupils if fate < 2 * WRONG + STRAY else self._grade(grade)

    def for_worker(self, role: str, rng: Random) -> str:
        """Where a grown-up's account lies; the staff was never put in order."""
        fate = rng.random()
        if self.declared and fate > 0.5:
            return DECLARED_STAFF
        if self.order is Order.NONE or role == "staff" or fate < STRAY:
            return "/"
        return self._words.pupils if fate < STRAY + WRONG else self._words.teachers

    def is_wrong(self, unit: str, role: str, grade: int | None) -> bool:
        """Whether an account lies where its own tenant's order would not have it."""
        pupils, teachers = self._words.pupils, self._words.teachers
        if role != "pupil":
            return unit.startswith(pupils)
        return unit == teachers or (unit.startswith(f"{pupils}/") and unit != self._grade(grade))

    @property
    def _words(self) -> Words:
        return self.school.district.words

    def _grade(self, grade: int | None) -> str:
        return f"{self._words.pupils}/{self._words.grade.format(grade)}"

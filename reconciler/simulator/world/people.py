"""The people of one school in one school year, as the world knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from reconciler.simulator.world.facts import School


def mark_of(school: School) -> str:
    """What tells a school's addresses from those of others in its tenant: '', '.b', '.c'."""
    return f".{ascii_lowercase[school.tenant.rank]}" if school.tenant.rank else ""


@dataclass(frozen=True, slots=True, order=True)
class Klass:
    """A class: 5 and 'а' are 5а."""

    grade: int
    letter: str

    @property
    def title(self) -> str:
        """'5а'."""
        return f"{self.grade}{self.letter}"


@dataclass(frozen=True, slots=True)
class Worker:
    """A teacher, a principal or somebody of the staff."""

    id: str
    given: str
    family: str
    local: str
    """The local part of the school address."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil of one school; of two schools, the first is the primary one."""

    id: str
    given: str
    family: str
    local: str
    """The local part of the address at the school whose roster this is."""
    stem: str
    """The family's name in the masculine form, shared by brothers and sisters."""
    klass: Klass
    schools: tuple[str, ...]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """A parent with an address outside the school."""

    id: str
    given: str
    family: str
    email: str


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody at one school in one school year."""

    school: School
    principal: Worker
    teachers: tuple[Worker, ...]
    staff: tuple[Worker, ...]
    pupils: tuple[Pupil, ...]
    parents: tuple[Parent, ...]
    class_staff: Mapping[Klass, tuple[str, ...]]
    """The ids of a class's teachers, the class teacher first."""
    certified: frozenset[str]
    taken: frozenset[str]
    """Every local part that was ever given out here."""

    @property
    def teaching_principal(self) -> bool:
        """Whether the principal is enrolled as a teacher."""
        return any(self.principal.id in ids for ids in self.class_staff.values())

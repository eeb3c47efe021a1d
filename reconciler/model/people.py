"""People as a roster has them, without a name: what an audience can select on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from reconciler.errors import Fault, SourceLocation


class Role(StrEnum):
    """A person's role at a school, strongest first: the order in which a unit is chosen."""

    PRINCIPAL = "principal"
    TEACHER = "teacher"
    STAFF = "staff"
    PUPIL = "pupil"
    PARENT = "parent"


STAFF = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF})


@dataclass(frozen=True, slots=True)
class Person:
    """One person at one school. Holds no name: the roster's names are never read."""

    sourced_id: str
    school: str
    roles: frozenset[Role]
    grade: int | None = None
    """1 to 12, pupils only."""
    classes: frozenset[str] = frozenset()
    """Class names ('5а'): a pupil's own, those a teacher is enrolled in, a parent's children's."""
    graduates: int | None = None
    """The year of graduation, pupils only: the roster's year + 12 − grade."""
    certified: bool | None = False
    """None: unclear; then neither certified nor uncertified people are meant."""
    trained: bool = False
    email: str | None = None
    """Folded to lower case."""
    primary: bool = True
    """Whether this school is the person's first organization."""
    place: SourceLocation | None = field(default=None, compare=False)
    """The row of the list."""


@dataclass(frozen=True, slots=True)
class UnresolvedRow:
    """A row of a list that could not be read for certain, and whom it may be about.

    None: it may be anybody. Where `in_roster`, the person is known: all but the address is certain,
    or, in a row of a certificate, whether it holds.
    """

    fault: Fault
    """What is wrong, by file and row; carries no name, address or id."""
    sourced_id: str = ""
    """'' where the row does not say whose it is."""
    email: str | None = None
    """Folded to lower case."""
    roles: frozenset[Role] | None = None
    classes: frozenset[str] | None = None
    in_roster: bool = False
    certificate: bool = False
    """Whether it is of the list of certified people, and so about what asks for these alone."""
    certified: bool | None = None
    """Whether the person is certified; None: unknown."""


@dataclass(frozen=True)
class Roster:
    """The people of one school for one school year."""

    school: str
    year: int
    """The calendar year in which the roster's school year ends."""
    people: tuple[Person, ...]
    """Sorted by sourced_id; a teacher who is a parent, too, is there twice, as parent first."""
    digest: str
    """SHA-256 of the files that were read, hexadecimal."""
    exported: str = ""
    """ISO day (UTC) on which the newest of its files was written; '' where unknown."""
    unresolved: tuple[UnresolvedRow, ...] = ()
    """Rows that could not be read for certain, by file and row."""
    dated: str = ""
    """The latest ISO day that the files themselves state; '' where they state none."""

    def count(self, role: Role) -> int:
        """How many people have the role."""
        return self._counts[role]

    @cached_property
    def _counts(self) -> Counter[Role]:
        return Counter(role for person in self.people for role in person.roles)

    @cached_property
    def classes(self) -> frozenset[str]:
        """Names of the classes that have a pupil or a teacher."""
        return frozenset(
            name
            for person in self.people
            if person.roles != {Role.PARENT}
            for name in person.classes
        )

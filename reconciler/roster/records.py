"""What every format comes to: people at schools, classes, enrolments, and rows that are unclear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Fault, SourceLocation
from reconciler.model.people import Role


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What reading a set depends on besides its files."""

    day: str = ""
    """ISO day on which enrolments, roles and terms must hold; '': none of them is held to a day."""
    not_homeroom: tuple[str, ...] = ()
    """Patterns of codes or titles of classes that are no homeroom classes: all-day groups."""
    latin: bool = False
    """Whether classes have Latin letters, as where names are not Bulgarian."""
    trained: frozenset[str] = frozenset()
    """Ids of people who are trained."""
    unsure: frozenset[str] = frozenset()
    """Ids of people of whom it is unclear whether they are certified."""


@dataclass(frozen=True, slots=True)
class Position:
    """What a person is at one school, on the day that was asked for."""

    org: str
    role: Role
    primary: bool = False
    """Whether the list says that this school is the person's own."""


@dataclass(frozen=True, slots=True)
class User:
    """One person of a list, without a name."""

    sourced_id: str
    place: SourceLocation
    positions: tuple[Position, ...]
    email: str | None = None
    bad_address: Fault | None = None
    """Why the cell of the address holds none."""
    grade: int | None = None
    """1 to 12; None for people who are no pupils, and for preparatory groups."""
    agents: tuple[str, ...] = ()
    """sourcedIds of a pupil's parents."""


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """One class; `name` is that of a homeroom class ('5а'), None for all others."""

    org: str
    name: str | None
    runs: bool = True
    """Whether its terms hold on the day that was asked for."""
    unclear: Fault | None = None
    """Why nobody can tell which class it is."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One person in one class, on the day that was asked for."""

    class_id: str
    user_id: str
    role: Role
    """PUPIL or TEACHER."""
    fault: Fault
    """Its place, for what may turn out to be wrong with it."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A row that cannot be read for certain; None: it may be any."""

    fault: Fault
    sourced_id: str = ""
    """'' where the row does not say whose it is."""
    email: str | None = None
    orgs: frozenset[str] | None = None
    roles: frozenset[Role] | None = None
    classes: frozenset[str] | None = None
    agents: tuple[str, ...] | None = None
    """A pupil's parents."""


@dataclass(slots=True)
class Records:
    """What one set says on one day."""

    year: int | None = None
    """The calendar year in which its school year ends."""
    holds: bool = False
    """Whether that school year holds on the day that was asked for."""
    year_place: SourceLocation = field(default_factory=lambda: SourceLocation("", 1, 1))
    codes: Mapping[str, str] = field(default_factory=dict)
    """Org → NEISPUO code, every school of the set."""
    users: dict[str, User] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    enrolments: list[Enrolment] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    gone: frozenset[str] = frozenset()
    """sourcedIds of people who are listed as having left."""
    dated: str = ""
    """The latest ISO day that the files themselves state; '' where they state none."""


def listed(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, with commas between."""
    if "," not in cell:
        return (cell,) if cell else ()
    return tuple(value for part in cell.split(",") if (value := part.strip()))


def latest(days: Iterable[str | None]) -> str:
    """The latest of some ISO days; '' where there are none."""
    return max((day for day in days if day), default="")


def covers(begin: str | None, end: str | None, day: str) -> bool:
    """Whether an ISO day lies between two, both included; None and '' are open. No day: always."""
    return not day or ((not begin or begin <= day) and (not end or day <= end))

"""Makes the people of each school out of a set's records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.model.people import Person, Role
from reconciler.roster.enrolments import At, Enrolled
from reconciler.roster.records import User

_ROLES: Mapping[str, Role] = {
    "student": Role.PUPIL,
    "teacher": Role.TEACHER,
    # OneRoster 1.1 has no principal, and no other use for an administrator in a school
    "administrator": Role.PRINCIPAL,
    "aide": Role.STAFF,
    "proctor": Role.STAFF,
    "parent": Role.PARENT,
    "guardian": Role.PARENT,
    "relative": Role.PARENT,
}
_LAST_GRADE = 12


@dataclass(frozen=True, slots=True)
class Records:
    """What one set says: the records of its files, and whose certificates are known."""

    year: int
    codes: Mapping[str, str]
    """Org sourcedId → NEISPUO code, every school of the set."""
    users: Mapping[str, User]
    enrolled: Enrolled
    certified: frozenset[str]


@dataclass(slots=True)
class _Child:
    """What a parent has of the children at one school."""

    classes: set[str] = field(default_factory=set)


def people_by_org(records: Records, schools: Mapping[str, str]) -> dict[str, tuple[Person, ...]]:
    """School id → its people sorted by sourcedId; `schools`: org sourcedId → school id.

    A parent is at the schools of the children, with their classes; a parent of nobody is nowhere.
    """
    found: dict[str, list[Person]] = {}
    children: dict[At, _Child] = {}
    for user in records.users.values():
        for org in user.orgs:
            if org in schools and _ROLES[user.role] is not Role.PARENT:
                person = _person(records, user, org, schools[org])
                found.setdefault(person.school, []).append(person)
                if user.role == "student":
                    _add_to_parents(children, user, org, person)
    for parent in _parents(records, children, schools):
        found.setdefault(parent.school, []).append(parent)
    return {school: tuple(sorted(some, key=_by_id)) for school, some in found.items()}


def _person(records: Records, user: User, org: str, school: str) -> Person:
    at = (user.sourced_id, org)
    classes = records.enrolled.teachers.get(at)
    roles = {_ROLES[user.role]}
    if classes is not None:
        roles.add(Role.TEACHER)
    if user.role == "student" and at in records.enrolled.pupils:
        classes = frozenset({records.enrolled.pupils[at]})
    return Person(
        sourced_id=user.sourced_id,
        school=school,
        roles=frozenset(roles),
        grade=user.grade,
        classes=classes or frozenset(),
        graduates=None if user.grade is None else records.year + _LAST_GRADE - user.grade,
        certified=user.sourced_id in records.certified,
        email=user.email,
        primary=_first_school(records, user) == org,
    )


def _add_to_parents(children: dict[At, _Child], pupil: User, org: str, person: Person) -> None:
    for agent in pupil.agents:
        children.setdefault((agent, org), _Child()).classes.update(person.classes)


def _parents(
    records: Records, children: Mapping[At, _Child], schools: Mapping[str, str]
) -> Iterator[Person]:
    for (sourced_id, org), child in children.items():
        user = records.users.get(sourced_id)
        if user is not None and _ROLES[user.role] is Role.PARENT:
            yield Person(
                sourced_id=sourced_id,
                school=schools[org],
                roles=frozenset({Role.PARENT}),
                classes=frozenset(child.classes),
                email=user.email,
                primary=_first_school(records, user) == org,
            )


def _first_school(records: Records, user: User) -> str | None:
    """The first organization that is a school: a district before it is nobody's place."""
    return next((org for org in user.orgs if org in records.codes), None)


def _by_id(person: Person) -> str:
    return person.sourced_id

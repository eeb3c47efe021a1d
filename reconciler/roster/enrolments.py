"""What enrolments say: each pupil's homeroom class, and who teaches which classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import shown
from reconciler.roster.records import SchoolClass, User
from reconciler.roster.shapes import USER_ROLES
from reconciler.roster.table import Row, Table

_TEACHES = frozenset({"teacher", "administrator", "aide", "proctor"})
_FITS: Mapping[str, frozenset[str]] = {
    "student": frozenset({"student"}),
    "teacher": _TEACHES,
    "administrator": _TEACHES,
    "proctor": _TEACHES,
}
"""Role of an enrolment → roles of users who may have it."""

At = tuple[str, str]
"""A user at a school: both sourcedIds."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Who is in which class: the names of homeroom classes, by user and school."""

    pupils: Mapping[At, str]
    teachers: Mapping[At, frozenset[str]]
    """Everyone with a teacher enrolment; the set may be empty (subject classes have no name)."""


def enrolled(
    table: Table, people: Mapping[str, User], classes: Mapping[str, SchoolClass]
) -> Enrolled:
    """Reads the enrolments; those of people or classes that are left out have no effect."""
    pupils: dict[At, str] = {}
    teachers: dict[At, set[str]] = {}
    for row in table.rows:
        _id, status, class_id, _school, user_id, role = row.cells
        user, klass = people.get(user_id), classes.get(class_id)
        if user is None or klass is None or status == "tobedeleted":
            continue
        if not _sound(table, row, user, klass):
            continue
        at = (user_id, klass.school)
        if role == "teacher":
            teachers.setdefault(at, set()).update([klass.name] if klass.name else [])
        elif role == "student" and klass.name:
            first = pupils.setdefault(at, klass.name)
            if klass.name != first:
                facts = {"id": shown(user_id), "one": first, "other": klass.name}
                table.message(RosterCode.TWO_CLASSES, row, "classSourcedId", **facts)
    return Enrolled(pupils, {at: frozenset(names) for at, names in teachers.items()})


def _sound(table: Table, row: Row, user: User, klass: SchoolClass) -> bool:
    """Whether an enrolment agrees with its class and its user."""
    school, role = row.cells[3], row.cells[5]
    if school != klass.school:
        table.message(RosterCode.ENROLMENT_SCHOOL, row, "schoolSourcedId", id=shown(klass.school))
    elif school not in user.orgs:
        table.message(
            RosterCode.ENROLMENT_STRANGER, row, "userSourcedId", id=shown(user.sourced_id)
        )
    elif role in _FITS and user.role in USER_ROLES - _FITS[role]:
        facts = {"id": shown(user.sourced_id), "role": user.role}
        table.message(RosterCode.ENROLMENT_ROLE, row, "role", **facts)
    else:
        return True
    return False

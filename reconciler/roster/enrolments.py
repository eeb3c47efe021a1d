"""Enrolments held against the users and classes of their set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.errors import Fault
from reconciler.model.people import Role
from reconciler.roster import shapes
from reconciler.roster.codes import RosterCode
from reconciler.roster.records import Enrolment, Records, SchoolClass, Unclear, User
from reconciler.roster.table import Row, Table

_TEACHES = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF})
_ROLES: Mapping[str, Role] = {"student": Role.PUPIL, "teacher": Role.TEACHER}


@dataclass(slots=True)
class EnrolmentReader:
    """Holds enrolments against users and classes."""

    tables: Mapping[str, Table]
    found: Records
    everyone: Mapping[str, User]
    """Users by id, also those of whom something is unclear."""
    unclear: frozenset[str] = frozenset()
    """People of whom something is unclear already."""

    def __post_init__(self) -> None:
        self.unclear = frozenset(one.sourced_id for one in self.found.unclear)

    def read(self, table: Table, row: Row) -> Enrolment | None:
        """An enrolment that counts; None for one without effect, and for an unclear one."""
        user_id, class_id = row["userSourcedId"], row["classSourcedId"]
        users, classes = self.tables["users.csv"], self.tables[shapes.CLASSES.file]
        if user_id in users.gone or class_id in classes.gone:
            return None
        klass = self.found.classes.get(class_id)
        if klass is not None and not klass.runs:
            return None
        role = _ROLES.get(row["role"])
        fault = table.unclear.get(row.line) or self._fault(table, row, klass)
        if fault is not None:
            self._unclear(fault, row, klass)
            return None
        if klass is None or role is None or user_id not in self.found.users:
            return None
        place = table.at(RosterCode.TWO_CLASSES, row, "classSourcedId")
        return Enrolment(class_id, user_id, role, place)

    def _fault(self, table: Table, row: Row, klass: SchoolClass | None) -> Fault | None:
        user = self.everyone.get(row["userSourcedId"])
        if user is None:
            # an unreadable row of users.csv has a fault of its own, and may be hers
            users = self.tables["users.csv"]
            lost = not users.complete or "" in self.everyone or row["userSourcedId"] in self.unclear
            missing_user = RosterCode.DANGLING, "userSourcedId", {"target": "users.csv"}
            return None if lost else _at(table, row, missing_user)
        if klass is None:
            target = {"target": shapes.CLASSES.file}
            return _at(table, row, (RosterCode.DANGLING, "classSourcedId", target))
        if klass.unclear is not None:
            return klass.unclear
        # what users.csv does not say for certain cannot contradict an enrolment
        convergence = row["userSourcedId"] not in self.unclear
        return _at(table, row, _mismatch(row, user, klass)) if convergence else None

    def _unclear(self, fault: Fault, row: Row, klass: SchoolClass | None) -> None:
        self.found.users.pop(row["userSourcedId"], None)
        user = self.everyone.get(row["userSourcedId"])
        role = _ROLES.get(row["role"])
        positions = user.positions if user else ()
        roles = frozenset(one.role for one in positions) | (frozenset({role} if role else ()))
        name = klass.name if klass is not None and klass.unclear is None else None
        self.found.unclear.append(
            Unclear(
                fault,
                row["userSourcedId"],
                user.email if user else None,
                frozenset(one.org for one in positions)
                or (frozenset({klass.org}) if klass else None),
                roles or None,
                frozenset({name}) if name else None,
                user.agents if user else (),
            )
        )


_Mismatch = tuple[RosterCode, str, dict[str, str]] | None


def _mismatch(row: Row, user: User, klass: SchoolClass) -> _Mismatch:
    """Whether an enrolment agrees with its class and its user."""
    roles = {one.role for one in user.positions}
    if row["schoolSourcedId"] != klass.org:
        return RosterCode.ENROLMENT_SCHOOL, "schoolSourcedId", {}
    if klass.org not in {one.org for one in user.positions}:
        return RosterCode.ENROLMENT_STRANGER, "userSourcedId", {}
    fits = roles & (frozenset({Role.PUPIL}) if row["role"] == "student" else _TEACHES)
    if not fits:
        return RosterCode.ENROLMENT_ROLE, "role", {}
    return None


def _at(table: Table, row: Row, mismatch: _Mismatch) -> Fault | None:
    if mismatch is None:
        return None
    code, column, facts = mismatch
    return table.at(code, row, column, **facts)

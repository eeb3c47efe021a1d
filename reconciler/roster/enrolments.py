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
            # a row of hers that cannot be read has a fault of its own; no other says who she is
            missing_user = RosterCode.DANGLING, "userSourcedId", {"target": "users.csv"}
            return None if row["userSourcedId"] in self.unclear else _at(table, row, missing_user)
        if klass is None:
            target = {"target": shapes.CLASSES.file}
            return _at(table, row, (RosterCode.DANGLING, "classSourcedId", target))
        if klass.unclear is not None:
            return klass.unclear
        # what users.csv does not say for certain cannot contradict an enrolment
        certain = row["userSourcedId"] not in self.unclear
        return _at(table, row, _mismatch(row, user, klass)) if certain else None

    def _unclear(self, fault: Fault, row: Row, klass: SchoolClass | None) -> None:
        self.found.users.pop(row["userSourcedId"], None)
        user = self.everyone.get(row["userSourcedId"])
        positions = user.positions if user else ()
        roles = frozenset(one.role for one in positions) | enrolled_roles(
            _ROLES.get(row["role"]), known=user is not None
        )
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
                user.agents if user else None,
            )
        )


def enrolled_roles(role: Role | None, *, known: bool) -> frozenset[Role]:
    """What somebody in a class may be; who teaches and is in no list may be a principal, too."""
    if role is Role.TEACHER and not known:
        return _TEACHES
    return frozenset({role} if role else ())


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

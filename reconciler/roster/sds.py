"""Microsoft School Data Sync v2.1 CSV: tables as records.

It has no codes of schools and no kinds of classes: a school is known by its sourcedId, or by being
the only one, and a homeroom class by a code or title like 5а.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from reconciler.errors import Fault
from reconciler.model.mailbox import folded_address
from reconciler.model.people import Role
from reconciler.roster import shapes
from reconciler.roster.cells import read_grade
from reconciler.roster.codes import RosterCode
from reconciler.roster.enrolments import enrolled_roles
from reconciler.roster.files import RosterFiles
from reconciler.roster.periods import Days, runs, sessions_of, settle_year
from reconciler.roster.records import (
    Enrolment,
    Position,
    ReadOptions,
    Records,
    SchoolClass,
    Unclear,
    User,
    covers,
    listed,
)
from reconciler.roster.table import Row, Table, missing, read_table
from reconciler.roster.values import class_name

_NEEDED = (shapes.SDS_ORGS, shapes.SDS_USERS, shapes.SDS_ROLES, shapes.SDS_SESSIONS)
_MAY_LACK = (shapes.SDS_CLASSES, shapes.SDS_ENROLMENTS, shapes.SDS_RELATIONSHIPS)


@dataclass(slots=True)
class _Sds:
    """Reads one set; lives for one call of `records`."""

    tables: Mapping[str, Table]
    options: ReadOptions
    found: Records = field(default_factory=Records)
    positions: dict[str, list[Position]] = field(default_factory=lambda: defaultdict(list))
    named: set[str] = field(default_factory=set)
    """Users whom roles.csv names, also for other days."""
    grades: dict[str, int] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    """User → what is unclear in one of her rows."""

    def records(self) -> Records:
        sessions = sessions_of(self.tables[shapes.SDS_SESSIONS.file])
        settle_year(self.found, self.tables[shapes.SDS_SESSIONS.file], sessions, self.options.day)
        orgs = self.tables[shapes.SDS_ORGS.file]
        schools = [row["sourcedId"] for row in orgs.rows if row["type"].casefold() == "school"]
        self.found.codes = {org: org for org in schools}
        for row in self.tables[shapes.SDS_CLASSES.file].rows:
            terms = listed(row["sessionSourcedIds"])
            running = runs(terms, sessions, self.options.day)
            klass = SchoolClass(row["orgSourcedId"], self._name(row), running)
            self.found.classes[row["sourcedId"]] = klass
        self._roles(self.tables[shapes.SDS_ROLES.file])
        self._users(self.tables[shapes.SDS_USERS.file])
        self._enrolments(self.tables[shapes.SDS_ENROLMENTS.file])
        for table in self.tables.values():
            self.found.unclear += [Unclear(lost.fault) for lost in table.unreadable]
        return self.found

    def _name(self, row: Row) -> str | None:
        named = (row["code"], row["title"])
        patterns = [pattern.casefold() for pattern in self.options.not_homeroom]
        if any(fnmatchcase(one.casefold(), pattern) for one in named for pattern in patterns):
            return None
        names = [name for cell in named if (name := class_name(cell, latin=self.options.latin))]
        return names[0] if names else None

    def _roles(self, table: Table) -> None:
        days = Days.of(table, "roleStartDate", "roleEndDate")
        for row in table.rows:
            user = row["userSourcedId"]
            self.named.add(user)
            begin, end = days.read(row, "roleStartDate"), days.read(row, "roleEndDate")
            role = shapes.ROLES_SDS.get(row["role"])
            if role is Role.PUPIL and covers(begin, end, self.options.day):
                grade = read_grade(table, row, "grade", strict=False)
                if grade is not None:
                    self.grades[user] = grade
            fault = table.unclear.get(row.line)
            if fault is not None:
                self.faults.setdefault(user, fault)
            elif role is not None and covers(begin, end, self.options.day):
                place = Position(row["orgSourcedId"], role, row["isPrimary"] == "true")
                self.positions[user].append(place)

    def _users(self, table: Table) -> None:
        agents = defaultdict(list)
        for row in self.tables[shapes.SDS_RELATIONSHIPS.file].rows:
            agents[row["userSourcedId"]].append(row["relationshipUserSourcedId"])
        parents = {one for some in agents.values() for one in some}
        for row in table.rows:
            sourced_id = row["sourcedId"]
            if sourced_id not in self.named and sourced_id not in parents:
                table.message(RosterCode.NO_ROLE, row, "sourcedId")
            fault = table.unclear.get(row.line) or self.faults.get(sourced_id)
            user = User(
                sourced_id,
                table.place(row),
                tuple(self.positions[sourced_id]),
                *_address(table, row),
                self.grades.get(sourced_id),
                tuple(agents[sourced_id]),
            )
            if fault is None:
                self.found.users[sourced_id] = user
            else:
                self._unclear(user, fault)
        self._strangers(table)

    def _strangers(self, users: Table) -> None:
        """People of roles.csv whom users.csv does not have."""
        known, table = users.every_id, self.tables[shapes.SDS_ROLES.file]
        first = {row["userSourcedId"]: row for row in reversed(table.rows)}
        for user in sorted(self.positions.keys() - known - {""}):
            fault = table.at(
                RosterCode.DANGLING, first[user], "userSourcedId", target=users.shape.file
            )
            at = self.positions[user]
            orgs = frozenset(one.org for one in at)
            roles = frozenset(one.role for one in at)
            self.found.unclear.append(Unclear(fault, user, None, orgs, roles))

    def _unclear(self, user: User, fault: Fault, classes: frozenset[str] | None = None) -> None:
        orgs = frozenset(one.org for one in user.positions) or None
        roles = frozenset(one.role for one in user.positions) or None
        agents: tuple[str, ...] | None = user.agents
        if fault.code is RosterCode.DUPLICATE_ID or not user.sourced_id:
            # what other files say of the id, they say of somebody else, too
            roles = orgs = agents = None
        self.found.unclear.append(
            Unclear(fault, user.sourced_id, user.email, orgs, roles, classes, agents)
        )

    def _enrolments(self, table: Table) -> None:
        known = self.tables[shapes.SDS_USERS.file].every_id
        for row in table.rows:
            user = self.found.users.get(row["userSourcedId"])
            klass = self.found.classes.get(row["classSourcedId"])
            if klass is not None and not klass.runs:
                continue
            fault = table.unclear.get(row.line)
            if user is None and row["userSourcedId"] not in known:
                facts = {"target": shapes.SDS_USERS.file}
                fault = fault or table.at(RosterCode.DANGLING, row, "userSourcedId", **facts)
            elif klass is None:
                facts = {"target": shapes.SDS_CLASSES.file}
                fault = fault or table.at(RosterCode.DANGLING, row, "classSourcedId", **facts)
            if fault is not None:
                self._unclear_enrolment(row, fault, klass)
            elif user is not None and klass is not None:
                role = shapes.ROLES_SDS[row["role"]]
                place = table.at(RosterCode.TWO_CLASSES, row, "classSourcedId")
                if role in (Role.PUPIL, Role.TEACHER):
                    self.found.enrolments.append(
                        Enrolment(row["classSourcedId"], user.sourced_id, role, place)
                    )

    def _unclear_enrolment(self, row: Row, fault: Fault, klass: SchoolClass | None) -> None:
        classes = frozenset({klass.name}) if klass is not None and klass.name else None
        user = self.found.users.pop(row["userSourcedId"], None)
        if user is not None:
            self._unclear(user, fault, classes)
        else:
            orgs = frozenset({klass.org}) if klass is not None else None
            role = shapes.ROLES_SDS.get(row["role"])
            roles = enrolled_roles(role, known=False) or None
            self.found.unclear.append(
                Unclear(fault, row["userSourcedId"], None, orgs, roles, classes)
            )


def _address(table: Table, row: Row) -> tuple[str | None, Fault | None]:
    """The e-mail; for people who have none the user name, where that is an address."""
    if row["email"]:
        address = folded_address(row["email"])
        if address is None:
            return None, table.at(RosterCode.BAD_ADDRESS, row, "email")
        return address, None
    return folded_address(row["username"]) or None, None


def read_sds(files: RosterFiles, options: ReadOptions) -> tuple[Mapping[str, Table], Records]:
    """A set of SDS v2.1: its tables and, as far as they can be used, its records."""
    tables = {shape.file: read_table(files, shape) for shape in _NEEDED}
    for shape in _MAY_LACK:
        there = files.has(shape.file)
        tables[shape.file] = read_table(files, shape) if there else missing(files, shape)
    if any(table.faults for table in tables.values()):
        return tables, Records()
    return tables, _Sds(tables, options).records()

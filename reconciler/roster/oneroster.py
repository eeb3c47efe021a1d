"""OneRoster 1.1 and 1.2, bulk CSV: tables as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from reconciler.errors import Fault
from reconciler.model.people import Role
from reconciler.roster import shapes
from reconciler.roster.bulk import VERSIONS, declared_files
from reconciler.roster.cells import named_class, read_address, read_grade
from reconciler.roster.codes import RosterCode
from reconciler.roster.enrolments import EnrolmentReader
from reconciler.roster.files import RosterFiles
from reconciler.roster.parents import link_children
from reconciler.roster.periods import AcademicSession, Days, runs, sessions_of, settle_year
from reconciler.roster.records import (
    Position,
    ReadOptions,
    Records,
    SchoolClass,
    Unclear,
    User,
    covers,
    latest,
    listed,
)
from reconciler.roster.roles import Roles
from reconciler.roster.table import Row, Table, missing, read_table
from reconciler.roster.values import grade_of, iso_day


@dataclass(slots=True)
class OneRoster:
    """Reads one set; lives for one call of `records`."""

    tables: Mapping[str, Table]
    version: str
    options: ReadOptions
    found: Records = field(default_factory=Records)
    everyone: dict[str, User] = field(default_factory=dict)
    """Users by id, also those of whom something is unclear."""
    in_class: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """User → names of the classes in which any row has her."""

    def records(self) -> Records:
        """What the set says on the day; unclear rows are among it, faults stay in the tables."""
        sessions = sessions_of(self.tables[shapes.SESSIONS.file])
        settle_year(self.found, self.tables[shapes.SESSIONS.file], sessions, self.options.day)
        self.found.codes = school_codes(self.tables[shapes.ORGS.file])
        self._classes(sessions)
        enrolments = self.tables[shapes.ENROLMENTS.file]
        for row in enrolments.rows:
            klass = self.found.classes.get(row["classSourcedId"])
            if klass is not None and klass.name:
                self.in_class[row["userSourcedId"]].add(klass.name)
        self._users()
        self._enrolments(enrolments)
        self.found.dated = latest(
            iso_day(row["dateLastModified"]) if row.cells.get("dateLastModified") else None
            for table in self.tables.values()
            for row in table.rows
        )
        return self.found

    def _classes(self, sessions: Mapping[str, AcademicSession]) -> None:
        table = self.tables[shapes.CLASSES.file]
        for lost in table.unreadable:
            table.faults.note(lost.fault)
        taken: set[tuple[str, str]] = set()
        for row in table.rows:
            name = self._class_name(table, row)
            org = row["schoolSourcedId"]
            if org and self._orgs_complete() and org not in self._orgs():
                table.message(RosterCode.DANGLING, row, "schoolSourcedId", target=shapes.ORGS.file)
            if name is not None and (org, name) in taken:
                table.read(RosterCode.CLASS_TWICE, row, "classCode", code=name)
            elif name is not None:
                taken.add((org, name))
            self.found.classes[row["sourcedId"]] = SchoolClass(
                org,
                name,
                runs(listed(row["termSourcedIds"]), sessions, self.options.day),
                table.unclear.get(row.line),
            )

    def _class_name(self, table: Table, row: Row) -> str | None:
        """'5а' for a homeroom class; None for others, and where it is unclear."""
        grades = listed(row["grades"])
        if row["classType"] != "homeroom" or (
            grades and all(grade_of(one) == "preparatory" for one in grades)
        ):
            return None
        named = (row["classCode"].casefold(), row["title"].casefold())
        patterns = [pattern.casefold() for pattern in self.options.not_homeroom]
        if any(fnmatchcase(one, pattern) for one in named for pattern in patterns):
            return None
        return named_class(table, row, "classCode", latin=self.options.latin)

    def _users(self) -> None:
        table = self.tables["users.csv"]
        roles = Roles(self.tables.get("roles.csv"), self.options.day)
        self.found.gone = table.gone
        agents = frozenset(
            agent
            for row in table.rows
            if not self._is_parent(row, roles)
            for agent in listed(row["agentSourcedIds"])
        )
        self._unreadable_users(table, agents)
        for row in table.rows:
            positions = self._positions(table, row, roles, agents)
            pupil = any(one.role is Role.PUPIL for one in positions)
            grade = read_grade(table, row, "grades") if pupil else None
            user = User(
                row["sourcedId"],
                table.place(row),
                positions,
                *read_address(table, row, "email"),
                grade,
                listed(row["agentSourcedIds"]),
            )
            self.everyone[user.sourced_id] = user
            fault = table.unclear.get(row.line) or roles.unclear.get(user.sourced_id)
            if fault is None:
                self.found.users[user.sourced_id] = user
            else:
                self._unclear_user(user, fault, row)
        link_children(self.found, self.everyone)
        self.found.unclear += roles.strangers(table)
        self._missing_parents(table, agents)

    def _is_parent(self, row: Row, roles: Roles) -> bool:
        """Whether a row is of somebody who is a parent and nothing else."""
        if self.version == "1.1":
            return shapes.ROLES_1_1.get(row["role"]) is Role.PARENT
        own = roles.of(row["sourcedId"], row["primaryOrgSourcedId"]) or ()
        return bool(own) and all(one.role is Role.PARENT for one in own)

    def _missing_parents(self, table: Table, agents: frozenset[str]) -> None:
        """Parents whom pupils name and users.csv lacks; not where it was exported without any."""
        parents = any(p.role is Role.PARENT for u in self.found.users.values() for p in u.positions)
        absent = agents - table.every_id
        if not (parents and absent):
            return
        for row in table.rows:
            user = self.found.users.get(row["sourcedId"])
            if user is not None and absent.intersection(user.agents):
                facts = {"target": table.shape.file}
                fault = table.at(RosterCode.DANGLING, row, "agentSourcedIds", **facts)
                orgs = frozenset(one.org for one in user.positions) or None
                classes = frozenset(self.in_class[user.sourced_id]) or None
                role = frozenset({Role.PARENT})
                self.found.unclear.append(Unclear(fault, "", None, orgs, role, classes))

    def _unreadable_users(self, table: Table, agents: frozenset[str]) -> None:
        """Rows without cells: the first cell says whose they are, if anything does."""
        enrolled = frozenset(r["userSourcedId"] for r in self.tables[shapes.ENROLMENTS.file].rows)
        named = enrolled | agents
        for lost in table.unreadable:
            known = lost.first if lost.first in named else ""
            self.found.unclear.append(Unclear(lost.fault, known))

    def _unclear_user(self, user: User, fault: Fault, row: Row) -> None:
        # what is written in the row counts, as far as it can be read
        word = row.cells.get("role", "")
        roles = {one.role for one in user.positions}
        known = frozenset(roles) if roles or not word else None
        classes = frozenset(self.in_class[user.sourced_id])
        doubled = fault.code is RosterCode.DUPLICATE_ID
        if doubled:
            # what other files say of the id, they say of somebody else, too
            classes = frozenset()
            known = known if self.version == "1.1" else None
        self.found.unclear.append(
            Unclear(
                fault,
                user.sourced_id,
                user.email,
                frozenset(one.org for one in user.positions) or None,
                known or None,
                classes or None,
                # parents may name a child by an id that this row does not have
                user.agents or (None if doubled or not user.sourced_id else ()),
            )
        )

    def _positions(
        self, table: Table, row: Row, roles: Roles, agents: frozenset[str]
    ) -> tuple[Position, ...]:
        if self.version == "1.2":
            own = roles.of(row["sourcedId"], row["primaryOrgSourcedId"])
            if own is None and row["sourcedId"] not in agents:
                table.message(RosterCode.NO_ROLE, row, "sourcedId")
            return self._at_known_orgs(table, row, own or ())
        role = shapes.ROLES_1_1.get(row["role"])
        orgs = listed(row["orgSourcedIds"])
        positions = [Position(org, role) for org in orgs if role is not None]
        return self._at_known_orgs(table, row, positions)

    def _at_known_orgs(
        self, table: Table, row: Row, positions: Iterable[Position]
    ) -> tuple[Position, ...]:
        """Those at organizations of the set; nowhere at all is unclear."""
        wanted = tuple(positions)
        known = tuple(one for one in wanted if one.org in self._orgs())
        if wanted and not known and self._orgs_complete():
            column = "orgSourcedIds" if self.version == "1.1" else "sourcedId"
            table.message(RosterCode.DANGLING, row, column, target=shapes.ORGS.file)
        return known

    def _orgs(self) -> frozenset[str]:
        table = self.tables[shapes.ORGS.file]
        return table.ids | table.gone

    def _orgs_complete(self) -> bool:
        return self.tables[shapes.ORGS.file].complete

    def _enrolments(self, table: Table) -> None:
        days = Days.of(table, "beginDate", "endDate")
        checks = EnrolmentReader(self.tables, self.found, self.everyone)
        for lost in table.unreadable:
            self.found.unclear.append(Unclear(lost.fault))
        for row in table.rows:
            begin, end = days.read(row, "beginDate"), days.read(row, "endDate")
            dated = begin is not None and end is not None
            if dated and not covers(begin, end, self.options.day):
                continue
            one = checks.read(table, row)
            if one is not None:
                self.found.enrolments.append(one)
        self._note_idle_classes()

    def _note_idle_classes(self) -> None:
        """Unclear classes that no row of enrollments.csv names."""
        named = frozenset(row["classSourcedId"] for row in self.tables["enrollments.csv"].rows)
        for class_id, klass in self.found.classes.items():
            if klass.unclear is not None and class_id not in named:
                self.tables[shapes.CLASSES.file].faults.note(klass.unclear)


def school_codes(table: Table) -> dict[str, str]:
    """Org → NEISPUO code, schools that have one."""
    codes: dict[str, str] = {}
    for row in table.rows:
        identifier = row["identifier"]
        if row["type"] != "school" or not identifier:
            continue
        if identifier in codes.values():
            table.message(RosterCode.SCHOOL_TWICE, row, "identifier", school_code=identifier)
        codes[row["sourcedId"]] = identifier
    return codes


def read_oneroster(files: RosterFiles, options: ReadOptions) -> tuple[Mapping[str, Table], Records]:
    """A set with a manifest.csv: its tables and, as far as they can be used, its records."""
    manifest = read_table(files, shapes.MANIFEST)
    version, bulk = declared_files(manifest)
    tables = {
        shape.file: read_table(files, shape) if shape.file in bulk else missing(files, shape)
        for shape in VERSIONS.get(version, ())
    }
    all_tables = {shapes.MANIFEST.file: manifest, **tables}
    if len(tables) < 1 or any(table.faults or not table.columns for table in all_tables.values()):
        return all_tables, Records()
    return all_tables, OneRoster(tables, version, options).records()

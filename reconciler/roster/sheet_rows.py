"""The rows of one table of a school's own, as people, classes and enrolments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reconciler.errors import Fault
from reconciler.model.mailbox import folded_address
from reconciler.model.people import Role
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults, shown_class
from reconciler.roster.mapping import TableMapping
from reconciler.roster.records import (
    Enrolment,
    Position,
    ReadOptions,
    Records,
    SchoolClass,
    Unclear,
    User,
    covers,
)
from reconciler.roster.sheet import Cells, RowPerson, Sheet
from reconciler.roster.values import class_name, grade_of, is_latin_class, is_plain_class, order_of
from reconciler.roster.workbook import ERRORS

HERE = "-"
"""The organization of tables that are all about one school."""
_SEVERAL = re.compile(r"[,;/]")


@dataclass(slots=True)
class SheetRows:
    """Adds the rows of tables to the records of one set."""

    records: Records
    options: ReadOptions
    doubled: dict[str, int] = field(default_factory=dict)
    """Id of which two rows differ → the line of the first; a third row is as unclear."""

    def add(self, sheet: Sheet, faults: FileFaults) -> None:
        """Every row of a sheet; unclear ones are kept apart."""
        dates = [
            row.cells[place - 1]
            for row in sheet.rows
            for what in ("begin", "end")
            if (place := sheet.columns.get(what)) and row.cells and place <= len(row.cells)
        ]
        order = order_of(dates)
        for row in sheet.rows:
            if row.cells is None:
                fault = faults.fault(RosterCode.BROKEN_QUOTES, row.line, row.broken_at)
                self.records.unclear.append(Unclear(fault, roles=_roles(sheet.mapping)))
                continue
            cells = Cells(sheet, row, faults, order)
            if _is_empty(cells):
                faults.read(RosterCode.READ_EMPTY_ROWS, row.line)
            else:
                self._add(cells)

    def _add(self, cells: Cells) -> None:
        if cells.has_error():
            self._unclear(cells, self._one(cells))
            return
        words = cells.sheet.mapping.active
        if words is not None and cells["status"].casefold() not in words:
            self.records.gone |= {cells["id"] or cells["email"].casefold()}
            return
        begin, end = cells.day("begin"), cells.day("end")
        if cells.fault is None and not covers(begin, end, self.options.day):
            return
        one = self._one(cells)
        known = self.records.users.get(one.sourced_id)
        if known is not None and cells.fault is None and not one.same_as(known):
            cells.message(RosterCode.DUPLICATE_ID, "id", line=known.place.line)
            self._unclear_user(self.records.users.pop(one.sourced_id), cells.fault)
            self.doubled[one.sourced_id] = known.place.line
        elif one.sourced_id in self.doubled and cells.fault is None:
            cells.message(RosterCode.DUPLICATE_ID, "id", line=self.doubled[one.sourced_id])
        if cells.fault is not None or one.role is None:
            self._unclear(cells, one)
            return
        if known is None:
            self.records.users[one.sourced_id] = one.user(cells, one.role)
        self._enrol(cells, one, one.role)

    def _one(self, cells: Cells) -> RowPerson:
        """What a row says of its person."""
        role, names = self._role(cells), self._classes(cells)
        org = cells["school"] or HERE
        email = folded_address(cells["email"])
        if "id" in cells.sheet.columns and not cells["id"]:
            cells.message(RosterCode.MISSING_VALUE, "id", column=cells.heading("id"))
        return RowPerson(
            sourced_id=cells["id"] or email or f"{cells.faults.file}#{cells.row.line}",
            org=org,
            email=email,
            role=role,
            grade=self._grade(cells, role, names),
            names=tuple(names),
            agents=self._parents(cells, org),
        )

    def _unclear(self, cells: Cells, one: RowPerson) -> None:
        self.records.unclear.append(
            Unclear(
                cells.fault or cells.fault_at(RosterCode.NO_ROLE, 1),
                "" if cells["id"] in ERRORS else cells["id"] or one.email or "",
                one.email or None,
                None if one.org in ERRORS else frozenset({one.org}),
                frozenset({one.role}) if one.role else None,
                frozenset(one.names) or None,
                one.agents,
            )
        )

    def _unclear_user(self, user: User, fault: Fault | None) -> None:
        """The earlier of two rows with one id, where the two cannot be distinguished."""
        roles = frozenset(one.role for one in user.positions)
        if fault is not None:
            self.records.unclear.append(
                Unclear(fault, user.sourced_id, user.email, None, roles, None, user.agents)
            )

    def _role(self, cells: Cells) -> Role | None:
        mapping = cells.sheet.mapping
        if mapping.role is not None and "role" not in mapping.columns:
            return mapping.role
        word = cells["role"].casefold()
        role = mapping.roles.get(word) or (mapping.role if not word else None)
        if role is None:
            allowed = ", ".join(sorted(mapping.roles))
            cells.message(
                RosterCode.UNKNOWN_WORD, "role", column=cells.heading("role"), allowed=allowed
            )
        return role

    def _classes(self, cells: Cells) -> list[str]:
        """The classes of a row; of a pupil one, of a teacher those that she leads or teaches."""
        sheet = cells.sheet
        text = sheet.name if sheet.mapping.class_from_sheet else cells["class"]
        names = []
        for part in _SEVERAL.split(text):
            name = class_name(part, latin=self.options.latin)
            if name is not None:
                names.append(name)
                if not is_plain_class(part, latin=self.options.latin):
                    place = sheet.columns.get("class", 1)
                    cells.faults.read(RosterCode.READ_CLASSES, cells.row.line, place, code=name)
            elif part.strip() and grade_of(part) != "preparatory":
                latin = not self.options.latin and is_latin_class(part)
                code = RosterCode.LATIN_CLASS if latin else RosterCode.BAD_CLASS
                cells.message(code, "class", code=shown_class(part.strip().lower()))
        return names

    def _grade(self, cells: Cells, role: Role | None, names: Sequence[str]) -> int | None:
        """A pupil's grade: that of the class, else of its own column."""
        if role is not Role.PUPIL:
            return None
        if len(names) > 1:
            facts = {"one": names[0], "other": names[1]}
            cells.message(RosterCode.TWO_CLASSES, "class", **facts)
        if names:
            self._compare_grade(cells, int(names[0][:-1]))
            return int(names[0][:-1])
        if "grade" in cells.sheet.columns and cells["grade"]:
            grade = grade_of(cells["grade"])
            if grade is None:
                cells.message(RosterCode.BAD_GRADE, "grade")
            return grade if isinstance(grade, int) else None
        if grade_of(cells["class"]) != "preparatory":
            what = "class" if "class" in cells.sheet.columns else "grade"
            cells.message(RosterCode.MISSING_VALUE, what, column=cells.heading(what))
        return None

    def _compare_grade(self, cells: Cells, grade: int) -> None:
        """Notes that a column of grades does not say what the class says."""
        if "grade" not in cells.sheet.columns or not cells["grade"]:
            return
        own = grade_of(cells["grade"])
        if isinstance(own, int) and own != grade:
            cells.message(RosterCode.GRADE_CLASS, "grade", grade=own)

    def _parents(self, cells: Cells, org: str) -> tuple[str, ...]:
        """The parents whom a row names, each by the address; as users of their own."""
        found = []
        for place in cells.sheet.parents:
            address = folded_address(cells.at(place))
            if address == "":
                continue
            fault = cells.fault_at(RosterCode.BAD_ADDRESS, place)
            sourced_id = address or f"{cells.faults.file}#{cells.row.line}:{place}"
            found.append(f"parent {sourced_id}")
            parent = User(
                f"parent {sourced_id}",
                cells.place,
                (Position(org, Role.PARENT),),
                address,
                None if address else fault,
            )
            self.records.users.setdefault(parent.sourced_id, parent)
        return tuple(found)

    def _enrol(self, cells: Cells, one: RowPerson, role: Role) -> None:
        for name in one.names:
            key = f"{one.org} {name}"
            self.records.classes.setdefault(key, SchoolClass(one.org, name))
            kind = role if role is Role.PUPIL else Role.TEACHER
            fault = cells.fault_at(RosterCode.TWO_CLASSES, cells.sheet.columns.get("class", 1))
            self.records.enrolments.append(Enrolment(key, one.sourced_id, kind, fault))


def _roles(mapping: TableMapping) -> frozenset[Role] | None:
    return None if mapping.role is None else frozenset({mapping.role})


def _is_empty(cells: Cells) -> bool:
    """Whether nothing stands in a row but perhaps its number, written in advance."""
    what = [name for name in cells.sheet.columns if name != "id"]
    return not any(cells[name] for name in what) and not any(map(cells.at, cells.sheet.parents))

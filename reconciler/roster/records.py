"""The rows of a set as records, without the people's names: the border where spelling is settled.

Rows with status tobedeleted and users with enabledUser false are left out; what still names them
is then without effect.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import shown
from reconciler.roster.references import listed
from reconciler.roster.table import Row, Table

PREPARATORY = frozenset({"PK", "KG"})
"""CEDS grades of preparatory groups (подготвителна група): pupils without grade and class."""
_GRADES = {f"{grade:02d}": grade for grade in range(1, 13)}
_CLASS = re.compile(r"(?:[1-9]|1[0-2])[а-ъьюя]")
_LATIN = re.compile(r"[a-z]")
_NAME_LIKE = re.compile(r"[0-9IVXivx]{1,4}[ .-]?\w?")
_YEAR = re.compile(r"2[01][0-9]{2}")


@dataclass(frozen=True, slots=True)
class User:
    """One user; `role` and `orgs` are OneRoster's, `grade` is a pupil's."""

    sourced_id: str
    role: str
    orgs: tuple[str, ...]
    agents: tuple[str, ...]
    grade: int | None
    email: str | None


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """One class; `name` is that of a homeroom class ('5а'), None for all others."""

    school: str
    name: str | None


def school_codes(table: Table) -> dict[str, str]:
    """Org sourcedId → NEISPUO code, schools only."""
    codes: dict[str, str] = {}
    for row in table.rows:
        sourced_id, status, kind, identifier, _parent = row.cells
        if kind != "school" or status == "tobedeleted":
            continue
        if not identifier:
            table.message(RosterCode.MISSING_VALUE, row, "identifier", column="identifier")
        elif identifier in codes.values():
            table.message(RosterCode.SCHOOL_TWICE, row, "identifier", school_code=shown(identifier))
        codes[sourced_id] = identifier
    return codes


def school_year(table: Table) -> int | None:
    """The calendar year in which the set's one school year ends; None after a fault."""
    years: dict[int, Row] = {}
    for row in table.rows:
        _id, status, kind, start, end, _parent, year = row.cells
        dates = _date(table, row, "startDate", start), _date(table, row, "endDate", end)
        if status == "tobedeleted" or kind != "schoolYear":
            continue
        if not _YEAR.fullmatch(year) or (dates[1] is not None and dates[1].year != int(year)):
            table.message(RosterCode.BAD_YEAR, row, "schoolYear")
        else:
            years.setdefault(int(year), row)
    if table.complete and not years and not table.faults:
        table.faults.add(RosterCode.NO_YEAR, 1, 1)
    first = next(iter(years), None)
    for year_end, row in years.items():
        if year_end != first:
            facts = {"year": str(year_end), "other": str(first)}
            table.message(RosterCode.OTHER_YEAR, row, "schoolYear", **facts)
    return first


def users(table: Table) -> dict[str, User]:
    """Enabled users by sourcedId."""
    found = {}
    for row in table.rows:
        sourced_id, status, enabled, orgs, role, email, agents, grades = row.cells
        grade = _grade(table, row, grades) if role == "student" else None
        if status != "tobedeleted" and enabled != "false":
            found[sourced_id] = User(
                sourced_id, role, listed(orgs), listed(agents), grade, email.casefold() or None
            )
    return found


def classes(table: Table) -> dict[str, SchoolClass]:
    """Classes by sourcedId; a class name occurs once in a school."""
    found: dict[str, SchoolClass] = {}
    taken: set[tuple[str, str]] = set()
    for row in table.rows:
        sourced_id, status, grades, code, kind, school, _terms = row.cells
        name = None
        if kind == "homeroom" and not (grades and PREPARATORY.issuperset(listed(grades))):
            name = _class_name(table, row, code)
        if status == "tobedeleted":
            continue
        if name is not None and (school, name) in taken:
            table.message(RosterCode.CLASS_TWICE, row, "classCode", code=name)
        elif name is not None:
            taken.add((school, name))
        found[sourced_id] = SchoolClass(school, name)
    return found


def _grade(table: Table, row: Row, grades: str) -> int | None:
    """1 to 12; None for a preparatory group, and after a fault."""
    if not grades:
        table.message(RosterCode.MISSING_VALUE, row, "grades", column="grades")
    elif grades not in _GRADES and grades not in PREPARATORY:
        table.message(RosterCode.BAD_GRADE, row, "grades")
    return _GRADES.get(grades)


def _class_name(table: Table, row: Row, code: str) -> str | None:
    """'5а': grade and one Cyrillic letter, NFC, lower case; None after a fault."""
    name = unicodedata.normalize("NFC", code).strip().lower()
    if _CLASS.fullmatch(name):
        return name
    if not name:
        table.message(RosterCode.MISSING_VALUE, row, "classCode", column="classCode")
    elif _LATIN.search(name):
        table.message(RosterCode.LATIN_CLASS, row, "classCode", code=_shown_class(name))
    else:
        table.message(RosterCode.BAD_CLASS, row, "classCode", code=_shown_class(name))
    return None


def _shown_class(name: str) -> str:
    """A class name as a fault may carry it: classes are sometimes named after their teacher."""
    return name if _NAME_LIKE.fullmatch(name) else "…"


def _date(table: Table, row: Row, column: str, value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        table.message(RosterCode.BAD_DATE, row, column, column=column)
        return None

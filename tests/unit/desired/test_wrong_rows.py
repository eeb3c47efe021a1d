"""Rows that are lost, broken or filled down from a neighbour: nobody leaves for them.

The grid is what happened to the list × format × vendor × whether accounts carry ids.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.desired.compile import compile_tenant
from reconciler.model.change import MembershipDelta
from reconciler.model.people import Role, Roster
from reconciler.model.tenant import Vendor
from reconciler.plan.build import plan_tenant
from reconciler.plan.prior import PriorState
from reconciler.roster import RosterSource, read_rosters
from tests.support.small import SCHOOL
from tests.support.wrong_lists import CODE, DAY, FORMATS, ROLE_OF, address_of
from tests.unit.desired.test_wrong_cells import _gone, _school, _tenant

BULK = ("oneroster-1.1", "oneroster-1.2", "sds-2.1")
Cells = dict[str, str]


def _rows(folder: Path, file: str, change: Callable[[Cells], Cells | None]) -> None:
    path = folder / file
    with path.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        columns = list(reader.fieldnames or ())
        rows = [made for row in reader if (made := change(row)) is not None]
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns)
        writer.writeheader()
        writer.writerows(rows)


def _pupils(folder: Path) -> tuple[str, str, str]:
    """File, column of the id, column of the e-mail."""
    if (folder / "pupils.csv").exists():
        return "pupils.csv", "Номер", "Имейл"
    return "users.csv", "sourcedId", "email"


def _lose(folder: Path, *gone: str) -> None:
    file, ident, _ = _pupils(folder)
    _rows(folder, file, lambda row: None if row[ident] in gone else row)


def _give(folder: Path, person: str, **cells: str) -> None:
    file, ident, email = _pupils(folder)
    named = {ident if name == "ident" else email: cell for name, cell in cells.items()}
    _rows(folder, file, lambda row: row | named if row[ident] == person else row)


def _cut(folder: Path) -> None:
    """users.csv ends inside the row of p1: those after it are lost, too."""
    path = folder / "users.csv"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("\np1,") + 12], "utf-8")


def _lost_and_blank(folder: Path) -> None:
    _lose(folder, "p1")
    _give(folder, "p2", ident="")


def _id_filled_down(folder: Path) -> None:
    _give(folder, "p1", ident="p2")


def _enrolled_by_the_copied_id(folder: Path) -> None:
    _id_filled_down(folder)
    enrolled = lambda row: row | ({"userSourcedId": "p2"} if row["userSourcedId"] == "p1" else {})  # noqa: E731
    _rows(folder, "enrollments.csv", enrolled)


def _all_filled_down(folder: Path) -> None:
    _give(folder, "p1", ident="p2", email=address_of("p2"))


def _blank_with_anothers_address(folder: Path) -> None:
    _give(folder, "p1", ident="", email=address_of("p2"))


def _lost(folder: Path) -> None:
    _lose(folder, "p1")


def _teacher_lost(folder: Path) -> None:
    _rows(folder, "users.csv", lambda row: None if row["sourcedId"] == "t1" else row)


def _staff_lost(folder: Path) -> None:
    """Her row of roles.csv is there, and no class names her."""
    _rows(folder, "users.csv", lambda row: None if row["sourcedId"] == "s1" else row)


WAYS = [
    *((way, form) for way in (_cut, _lost_and_blank, _lost, _teacher_lost,
                              _enrolled_by_the_copied_id) for form in BULK),
    *((_staff_lost, form) for form in BULK if form != "oneroster-1.1"),
    *((way, form) for way in (_id_filled_down, _all_filled_down, _blank_with_anothers_address)
      for form in FORMATS),
]  # fmt: skip


def _read(room: Path, form: str, change: Callable[[Path], None]) -> Roster:
    folder = room / SCHOOL
    folder.mkdir()
    FORMATS[form](folder, {one: address_of(one) for one in ROLE_OF})
    change(folder)
    found = read_rosters(RosterSource(room, None), {CODE: SCHOOL}, DAY)
    assert not found.broken, found.broken
    return found.by_school[SCHOOL]


@pytest.mark.parametrize("ids", [True, False], ids=["ids", "no-ids"])
@pytest.mark.parametrize("vendor", [Vendor.GOOGLE, Vendor.MICROSOFT])
@pytest.mark.parametrize(
    ("way", "form"), WAYS, ids=[f"{way.__name__[1:]}-{form}" for way, form in WAYS]
)
def test_nobody_leaves_for_a_wrong_row(
    tmp_path: Path, way: Callable[[Path], None], form: str, vendor: Vendor, ids: bool
) -> None:
    """Neither the person whose row it was, nor her parents, nor whose row it was copied from."""
    roster = _read(tmp_path, form, way)
    there = _tenant(vendor)
    if ids:
        accounts = tuple(replace(one, person_id=one.id) for one in there.accounts)
        there = replace(there, accounts=accounts)
    desired = compile_tenant([_school(roster, vendor)], there)
    (plan,) = plan_tenant(desired, there, PriorState(b"a key")).schools
    assert _gone(plan) == {}
    added = [
        change.address.key for change in plan.changes if isinstance(change.delta, MembershipDelta)
    ]
    assert set(added) <= {"not-made"}
    assert roster.unresolved
    assert roster.count(Role.TEACHER)


def test_a_third_row_of_an_id_is_as_unclear_as_two(tmp_path: Path) -> None:
    """An id that was filled down over three rows of a table of one's own."""

    def change(folder: Path) -> None:
        path = folder / "pupils.csv"
        text = path.read_text("utf-8").replace("p2,", "p1,")
        path.write_text(text + f"p1,5а,{address_of('p3')},\n", "utf-8")

    roster = _read(tmp_path, "table", change)
    emails = {row.email for row in roster.unresolved if row.roles == frozenset({Role.PUPIL})}
    assert emails == {address_of(one) for one in ("p1", "p2", "p3")}
    assert roster.count(Role.PUPIL) == 0


def test_a_grade_beside_another_class_moves_nobody(tmp_path: Path) -> None:
    """A table of one's own with a column of grades; the row is told."""

    def change(folder: Path) -> None:
        mapping = folder / "roster.yaml"
        text = mapping.read_text("utf-8").replace(
            "class: Паралелка,", "class: Паралелка, grade: Клас,"
        )
        mapping.write_text(text, "utf-8")
        path = folder / "pupils.csv"
        grades = iter(("Клас", "1", "5"))
        lines = [f"{line},{next(grades)}" for line in path.read_text("utf-8").splitlines()]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    roster = _read(tmp_path, "table", change)
    assert {row.fault.code for row in roster.unresolved} == {"roster-grade-class"}
    assert [one.sourced_id for one in roster.people if one.roles == {Role.PUPIL}] == ["p2"]

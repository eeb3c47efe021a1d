"""Workbooks as schools keep them: a sheet for each class, formulas, dates that are numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from reconciler.errors import RosterError
from reconciler.report.texts import Language, Texts
from reconciler.roster import RosterCode, Rosters, RosterSource, read_rosters
from reconciler.roster.names import read_names

LEVSKI, CODE, DAY = "ou-vasil-levski", "1690244", "2026-11-30"
MAPPING = """
schoolYear: 2027
tables:
  - sheet: "5*"
    role: pupil
    classFrom: sheet
    columns: {id: Номер, fullName: Име, email: Имейл, begin: Записан на}
  - sheet: Персонал
    columns: {role: Длъжност, email: Имейл}
    roles: {учител: teacher}
"""
WITHOUT_IDS = MAPPING.replace("id: Номер, ", "")
HEAD = ("Номер", "Име", "Имейл", "Записан на")
STAFF = [("Длъжност", "Имейл"), ("учител", "t@ou.example")]


def _read(
    room: Path,
    sheets: Mapping[str, Iterable[Iterable[object]]],
    mapping: str = MAPPING,
    change: Callable[[Workbook], object] = lambda _: None,
) -> tuple[Rosters, RosterSource]:
    """One school's workbook, read as it holds on the day."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {**sheets, "Персонал": STAFF}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(tuple(row))
    change(book)
    out = io.BytesIO()
    book.save(out)
    (room / "roster.yaml").write_text(mapping, "utf-8")
    (room / f"{LEVSKI}.xlsx").write_bytes(out.getvalue())
    source = RosterSource(room, None)
    return read_rosters(source, {CODE: LEVSKI}, DAY), source


def _told(rosters: Rosters, language: Language) -> list[str]:
    return [Texts(language).fault(row.fault) for row in rosters.by_school[LEVSKI].unresolved]


def test_people_of_two_sheets_are_told_apart_without_ids(tmp_path: Path) -> None:
    """A row's number is the same in each sheet; its person is not, nor is a name."""
    sheets = {
        "5а": [HEAD, (1, "Първа Тайна", "", None)],
        "5б": [HEAD, (1, "Втора Скрита", "", None)],
    }
    rosters, source = _read(tmp_path, sheets, WITHOUT_IDS)
    pupils = [one for one in rosters.by_school[LEVSKI].people if one.classes]
    assert [sorted(one.classes) for one in pupils] == [["5а"], ["5б"]]
    assert rosters.by_school[LEVSKI].unresolved == ()
    names = read_names(source, {CODE: LEVSKI}, LEVSKI)
    shown = [names[one.place].family for one in pupils if one.place is not None]
    assert shown == ["Тайна", "Скрита"]


@pytest.mark.parametrize("language", ["bg", "en"])
def test_a_row_is_told_with_its_sheet(tmp_path: Path, language: Language) -> None:
    """By the sheet's name where that is a class or stands in roster.yaml; else by its number."""
    bad = (7, "Тайна", "two@ou.example, more@ou.example", None)
    rosters, _ = _read(tmp_path, {"5а": [HEAD, bad], "5б Тайна": [HEAD, (8, "x", "", None)]})
    told = _told(rosters, language)
    assert f"{LEVSKI}.xlsx/#2:2:" in told[0]
    assert f"{LEVSKI}.xlsx/5а:2:3" in told[1]
    assert not [one for one in told if "Тайна" in one]


def test_a_formula_that_was_never_calculated_is_no_empty_cell(tmp_path: Path) -> None:
    """Nor is an error an id: the row is unclear, and others are read."""
    rows = [
        HEAD,
        ("=A9+1", "x", "a@ou.example", None),
        ("#N/A", "x", "b@ou.example", None),
        (3, "x", '=CONCATENATE("c","@ou.example")', None),
        (4, "x", "d@ou.example", None),
    ]
    rosters, _ = _read(tmp_path, {"5а": rows})
    roster = rosters.by_school[LEVSKI]
    assert {one.sourced_id: one.email for one in roster.people if one.classes} == {
        "3": None,
        "4": "d@ou.example",
    }
    codes = [(row.fault.code, row.sourced_id) for row in roster.unresolved]
    assert codes == [
        (RosterCode.FORMULA, ""),
        (RosterCode.FORMULA, ""),
        (RosterCode.BAD_ADDRESS, "3"),
    ]
    for language in ("bg", "en"):
        assert "Номер" in _told(rosters, language)[0]


def test_a_date_that_became_a_number_is_read_and_told_once(tmp_path: Path) -> None:
    """46280 is 15 September 2026 in Excel, and 46500 lies in April 2027: that one waits."""
    rows = [HEAD, (1, "x", "", 46280), (2, "x", "", 46500), (3, "x", "", date(2026, 9, 15))]
    rosters, _ = _read(tmp_path, {"5а": rows})
    roster = rosters.by_school[LEVSKI]
    assert [one.sourced_id for one in roster.people if one.classes] == ["1", "3"]
    assert [one.code for one in rosters.notes] == [RosterCode.READ_DATES]
    assert roster.unresolved == ()


@pytest.mark.parametrize("number", [46280, 5, 99999])
def test_a_number_that_is_no_certain_day_is_unclear(tmp_path: Path, number: int) -> None:
    """In a workbook of the years since 1904 it would be another one."""

    def since_1904(book: Workbook) -> None:
        book.epoch = MAC_EPOCH if number == 46280 else book.epoch

    rosters, _ = _read(tmp_path, {"5а": [HEAD, (1, "x", "", number)]}, change=since_1904)
    (row,) = rosters.by_school[LEVSKI].unresolved
    assert row.fault.code is RosterCode.BAD_DATE


def test_only_the_heading_that_is_missing_is_named(tmp_path: Path) -> None:
    """One of two columns of parents."""
    mapping = MAPPING.replace("begin: Записан на", "parents: [Имейл, Имейл баща]")
    with pytest.raises(RosterError) as caught:
        _read(tmp_path, {"5а": [HEAD, (1, "x", "", None)]}, mapping)
    (fault,) = caught.value.faults
    assert fault.facts["column"] == "Имейл баща"


def test_a_cell_that_is_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    """A class over its pupils, a parent over two children; told once, and no row is made by it."""
    mapping = """
schoolYear: 2027
tables:
  - {role: pupil, sheet: Ученици, columns: {id: №, class: Клас, email: Имейл, parents: [Родител]}}
"""
    rows: list[tuple[object, ...]] = [("Клас", "№", "Имейл", "Родител")]
    rows += [("5а", 1, "a@ou.example", "m@abv.example"), (None, 2, "b@ou.example", None)]
    rows += [("5б", 3, "c@ou.example", "n@abv.example"), (None, 4, "d@ou.example", None)]

    rosters, _ = _read(tmp_path, {"Ученици": rows}, mapping, _merge)
    people = rosters.by_school[LEVSKI].people
    assert {one.sourced_id: sorted(one.classes) for one in people} == {
        "1": ["5а"], "2": ["5а"], "3": ["5б"], "4": ["5б"],
        "parent m@abv.example": ["5а"], "parent n@abv.example": ["5б"],
    }  # fmt: skip
    assert rosters.by_school[LEVSKI].unresolved == ()
    (told,) = rosters.notes
    assert (told.code, told.facts["count"]) == (RosterCode.READ_MERGED, 3)


def _merge(book: Workbook) -> None:
    for cells in ("A2:A3", "D2:D3", "A4:A9"):
        book["Ученици"].merge_cells(cells)

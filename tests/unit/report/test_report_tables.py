"""Tables for other programs: no formula, no small count, the same cells everywhere."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reconciler.report.sarif import report_sarif
from reconciler.report.site.wording import PageWording
from reconciler.report.tables import report_csv, report_tables, safe_cell
from reconciler.report.texts import Texts
from reconciler.report.workbook import report_workbook
from reconciler.reportfile.model import Report
from tests.unit.reportfile.samples import AWAY, IZGREV, REPORT

EVIL = '=HYPERLINK("file:///x","y")'


@pytest.fixture
def wording() -> PageWording:
    """English, without names of products."""
    return PageWording(Texts("en"), {})


def evil() -> Report:
    """A report with a school whose name is a formula."""
    return replace(REPORT, schools=(replace(IZGREV, name={"en": EVIL}), AWAY))


@pytest.mark.parametrize("text", [EVIL, "+1", "-1", "@SUM(A1)", " =1", "|x", "%a"])
def test_a_text_that_a_spreadsheet_calculates_is_kept_a_text(text: str) -> None:
    """By an apostrophe before it."""
    assert safe_cell(text) == f"'{text}"


def test_numbers_and_names_are_left_as_they_are() -> None:
    """A name with a sign inside is no formula."""
    assert [safe_cell(5), safe_cell("a=b"), safe_cell("<5")] == [5, "a=b", "<5"]


def test_the_csv_has_a_row_a_school_and_no_formula(wording: PageWording) -> None:
    """Read back as any program would."""
    rows = list(csv.DictReader(io.StringIO(report_csv(evil(), wording).removeprefix("\ufeff"))))
    assert [row["Id"] for row in rows] == ["ou-izgrev", "ou-zalez"]
    assert not any(str(cell).startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert rows[0]["Other staff"] == "*"


def test_the_workbook_has_frozen_heads_filters_and_no_formula(wording: PageWording) -> None:
    """Opened by the library that offices' programs agree with; the same bytes each time."""
    made = report_workbook(evil(), wording)
    book = load_workbook(io.BytesIO(made))
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
    sheets = [n for n in ZipFile(io.BytesIO(made)).namelist() if n.startswith("xl/worksheets/s")]
    assert all(b"<f>" not in ZipFile(io.BytesIO(made)).read(name) for name in sheets)


def test_every_table_has_as_many_cells_as_names(wording: PageWording) -> None:
    """A row too short would shift what a column means."""
    for table in report_tables(REPORT, wording):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.head)}


def test_sarif_names_rule_level_file_and_line(wording: PageWording) -> None:
    """As a code host shows it beside the line."""
    run = json.loads(report_sarif(REPORT, wording, "1.2.3"))["runs"][0]
    by_rule = {result["ruleId"]: result for result in run["results"]}
    place = by_rule["pupil-lists-hidden"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "schools/ou-izgrev.yaml"
    assert place["region"]["startLine"] == 12
    assert "locations" not in by_rule["no-account"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(by_rule)

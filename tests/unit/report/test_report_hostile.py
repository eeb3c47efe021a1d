"""Names that somebody chose to do harm are text in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reconciler.report.pdf import report_pdfs
from reconciler.report.report_markdown import report_markdown
from reconciler.report.sarif import report_sarif
from reconciler.report.site.render import SiteInputs, render_site
from reconciler.report.site.wording import PageWording
from reconciler.report.tables import report_csv
from reconciler.report.texts import Texts
from reconciler.report.workbook import report_workbook
from reconciler.reportfile.changes import with_changes
from reconciler.reportfile.file import read_report, report_json
from reconciler.reportfile.model import Report
from tests.unit.reportfile.samples import IZGREV, LISTS_OPEN, REPORT

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "[press](javascript:alert(1)) ![i](http://x.example/i.png)",
    "a | b\n\n# heading",
    "`code` **bold** @everyone #1",
    "\x1b[31mred\x1b]8;;http://x.example\x07link",
    '=HYPERLINK("http://x.example","y")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u202egnp.exe",
    '#panic() $x$ #read("/etc/passwd")',
    "{{ 7 * 7 }} {% raw %}",
    "я" * 400,
)
ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
MARKUP = re.compile(r"(?<!\\)\]\(|<(img|script)|^# heading|(?<![\\`\w])@everyone", re.MULTILINE)
TAGS = {"script", "img", "iframe", "object", "a"}


def hostile(name: str) -> Report:
    """A report in which everything that somebody else writes is the name."""
    both = {"bg": name, "en": name}
    item = replace(LISTS_OPEN, label=both, facts={"group": name, "value": name})
    made = replace(item, code="found-groups-post", subject="group/#1", facts={"id": name})
    drift = replace(IZGREV.differences[0], label=both, drifted=(name, "name"))
    school = replace(
        IZGREV, name=both, facts={"district": name}, items=(item, made), differences=(drift,)
    )
    (closed, hidden) = REPORT.rules
    waived = tuple(replace(one, owner=name, reason=name) for one in hidden.waived)
    report = replace(
        REPORT,
        name=both,
        schools=(school,),
        rules=(closed, replace(hidden, waived=waived)),
        waves={"pilot": both},
        product_names={"plus-staff": both},
        version=name,
        frozen=(replace(REPORT.frozen[0], reason=name, who=name),),
        contacts={"city": both, "administrator": both},
    )
    owners = replace(item, code="two-owners", subject="", facts={"groups": name, "more": name})
    before = replace(school, items=(owners,))
    return with_changes(report, replace(report, day="2026-11-01", schools=(before,)))


def wording(report: Report) -> PageWording:
    """In Bulgarian."""
    return PageWording.of(Texts("bg"), report)


class Tags(HTMLParser):
    """The tags of a page that could act, and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes it."""
        if tag in TAGS or any(name.startswith("on") for name, _ in attrs):
            self.found.append((tag, dict(attrs).get("href") or ""))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_page_has_the_tags_that_it_would_have_anyway(name: str) -> None:
    """The same ones with a harmless name; nothing acts in the text."""
    pages = {
        kind: dict(render_site(SiteInputs(hostile(one)), [Texts("bg")]))
        for kind, one in (("bad", name), ("good", "име"))
    }
    for path, page in pages["bad"].items():
        assert Tags(page).found == Tags(pages["good"][path]).found
        assert not ACTING.search(page)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_shows_a_name_and_does_nothing(name: str) -> None:
    """No link, no picture, no tag, no heading, no mention."""
    text = report_markdown(hostile(name), wording(hostile(name)))
    assert not ACTING.search(text)
    assert not re.search(
        r"(?<!\\)\]\(|<(img|script)|^# heading|(?<![\\`\w])@everyone", text, re.MULTILINE
    )


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_tables_calculate_nothing(name: str) -> None:
    """Neither a CSV nor a workbook; both keep the rows apart."""
    report = hostile(name)
    rows = list(csv.reader(io.StringIO(report_csv(report, wording(report)).removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "|", "%"))]
    assert not any(ACTING.search(cell) for cell in cells)
    made = report_workbook(report, wording(report))
    for sheet in load_workbook(io.BytesIO(made)).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") and not cell.hyperlink for cell in row)
            assert not any(ACTING.search(str(cell.value)) for cell in row)
    with ZipFile(io.BytesIO(made)) as book:
        assert not any(b"<f>" in book.read(one) for one in book.namelist())


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_pdf_has_no_link_and_the_name_as_text(name: str) -> None:
    """Nothing that the layout would run, and nothing that a reader could press."""
    report = hostile(name)
    for _, made in report_pdfs(SiteInputs(report), wording(report)):
        reader = PdfReader(io.BytesIO(made))
        text = "".join(page.extract_text() for page in reader.pages)
        assert not ACTING.search(text)
        assert "root:" not in text
        for page in reader.pages:
            assert not page.get("/Annots")
        assert "/OpenAction" not in reader.trailer["/Root"]  # type: ignore[operator]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_data_formats_hold_the_name_as_data(name: str) -> None:
    """JSON comes back as it was; what SARIF shows acts nowhere."""
    report = hostile(name)
    assert read_report(report_json(report), "report") == report
    sarif = json.loads(report_sarif(report, wording(report), "1"))
    texts = [one["message"]["text"] for one in sarif["runs"][0]["results"]]
    assert texts
    assert not any(ACTING.search(text.replace("\n", "")) for text in texts)

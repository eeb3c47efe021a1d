"""One report in every format: each reader is told the same, and nothing of it is worked out twice.

Facts are read back out of what was rendered, as a reader finds them: schools and their states,
findings by school and code, counts of people, licences, and what changed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reconciler.report.pdf import report_pdfs
from reconciler.report.report_markdown import report_markdown
from reconciler.report.sarif import report_sarif
from reconciler.report.site.render import SiteInputs, render_site
from reconciler.report.site.wording import PageWording
from reconciler.report.tables import report_csv
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.report.workbook import report_workbook
from reconciler.reportfile.changes import with_changes
from reconciler.reportfile.file import read_report, report_json
from reconciler.reportfile.model import ItemKind, Office, Report
from tests.unit.reportfile.samples import AWAY, IZGREV, LISTS_OPEN, NO_ACCOUNT, REPORT

STALE = replace(
    NO_ACCOUNT,
    kind=ItemKind.REFUSAL,
    code="roster-stale",
    facts={"count": 20, "before": 0, "percent": 0, "limit": "14", "thing": "", "exported": "x"},
    office=Office.PRINCIPAL,
)
NOW = replace(
    REPORT,
    schools=(replace(IZGREV, items=(NO_ACCOUNT, LISTS_OPEN, STALE)), AWAY),
    frozen=(),
    accounts=660,
    september={"plus-staff": 20},
)
OWNERS = replace(LISTS_OPEN, code="two-owners", facts={"groups": "pupils", "more": "none"})
BEFORE = replace(NOW, day="2026-11-01", schools=(replace(IZGREV, items=(NO_ACCOUNT, OWNERS)), AWAY))
FULL = with_changes(NOW, BEFORE)
CODES = {(school.id, item.code) for school in FULL.schools for item in school.items}
Facts = Mapping[str, object]


class _Words(HTMLParser):
    """What a person reads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0
        self.feed(text)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Counts what nobody reads."""
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        """The same."""
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        """Keeps a text."""
        if not self.hidden:
            self.words.append(data)


def of_html(report: Report, wording: PageWording) -> str:
    """All pages of a language as text."""
    files = render_site(SiteInputs(report), [wording.texts])
    return _plain(" ".join(" ".join(_Words(page).words) for _, page in files))


def of_pdf(report: Report, wording: PageWording) -> str:
    """All PDFs of a language as text."""
    pages = [
        page.extract_text()
        for _, made in report_pdfs(SiteInputs(report), wording)
        for page in PdfReader(io.BytesIO(made)).pages
    ]
    return _plain(" ".join(pages))


def of_workbook(report: Report, wording: PageWording) -> str:
    """All cells."""
    book = load_workbook(io.BytesIO(report_workbook(report, wording)))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return _plain(" ".join(str(cell) for cell in cells if cell is not None))


def of_markdown(report: Report, wording: PageWording) -> str:
    """Without the escapes."""
    return _plain(re.sub(r"\\(.)", r"\1", unescape(report_markdown(report, wording))))


FORMATS: Mapping[str, Callable[[Report, PageWording], str]] = {
    "html": of_html,
    "pdf": of_pdf,
    "xlsx": of_workbook,
    "md": of_markdown,
}


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_how_schools_stand(form: str, language: Language) -> None:
    """Names, states and counts, as report.json has them."""
    wording = PageWording.of(Texts(language), FULL)
    text = FORMATS[form](FULL, wording)
    if form != "md":  # its reader knows schools by their ids
        assert all(wording.name(school.name) in text for school in FULL.schools)
    licence = FULL.products["plus-staff"]
    told = [str(licence["bought"]), str(licence["used"]), str(FULL.september["plus-staff"])]
    people = [wording.texts.number(FULL.totals[role] or 0) for role in ("pupil", "teacher")]
    assert [word for word in (*told, *people) if not re.search(rf"\b{word}\b", text)] == []
    states = Counter(school.state for school in FULL.schools)
    for state, count in states.items():
        label = wording.texts.format(f"report-states-{state.value}", count=count)
        name = wording.texts.format(f"report-state-{state.value}")
        assert label in text or name in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_in_every_format_for_it(language: Language) -> None:
    """By school and code: the page for IT, the table, Markdown, SARIF, JSON."""
    wording = PageWording.of(Texts(language), FULL)
    sarif = json.loads(report_sarif(FULL, wording, "1"))["runs"][0]["results"]
    current = [one for one in sarif if one["baselineState"] != "absent"]
    assert {(one["message"]["text"].partition(":")[0], one["ruleId"]) for one in current} == CODES
    book = load_workbook(io.BytesIO(report_workbook(FULL, wording)))
    sheet = book[wording.say("it-items")]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[1]) for row in rows} == CODES
    data = json.loads(report_json(FULL))
    found = {(school["id"], item["code"]) for school in data["schools"] for item in school["items"]}
    assert found == CODES
    files = dict(render_site(SiteInputs(FULL), [wording.texts]))
    html = _plain(" ".join(_Words(files[f"it.{language}.html"]).words))
    markdown = of_markdown(FULL, wording)
    for school, item in ((s, item) for s in FULL.schools for item in s.items):
        sentence = _plain(wording.item(item, school.id).text)
        assert sentence in html
        assert sentence.replace("`", "") in markdown.replace("`", "")


def test_the_csv_counts_what_the_report_has() -> None:
    """People as they are shown, findings and differences by their number."""
    wording = PageWording.of(Texts("en"), FULL)
    rows = list(csv.DictReader(io.StringIO(report_csv(FULL, wording).removeprefix("\ufeff"))))
    for school, row in zip(FULL.schools, rows, strict=True):
        assert row["Id"] == school.id
        assert row[wording.say("it-items")] == str(len(school.items))
        assert row[wording.say("it-differences")] == str(len(school.differences))
        pupils = school.people.get("pupil")
        assert row["Pupils"] == ("" if pupils is None else str(pupils))


def test_what_changed_is_told_alike() -> None:
    """New, open, settled and waived: in JSON, SARIF, the workbook, Markdown, on the city's page."""
    wording = PageWording.of(Texts("en"), FULL)
    changes = FULL.schools[0].changes
    assert changes is not None
    sizes = {name: len(getattr(changes, name)) for name in ("new", "fixed", "open", "waived")}
    assert sizes == {"new": 2, "fixed": 1, "open": 1, "waived": 0}
    # pages count what somebody settles: the drift is there, too, and no account stays open
    sentence = "new matters at schools: 3; still open: 1; settled: 1; waived: 0"
    for form in ("html", "pdf", "md"):
        assert sentence in FORMATS[form](FULL, wording)
    book = load_workbook(io.BytesIO(report_workbook(FULL, wording)))
    sheet = book.worksheets[-1]
    told = Counter(row[0] for row in sheet.iter_rows(min_row=2, values_only=True))
    assert told == {"new": 2, "settled": 1, "open": 1}
    results = json.loads(report_sarif(FULL, wording, "1"))["runs"][0]["results"]
    states = Counter(one["baselineState"] for one in results)
    assert states == {"new": 2, "unchanged": 1, "absent": 1}
    assert read_report(report_json(FULL), "x") == FULL


def test_without_an_earlier_report_nothing_is_said_of_changes() -> None:
    """No format invents a day to compare with."""
    wording = PageWording.of(Texts("en"), NOW)
    assert not any("settled:" in render(NOW, wording) for render in FORMATS.values())
    results = json.loads(report_sarif(NOW, wording, "1"))["runs"][0]["results"]
    assert not any("baselineState" in one for one in results)

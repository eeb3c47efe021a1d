"""PDFs of the report: tagged, one page a school, every text as it is."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from reconciler.report.pdf import report_pdfs
from reconciler.report.site.render import SiteInputs
from reconciler.report.site.wording import PageWording
from reconciler.report.texts import Language, Texts
from reconciler.reportfile.model import Report
from tests.unit.reportfile.samples import IZGREV, REPORT


def pdfs(report: Report, language: Language = "bg") -> dict[str, bytes]:
    """The files of a report."""
    return dict(report_pdfs(SiteInputs(report), PageWording(Texts(language), {})))


def text_of(pdf: bytes) -> str:
    """What a person reads, without the breaks of lines."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def one(**changes: object) -> Report:
    """A report of one school."""
    return replace(REPORT, schools=(replace(IZGREV, **changes),))  # type: ignore[arg-type]


def test_a_school_has_one_tagged_page_in_its_language() -> None:
    """PDF/UA: tags, a title, a language, and a mark that says so."""
    pdf = pdfs(one())["ou-izgrev.bg.pdf"]
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "bg"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert "Изгрев" in str(reader.metadata.title)
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_page_says_what_the_html_says() -> None:
    """From the same view."""
    text = text_of(pdfs(one())["ou-izgrev.bg.pdf"])
    assert "Без училищен акаунт (профил) са 6 ученици." in text
    assert "4 декември 2026" in " ".join(text.split())
    assert "29 паралелки" in text


def test_the_city_has_a_page_with_the_programme() -> None:
    """Programme, states and licences."""
    text = text_of(pdfs(REPORT, "en")["city.en.pdf"])
    assert "Schools in the cloud: 1 of 2" in text
    assert "certified teachers: 15 of 71" in text


def test_the_same_report_gives_the_same_bytes() -> None:
    """Nothing of the day or the machine is in it."""
    assert pdfs(one()) == pdfs(one())


@pytest.mark.parametrize(
    "name",
    ["#panic()", "*bold* _it_ $x$", "</text>", "x" * 300, "\u202egnp.exe", '#read("/etc/passwd")'],
)
def test_a_hostile_name_is_text(name: str) -> None:
    """No markup of the layout acts in it."""
    pdf = pdfs(one(name={"bg": name, "en": name}))["ou-izgrev.bg.pdf"]
    text = "".join(text_of(pdf).split())
    assert "".join(name.replace("\u202e", "⟨U+202E⟩").split())[:40] in text
    assert "root:" not in text

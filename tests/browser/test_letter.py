"""A school's letter with its page: on a desk, on a phone, under axe, and as PDF/UA."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reconciler.report.texts import LANGUAGES, Language
from tests.browser.test_looks import AXE, STANDARDS, TEXTS, opened, overlapping
from tests.browser.test_pdf import checked
from tests.unit.report.test_sheets import EVERYTHING, checkup, sheets


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """'VENDOR.LANGUAGE.html' and '.pdf' of tenants that lack everything."""
    folder = tmp_path_factory.mktemp("letters")
    for vendor in EVERYTHING:
        for language in LANGUAGES:
            for ending, content in sheets(checkup(vendor), language).items():
                (folder / f"{vendor}.{language}.{ending}").write_bytes(content)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("vendor", EVERYTHING)
def test_nothing_of_a_letter_is_cut(
    browser: Browser, letters: Path, vendor: str, width: int, language: Language
) -> None:
    """Neither the line of scopes nor a table; nothing lies over another."""
    page = opened(browser, letters / f"{vendor}.{language}.html", width, "light")
    boxes = page.evaluate(TEXTS)
    assert boxes
    assert [box["text"] for box in boxes if box["right"] > width + 1 or box["left"] < 0] == []
    assert overlapping(boxes) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("vendor", EVERYTHING)
def test_axe_finds_nothing_in_a_letter(
    browser: Browser, letters: Path, vendor: str, scheme: str
) -> None:
    """By the same standards as the report."""
    page = opened(browser, letters / f"{vendor}.bg.html", 390, scheme)
    page.add_script_tag(path=AXE)
    answer = page.evaluate(
        "standards => axe.run(document, {runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    assert answer["passes"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in answer["violations"]] == []
    page.close()


def test_every_letter_is_pdf_ua(letters: Path) -> None:
    """Tags, reading order, language, titles, fonts."""
    files = sorted(letters.glob("*.pdf"))
    assert len(files) == 4
    assert checked(*files) == {file.name: "PASS" for file in files}

"""What a reader does with the report: search, filter, open a school, change language, print."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.support.sandbox import GOOGLE


def shown(page: Page) -> int:
    """How many schools the grid shows."""
    return int(page.locator(".grid li:visible").count())


def test_search_finds_a_school_whatever_the_case(page: Page, city: Path) -> None:
    """And tells how many there are, to a screen reader too."""
    page.goto((city / "index.bg.html").as_uri())
    assert shown(page) == 52
    page.get_by_label("Търсене по име").fill("ЕЛИН ПЕЛИН")
    assert shown(page) == 18
    assert page.locator("#found").inner_text() == "намерени: 18 училища"
    page.get_by_label("Търсене по име").fill("1. основно училище „елин")
    assert page.locator("#found").inner_text().startswith("намерени: ")


def test_filters_narrow_each_other(page: Page, city: Path) -> None:
    """By state and by wave; 'all' brings the schools back."""
    page.goto((city / "index.en.html").as_uri())
    page.get_by_label("State").select_option("differs")
    by_state = shown(page)
    assert 0 < by_state < 52
    page.locator("#by-wave").select_option("pilot")
    assert 0 < shown(page) < by_state
    page.locator("#by-wave").select_option("")
    page.get_by_label("State").select_option("")
    assert shown(page) == 52


def test_a_school_opens_and_leads_back(page: Page, city: Path) -> None:
    """In the language that one reads."""
    page.goto((city / "index.bg.html").as_uri())
    name = page.locator(".grid li a").first.inner_text()
    page.locator(".grid li a").first.click()
    assert page.locator("h1").inner_text() == name
    assert page.locator("html").get_attribute("lang") == "bg"
    page.get_by_role("link", name="Към всички училища").click()
    assert page.url.endswith("index.bg.html")


@pytest.mark.parametrize("path", ["index", "it", f"schools/{GOOGLE}-3", "rules/two-owners"])
def test_the_language_changes_on_the_same_page(page: Page, city: Path, path: str) -> None:
    """There and back."""
    if path.startswith("schools"):
        path = str(next((city / "schools").glob(f"{GOOGLE}-*.bg.html")).relative_to(city))[:-8]
    page.goto((city / f"{path}.bg.html").as_uri())
    page.get_by_role("link", name="English").click()
    assert page.url.endswith(f"{path}.en.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Български").click()
    assert page.url.endswith(f"{path}.bg.html")


def test_without_scripts_every_school_is_there(browser: Browser, city: Path) -> None:
    """And no form that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((city / "index.bg.html").as_uri())
    assert page.locator(".grid li").count() == 52
    assert not page.locator(".filter").is_visible()
    context.close()


def test_nothing_is_asked_of_a_network(page: Page, city: Path) -> None:
    """Pages lie in a folder and are read from it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for file in ("index.bg.html", "it.bg.html", "rules/index.bg.html"):
        page.goto((city / file).as_uri())
    assert len(asked) == 3
    assert all(url.startswith("file:") for url in asked)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("file", ["index.bg.html", "it.bg.html", "rules/index.bg.html"])
def test_the_keyboard_alone_reaches_everything(
    browser: Browser, city: Path, file: str, width: int
) -> None:
    """In the order of the page, each with a mark that shows, none below the bar at the top."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((city / file).as_uri())
    wanted = page.evaluate(
        "() => Array.from(document.querySelectorAll('a[href], input, select, summary'))"
        ".filter(one => one.checkVisibility()).length"
    )
    for index in range(wanted):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        assert found == {"index": index, "outlined": True, "covered": False}, found
    page.close()


FOCUS = Path(__file__).with_name("focus.js").read_text("utf-8")


def test_a_school_is_opened_by_keys_alone(page: Page, city: Path) -> None:
    """Search, Tab to the school, Enter."""
    page.goto((city / "index.bg.html").as_uri())
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "search":
        page.keyboard.press("Tab")
    page.keyboard.type("гео милев")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/schools/*")
    assert "Гео Милев" in page.locator("h1").inner_text()


@pytest.mark.parametrize("language", ["bg", "en"])
def test_a_school_prints_on_one_sheet(page: Page, six_wrongs: Path, language: str) -> None:
    """Without what only a screen needs."""
    for file in sorted((six_wrongs / "schools").glob(f"*.{language}.html")):
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        assert not page.locator("nav.top").is_visible()
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(printed.pages) == 1
        page.emulate_media(media="screen")

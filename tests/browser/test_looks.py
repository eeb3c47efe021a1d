"""What a reader sees on a desk and on a phone, in light and in dark; and what axe says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PLACE
from tests.support.sandbox import GOOGLE, MICROSOFT

AXE = PLACE / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREEN = 800
PHONE = 844
"""A telephone's screen, 390 wide; 320 is the narrowest that WCAG asks for."""
PAGES = (
    "index",
    "it",
    "rules/index",
    "rules/pupil-lists-hidden",
    f"schools/{GOOGLE}",
    f"schools/{MICROSOFT}",
)
SIZES = (1280, 390, 320)

TEXTS = Path(__file__).with_name("texts.js").read_text("utf-8")
Box = dict[str, float]


def opened(browser: Browser, file: Path, width: int, scheme: str) -> Page:
    """A page at a width and in a colour scheme."""
    page = browser.new_page(viewport={"width": width, "height": SCREEN}, color_scheme=scheme)
    page.goto(file.as_uri())
    return page


def overlapping(boxes: list[Box]) -> list[str]:
    """Pairs of lines of text that lie over each other by more than a hair."""
    ordered = sorted(boxes, key=lambda box: box["top"])
    found = []
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other["top"] > one["bottom"] - 4:
                break
            if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 2:
                found.append(f"{one['text']} / {other['text']}")
    return found


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_and_nothing_lies_over_another(
    browser: Browser, six_wrongs: Path, path: str, width: int, language: str
) -> None:
    """Every line of text is inside the window, and alone where it is."""
    page = opened(browser, six_wrongs / f"{path}.{language}.html", width, "light")
    boxes = page.evaluate(TEXTS)
    assert boxes
    assert [box["text"] for box in boxes if box["right"] > width + 1 or box["left"] < 0] == []
    assert overlapping(boxes) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", PAGES[:4])
def test_a_long_page_has_its_own_navigation(
    browser: Browser, city: Path, path: str, width: int
) -> None:
    """More than three screens: links to its parts, in a bar that stays."""
    page = opened(browser, city / f"{path}.bg.html", width, "light")
    height = page.evaluate("document.documentElement.scrollHeight")
    inside = page.locator("nav.top a[href^='#']").count()
    assert height <= 3 * SCREEN or inside
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    assert page.locator("nav.top").bounding_box()["y"] == 0
    page.close()


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_first_screen_of_a_school_says_what_who_and_by_when(
    browser: Browser, six_wrongs: Path, width: int, language: str
) -> None:
    """State and all that is asked; reasons and numbers are folded on a phone, below elsewhere."""
    for file in sorted((six_wrongs / "schools").glob(f"*.{language}.html")):
        page = browser.new_page(viewport={"width": width, "height": PHONE})
        page.goto(file.as_uri())
        for part in (".sentence", ".things"):
            box = page.locator(part).bounding_box()
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= PHONE, (file.name, part)
        acts = page.locator(".things .who").all_inner_texts()
        assert len(acts) == page.locator(".things > li").count()
        assert all(re.search(r"\d{1,2}\s\w+\s20\d\d", one) for one in acts), acts
        # with everything unfolded it is still a short page
        assert page.evaluate("document.documentElement.scrollHeight") <= 2 * PHONE
        page.close()


@pytest.mark.parametrize("width", [390, 320])
def test_what_is_folded_on_a_phone_opens_by_a_tap_and_on_paper(
    browser: Browser, six_wrongs: Path, width: int
) -> None:
    """And without scripts it is open."""
    file = six_wrongs / f"schools/{GOOGLE}.bg.html"
    page = browser.new_page(viewport={"width": width, "height": PHONE})
    page.goto(file.as_uri())
    reasons = page.locator(".things .why")
    assert not reasons.first.is_visible()
    page.locator(".things summary").first.click()
    assert reasons.first.is_visible()
    assert not page.locator(".facts").is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".facts").is_visible()
    page.close()
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": PHONE}
    )
    bare = context.new_page()
    bare.goto(file.as_uri())
    assert bare.locator(".things .why").first.is_visible()
    assert bare.locator(".facts").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(
    browser: Browser, six_wrongs: Path, path: str, width: int, scheme: str
) -> None:
    """WCAG 2.2 A and AA, as far as a program can tell."""
    page = opened(browser, six_wrongs / f"{path}.bg.html", width, scheme)
    page.add_script_tag(path=AXE)
    answer = page.evaluate(
        "standards => axe.run(document, {runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    assert answer["passes"]
    found = [
        (one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in answer["violations"]
    ]
    assert found == []
    page.close()


def test_dark_is_dark(browser: Browser, six_wrongs: Path) -> None:
    """Ink and paper change places."""
    colours = {}
    for scheme in ("light", "dark"):
        page = opened(browser, six_wrongs / "index.bg.html", 390, scheme)
        colours[scheme] = page.evaluate(
            "(body => [body.backgroundColor, body.color])(getComputedStyle(document.body))"
        )
        page.close()
    assert colours["light"] != colours["dark"]

"""A browser, and the report that the tests look at: three real schools, and a city of 52."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.report.site.render import SiteInputs, render_site
from reconciler.report.texts import LANGUAGES, Texts
from reconciler.reportfile.file import read_report
from reconciler.reportfile.model import Report
from tests.support.sandbox import REPOSITORY

PLACE = REPOSITORY / ".test" / "browser"
if "RECONCILER_BROWSER" in os.environ:
    from playwright.sync_api import Browser, Page, sync_playwright
else:  # make test has no browser
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium by its path; fails where it is not installed."""
    path = shutil.which("chromium")
    assert path is not None, "install chromium, then say make browser"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=as_root)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def six_wrongs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report that `make demo` writes of three schools."""
    town = tmp_path_factory.mktemp("six") / "town"
    # by a process of its own: a browser's client holds this one's event loop
    command = [sys.executable, "-m", "tests.six_wrongs", str(town)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return town / "report"


@pytest.fixture(scope="session")
def city(six_wrongs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report of 52 schools, made of the three."""
    stored = read_report((six_wrongs / "report.en.json").read_text("utf-8"), "report")
    folder = tmp_path_factory.mktemp("city")
    texts = [Texts(language) for language in LANGUAGES]
    for path, page in render_site(SiteInputs(of_52(stored)), texts):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(page, "utf-8")
    return folder


def of_52(report: Report) -> Report:
    """The three schools again and again, with numbers in their names."""
    many = (
        replace(
            school,
            id=f"{school.id}-{number}",
            name={language: f"{number}. {name}" for language, name in school.name.items()},
            wave=("pilot", "second", "third", "all")[number % 4],
        )
        for number, school in zip(range(1, 53), report.schools * 18, strict=False)
    )
    return replace(report, schools=tuple(many))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desk's size, in light."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    yield page
    page.close()

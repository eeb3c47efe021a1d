"""PDFs under veraPDF, the checker that the PDF Association names for PDF/UA."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reconciler.report.pdf import report_pdfs
from reconciler.report.site.render import SiteInputs
from reconciler.report.site.wording import PageWording
from reconciler.report.texts import Texts
from reconciler.reportfile.file import read_report
from tests.browser.conftest import PLACE, of_52

COMMAND = "org.verapdf.apps.GreenfieldCliWrapper"


def checked(*files: Path) -> dict[str, str]:
    """File name → PASS or FAIL, as PDF/UA-1."""
    java = shutil.which("java")
    assert java is not None, "install a Java runtime, then say make browser"
    done = subprocess.run(
        [java, "-cp", f"{PLACE / 'verapdf'}/*", COMMAND, "-f", "ua1", "--format", "text", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    return {Path(line[1]).name: line[0] for line in lines if line[0] in ("PASS", "FAIL")}


def test_every_pdf_is_pdf_ua(six_wrongs: Path) -> None:
    """Tags, reading order, language, titles, fonts."""
    files = sorted(six_wrongs.glob("*.pdf"))
    assert len(files) == 8
    assert checked(*files) == {file.name: "PASS" for file in files}


def test_the_page_of_a_city_of_52_is_pdf_ua(six_wrongs: Path, tmp_path: Path) -> None:
    """It takes more than one sheet."""
    stored = read_report((six_wrongs / "report.en.json").read_text("utf-8"), "report")
    pages = report_pdfs(SiteInputs(of_52(stored)), PageWording(Texts("bg"), {}))
    name, content = next(pages)
    (tmp_path / name).write_bytes(content)
    assert checked(tmp_path / name) == {name: "PASS"}


@pytest.mark.parametrize("cut", [b"/StructTreeRoot", b"/MarkInfo"])
def test_the_checker_notices_a_pdf_without_tags(
    six_wrongs: Path, tmp_path: Path, cut: bytes
) -> None:
    """A checker that passes everything would prove nothing."""
    whole = next(six_wrongs.glob("*.pdf")).read_bytes()
    assert cut in whole
    (tmp_path / "broken.pdf").write_bytes(whole.replace(cut, b"/" + b"X" * (len(cut) - 1)))
    assert checked(tmp_path / "broken.pdf") == {"broken.pdf": "FAIL"}

"""The letter and its page on paper: the same words as the letter has, in HTML and in PDF."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from pypdf import PdfReader

from reconciler.model.checkup import Check, CheckCode, CheckState, Checkup, Fixer
from reconciler.providers.google import permissions as google
from reconciler.report.blocks import Block, page_blocks
from reconciler.report.letter import LetterHead, has_matters, render_letter
from reconciler.report.sheets import letter_sheets
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.unit.report.test_letter import (
    LOOKS,
    PAGE,
    RIGHTS,
    delegation,
    graph,
    page,
    right,
    setting,
)

EVERYTHING = {
    "google": (*delegation(), *(right(one.name, CheckState.MISSING) for one in RIGHTS)),
    "microsoft": (*graph(), *(setting(code) for code in LOOKS)),
}


HEAD = LetterHead(
    "2026-12-01",
    {"bg": "Община Х", "en": "Municipality of X"},
    {"city": {"bg": "тел. 1 23", "en": "phone 1 23"}},
)


def checkup(vendor: str, domain: str = "school.example") -> Checkup:
    """A tenant that lacks all that a letter can tell."""
    return Checkup("t", vendor, domain, EVERYTHING[vendor])


def sheets(one: Checkup, language: Language) -> dict[str, bytes]:
    """Its letter with the page of docs/."""
    return letter_sheets(one, PAGE.read_text("utf-8"), Texts(language), HEAD)


class Words(HTMLParser):
    """The texts and the addresses of a page; fails for an element that nobody closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens one."""
        if tag != "meta":
            self._open.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        """Closes the last one."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Of the innermost element."""
        if self._open and self._open[-1] != "style":
            self.texts.setdefault(self._open[-1], []).append(data)
            self.texts.setdefault("", []).append(data)


def squeezed(text: str) -> str:
    """Without blanks, and the signs that only show what a line is."""
    return re.sub(r"[\s\u00ad`*|]|──|\[x\]|•|─{3,}", "", text)


def pdf_text(pdf: bytes) -> str:
    """What a person reads, without the numbers of sheets."""
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(
        re.sub(rf"{at} / {len(pages)}\s*$", "", text) for at, text in enumerate(pages, 1)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("vendor", EVERYTHING)
def test_every_line_of_the_letter_is_on_paper(vendor: str, language: Language) -> None:
    """In both forms, in their order."""
    one = checkup(vendor)
    made = sheets(one, language)
    html, pdf = squeezed("".join(Words(made["html"].decode()).texts[""])), pdf_text(made["pdf"])
    at = 0
    for line in render_letter([one], Texts(language), HEAD).splitlines():
        wanted = squeezed(line)
        assert wanted in html[at:], line
        at = html.index(wanted, at)
        assert wanted in squeezed(pdf), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_comes_along_in_one_language(language: Language) -> None:
    """Every row and sentence of it; nothing of the other half, which is a link in the file."""
    made = sheets(checkup("google"), language)
    html, pdf = squeezed("".join(Words(made["html"].decode()).texts[""])), pdf_text(made["pdf"])
    other: Language = "en" if language == "bg" else "bg"
    for line in page(language).splitlines():
        for cell in line.split("|"):
            told = re.sub(r"\[([^]]+)\]\(#[^)]*\)", r"\1", cell.lstrip("#-0123456789. "))
            if told.strip() and not told.startswith(("*(", "---")):
                assert squeezed(told) in html, told
                assert squeezed(told) in squeezed(pdf), told
    title = next(line for line in page(other).splitlines() if line.startswith("# "))
    assert squeezed(title.removeprefix("# ")) not in html
    assert "(#" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_to_be_pasted_is_whole_and_no_link(language: Language) -> None:
    """A mail program breaks it; HTML does not."""
    words = Words(sheets(checkup("google"), language)["html"].decode())
    lines = [one for one in words.texts["code"] if google.AUTH in one and "," in one]
    assert len(lines) == 1
    assert lines[0].count(google.AUTH) == sum(bool(one.uses) for one in google.SCOPES)
    assert all(link.startswith("https://") for link in words.links)
    assert not [link for link in words.links if google.AUTH in link or link[-1] in ".,;)”"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("vendor", EVERYTHING)
def test_the_long_address_is_a_link_in_both_forms(vendor: str, language: Language) -> None:
    """Whole, with the commas and the number in it."""
    client = "123456789012345678901"
    line = f"a.readonly,{google.AUTH}b"
    link = {"client": client, "link": f"https://admin.google.com/x?s={line}&c={client}&o=true"}
    every = [
        Check(one.code, one.state, one.fixer, {**one.facts, **link}, one.uses)
        if one.code is CheckCode.DELEGATION
        else one
        for one in EVERYTHING[vendor]
    ]
    made = sheets(Checkup("t", vendor, "school.example", tuple(every)), language)
    wanted = {one.facts["link"] for one in every if "link" in one.facts}
    assert wanted
    assert wanted <= set(Words(made["html"].decode()).links)
    pages = PdfReader(io.BytesIO(made["pdf"])).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    assert wanted <= {note["/A"]["/URI"] for note in notes if "/A" in note}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_tenant_is_called_is_a_text(language: Language) -> None:
    """Markup of neither form acts."""
    name = '<b>*x*</b> #set page(height: 1pt) $y$ `z` "'
    made = sheets(checkup("google", name), language)
    words = Words(made["html"].decode())
    assert "b" not in words.texts
    assert "<b>*x*</b> #set page(height: 1pt) $y$" in "".join(words.texts["h1"])
    assert squeezed("<b>*x*</b> #set page(height: 1pt)") in squeezed(pdf_text(made["pdf"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_in_its_language(language: Language) -> None:
    """As the report's are; the same letter gives the same bytes."""
    one = checkup("microsoft")
    pdf = sheets(one, language)["pdf"]
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert reader.metadata is not None
    assert "school.example" in str(reader.metadata.title)
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert pdf == sheets(one, language)["pdf"]


def test_a_school_with_nothing_to_do_is_told_apart() -> None:
    """It gets no file."""
    texts = Texts("en")
    city = Check(CheckCode.API, CheckState.MISSING, Fixer.CITY, {"permission": "x", "project": "p"})
    assert has_matters(checkup("google"), texts)
    assert not has_matters(Checkup("t", "google", "school.example", (city,)), texts)
    assert not has_matters(Checkup("", "", "", (city,)), texts)


def kinds(blocks: list[Block]) -> list[str]:
    """What each is."""
    return [block["kind"] for block in blocks]


def test_a_page_in_one_language_is_taken_whole() -> None:
    """With nested emphasis and links as plain words."""
    blocks = page_blocks("# One\n\nA **bold [link](x.md)** word.\n\n1. a\n2. b\n", "bg")
    assert kinds(blocks) == ["heading", "text", "list"]
    assert [run["style"] for run in blocks[1]["runs"]] == ["plain", "strong", "strong", "plain"]
    assert "".join(run["text"] for run in blocks[1]["runs"]) == "A bold link word."
    assert blocks[2]["ordered"]


def test_what_no_block_is_made_of_is_refused() -> None:
    """Not left out silently."""
    with pytest.raises(ValueError, match="fence"):
        page_blocks("# One\n\n```sh\nls\n```\n", "en")

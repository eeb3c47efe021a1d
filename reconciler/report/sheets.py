"""What a school is sent, to print: the letter to its administrator and the page that explains it.

Both in one file, so that no letter goes without its page: as HTML, where a long line is copied as
it is, and as tagged PDF (PDF/UA-1), which any mail program shows.
"""

from __future__ import annotations

from reconciler.model.checkup import Checkup
from reconciler.report.blocks import Block, letter_blocks, page_blocks
from reconciler.report.letter import LetterHead, letter_lines
from reconciler.report.pages import html_environment
from reconciler.report.pdf import typeset
from reconciler.report.texts import Texts


def letter_sheets(checkup: Checkup, page: str, texts: Texts, head: LetterHead) -> dict[str, bytes]:
    """Ending of the file → its content: 'html' and 'pdf'; the page is the one of docs/."""
    parts = [letter_blocks(letter_lines(checkup, texts, head)), page_blocks(page, texts.language)]
    title = _title(parts[0])
    template = html_environment(texts).get_template("sheet.html")
    return {
        "html": template.render(title=title, parts=parts).encode(),
        "pdf": typeset("sheet.typ", {"title": title, "lang": texts.language, "parts": parts}),
    }


def _title(blocks: list[Block]) -> str:
    return "".join(run["text"] for run in blocks[0]["runs"])

"""Texts that would act where they are shown, and whether any of them does, by format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import yaml
from openpyxl import load_workbook
from pypdf import PdfReader

from reconciler.model.inert import OBEYED, UNSEEN

WORD = "forged"
"""In each text, so that a test sees whether it was shown."""
WRITTEN = f'=1+1<img src=x onerror={WORD}()>\u200e[{WORD}](javascript:a)@{WORD}|`"'
"""What YAML takes, on one line: a formula, HTML, a link, a call, a table's edge, no width."""
TYPED = WRITTEN.replace("\u200e", "")
"""What `init` takes as a name."""
VENDOR = f"\x1b[8m\x1b]0;t\x07\x9b2J\u202e\r\n::error::{WORD}\u2028::error::{WORD} <img src=x>"
"""What JSON takes as well: terminal sequences, direction, line breaks."""
SPOKEN = f"{VENDOR} {WRITTEN}\udcff"
"""What a person may type as a reason or be called; a byte that is no UTF-8 comes as half a pair."""

_ACTING = re.compile(f"[{OBEYED}{UNSEEN}]")
_REFUSED = re.compile(f"[{OBEYED}]")
_LINE = re.compile(r"^\s*::error::", re.MULTILINE)
_CODE = re.compile(r"(`+)(?:(?!\1).)+\1|<!--.*?-->|\\.", re.DOTALL)


def plain(text: str) -> None:
    """On a terminal, in a log: nothing acts, and no line is anybody's but ours."""
    acting = _ACTING.search(text)
    assert acting is None, (acting, text[max(0, acting.start() - 200) :][:400] if acting else "")
    assert not _LINE.search(text), text


def as_json(text: str) -> None:
    """It can be read, too."""
    plain(text)
    json.loads(text)


def as_yaml(text: str) -> None:
    """It can be read, and has nothing that a manifest may not have; what is unseen may be there."""
    assert not _REFUSED.search(text), text
    assert not _LINE.search(text), text
    list(yaml.safe_load_all(text))


def as_markdown(text: str) -> None:
    """Neither HTML nor a link nor a call outside of code; tables keep their columns."""
    plain(text)
    shown = _CODE.sub(" ", re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE))
    assert "<img" not in shown, text
    assert f"[{WORD}](" not in shown, text
    assert f"@{WORD}" not in shown, text


class _Tags(HTMLParser):
    """Fails on what a page of ours never has."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        assert tag not in ("img", "iframe", "object"), self.getpos()
        assert not [name for name in names if name.startswith("on")], self.getpos()
        assert not str(names.get("href", "")).lower().startswith("javascript:"), self.getpos()


def as_html(text: str) -> None:
    """No tag, handler or address that is not ours."""
    plain(text)
    _Tags().feed(text)


def as_csv(text: str) -> None:
    """No cell that a spreadsheet would compute."""
    for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=_separator(text)):
        for cell in row:
            plain(cell)
            assert not _computed(cell), row


def _separator(text: str) -> str:
    return ";" if text.split("\n", 1)[0].count(";") else ","


def _computed(cell: str) -> bool:
    return cell[:1] in tuple("=+@\t\r") or (cell[:1] == "-" and not cell[1:2].isdigit())


def as_workbook(raw: bytes) -> None:
    """No formula, and no link."""
    for sheet in load_workbook(io.BytesIO(raw)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None, cell.value
                plain(str(cell.value or ""))


def as_pdf(raw: bytes) -> None:
    """No action, and nothing that turns a line round."""
    reader = PdfReader(io.BytesIO(raw))
    assert b"/JavaScript" not in raw
    for page in reader.pages:
        plain(page.extract_text().replace("\u200b", ""))


_TEXTS: dict[str, Callable[[str], None]] = {
    "text": plain,
    "txt": plain,
    "py": plain,
    "json": as_json,
    "sarif": as_json,
    "jsonl": plain,
    "md": as_markdown,
    "html": as_html,
    "csv": as_csv,
    "yaml": as_yaml,
    "yml": as_yaml,
    "svg": as_html,
    "css": plain,
    "js": plain,
    "": plain,
}
_BYTES: dict[str, Callable[[bytes], None]] = {"xlsx": as_workbook, "pdf": as_pdf}


def shown(form: str, text: str) -> None:
    """Nothing in a printed text of this format acts; KeyError for a format without a check."""
    _TEXTS[form](text)


def files(folder: Path, known: Iterable[Path] = ()) -> Iterator[Path]:
    """Files of a folder that are not known."""
    left = set(known)
    return (one for one in sorted(folder.rglob("*")) if one.is_file() and one not in left)


def written(path: Path) -> None:
    """Nothing in a file that a command wrote acts; KeyError for a kind without a check."""
    plain(path.name)
    kind = path.suffix[1:].lower()
    if kind in _BYTES:
        _BYTES[kind](path.read_bytes())
    else:
        _TEXTS[kind](path.read_text("utf-8"))

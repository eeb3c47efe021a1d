"""A text to print as blocks, whether it was a page of docs/ or a letter: headings, lists, tables.

Each block is a dictionary of plain values, so that one template of each form prints all of them:

    {"kind": "heading", "level": 1, "runs": RUNS}
    {"kind": "text", "runs": RUNS}
    {"kind": "list", "ordered": True, "items": [RUNS, …]}
    {"kind": "table", "head": [RUNS, …], "rows": [[RUNS, …], …]}

RUNS are pieces of a line, {"style": STYLE, "text": TEXT}, in which an address is a link by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from reconciler.model.language import Language
from reconciler.report.letter import LetterLine, LetterPart

Style = Literal["plain", "strong", "code", "link"]
Run = dict[str, str]
Block = dict[str, Any]

_ADDRESS = re.compile(r"https://[^\s,;“”()<>|]*[^\s,;:.“”()<>|]")
_TICKED = re.compile(r"`([^`]+)`")
_POINTS = ("[x] ", "• ")
_HEADINGS = {LetterPart.TITLE: 1, LetterPart.MATTER: 2}
_HALVES: tuple[Language, Language] = ("bg", "en")
"""The order of languages in a page that has both, each under a title of its own."""


def page_blocks(text: str, language: Language) -> list[Block]:
    """A page of docs/, where it has two halves the one in this language.

    A paragraph in italics is for readers of the file, such as a link to the other half.
    """
    nodes = list(SyntaxTreeNode(_parsed(text)).children)
    titles = [at for at, node in enumerate(nodes) if node.tag == "h1"]
    if len(titles) == len(_HALVES):
        which = _HALVES.index(language)
        nodes = nodes[titles[which] : (*titles, None)[which + 1]]
    return [block for node in nodes for block in _block(node)]


def letter_blocks(lines: Iterable[LetterLine]) -> list[Block]:
    """A letter; ticks and bullets beside each other are one list."""
    found: list[Block] = []
    for line in lines:
        point = next((one for one in _POINTS if line.text.startswith(one)), None)
        if line.part is LetterPart.GAP:
            continue
        if line.part in _HEADINGS:
            runs = _runs(line.text)
            found.append({"kind": "heading", "level": _HEADINGS[line.part], "runs": runs})
        elif point is not None:
            if not found or found[-1]["kind"] != "list":
                found.append({"kind": "list", "ordered": False, "items": []})
            found[-1]["items"].append(_runs(line.text.removeprefix(point)))
        else:
            found.append({"kind": "text", "runs": _letter_runs(line)})
    return found


def _letter_runs(line: LetterLine) -> list[Run]:
    if line.part is LetterPart.WHAT:
        return [_run("strong", " ".join(line.text.split()))]
    if re.fullmatch(r"https://[^\s,]+\?\S+", line.text):  # with commas in what it fills in
        return [_run("link", line.text)]
    # a long line that is to be pasted whole is no link, though it has addresses in it
    return [_run("code", line.text)] if re.fullmatch(r"\S+,\S+", line.text) else _runs(line.text)


def _parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)


def _block(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield {"kind": "heading", "level": int(node.tag[1:]), "runs": _inline(node)}
        case "paragraph":
            if any(one.type != "em" for one in node.children[0].children):
                yield {"kind": "text", "runs": _inline(node)}
        case "bullet_list" | "ordered_list":
            items = [_inline(paragraph) for item in node.children for paragraph in item.children]
            yield {"kind": "list", "ordered": node.type == "ordered_list", "items": items}
        case "table":
            head, *body = ([_inline(cell) for cell in row.children] for row in _rows(node))
            yield {"kind": "table", "head": head, "rows": body}
        case other:
            raise ValueError(f"no block is made of {other!r} yet")


def _rows(table: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for part in table.children:
        yield from part.children


def _inline(node: SyntaxTreeNode) -> list[Run]:
    return [run for inline in node.children for one in inline.children for run in _piece(one)]


def _piece(node: SyntaxTreeNode, style: Style = "plain") -> Iterator[Run]:
    match node.type:
        case "text":
            yield from _runs(node.content) if style == "plain" else [_run(style, node.content)]
        case "code_inline":
            yield _run("code", node.content)
        case "softbreak" | "hardbreak":
            yield _run("plain", " ")
        case "strong":
            yield from (run for one in node.children for run in _piece(one, "strong"))
        case _:  # a link to another part of the file leads nowhere on paper
            yield from (run for one in node.children for run in _piece(one, style))


def _runs(text: str) -> list[Run]:
    """A line in which addresses are links and what stands in backticks is code."""
    found: list[Run] = []
    for number, part in enumerate(_TICKED.split(text)):
        if number % 2:
            found.append(_run("code", part))
            continue
        start = 0
        for address in _ADDRESS.finditer(part):
            found += [_run("plain", part[start : address.start()]), _run("link", address[0])]
            start = address.end()
        found.append(_run("plain", part[start:]))
    return [run for run in found if run["text"]]


def _run(style: Style, text: str) -> Run:
    return {"style": style, "text": text}

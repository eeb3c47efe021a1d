"""GitHub Markdown that fits its limit, and in which nothing that was read acts as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconciler.model.inert import inert

_ACTIVE = re.compile(r"([\\`*_\[\]|~#])")
_BACKTICKS = re.compile(r"`+")
_BREAKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """Text that is shown as it is, on one line; an @ names nobody."""
    escaped = _ACTIVE.sub(r"\\\1", html.escape(_on_one_line(text), quote=False))
    return escaped.replace("@", "@<!-- -->")


def folded(title: str, body: str) -> str:
    """A folded part; its title is text, its body Markdown."""
    shown = html.escape(_on_one_line(title)).replace("@", "@<!-- -->")
    return f"<details><summary>{shown}</summary>\n\n{body}\n\n</details>"


def ticked(text: str) -> str:
    """The same, with what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return plain(text)
    return "".join(code(one) if index % 2 else _inner(one) for index, one in enumerate(parts))


def _inner(text: str) -> str:
    """A piece of a line, whose spaces at the ends belong to it."""
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{plain(text)}{end}" if text.strip() else text


def code(text: str) -> str:
    """A code span that is also safe in a table's cell; nothing is shown as a dash."""
    shown = _on_one_line(text).replace("`", "'").replace("|", "\\|")
    return f"`{shown}`" if shown else "—"


def fenced(text: str) -> str:
    """A block of text as it is, behind a fence longer than any that it holds."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def table(head: Sequence[str], align: str, rows: Iterable[Sequence[str]]) -> str:
    """A table; `align` has 'l' or 'r' for each column, cells are Markdown already."""
    rule = [{"l": "---", "r": "--:"}[side] for side in align]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows))


def _on_one_line(text: str) -> str:
    """Narrow and unbreakable spaces stay what they are."""
    return inert(_BREAKS.sub(" ", text)).strip()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a text, whole and in brief."""

    full: str
    brief: str


def fit(folds: Sequence[Section], room: int) -> tuple[list[str], int]:
    """The parts in their order, in `room` characters with two between them; how many are left out.

    Parts go from whole to brief, longest first; only once all are brief are the longest left out.
    """
    shown: dict[int, str] = {index: fold.full for index, fold in enumerate(folds)}
    size = sum(len(text) + 2 for text in shown.values())
    for index in sorted(shown, key=lambda index: -len(folds[index].full)):
        if size <= room:
            break
        if len(folds[index].brief) < len(folds[index].full):
            size -= len(folds[index].full) - len(folds[index].brief)
            shown[index] = folds[index].brief
    for index in sorted(shown, key=lambda index: -len(shown[index])):
        if size <= room:
            break
        size -= len(shown.pop(index)) + 2
    return [shown[index] for index in sorted(shown)], len(folds) - len(shown)

"""`python -m tests.docs`: whether README.md and the other papers are true. Writes nothing.

One line per problem with its file and line; exit code 1 on any. In ```console blocks, commands
that need no tenant are run and their output is compared ('…' stands for anything); the others are
parsed, as are commands inside the text. Links, named paths and the code of nouns must exist.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.commands import (
    ANYTHING,
    ROOT,
    command_problem,
    exit_problem,
    matches,
    run,
    runs,
    split,
    words_of,
)

TOPS = frozenset({"reconciler", "schools", "stacks", "tests", "docs", ".ci"})
"""Where a path that is named in the text begins."""
NOT_YET = "not yet"
NO_FILE = "does not exist."
"""How click ends where a file is named that a command before would have written."""

_SPAN = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"[\w.*<>-]+(/[\w.*<>-]+)+/?")
_NAME = re.compile(r"reconciler(\.\w+)+")


class Problem(NamedTuple):
    """One thing that a document says and that is not so."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as a document shows it, and the output under it."""

    line: int
    words: tuple[str, ...]
    output: list[str] = field(default_factory=list)
    to_paste: bool = False
    """In a block of commands alone, which is parsed here; what it prints stands in another one,
    and a journey holds that."""


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file of the tree at `root`."""

    root: Path
    file: Path
    lines: tuple[str, ...]

    @classmethod
    def read(cls, root: Path, file: Path) -> Document:
        """Reads it."""
        return cls(root, file, tuple(file.read_text("utf-8").splitlines()))

    def problem(self, line: int, text: str) -> Problem:
        """A problem of this file."""
        return Problem(str(self.file.relative_to(self.root)), line, text)

    def fences(self) -> Iterator[tuple[int, str, str]]:
        """Each line from 1, with the language of its block: '' outside, 'fence' for the fence."""
        language = ""
        for number, line in enumerate(self.lines, 1):
            if line.startswith("```"):
                language = "" if language else line.removeprefix("```").strip() or "text"
                yield number, "fence", line
            else:
                yield number, language, line


def check(root: Path) -> list[Problem]:
    """Every problem of the Markdown files at the root and under docs/."""
    files = [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]
    documents = [Document.read(root, file) for file in files]
    return [problem for document in documents for problem in _problems(document)]


def _problems(document: Document) -> Iterator[Problem]:
    yield from _told(document)
    yield from _said(document)
    if document.file.name == "nouns.md":
        yield from _nouns(document)


# Commands in console blocks.


def _told(document: Document) -> Iterator[Problem]:
    code: int | None = None
    for shown in commands(document):
        if shown.words[:2] == ("echo", "$?"):
            if problem := exit_problem(shown.output, code):
                yield document.problem(shown.line, problem)
            continue
        code = None
        for words in split(shown.words):
            problem = command_problem(document.root, words)
            if problem and not (shown.to_paste and problem.endswith(NO_FILE)):
                yield document.problem(shown.line, problem)
            elif words == shown.words and runs(words) and not shown.to_paste:
                code, printed = run(document.root, words[1:])
                if not matches(shown.output, printed):
                    yield document.problem(shown.line, f"prints something else:\n{printed}")


def commands(document: Document) -> list[Shown]:
    found: list[Shown] = []
    for number, language, line in document.fences():
        if language == "console" and line.startswith("$ "):
            found.append(Shown(number, words_of(line[2:])))
        elif language == "console" and found:
            found[-1].output.append(line)
        elif language == "sh" and line.startswith(("reconciler ", "make ")):
            found.append(Shown(number, words_of(line.partition(" #")[0]), to_paste=True))
    return found


# What the text names.


def _said(document: Document) -> Iterator[Problem]:
    for number, language, line in document.fences():
        if language:
            continue
        for link in _LINK.findall(line):
            if problem := _link_problem(document, link):
                yield document.problem(number, problem)
        for span in _SPAN.findall(line):
            if problem := _span_problem(document.root, span):
                yield document.problem(number, problem)


def _link_problem(document: Document, link: str) -> str | None:
    if re.match(r"[a-z]+:", link):
        return None
    path, _, anchor = link.partition("#")
    target = document.file.parent / path if path else document.file
    if not target.exists():
        return f"the link leads nowhere: {link}"
    if anchor and anchor not in _anchors(target):
        return f"no heading of {target.name} is #{anchor}"
    return None


def _anchors(file: Path) -> set[str]:
    """The headings as links name them: lower case, no punctuation, hyphens for blanks."""
    found = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in found}


def _span_problem(root: Path, span: str) -> str | None:
    if span.startswith(("reconciler ", "make ")) and ANYTHING not in span:
        return command_problem(root, words_of(span))
    if _NAME.fullmatch(span):
        return _name_problem(span)
    if _PATH.fullmatch(span) and span.partition("/")[0] in TOPS:
        pattern = re.sub(r"<[^>]*>", "*", span.rstrip("/"))
        return None if any(root.glob(pattern)) else f"there is no {span}"
    return None


def _name_problem(name: str) -> str | None:
    """None for a module of ours, or a name that one has."""
    parts = name.split(".")
    for depth in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:depth]))
        except ModuleNotFoundError:
            continue
        for part in parts[depth:]:
            if not hasattr(found, part):
                return f"the code has no {name}"
            found = getattr(found, part)
        return None
    return f"the code has no {name}"


def _nouns(document: Document) -> Iterator[Problem]:
    """Every row of a table whose last column is 'Code' says where that is."""
    coded = False
    for number, line in enumerate(document.lines, 1):
        if not line.startswith("|"):
            coded = False
            continue
        last = line.strip().strip("|").split("|")[-1].strip()
        if last == "Code":
            coded = True
        elif coded and not set(last) <= set("-: ") and last != NOT_YET:
            spans = _SPAN.findall(last)
            if not spans or not all(_NAME.fullmatch(s) or _PATH.fullmatch(s) for s in spans):
                yield document.problem(number, f"this noun names no code: {last}")


def main() -> int:
    """Prints every problem; the exit code."""
    problems = check(ROOT)
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

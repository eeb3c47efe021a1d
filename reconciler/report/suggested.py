"""Commands that a text suggests: `reconciler plan --stack x` as it has to be typed here and now.

Whoever typed `--project ../dale` has to type it again for the next command. A text says only what
the command itself needs; what was given is put in by whoever knows it: the command line. Other
front ends, and pages for other readers, show the command as it is written.

A command is found in the text as it is written, never in a fact: a unit may have any name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fluent.syntax import ast

Repeat = Callable[[str, frozenset[str]], str]
"""'plan shows', {'--stack'} → 'plan --project ../dale shows': with the options that were given, but
those that the text has already. Words that are no command come back as they are."""

_SIGN = "\x01"
"""What `inert` leaves in no fact."""
_COMMAND = re.compile(r"(?<![\w/.-])reconciler ([a-z][a-z-]*(?: [a-z][a-z-]*)*)")
_OPTION = re.compile(r"--[a-z][a-z-]*")
_END = re.compile(r"[\n`;“]|(?<![\w/.-])reconciler ")
_SUGGESTED = re.compile(f"{_SIGN}([^{_SIGN}]*){_SIGN}([^{_SIGN}]*){_SIGN}")


def mark_commands(node: object) -> None:
    """Marks every command in the texts below a node of fluent's tree, with the options it has."""
    if isinstance(node, ast.Pattern):
        for at, element in enumerate(node.elements):
            if isinstance(element, ast.TextElement):
                element.value = _marked(element.value, _following(node.elements[at + 1 :]))
    for child in children(node):
        mark_commands(child)


def repeated(text: str, repeat: Repeat | None) -> str:
    """A formatted text with its commands as they have to be typed."""

    def command(found: re.Match[str]) -> str:
        options = frozenset(found[2].split())
        return f"reconciler {found[1] if repeat is None else repeat(found[1], options)}"

    return _SUGGESTED.sub(command, text)


def children(node: object) -> list[object]:
    """What a node of fluent's tree, or a list of them, consists of."""
    if isinstance(node, list):
        return node
    return list(vars(node).values()) if isinstance(node, ast.BaseNode) else []


def _following(elements: list[ast.TextElement | ast.Placeable]) -> str:
    """The text after an element, where facts stand for nothing."""
    return " ".join(one.value for one in elements if isinstance(one, ast.TextElement))


def _marked(text: str, following: str) -> str:
    def marked(found: re.Match[str]) -> str:
        rest = text[found.end() :] + following
        end = _END.search(rest)
        options = _OPTION.findall(rest if end is None else rest[: end.start()])
        return f"{_SIGN}{found[1]}{_SIGN}{' '.join(options)}{_SIGN}"

    return _COMMAND.sub(marked, text)

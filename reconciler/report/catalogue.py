"""A language's files of texts. A message is parsed when it is first asked for.

Parsing all of them takes most of a second, and a command says a few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from reconciler.model.language import Language
from reconciler.report.suggested import children, mark_commands

NARROW_SPACE = "\u202f"
_WRITTEN = "WRITTEN"
"""The function that writes a fact inside a text."""
_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)
_LINE = re.compile(r"[a-zA-Z][\w-]* *=|[ #}]|$")
"""How a line may begin: a message, what goes on with one, or a comment."""

Needs = Mapping[str, frozenset[str]]
"""Attribute of a message, '' for its own text → the facts that it names."""


class Catalogue:
    """One language's messages; LookupError for a file or a message that is not sound."""

    def __init__(self, folder: Path, language: Language) -> None:
        def write(value: Any) -> Any:
            return written(value, language) if isinstance(value, int | float) else value

        self._folder = folder
        self._sources = _sources(folder)
        self._needs: dict[str, Needs] = {}
        self._bundle = FluentBundle([language], functions={_WRITTEN: write}, use_isolating=False)

    def needs(self, message_id: str) -> Needs:
        """What a message needs; nothing at all where there is no such message."""
        if message_id not in self._needs:
            known = message_id in self._sources
            self._needs[message_id] = self._parsed(message_id) if known else {}
        return self._needs[message_id]

    def format(self, message_id: str, attribute: str, facts: Mapping[str, Any]) -> str:
        """A message with facts, of which none may be missing."""
        self.needs(message_id)
        message = self._bundle.get_message(message_id)
        pattern = message.attributes[attribute] if attribute else message.value
        text, errors = self._bundle.format_pattern(pattern, facts)
        if errors:
            raise LookupError(f"text {message_id!r} in {self._folder.name!r}: {errors}")
        return str(text)

    def all(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """(message id, attribute or '') → the facts that its text names."""
        return {
            (ident, attribute): facts
            for ident in self._sources
            for attribute, facts in self.needs(ident).items()
        }

    def _parsed(self, message_id: str) -> Needs:
        resource = FluentParser().parse(self._sources[message_id])
        # fluent skips what it cannot parse; a text that is missing must not go unnoticed
        if any(isinstance(entry, ast.Junk) for entry in resource.body):
            raise LookupError(_broken(self._folder, self._sources[message_id]))
        (message,) = (entry for entry in resource.body if isinstance(entry, ast.Message))
        patterns = {attribute.id.name: attribute.value for attribute in message.attributes}
        _write_numbers(message)
        mark_commands(message)
        self._bundle.add_resource(resource)
        return {
            name: frozenset(_variables(pattern))
            for name, pattern in {"": message.value, **patterns}.items()
        }


@cache
def catalogue(folder: Path, language: Language) -> Catalogue:
    """The texts of a folder, read once."""
    return Catalogue(folder, language)


def written(value: float, language: str) -> str:
    """A number as a language writes it."""
    integer, point, rest = f"{value:,}".partition(".")
    sign = "," if language == "bg" else "."
    return integer.replace(",", NARROW_SPACE) + (sign + rest if point else "")


def _sources(folder: Path) -> Mapping[str, str]:
    """Message → what is written of it; LookupError for a line that belongs to none."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.ftl")):
        text = path.read_text("utf-8")
        stray = next((line for line in text.splitlines() if not _LINE.match(line)), None)
        if stray is not None:
            raise LookupError(_broken(path, stray))
        begins = list(_MESSAGE.finditer(text))
        ends = [*(one.start() for one in begins[1:]), len(text)]
        for begin, end in zip(begins, ends, strict=True):
            if begin[1] in found:
                raise LookupError(f"{folder}: text {begin[1]!r} is written twice")
            found[begin[1]] = text[begin.start() : end]
    return found


def _broken(path: Path, text: str) -> str:
    return f"not messages: {path}: {text[:60]!r}"


def _write_numbers(node: object) -> None:
    """Has each shown fact written by us: the library's own separators are not narrow spaces."""
    if isinstance(node, ast.Placeable) and isinstance(node.expression, ast.VariableReference):
        arguments = ast.CallArguments(positional=[node.expression])
        node.expression = ast.FunctionReference(ast.Identifier(_WRITTEN), arguments)
        return
    for child in children(node):
        _write_numbers(child)


def _variables(node: object) -> Iterator[str]:
    if isinstance(node, ast.VariableReference):
        yield node.id.name
    for child in children(node):
        yield from _variables(child)

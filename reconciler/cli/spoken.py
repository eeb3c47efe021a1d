"""Help in Bulgarian: what click prints of every command, in the language of whoever asks.

Premise: help is written once, in English, where a command is declared. `help/bg.json` has each of
these texts with its Bulgarian one; a test holds the two together.

Rule: the formatter puts the Bulgarian text in the place of the English one: whole texts, options,
and the first sentence of a command where a group lists it. Names of options and files stay.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from reconciler.cli.invocation import invocation_of
from reconciler.model.json_data import read_json
from reconciler.model.language import Language, language_of

CATALOGUE = Path(__file__).parent / "help" / "bg.json"
_HEADINGS = {"Options": "Настройки", "Commands": "Команди"}
_WORDS = {
    "OPTIONS": "НАСТРОЙКИ",
    "ARGS": "АРГУМЕНТИ",
    "COMMAND": "КОМАНДА",
    "DIRECTORY": "ПАПКА",
    "FOLDER": "ПАПКА",
    "FILE": "ФАЙЛ",
    "PATH": "ПЪТ",
    "TEXT": "ТЕКСТ",
    "INTEGER RANGE": "ЧИСЛО",
    "INTEGER": "ЧИСЛО",
    "FLOAT RANGE": "ЧИСЛО",
    "FLOAT": "ЧИСЛО",
    "SECONDS": "СЕКУНДИ",
    "DAY": "ДЕН",
    "SCHOOL": "УЧИЛИЩЕ",
    "TENANT": "ДОМЕЙН",
    "RUN": "НОМЕР",
    "NUMBER": "ЧИСЛО",
    "ADDRESS": "АДРЕС",
    "LANGUAGE": "ЕЗИК",
    "NAME": "ИМЕ",
    "VALUE": "СТОЙНОСТ",
    "FACT": "ФАКТ",
    "GUARD": "ЗАЩИТА",
    "PATTERN": "МАСКА",
    "METHOD": "МЕТОД",
    "BODY": "ДАННИ",
    "NEW": "НОВО",
    "INTO": "ДРУГО",
    "DIR": "ПАПКА",
    "REV": "РЕВИЗИЯ",
    "URL": "АДРЕС",
}
"""What stands for what a person types."""
_WORD = re.compile("|".join(rf"\b{word}\b" for word in sorted(_WORDS, key=len, reverse=True)))
_EXTRA = {"default": "ако липсва", "required": "задължително", "env var": "променлива"}
_OPTION = re.compile(r"(?P<text>.*?)(?:  \[(?P<extra>[^\]]*)\])?", re.DOTALL)


class SpokenContext(click.Context):
    """A context whose help is in the language of the words that were typed."""

    def __init__(self, command: click.Command, *given: Any, **named: Any) -> None:
        super().__init__(command, *given, **named)
        invocation_of(self).reach(self, self.command_path.partition(" ")[2])

    def make_formatter(self) -> click.HelpFormatter:
        """Click's own, or one that speaks Bulgarian."""
        if spoken_language(invocation_of(self).words) != "bg":
            return super().make_formatter()
        return BulgarianHelp(width=self.terminal_width, max_width=self.max_content_width)


def spoken(command: click.Command) -> click.Command:
    """The command, and all below it, with help in the language of whoever asks."""
    command.context_class = SpokenContext
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            spoken(inner)
    return command


def spoken_language(words: Sequence[str]) -> Language:
    """By --lang, else by the environment."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in ("bg", "en"):
            return language_of({"RECONCILER_LANG": asked})
    return language_of(os.environ)


class BulgarianHelp(click.HelpFormatter):
    """click's layout with Bulgarian texts."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """'Употреба: …'."""
        del prefix
        super().write_usage(prog, in_words(args), "Употреба: ")

    def write_heading(self, heading: str) -> None:
        """'Настройки:'."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        """A command's whole text."""
        super().write_text(bulgarian(text))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Options, or commands with their first sentence."""
        said = [(in_words(name), _row(text)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)


def in_words(text: str) -> str:
    """With the Bulgarian words for what a person types: 'УЧИЛИЩЕ'."""
    return _WORD.sub(lambda word: _WORDS[word[0]], text)


def _row(text: str) -> str:
    match = _OPTION.fullmatch(text)
    if match is None:
        return text
    said = bulgarian(match["text"])
    extras = [_extra(one) for one in (match["extra"] or "").split("; ") if one]
    return f"{said}  [{'; '.join(extras)}]" if extras else said


def _extra(text: str) -> str:
    name, colon, value = text.partition(":")
    return f"{_EXTRA.get(name, name)}{colon}{value}"


def bulgarian(text: str) -> str:
    """A text of the catalogue, whole or by its first sentence; as it is where it is not there."""
    wanted = normal(text)
    found = catalogue().get(wanted) or _firsts().get(wanted.partition("\n\n")[0])
    return found or _shortened(wanted) or text


def _shortened(text: str) -> str | None:
    """The first sentence of a text that click cut short: 'Add a school: its file, its tenant...'"""
    start = text.removesuffix("...").rstrip(".")
    for english, said in _firsts().items():
        if start and english.startswith(start):
            return said
    return None


@cache
def catalogue() -> Mapping[str, str]:
    """English → Bulgarian; both as `normal` has them."""
    texts: dict[str, str] = read_json(CATALOGUE.read_text("utf-8"))
    return texts


@cache
def _firsts() -> Mapping[str, str]:
    """The first paragraph of every text."""
    return {
        english.partition("\n\n")[0]: said.partition("\n\n")[0]
        for english, said in catalogue().items()
    }


def normal(text: str) -> str:
    """Paragraphs on one line each; what click leaves as it is, after its mark, keeps its lines."""
    parts = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(part if "\b" in part else " ".join(part.split()) for part in parts)

"""One call of the command line: the words, the command that they led to, and its JSON answer.

Rule: with `--format json` standard output holds one document and nothing else. A command only says
what the document is; `main` prints it, once, when the command has ended, as it is or beside faults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click
from click.core import ParameterSource

JSON = "json"
_OPTION = "--format"


@dataclass(slots=True)
class Invocation:
    """What click's contexts of one call share; click has it as `obj`."""

    words: tuple[str, ...] = ()
    context: click.Context | None = None
    """Of the innermost command that was reached; it keeps what was given when click is done."""
    path: str = ""
    """Its words: 'history show'."""
    form: str = ""
    """The command's format; '' where --format was not read."""
    given: str = ""
    """What --format said of the command, or of a group on the way to it."""
    document: Mapping[str, Any] | None = None
    """What is to be printed, as far as it is known."""

    def reach(self, context: click.Context, path: str) -> None:
        """Click has come to a command; the last one is the one that runs."""
        self.context, self.path, self.form = context, path, ""

    @property
    def json(self) -> bool:
        """Whether JSON was asked for, also where an error kept click from reading the option."""
        return (self.form or self._typed()) == JSON

    def _typed(self) -> str:
        """What stands after --format, where the command has JSON at all."""
        if self.context is None or not has_json(self.context.command):
            return ""
        words = self.words[: self.words.index("--")] if "--" in self.words else self.words
        for word, following in zip(words, (*words[1:], ""), strict=True):
            if word == _OPTION:
                return following
            if word.startswith(f"{_OPTION}="):
                return word.removeprefix(f"{_OPTION}=")
        return ""


def has_json(command: click.Command) -> bool:
    """Whether one of its formats is JSON."""
    return any(
        _OPTION in one.opts and isinstance(one.type, click.Choice) and JSON in one.type.choices
        for one in command.params
    )


def invocation_of(context: click.Context | None) -> Invocation:
    """The call that a context belongs to; one of its own where somebody else made the context."""
    found = None if context is None else context.find_root().obj
    return found if isinstance(found, Invocation) else Invocation()


def keep_format(context: click.Context, option: click.Parameter, value: str) -> str:
    """As a callback of --format: the call knows it. `history --format json show 3` is meant so."""
    invocation = invocation_of(context)
    if context.get_parameter_source(option.name or "") is not ParameterSource.DEFAULT:
        invocation.given = value
    elif isinstance(option.type, click.Choice) and invocation.given in option.type.choices:
        value = invocation.given
    invocation.form = value
    return value

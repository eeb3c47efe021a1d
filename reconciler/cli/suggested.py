"""What a suggested command repeats of the options that were given; see `report.suggested`.

    reconciler plan --project ../dale --wave pilot      suggests
    reconciler apply --project ../dale --wave pilot --stack sandbox --expect …

Repeated is what says where and about what: never a secret, a consent or a file to write. What came
from the environment is there for the next command, too.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click
from click.core import ParameterSource

from reconciler.cli.invocation import Invocation

PROJECT = "reconciler.project"
"""Where click keeps what --project said."""
REPEATED: Mapping[str, str] = {
    "project": "--project",
    "language": "--lang",
    "stack_name": "--stack",
    "schools": "--school",
    "tenants": "--tenant",
    "waves": "--wave",
    "kinds": "--kind",
    "day": "--at",
    "as_if": "--as-if",
    "retry": "--retry",
}
"""Name of a parameter → its option; only both together mean the same in two commands: the --wave of
`school add` is the new school's, and the `tenants` of `init` are no selection."""
_HELP = "--help"
"""Help is the same whatever was given."""
_FOR_OTHERS = ("ci",)
"""Commands whose words are read elsewhere: a comment's reader has another folder and stack."""
_READ_ELSEWHERE = ("md",)
"""Formats likewise, where they were asked for: the selection holds there, the folder does not."""


@dataclass(frozen=True, slots=True)
class GivenOptions:
    """The options of one call that the next command has to be given again."""

    invocation: Invocation

    def repeat(self, words: str, there: frozenset[str]) -> str:
        """'plan --stack prod' of 'plan'; options in `there` are in the text already."""
        if _HELP in there or self.invocation.path.split(" ")[0] in _FOR_OTHERS:
            return words
        given = dict(self._given())
        if self.invocation.given in _READ_ELSEWHERE:
            given.pop("project", None)
        if not given:
            return words
        path, command = self._command(words)
        if command is None:
            return words
        known = set(_repeated(command))
        options = [
            word
            for name, typed in given.items()
            if name in known and REPEATED[name] not in there
            for word in typed
        ]
        return f"{path}{''.join(f' {shlex.quote(word)}' for word in options)}{words[len(path) :]}"

    def _given(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Parameter → the words that say it, as somebody typed them."""
        context = self.invocation.context
        while context is not None:
            for name, option in _repeated(context.command).items():
                if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                    value = context.meta.get(PROJECT) if name == "project" else None
                    yield name, tuple(_typed(option, value or context.params.get(name)))
            context = context.parent

    def _command(self, words: str) -> tuple[str, click.Command | None]:
        """The longest command that the words begin with, and its words."""
        context = self.invocation.context
        found: click.Command | None = None if context is None else context.find_root().command
        path: list[str] = []
        for word in words.split(" "):
            if not isinstance(found, click.Group):
                break
            inner = found.get_command(click.Context(found), word)
            if inner is None:
                break
            found = inner
            path.append(word)
        return " ".join(path), found if path else None


def _repeated(command: click.Command) -> dict[str, str]:
    """Which options of a command are repeated: parameter → option."""
    return {
        one.name: REPEATED[one.name]
        for one in command.params
        if one.name in REPEATED and REPEATED[one.name] in one.opts
    }


def _typed(option: str, value: Any) -> Iterator[str]:
    """'--school a --school b', '--retry'."""
    for one in value if isinstance(value, tuple) else (value,):
        if one is True:
            yield option
        elif one:
            yield from (option, str(one))

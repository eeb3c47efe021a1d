"""What a suggested command repeats of the options that were given; see `report.suggested`.

    reconciler plan --project ../dale --wave pilot      suggests
    reconciler apply --project ../dale --wave pilot --stack sandbox --expect …

Repeated is what says where and about what: never a secret, a consent or a file to write. What came
from the environment is there for the next command, too.

Where somebody may agree to what was refused, the command is the refused one with all of it, so that
it does the same: `undo 7 --school ou-a` suggests `undo 7 --school ou-a --acknowledge …`, also where
the text says `apply`. Words of consent that were given stay; --yes and --expect are given anew.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click
from click.core import ParameterSource

from reconciler.cli.invocation import Invocation
from reconciler.report.texts import Agreeing

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
_JOBS = ("ci plan", "ci apply")
"""Those whose reader agrees by a job; the morning's issue has no pull request to agree on."""
_READ_ELSEWHERE = ("md", "html", "pdf", "csv", "xlsx")
"""Formats likewise, where they were asked for: the selection holds there, the folder does not."""
_OWN = ("project", "language")
"""What every reader has of their own."""
_AGREE = frozenset({"--acknowledge", "--replace"})
"""Options with which a refused command is typed once more."""
_ANEW = frozenset({"--yes", "--expect", "--reason"})
"""What is given to one run: the next one is read and agreed to by itself."""
_WRITING = ("undo", "forget")
"""Commands that guards refuse, for which a text says `apply`."""


@dataclass(frozen=True, slots=True)
class GivenOptions:
    """The options of one call that the next command has to be given again."""

    invocation: Invocation

    @property
    def agreeing(self) -> Agreeing:
        """Where the reader of what this call prints can agree to a refusal."""
        return Agreeing.JOB if self.invocation.path in _JOBS else Agreeing.COMMAND

    def repeat(self, words: str, there: frozenset[str]) -> str:
        """'plan --stack prod' of 'plan'; options in `there` are in the text already."""
        if _HELP in there:
            return words
        if again := self._once_more(words, there):
            return again
        given = self._where()
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

    def _once_more(self, words: str, there: frozenset[str]) -> str:
        """The call with everything that was typed; '' where the text means another command."""
        context, path = self.invocation.context, self.invocation.path
        if context is None or not self._is_meant(words, there):
            return ""
        where = self._where()
        typed = [w for name, one in where.items() if REPEATED[name] not in there for w in one]
        arguments: list[str] = []
        for one in context.command.params:
            name = one.name or ""
            if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
                continue
            if isinstance(one, click.Argument):
                arguments += _words(context.params.get(name))
            elif name not in where and not {*one.opts} & (_ANEW | there - _AGREE):
                typed += _typed(max(one.opts, key=len), context.params.get(name))
        return " ".join([path, *map(shlex.quote, (*arguments, *typed))])

    def _is_meant(self, words: str, there: frozenset[str]) -> bool:
        """Whether a text that has somebody agree is about this call."""
        path, context = self.invocation.path, self.invocation.context
        refused = path in _WRITING and words == "apply" and there <= _AGREE | _ANEW
        if context is None or not (refused or words == path):
            return False
        return any(_AGREE & there & {*one.opts} for one in context.command.params)

    def _where(self) -> dict[str, tuple[str, ...]]:
        """What was given and holds for whoever reads it."""
        given = dict(self._given())
        if self.invocation.path.split(" ")[0] in _FOR_OTHERS:
            return self._stack()
        if self.invocation.given in _READ_ELSEWHERE:
            return {name: typed for name, typed in given.items() if name not in _OWN}
        return given

    def _stack(self) -> dict[str, tuple[str, ...]]:
        """Also where the job's settings say it, which no reader has."""
        context, name = self.invocation.context, "stack_name"
        if context is None or context.get_parameter_source(name) in (None, ParameterSource.DEFAULT):
            return {}
        return {name: tuple(_typed(REPEATED[name], context.params.get(name)))}

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
    for one in _words(value):
        yield from (option,) if value is True else (option, one)


def _words(value: Any) -> Iterator[str]:
    """What somebody typed for a parameter; nothing where it says nothing."""
    for one in value if isinstance(value, tuple) else (value,):
        if one or (one == 0 and one is not False):
            yield str(one)

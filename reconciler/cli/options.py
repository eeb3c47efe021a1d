"""Options that commands share, and what they are turned into."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from reconciler.cli import names
from reconciler.cli.exits import CliCode
from reconciler.cli.invocation import Invocation, invocation_of, keep_format
from reconciler.cli.suggested import PROJECT, GivenOptions
from reconciler.errors import Fault, StackError
from reconciler.manifest import is_day
from reconciler.manifest.codes import ManifestCode
from reconciler.model.inert import printable
from reconciler.model.language import language_of
from reconciler.model.resources import Kind
from reconciler.project.caller import today
from reconciler.project.open import Project
from reconciler.report.texts import LANGUAGES, Language, Texts

Command = TypeVar("Command", bound=Callable[..., Any])
FORMAT_HELP = "As text, or for machines as JSON."


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line: its language and where it talks to."""

    texts: Texts
    out: Console
    err: Console
    here: Path = field(default_factory=Path.cwd)
    """Where the project is looked for, upward."""
    invocation: Invocation = field(default_factory=Invocation)

    @property
    def json(self) -> bool:
        """Whether the answer is one JSON document."""
        return self.invocation.json

    def answer(self, document: Mapping[str, Any]) -> None:
        """What standard output will hold where JSON was asked for; see `cli.invocation`."""
        self.invocation.document = document

    def place(self) -> Project:
        """The project that it is about."""
        return Project.find(self.here, os.environ)

    def write(self, text: str) -> None:
        """Prints a text without wrapping or markup; see `printable` for what is not printed.

        StackError where standard output takes nothing: whoever asked would believe it was said.
        """
        try:
            _print(self.out, text)
        except (OSError, ValueError) as error:
            _write_no_more(self.out)
            problem = getattr(error, "strerror", None) or str(error)
            raise StackError([Fault(CliCode.NO_OUTPUT, None, {"problem": problem})]) from error

    def error(self, text: str) -> None:
        """The same, on standard error; where that takes nothing there is nobody to tell."""
        with suppress(OSError, ValueError):
            _print(self.err, text)


def _print(console: Console, text: str) -> None:
    if not console.stderr and sys.stdout is None:  # rich would write it nowhere
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    stream = console.file
    shown = printable(text, getattr(stream, "encoding", None) or "utf-8")
    stream.write(shown if shown.endswith("\n") else f"{shown}\n")
    stream.flush()


def _write_no_more(console: Console) -> None:
    """Python would try the rest again when it ends, and tell of it in its own way."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, console.file.fileno())
        os.close(nowhere)


def new_session(language: Language, ended: Invocation | None = None) -> Session:
    """A session on this process's own streams, for the folder of --project.

    `ended` is the call that it tells of where click has left its context.
    """
    context = click.get_current_context(silent=True)
    given = None if context is None else context.meta.get(PROJECT)
    here = Path.cwd() if given is None else Path(given).resolve()
    called = ended or invocation_of(context)
    given = GivenOptions(called)
    texts = Texts(language, repeat=given.repeat, agreeing=given.agreeing)
    return Session(texts, Console(), Console(stderr=True), here, called)


def with_stack(command: Command) -> Command:
    """--stack, and --lang."""
    stack = click.option(
        "--stack",
        "stack_name",
        default="sandbox",
        show_default=True,
        envvar="RECONCILER_STACK",
        shell_complete=names.stacks,
        help="Which stacks/Pulumi.<stack>.yaml to use.",
    )
    return with_language(stack(command))


def with_language(command: Command) -> Command:
    """--lang, and --project."""
    language = click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default=lambda: language_of(dict(os.environ)),
        help="Language of the output: bg or en. [default: by RECONCILER_LANG, else LANG]",
    )
    project = click.option(
        "--project",
        type=click.Path(exists=True, file_okay=False),
        expose_value=False,
        callback=_keep_project,
        help="Folder of the project. [default: the nearest with a Pulumi.yaml, upward from here]",
    )
    return language(project(command))


def _keep_project(context: click.Context, option: click.Parameter, value: str | None) -> None:
    del option
    context.meta[PROJECT] = value


def with_at(command: Command) -> Command:
    """--at, as `day`: an ISO day; today where it is not given."""
    option = click.option(
        "--at",
        "day",
        metavar="DAY",
        default=today,
        callback=iso_day,
        help="The day that it is for, such as 2027-09-15. [default: today]",
    )
    return option(command)


def iso_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The day as it was typed, or None; StackError where there is no such day."""
    del context, option
    if value is not None and not is_day(value):
        raise StackError([Fault(ManifestCode.BAD_DAY, None, {"value": value, "form": "day"})])
    return value


def with_format(*more: str) -> Callable[[Command], Command]:
    """--format, as `form`: text, or one of these."""
    return _format(("text", *more), exposed=True)


def with_json(command: Command) -> Command:
    """--format: text or json; the session knows which."""
    return _format(("text", "json"), exposed=False)(command)


def _format(known: tuple[str, ...], *, exposed: bool) -> Callable[[Command], Command]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(list(dict.fromkeys(known))),
        default="text",
        callback=keep_format,
        expose_value=exposed,
        help=FORMAT_HELP,
    )


def with_retry(command: Command) -> Command:
    """--retry."""
    option = click.option(
        "--retry", is_flag=True, help="Try again what the vendor did not accept before."
    )
    return option(command)


def with_targets(command: Command) -> Command:
    """--school, --tenant, --wave, --kind, all of which may be repeated."""
    kinds = click.Choice([kind.value for kind in Kind])
    command = click.option(
        "--kind", "kinds", multiple=True, help="Only this kind of resource.", type=kinds
    )(command)
    for name, help_text, known in (
        ("wave", "Only the schools of this wave.", names.waves),
        ("tenant", "Only this tenant.", names.tenants),
        ("school", "Only this school.", names.schools),
    ):
        option = click.option(
            f"--{name}", f"{name}s", multiple=True, help=help_text, shell_complete=known
        )
        command = option(command)
    return command

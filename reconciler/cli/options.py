"""Options that commands share, and what they are turned into."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from reconciler.cli.setting import Narrowed, Place
from reconciler.model.resources import Kind
from reconciler.report.texts import LANGUAGES, Language, Texts

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line: its language and where it talks to."""

    texts: Texts
    out: Console
    err: Console

    def place(self) -> Place:
        """Where it was started."""
        return Place.find(Path.cwd(), os.environ)

    def write(self, text: str) -> None:
        """Prints a text as it is, without wrapping or markup."""
        self.out.file.write(text if text.endswith("\n") else f"{text}\n")
        self.out.file.flush()

    def complain(self, text: str) -> None:
        """The same, on standard error."""
        self.err.file.write(text if text.endswith("\n") else f"{text}\n")
        self.err.file.flush()


def language_of(environment: dict[str, str]) -> Language:
    """RECONCILER_LANG; else Bulgarian where the locale is; else English."""
    wanted = environment.get("RECONCILER_LANG") or environment.get("LANG", "")[:2]
    return wanted if wanted in LANGUAGES else "en"


def session(language: Language) -> Session:
    """A session on this process's own streams."""
    return Session(Texts(language), Console(), Console(stderr=True))


def with_stack(command: Command) -> Command:
    """--stack, and --lang."""
    stack = click.option(
        "--stack",
        "stack_name",
        default="sandbox",
        show_default=True,
        envvar="RECONCILER_STACK",
        help="Which stacks/Pulumi.<stack>.yaml to use.",
    )
    return with_language(stack(command))


def with_language(command: Command) -> Command:
    """--lang."""
    language = click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default=lambda: language_of(dict(os.environ)),
        help="Language of the output: bg or en. [default: from the environment]",
    )
    return language(command)


def with_reach(command: Command) -> Command:
    """--school, --tenant, --wave, --kind, all of which may be repeated."""
    kinds = click.Choice([kind.value for kind in Kind])
    for name, help_text, kind in (
        ("kind", "Only this kind of resource.", kinds),
        ("wave", "Only the schools of this wave.", None),
        ("tenant", "Only this tenant.", None),
        ("school", "Only this school.", None),
    ):
        option = click.option(f"--{name}", f"{name}s", multiple=True, help=help_text, type=kind)
        command = option(command)
    return command


def narrowed(options: dict[str, Any]) -> Narrowed:
    """What the reach options were given."""
    return Narrowed(
        schools=options["schools"],
        tenants=options["tenants"],
        waves=options["waves"],
        kinds=options["kinds"],
    )

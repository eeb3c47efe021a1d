"""The command `reconciler`: its words, and where every error of ours ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module

import click

from reconciler.cli.codes import CliCode
from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session
from reconciler.errors import Fault, ReconcilerError, RefusedError
from reconciler.project.open import language_of

COMMANDS: Mapping[str, str] = {
    "validate": "manifests",
    "check": "check",
    "show": "manifests",
    "plan": "plan",
    "apply": "apply",
    "undo": "undo",
    "history": "history",
    "drift": "drift",
    "why": "why",
    "report": "report",
    "simulator": "simulator",
}
"""Command → module of this package; imported when it is called, for a quick start."""


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command; None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"reconciler.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=Commands)
@click.version_option(package_name="reconciler")
def cli() -> None:
    """Runs a municipality's school cloud tenants from Git."""


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        answer = cli.main(args=words, prog_name="reconciler", standalone_mode=False)
    except ReconcilerError as error:
        sys.exit(_report(error, words))
    except OSError as error:
        facts = {"file": str(error.filename or "-"), "problem": error.strerror or str(error)}
        trouble = ReconcilerError([Fault(CliCode.FILE_TROUBLE, None, facts)])
        sys.exit(_report(trouble, words))
    except click.ClickException as error:
        error.show()
        sys.exit(Exit.FAULT)
    except click.Abort:
        sys.exit(Exit.REFUSED)
    sys.exit(answer if isinstance(answer, int) else Exit.DONE)


def _report(error: ReconcilerError, words: list[str]) -> Exit:
    """Every fault, one after another, in the language that was asked for."""
    asked = {"RECONCILER_LANG": words[words.index("--lang") + 1]} if "--lang" in words else {}
    session = new_session(language_of({**dict(os.environ), **asked}))
    for fault in error.faults:
        session.error(session.texts.fault(fault))
    session.error(session.texts.format("cli-faults", count=len(error.faults)))
    return Exit.REFUSED if isinstance(error, RefusedError) else Exit.FAULT

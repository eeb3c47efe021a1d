"""The command `reconciler`: its words, and where every error of ours ends."""

from __future__ import annotations

import os
import sys

import click

from reconciler.cli.apply import apply
from reconciler.cli.exits import Exit
from reconciler.cli.manifests import show, validate
from reconciler.cli.options import language_of, session
from reconciler.cli.plan import plan
from reconciler.cli.report import report
from reconciler.cli.simulator import simulator
from reconciler.cli.why import why
from reconciler.errors import ReconcilerError, RefusedError


@click.group()
@click.version_option(package_name="reconciler")
def cli() -> None:
    """Runs a municipality's school cloud tenants from Git."""


for command in (validate, show, plan, apply, why, report, simulator):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        answer = cli.main(args=words, prog_name="reconciler", standalone_mode=False)
    except ReconcilerError as error:
        sys.exit(_complain(error, words))
    except click.ClickException as error:
        error.show()
        sys.exit(Exit.FAULT)
    except click.Abort:
        sys.exit(Exit.REFUSED)
    sys.exit(answer if isinstance(answer, int) else Exit.DONE)


def _complain(error: ReconcilerError, words: list[str]) -> Exit:
    """Every fault, one after another, in the language that was asked for."""
    asked = {"RECONCILER_LANG": words[words.index("--lang") + 1]} if "--lang" in words else {}
    talk = session(language_of({**dict(os.environ), **asked}))
    for fault in error.faults:
        talk.complain(talk.texts.fault(fault))
    talk.complain(talk.texts.say("cli-faults", count=len(error.faults)))
    return Exit.REFUSED if isinstance(error, RefusedError) else Exit.FAULT

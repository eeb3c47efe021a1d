"""The command `reconciler`: its subcommands, and where every error of ours ends.

Loads click and nothing else that is large, so that `--help` answers at once. A subcommand's module
is imported when the subcommand runs; the list of subcommands is therefore printed from the table
below and not from the subcommands themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

import click

from reconciler import __version__
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.invocation import Invocation
from reconciler.cli.spoken import SpokenContext, spoken, spoken_language
from reconciler.cli.stopping import stoppable
from reconciler.errors import Fault, ReconcilerError, RefusedError, StoppedError
from reconciler.model.stopping import process_stop

if TYPE_CHECKING:  # --help does not need it
    from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class _Subcommand:
    module: str
    """Its module in this package."""
    summary: str
    """Its line in the list of subcommands: the first paragraph of its own help."""


COMMANDS: Mapping[str, _Subcommand] = {
    "init": _Subcommand(
        "init", "Write a new project into an empty folder: a small, valid one to go on from."
    ),
    "school": _Subcommand(
        "school", "Add a school to the files, rename, close or merge one; comments stay."
    ),
    "validate": _Subcommand(
        "manifests", "Check every file and report every fault at once; contacts no tenant."
    ),
    "upgrade": _Subcommand(
        "upgrade",
        "Rewrite manifests of an earlier version; comments stay, no tenant is contacted.",
    ),
    "doctor": _Subcommand(
        "doctor",
        "Tell what each tenant grants and what is missing, with the step that mends it.",
    ),
    "check": _Subcommand(
        "check", "Show where the declared state breaks a rule of policies/, and the remedy."
    ),
    "owners": _Subcommand(
        "owners",
        "Write who approves which school's file into CODEOWNERS, from the scopes' owners.",
    ),
    "show": _Subcommand("manifests", "Print one school's file merged with its layout."),
    "plan": _Subcommand("plan", "Show what differs between the files and the tenants."),
    "apply": _Subcommand("apply", "Plan again, then carry the plan out, wave by wave."),
    "undo": _Subcommand("undo", "Reverse what a run changed, where nobody has changed it since."),
    "forget": _Subcommand(
        "forget", "Leave a tenant: take every mark off what is ours there, and nothing else."
    ),
    "freeze": _Subcommand(
        "freeze",
        "Stop all writing at once: apply, undo, forget and Pulumi refuse; running ones stop.",
    ),
    "unfreeze": _Subcommand("freeze", "Let writing go on after `freeze`."),
    "history": _Subcommand(
        "history", "List the newest runs of a stack; `history show RUN` describes one."
    ),
    "drift": _Subcommand(
        "drift",
        "Show what others changed in the tenants since the last complete apply, and who did.",
    ),
    "why": _Subcommand(
        "why", "Explain where a unit, placement, group, membership or licence comes from."
    ),
    "report": _Subcommand(
        "report", "Show how each school stands, what needs somebody, and who acts by when."
    ),
    "export": _Subcommand(
        "export", "Write a live tenant as manifests; a plan of them changes nothing but marks."
    ),
    "people": _Subcommand(
        "people",
        "Count the people who wait for something; with --reveal, list them for who creates"
        " accounts.",
    ),
    "roster": _Subcommand("roster", "Lists of people, as schools export or keep them."),
    "ci": _Subcommand(
        "ci", "Jobs of GitHub, GitLab and Gitea: the pull request says what happens."
    ),
    "completion": _Subcommand(
        "completion",
        "Let the shell complete commands, options and names of schools, waves, guards and runs.",
    ),
    "docs": _Subcommand("docs", "List the program's pages, or print one."),
    "ledger": _Subcommand("ledger", "What the ledger keeps, and for how long; and its key."),
    "simulator": _Subcommand(
        "simulator", "Invented schools to try things on, and both vendors on this machine."
    ),
}


class Commands(click.Group):
    """A group that imports a command's module when the command runs."""

    context_class = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command; None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        with process_stop().unbroken():  # half a module is in the way of what tells the stop
            module = import_module(f"reconciler.cli.{COMMANDS[cmd_name].module}")
        command: click.Command = getattr(module, cmd_name)
        return spoken(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the names that are in no list of its own."""
        if not args[0].startswith("-") and args[0] not in COMMANDS:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The subcommands, without importing any."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from click.shell_completion import CompletionItem  # noqa: PLC0415  only where a shell asks

        return [
            CompletionItem(name, help=entry.summary)
            for name, entry in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of subcommands, without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.group(cls=Commands)
@click.version_option(__version__)
def cli() -> None:
    """Runs a municipality's school cloud tenants from Git."""


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without our letters ends no command
            stream.reconfigure(errors="backslashreplace")
    with stoppable():
        _run(words)


def _run(words: list[str]) -> None:
    called = Invocation(tuple(words))
    try:
        answer = cli.main(
            args=list(words), prog_name="reconciler", standalone_mode=False, obj=called
        )
        if called.document is not None:
            _answer(called)
    except ReconcilerError as error:
        sys.exit(_report(error, called))
    except OSError as error:
        facts = {"file": str(error.filename or "-"), "problem": error.strerror or str(error)}
        trouble = ReconcilerError([Fault(CliCode.FILE_TROUBLE, None, facts)])
        sys.exit(_report(trouble, called))
    except click.ClickException as error:
        _show(error, called)
        sys.exit(Exit.FAULT)
    except (click.Abort, KeyboardInterrupt):
        # click's, too, where a person ends the input at a question
        sys.exit(_aborted(called))
    sys.exit(answer if isinstance(answer, int) else Exit.DONE)


def _answer(called: Invocation) -> None:
    from reconciler.cli.faults import report_answer  # noqa: PLC0415  only where JSON was asked for

    report_answer(called)


def _aborted(called: Invocation) -> Exit:
    if process_stop().requested:
        return _report(StoppedError(()), called)
    if not called.json:
        return Exit.REFUSED
    return _report(RefusedError([Fault(CliCode.NOT_CONFIRMED)]), called)


def _show(error: click.ClickException, called: Invocation) -> None:
    """What click has to say; the words that it quotes are somebody's."""
    from reconciler.cli.usage import usage_text  # noqa: PLC0415  only where something is wrong
    from reconciler.model.inert import inert  # noqa: PLC0415  likewise

    said = usage_text(error, spoken_language(called.words))
    for line in said.whole.split("\n"):
        click.echo(inert(line), err=True)
    if called.json:
        from reconciler.cli.faults import report_usage  # noqa: PLC0415  only where it is asked for

        report_usage(str(inert(said.message)), called)


def _report(error: ReconcilerError, called: Invocation) -> Exit:
    from reconciler.cli.faults import report_faults  # noqa: PLC0415  only where something is wrong

    return report_faults(error, called)

"""`completion`: lets bash, zsh or fish complete commands, options and names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import new_session, with_language
from reconciler.errors import Fault, StackError
from reconciler.project.writing import write_files
from reconciler.report.texts import Language

SHELLS = ("bash", "zsh", "fish")
_ZSH = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }; "
"""compdef is there once completion is switched on."""


@click.command()
@click.argument("shell", required=False, type=click.Choice(SHELLS))
@click.option("--print", "shown", is_flag=True, help="Print the script; write no file.")
@with_language
def completion(shell: str | None, language: Language, *, shown: bool) -> int:
    """Let the shell complete commands, options and names of schools, waves, guards and runs.

    Without SHELL: the one that you use. A line is added to the shell's own file once.
    """
    session = new_session(language)
    named = shell or Path(os.environ.get("SHELL", "")).name
    if named not in SHELLS:
        raise StackError([Fault(CliCode.NO_SHELL, None, {"known": ", ".join(SHELLS)})])
    script = script_of(named)
    if shown:
        session.write(script)
        return Exit.DONE
    files = files_of(named, script, os.environ)
    write_files(files)
    for path in files:
        session.write(session.texts.format("cli-wrote", file=str(path)))
    session.write(session.texts.format("cli-completion-next"))
    return Exit.DONE


def script_of(shell: str) -> str:
    """Click's own script for a shell."""
    from reconciler.cli.main import cli  # noqa: PLC0415  it loads this module

    known = get_completion_class(shell)
    if known is None:
        raise LookupError(shell)
    return known(cli, {}, "reconciler", "_RECONCILER_COMPLETE").source()


def files_of(shell: str, script: str, environment: Mapping[str, str]) -> dict[Path, str]:
    """The script and, where the shell would not find it by itself, its file with one line more."""
    home = Path(environment.get("HOME") or Path.home())
    if shell == "fish":
        config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        return {config / "fish" / "completions" / "reconciler.fish": script}
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    place = data / "reconciler" / f"completion.{shell}"
    folder = Path(environment.get("ZDOTDIR") or home) if shell == "zsh" else home
    own = folder / f".{shell}rc"
    line = f"{_ZSH if shell == 'zsh' else ''}source '{place}'"
    before = own.read_text("utf-8") if own.exists() else ""
    if line in before.splitlines():
        return {place: script}
    gap = "" if not before or before.endswith("\n") else "\n"
    return {place: script, own: f"{before}{gap}{line}\n"}

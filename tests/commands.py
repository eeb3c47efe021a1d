"""Commands as documents show them: parsed, and run where they need no tenant."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import click

from reconciler.cli.exits import Exit
from reconciler.cli.main import cli

ROOT = Path(__file__).parents[1]
ANYTHING = "…"
RUNNABLE = ("validate", "show", "--version", "--help")
"""What needs no tenant; so does --help of any command."""
RUN_SECONDS = 120
OTHERS = frozenset({".", "export", "git"})
"""First words of commands that nobody checks."""

_CUTS = frozenset({"|", ">", ">>"})
_JOINS = frozenset({"&&", "||", ";"})
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def words_of(line: str) -> tuple[str, ...]:
    """A command line as a shell would part it, operators included."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;>")
    lexer.whitespace_split = True
    return tuple(lexer)


def split(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The commands of a line, without what follows a pipe or is written to a file."""
    command: list[str] = []
    cut = False
    for word in (*words, ";"):
        if word in _JOINS:
            if command:
                yield tuple(command)
            command, cut = [], False
        elif word in _CUTS:
            cut = True
        elif not cut:
            command.append(word)


def command_problem(root: Path, words: Sequence[str]) -> str | None:
    """What is wrong with a command, without running it."""
    name = words[0].removeprefix(".venv/bin/")
    if name == "reconciler":
        return _parse(cli, words[1:])
    if name == "make":
        known = set(_TARGET.findall((root / "Makefile").read_text("utf-8")))
        missing = [
            word for word in words[1:] if word not in known and word[0] != "-" and "=" not in word
        ]
        return f"the Makefile has no {', '.join(missing)}" if missing else None
    return None if name in OTHERS else f"nobody can check {words[0]}"


def _parse(command: click.Command, words: Sequence[str]) -> str | None:
    if isinstance(command, click.Group):
        if not words or words[0].startswith("-"):
            known = {
                name for option in command.get_params(_context(command)) for name in option.opts
            }
            return next((f"no option {word}" for word in words if word not in known), None)
        inner = command.get_command(_context(command), words[0])
        return _parse(inner, words[1:]) if inner else f"reconciler has no command {words[0]}"
    if "--help" in words:
        return None
    try:
        command.make_context(command.name, list(words))
    except click.UsageError as error:
        return f"reconciler {command.name}: {error.format_message()}"
    return None


def _context(command: click.Command) -> click.Context:
    return click.Context(command, info_name=command.name)


def runs(words: Sequence[str]) -> bool:
    """Whether a command needs no tenant, so that it can be run here."""
    name = words[0].removeprefix(".venv/bin/")
    return name == "reconciler" and (words[1] in RUNNABLE or words[-1] == "--help")


@cache
def run(root: Path, words: tuple[str, ...]) -> tuple[int, str]:
    """Exit code and output of `reconciler`, in English."""
    here = {name: text for name, text in os.environ.items() if not name.startswith("RECONCILER_")}
    here |= {"PYTHONPATH": str(ROOT), "RECONCILER_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "reconciler.cli", *words],
        cwd=root,
        env=here | {"COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout


def matches(shown: Iterable[str], printed: str) -> bool:
    """Whether output is as shown: '…' alone is any lines, within a line any text."""
    parts = []
    for line in _trimmed(shown):
        if line == ANYTHING:
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(re.escape(line).replace(ANYTHING, ".*?") + r"\n")
    text = "".join(f"{line}\n" for line in _trimmed(printed.splitlines()))
    return re.fullmatch("".join(parts), text) is not None


def _trimmed(lines: Iterable[str]) -> list[str]:
    """Without blanks at the ends, of lines and of the whole."""
    return "\n".join(line.rstrip() for line in lines).strip("\n").splitlines()


def exit_problem(output: Iterable[str], code: int | None) -> str | None:
    """What is wrong with the output of `echo $?`; `code` is None where nothing was run."""
    shown = _trimmed(output)
    if len(shown) != 1 or shown[0] not in {str(one.value) for one in Exit}:
        return "this is no exit code of reconciler"
    ran = code is not None and shown[0] != str(code)
    return f"the command ends with {code}" if ran else None

"""Help in Bulgarian: of every command, whole, and in step with the English one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reconciler.cli.invocation import Invocation
from reconciler.cli.main import cli
from reconciler.cli.spoken import SpokenContext, bulgarian, catalogue, normal
from reconciler.roster.mapping import RosterMapping, read_mapping
from tests.support.sandbox import invoke

Words = tuple[str, ...]
_CODE = re.compile(r"`[^`]*`|'[^']*'|\$\(.*\)|https?://\S+")
_MARKS = re.compile(r"[\w.-]*[_./*<{=-][\w.*>}{/=-]*")
LATIN = frozenset(
    # names of commands, formats and products, and keys of our own files
    [
        "git",
        "github",
        "gitlab",
        "gitea",
        "google",
        "microsoft",
        "gam",
        "entra",
        "pulumi",
        "codeowners",
        "json",
        "yaml",
        "csv",
        "sqlite",
        "tls",
        "ctrl",
        "probe",
        "patch",
        "completion",
        "shell",
        "tab",
        "neispuo",
        "oneroster",
        "sds",
        "html",
        "xlsx",
        "pdf",
        "md",
        "out",
        "en",
        "bg",
        "plan",
        "apply",
        "undo",
        "forget",
        "drift",
        "check",
        "show",
        "people",
        "validate",
        "freeze",
        "unfreeze",
        "history",
        "run",
        "new",
        "gam",
        "print",
        "users",
        "reconciler",
        "simulator",
        "exec",
        "env",
        "eval",
        "commit",
        "roster",
        "mapping",
        "principal",
        "teacher",
        "staff",
        "pupil",
    ]
)


def commands(
    command: click.Command = cli, words: Words = ()
) -> Iterator[tuple[Words, click.Command]]:
    """Every command with the words that lead to it."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, (*words, name))


COMMANDS = dict(commands())


def texts() -> Iterator[tuple[Words, str]]:
    """Every text of every help, as the catalogue has it."""
    for words, command in COMMANDS.items():
        assert command.help, words
        yield words, normal(inspect.cleandoc(command.help))
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.help, f"{words} {param.name} says nothing"
                yield words, normal(param.help)


def test_every_text_has_a_bulgarian_one_and_none_is_left_over() -> None:
    """So that a new option cannot come without, and an old one leaves nothing behind."""
    wanted = {text for _, text in texts()} | {"Show this message and exit."}
    assert sorted(wanted - catalogue().keys()) == []
    assert sorted(catalogue().keys() - wanted) == []


@pytest.mark.parametrize("english", [pytest.param(t, id=t[:40]) for t in catalogue()])
def test_a_bulgarian_text_is_bulgarian(english: str) -> None:
    """Nothing but names, options, files and what is typed stands in Latin letters."""
    said = "\n\n".join(part for part in catalogue()[english].split("\n\n") if "\b" not in part)
    assert re.search("[а-я]", said)
    plain = _MARKS.sub(" ", _CODE.sub(" ", said))
    left = {w.lower() for w in re.findall(r"\b[A-Za-z]{3,}\b", plain) if not w.isupper()}
    assert sorted(left - LATIN) == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_given_in_bulgarian(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings, usage and every line; by --lang before the environment."""
    monkeypatch.setenv("RECONCILER_LANG", "en")
    called = Invocation(("--lang", "bg"))
    context = SpokenContext(COMMANDS[words], info_name="reconciler", obj=called)
    shown = COMMANDS[words].get_help(context)
    assert shown.startswith("Употреба: reconciler")
    assert not re.search("Usage|Options:|Commands:|default:|required|Show ", shown)
    for option in COMMANDS[words].params:
        if isinstance(option, click.Option):
            assert option.opts[0] in shown
            said = bulgarian(option.help or "")
            assert "".join(said.split())[:40] in "".join(shown.split())


@pytest.mark.parametrize("how", [("--lang", "bg"), ("--lang=bg",), ()])
def test_the_language_is_asked_for(
    how: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By --lang or by the environment; and English wherever that is asked for."""
    monkeypatch.setenv("RECONCILER_LANG", "en" if how else "bg")
    assert invoke(tmp_path, ("plan", *how, "--help")).out.startswith("Употреба: reconciler plan")
    assert invoke(tmp_path, ("plan", "--lang", "en", "--help")).out.startswith("Usage:")
    listed = invoke(tmp_path, (*how, "--help") if not how else ("--help",)).out
    assert listed.startswith("Usage:" if how else "Употреба:")


@pytest.mark.parametrize("english", catalogue())
def test_an_example_in_english_has_letters_that_its_reader_can_type(english: str) -> None:
    """And the Bulgarian one has its own: a class 5a is no class 5а."""
    assert not re.search("[а-яА-Я]", english), english


@pytest.mark.parametrize("bulgarian", [False, True])
def test_the_sample_in_the_help_can_be_used(*, bulgarian: bool) -> None:
    """Whoever copies it has a roster.yaml."""
    check = COMMANDS["roster", "check"]
    text = normal(inspect.cleandoc(check.help or ""))
    text = catalogue()[text] if bulgarian else text
    (sample,) = [part for part in text.split("\n\n") if "\b" in part]
    lines = [line[2:] for line in sample.splitlines()[1:]]
    assert isinstance(read_mapping("\n".join(lines), "roster.yaml"), RosterMapping)


def test_a_command_that_there_is_not_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    """Also one whose module was never loaded."""
    for words, meant in ((("plna",), "plan"), (("simulator", "strat"), "start")):
        run = invoke(tmp_path, words)
        assert run.code == 1
        assert f"'{meant}'" in run.err


@pytest.mark.parametrize(("lang", "heading"), [("en", "Commands:"), ("bg", "Команди:")])
def test_the_bare_command_shows_what_there_is(
    lang: str, heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the first thing that a stranger types."""
    monkeypatch.setenv("RECONCILER_LANG", lang)
    run = invoke(tmp_path, [])
    assert (run.code, run.out) == (1, "")
    assert heading in run.err
    assert "  init" in run.err

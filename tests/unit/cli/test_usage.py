"""What click says of wrong words: in both languages, with what was probably meant."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reconciler.cli.usage import usage_text
from tests.support.sandbox import invoke

NEVER = frozenset(
    {
        # told to whoever writes a command, in a prompt or in a list of options; or made of others
        "Aborted!",
        "deprecated",
        "Options",
        "Positional arguments",
        "Commands",
        "env var: {var}",
        "default: {default}",
        "(dynamic)",
        "file",
        "directory",
        "path",
        "Choice({choices})",
        "Missing {param_type}",
        "Missing parameter: {param_name}",
        "Value must be an iterable.",
        "Name '{name}' defined twice",
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
        "Could not determine name for option with declarations {decls!r}",
        (
            "No options defined but a name was passed ({name}). Did you mean to declare an"
            " argument instead? Did you mean to pass '--{name}'?"
        ),
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Invalid start character for option ({option})",
        # kinds of values that no command has
        "{value!r} is not a valid UUID.",
        "{value!r} does not match the format {format}.",
        "{value!r} does not match the formats {formats}.",
    }
)
HOLES = {
    "number_type": "integer",
    "param_hint": "'SCHOOL'",
    "message": "unknown error",
}
WORDS = [
    (("plna",), "'plan'", "„plan“"),
    (("simulator", "strat"), "'start'", "„start“"),
    (("plan", "--shcool", "x"), "'--school'", "„--school“"),
    (("plan", "--kind", "gorup"), "'group'", "„group“"),
    (("plan", "--format", "jsno"), "'json'", "„json“"),
    (("show",), "'SCHOOL'", "„УЧИЛИЩЕ“"),
    (("history", "show", "x"), "'RUN'", "„НОМЕР“"),
    (("forget", "--format", "json"), "'--tenant'", "„--tenant“"),
    (("show", "x", "--project", "/no/where"), "'/no/where'", "„/no/where“"),
    (("plan", "x", "y"), "(x y)", "(x y)"),
    (("history", "--limit", "0"), "x>=1", "x>=1"),
    (("freeze", "--until"), "'--until'", "„--until“"),
    (("completion", "fihs"), "'fish'", "„fish“"),
]


def patterns() -> Iterator[str]:
    """Every message that click's source may raise."""
    for module in ("exceptions", "core", "parser", "types"):
        source = (Path(str(click.__file__)).parent / f"{module}.py").read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if node.func.id in ("_", "ngettext"):
                    yield from (one for one in texts if isinstance(one, str))


FOUND = sorted(set(patterns()))


@pytest.mark.parametrize("pattern", [one for one in FOUND if one not in NEVER])
def test_each_message_of_click_has_a_bulgarian_one(pattern: str) -> None:
    """An upgrade of click that says something new fails here."""
    kind = "Directory" if pattern.startswith("{name}") else "'x'"
    text = re.sub(
        r"\{(\w+)(?:!r)?\}", lambda hole: {"name": kind, **HOLES}.get(hole[1], "'x'"), pattern
    )
    text = f"{text} 'X'." if re.fullmatch(r"Missing \w+", pattern) else text
    said = usage_text(click.ClickException(text), "bg").message
    assert re.search("[а-я]", said), said
    assert not re.search(r"[a-z]{4,}", said.replace("unknown error", "")), said
    assert usage_text(click.ClickException(text), "en").message == text


def test_nothing_is_excused_that_click_does_not_say() -> None:
    """So that the list above stays as short as it can be."""
    assert NEVER - set(FOUND) == set()


@pytest.mark.parametrize(("words", "english", "bulgarian"), WORDS, ids=lambda one: str(one)[:30])
def test_a_wrong_word_is_told_in_the_language(
    tmp_path: Path, words: tuple[str, ...], english: str, bulgarian: str
) -> None:
    """Usage, where help is, and the error with the word that was probably meant."""
    for language, start, meant in (("en", "Error: ", english), ("bg", "Грешка: ", bulgarian)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RECONCILER_LANG", language)
            run = invoke(tmp_path, words)
        last = run.err.splitlines()[-1]
        assert last.startswith(start)
        assert meant in last
        assert run.code == 1
        assert "--help" in run.err or words[0] == "freeze"
        assert run.out == "" or "json" in words
        assert bool(re.search("[а-я]", run.err)) is (language == "bg")
        for left in ("Usage", "Try ", "Error", "Missing", "such", "Did you"):
            assert language == "en" or left not in run.err


def test_a_choice_is_missing_with_all_that_there_are() -> None:
    """Both sentences are translated."""
    argument = click.Argument(["shell"], type=click.Choice(["bash", "zsh"]))
    error = click.MissingParameter(ctx=click.Context(click.Command("x")), param=argument)
    assert usage_text(error, "bg").message.split() == [
        *("Липсва", "аргумент", "„{bash|zsh}“.", "Изберете", "от:", "bash,", "zsh")
    ]


def test_what_somebody_else_says_is_not_touched() -> None:
    """A text of no pattern stays as it is."""
    assert usage_text(click.ClickException("scenario: 3"), "bg").whole == "Грешка: scenario: 3"

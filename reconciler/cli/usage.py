"""What click says of words that it cannot use: in the language, with what was probably meant.

Premise: click writes its errors in English, each from a pattern such as "No such option {name!r}.".
Rule: `help/errors.json` has these patterns with their Bulgarian ones. What stands in their holes is
taken over as it is; a hole that holds another message is translated likewise. A text that comes
from no pattern is somebody's own and stays; a test holds the file against click's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click
from click.exceptions import NoArgsIsHelpError

from reconciler.cli.spoken import in_words
from reconciler.model.json_data import read_json
from reconciler.model.language import Language
from reconciler.model.near import NOTHING_NEAR, near_facts

CATALOGUE = Path(__file__).parent / "help" / "errors.json"
_HOLE = re.compile(r"\{(\w+)(?:!r)?\}")
_QUOTED = re.compile(r"'([^']*)'")
_NOT_ONE_OF = re.compile(r"'(?P<value>.*)' is not (one of )?'.*'\.", re.DOTALL)
_ONE, _MANY = "Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"


@dataclass(frozen=True, slots=True)
class UsageText:
    """An error of click's as a person reads it, and its message alone."""

    whole: str
    message: str


def usage_text(error: click.ClickException, language: Language) -> UsageText:
    """With the command's usage above it, where it is about one."""
    if isinstance(error, NoArgsIsHelpError):
        return UsageText(error.format_message(), error.format_message())
    say = _bulgarian if language == "bg" else _english
    message = " ".join(say(part) for part in _parts(error))
    return UsageText("\n".join([*map(say, _head(error)), say(f"Error: {message}")]), message)


def _head(error: click.ClickException) -> Iterator[str]:
    """Usage, and where help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return
    yield context.get_usage()
    names = context.command.get_help_option_names(context)
    if names:
        yield f"Try '{context.command_path} {max(names, key=len)}' for help."
        yield ""


def _parts(error: click.ClickException) -> Iterator[str]:
    """Click's message, cut where a pattern of its own begins."""
    if isinstance(error, click.NoSuchOption | click.NoSuchCommand):
        yield error.message
        yield from _meant(error.possibilities or ())
    elif isinstance(error, click.MissingParameter):
        yield from _missing(error)
    else:
        yield error.format_message()
        yield from _meant(_near_choices(error))


def _missing(error: click.MissingParameter) -> Iterator[str]:
    """'Missing argument 'SCHOOL'.', and what can be chosen."""
    whole = error.format_message()
    start, more, rest = whole.partition(". ")
    yield f"{start}." if more else whole
    if rest:
        yield rest


def _near_choices(error: click.ClickException) -> list[str]:
    """What is most like a choice that there is not."""
    kind = error.param.type if isinstance(error, click.BadParameter) and error.param else None
    found = _NOT_ONE_OF.fullmatch(error.message)
    if found is None or not isinstance(kind, click.Choice):
        return []
    near = near_facts(found["value"], map(str, kind.choices))["near"]
    return [] if near == NOTHING_NEAR else [near]


def _meant(names: Iterable[str]) -> Iterator[str]:
    quoted = ", ".join(f"'{name}'" for name in sorted(names))
    if quoted:
        hole = _MANY if "', '" in quoted else _ONE
        yield _HOLE.sub(lambda _: quoted, hole)


def _english(text: str) -> str:
    return text


def _bulgarian(text: str) -> str:
    """By the pattern that it was made from; as it is where there is none."""
    for pattern, said in _compiled():
        found = pattern.fullmatch(text)
        if found is not None:
            inside = {name: _inside(name, value) for name, value in found.groupdict().items()}
            return said.format(**inside)
    return text


def _inside(name: str, value: str) -> str:
    """What stood in a hole: a message, a name that a person types something for, or a quotation."""
    if name == "message":
        return _bulgarian(value)
    quoted = _QUOTED.sub("„\\1“", value)
    return in_words(quoted) if name == "param_hint" else quoted


@cache
def _patterns() -> Mapping[str, str]:
    patterns: dict[str, str] = read_json(CATALOGUE.read_text("utf-8"))
    return patterns


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The longest first, so that a pattern that another one holds does not take its texts."""
    ordered = sorted(_patterns().items(), key=lambda item: -len(_HOLE.sub("", item[0])))
    return tuple((re.compile(_expression(one), re.DOTALL), said) for one, said in ordered)


def _expression(pattern: str) -> str:
    """A pattern with a group for each hole."""
    parts = _HOLE.split(pattern)
    return "".join(
        f"(?P<{part}>.*)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )

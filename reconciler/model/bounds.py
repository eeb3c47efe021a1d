"""What of a text that people wrote is read at all; the same for each kind of file.

A file that is odd in one of these ways was made by accident or to make a reader stop. What reads
it says where, before anything else is made of it: a parser takes minutes for ten megabytes, and
what follows it recurses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import yaml

LARGEST = 1_000_000
"""Bytes of a YAML file; a school's has some thousands. PyYAML reads about 100,000 a second."""
DEEPEST = 50
"""Lists and maps one in another; a manifest has eight."""
DIGITS = 15
"""Of a number: what every reader of YAML and JSON keeps unchanged."""


class Oddity(StrEnum):
    """What stops a reader of YAML, or makes a file mean what nobody reads in it."""

    DEEP = "deep"
    ANCHOR = "anchor"
    TAG = "tag"


FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads what is sound, ten times as fast; of anything else SafeLoader says more, and says it."""
_ODD_SPACE = frozenset("\t\x85\u2028\u2029\ufeff")


def oddities(text: str) -> Iterator[tuple[Oddity, Any, str]]:
    """Each with its mark, and a tag with its name; the first that is too deep is the last.

    The parser keeps a stack of its own; what composes its events recurses.
    """
    try:
        yield from list(_oddities(yaml.parse(text, Loader=loader(text))))
    except yaml.YAMLError:
        yield from _oddities(yaml.parse(text, Loader=yaml.SafeLoader))


def loader(text: str) -> Any:
    """The parser for a text: libyaml's takes tabs and odd line ends where Python's does not."""
    return FAST if _ODD_SPACE.isdisjoint(text) else yaml.SafeLoader


def _oddities(events: Iterable[yaml.Event]) -> Iterator[tuple[Oddity, Any, str]]:
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            yield Oddity.DEEP, event.start_mark, ""
            return
        if getattr(event, "anchor", None):
            yield Oddity.ANCHOR, event.start_mark, ""
        tag = getattr(event, "tag", None)
        if tag:
            yield Oddity.TAG, event.start_mark, tag.replace("tag:yaml.org,2002:", "!!")


def read_yaml(text: str) -> Any:
    """YAML as data, for who needs no places; ValueError for what is none or `oddities` has."""
    if len(text) > LARGEST:
        raise ValueError(LARGEST)
    try:
        if odd := next(oddities(text), None):
            raise ValueError(odd[0])
        return yaml.load(text, Loader=loader(text))  # noqa: S506  a safe loader, either way
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error

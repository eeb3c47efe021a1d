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


def oddities(text: str) -> Iterator[tuple[Oddity, Any, str]]:
    """Each with its mark, and a tag with its name; the first that is too deep is the last.

    The parser keeps a stack of its own; what composes its events recurses.
    """
    depth = 0
    events: Iterable[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)
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

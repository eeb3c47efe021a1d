"""What a vendor's good answer has to look like: checked at the border, before anything reads it.

Premise: a proxy, a captive portal or a fault at the vendor can answer 200 with anything: a web
page, `null`, a list of strings, half a body. What reads such an answer further in would fail
somewhere, or worse, take it for an empty listing.

Rule: each route says what it answers, and an answer of another shape is `MALFORMED`: that
listing's or that change's failure. A field that nothing reads may be anything.

Example: `{"users": ["x"]}` and `{"hello": 1}` are no pages of users; `{}` is Google's empty page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from reconciler.model.json_data import read_json

Shape = Callable[[object], bool]

MOST_BYTES = 128 * 1024 * 1024
"""Of one HTTP answer, unpacked: a batch of 1,000 pages of 200 members has about a quarter of it."""
_LONGEST = 100_000
"""Characters of one text; the longest that either vendor documents is a description."""
_MOST = 2**53
"""The largest whole number that JSON carries between programs unchanged (RFC 8259)."""
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}")


class MalformedError(ValueError):
    """No JSON, or none that we take."""


def parsed(content: bytes) -> Any:
    """The JSON in an answer; MalformedError where there is none."""
    try:
        return read_json(content)
    except ValueError as error:
        raise MalformedError from error


def word_of(value: object) -> str:
    """A vendor's word for an error, where it is one; '' for what may be somebody's data."""
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def done(value: object) -> bool:
    """What a write answers where nothing of it is read: no body, or an object without an error."""
    return value is None or (isinstance(value, dict) and "error" not in value)


def text(value: object) -> TypeGuard[str]:
    """A text that can be written down: no half of a surrogate pair."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return False
    return value.isascii() or not any("\ud800" <= one <= "\udfff" for one in value)


def name(value: object) -> bool:
    """A text that names something."""
    return text(value) and bool(value.strip())


def moment(value: object) -> bool:
    """A time in ISO's spelling, whatever stands behind its seconds."""
    try:
        return text(value) and value[10:11] == "T" and bool(datetime.fromisoformat(value[:19]))
    except ValueError:
        return False


def link(value: object) -> bool:
    """An absolute address."""
    try:
        return text(value) and value.isprintable() and bool(urlsplit(value).path)
    except ValueError:
        return False


def flag(value: object) -> bool:
    """True or false."""
    return isinstance(value, bool)


def count(value: object) -> bool:
    """A whole number from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST


def digits(value: object) -> bool:
    """A whole number from 0, or its digits: Google writes longer ones as texts."""
    written = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15
    return written or count(value)


def a_list(shape: Shape) -> Shape:
    """A list of what has this shape."""
    return lambda value: isinstance(value, list) and all(map(shape, value))


def either(*shapes: Shape) -> Shape:
    """What has one of these shapes."""
    return lambda value: any(shape(value) for shape in shapes)


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these fields; a `may` field can be left out or null."""

    must: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)

    def __call__(self, value: object) -> bool:
        if not isinstance(value, dict):
            return False
        # plain loops: every account and member of a city passes here, several fields each
        for one, shape in self.must.items():
            if one not in value or not shape(value[one]):
                return False
        for one, shape in self.may.items():
            found = value.get(one)
            if found is not None and not shape(found):
                return False
        return True


@dataclass(frozen=True, slots=True)
class EitherEmptyOr:
    """An object that is empty, or has the field that it is about: Google leaves out empty lists.

    `beside`: fields that may stand in an answer without it.
    """

    about: str
    record: Record
    beside: frozenset[str] = frozenset({"kind", "etag", "nextPageToken"})

    def __call__(self, value: object) -> bool:
        if not self.record(value) or not isinstance(value, dict):
            return False
        return value.get(self.about) is not None or value.keys() <= self.beside

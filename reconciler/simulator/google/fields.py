"""Partial responses: the `fields` parameter, such as `nextPageToken,users(id,name/fullName)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reconciler.simulator.google.errors import GoogleError, invalid_message
from reconciler.simulator.google.shapes import SHAPES

Selector = dict[str, Any]
"""Property → Selector of its inside, or None for the whole; '*' stands for every property."""

_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[(),/]")


def select(value: Any, text: str, shape: str) -> Any:
    """The parts of a JSON value that the selector names; all of it for an empty selector."""
    return _pick(value, parse(text, shape)) if text and value is not None else value


@lru_cache(maxsize=1024)
def parse(text: str, shape: str) -> Selector:
    """The selector as a tree; GoogleError 400 for a wrong syntax or a name that the shape lacks."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", ""):
        raise _bad(text)
    stream = iter([*tokens, ""])
    try:
        selector, last = _parse_list(stream, shape, text)
    except RecursionError:
        raise _bad(text) from None
    if last:
        raise _bad(text)
    return selector


def _parse_list(stream: Iterator[str], shape: str, text: str) -> tuple[Selector, str]:
    selector: Selector = {}
    mark = ","
    while mark == ",":
        name, inner, mark = _parse_item(stream, shape, text)
        selector[name] = _both(selector[name], inner) if name in selector else inner
    return selector, mark


def _both(one: Selector | None, other: Selector | None) -> Selector | None:
    """What either names, as in `name/givenName,name/familyName`; GAM7 writes it so."""
    if one is None or other is None:
        return None
    shared = {name: _both(one[name], other[name]) for name in one.keys() & other.keys()}
    return {**one, **other, **shared}


def _parse_item(stream: Iterator[str], shape: str, text: str) -> tuple[str, Any, str]:
    name = next(stream)
    if not name or name in "(),/":
        raise _bad(text)
    known = SHAPES.get(shape)
    if known is not None and name != "*" and name not in known:
        raise _bad(name)
    inside = known.get(name, "") if known is not None else ""
    mark = next(stream)
    if mark == "(":
        inner, closing = _parse_list(stream, inside, text)
        if closing != ")":
            raise _bad(text)
        return name, inner, next(stream)
    if mark == "/":
        child, inner, mark = _parse_item(stream, inside, text)
        return name, {child: inner}, mark
    return name, None, mark


def _pick(value: Any, selector: Selector | None) -> Any:
    if selector is None:
        return value
    if isinstance(value, list):
        return [_pick(item, selector) for item in value]
    if not isinstance(value, dict):
        return value
    if "*" in selector:
        return {name: _pick(part, selector["*"]) for name, part in value.items()}
    return {
        name: value[name] if inner is None else _pick(value[name], inner)
        for name, inner in selector.items()
        if name in value
    }


def _bad(what: str) -> GoogleError:
    return invalid_message(f"Invalid field selection {what}")

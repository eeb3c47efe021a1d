"""The modelled part of $filter: `property eq 'text'` and `startswith(property,'text')`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from reconciler.simulator.microsoft.errors import unsupported_query
from reconciler.simulator.microsoft.state import Directory, Group, Unit

Thing = TypeVar("Thing")
Late = TypeVar("Late", Group, Unit)
Text = Callable[[Thing], str | None]

_EQUAL = re.compile(r"\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*", re.IGNORECASE)
_START = re.compile(r"\s*startswith\(\s*(\w+)\s*,\s*'((?:[^']|'')*)'\s*\)\s*", re.IGNORECASE)


def wanted(clause: str | None, texts: Mapping[str, Text[Thing]]) -> Callable[[Thing], bool] | None:
    """The test that the clause means over these properties, blind to case; 400 for another."""
    if clause is None:
        return None
    equal, start = _EQUAL.fullmatch(clause), _START.fullmatch(clause)
    match = equal or start
    if match is None or match[1] not in texts:
        raise unsupported_query("Unsupported or invalid query filter clause specified.")
    read, text = texts[match[1]], match[2].replace("''", "'").casefold()
    if equal is not None:
        return lambda thing: (read(thing) or "").casefold() == text
    return lambda thing: (read(thing) or "").casefold().startswith(text)


def seen(
    directory: Directory, test: Callable[[Late], bool] | None
) -> Callable[[Late], bool] | None:
    """The test without the objects that a lagging tenant does not show yet."""
    if not directory.hidden:
        return test
    return lambda thing: directory.sees(thing.id) and (test is None or test(thing))

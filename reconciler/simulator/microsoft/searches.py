"""$search: `"displayName:mira" AND ("mail:user" OR …)` over the words of texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from reconciler.simulator.microsoft.errors import GraphError
from reconciler.simulator.microsoft.expressions import (
    All,
    Compare,
    Condition,
    ConditionError,
    Either,
    Not,
    Reader,
    tokens_of,
)
from reconciler.simulator.microsoft.wire import Shape

Thing = TypeVar("Thing")
_TOKEN = re.compile(r'\s+|("(?:[^"\\]|\\.)*"|[()]|[^\s()"]+)')
_WORD = re.compile(r"\w+")


class SearchReader(Reader):
    """Quoted clauses of a property and a text."""

    def atom(self) -> Condition:
        """One clause."""
        token = self.next()
        name, colon, text = token[1:-1].partition(":")
        if not (token.startswith('"') and colon and name and text.strip()):
            raise ConditionError
        return Compare((name,), "search", re.sub(r"\\(.)", r"\1", text))


def read_search(text: str, shape: Shape[Thing]) -> Callable[[Thing], bool]:
    """The test that the text means; 400 for one that the resource does not take."""
    try:
        condition = SearchReader(tokens_of(text, _TOKEN)).whole()
    except ConditionError as error:
        message = "Syntax error: a search clause is a property, a colon and a text, in quotes."
        raise GraphError(400, "BadRequest", message) from error
    return _test(condition, shape)


def _test(condition: Condition, shape: Shape[Thing]) -> Callable[[Thing], bool]:
    if isinstance(condition, Not):
        inner = _test(condition.inner, shape)
        return lambda thing: not inner(thing)
    if isinstance(condition, (All, Either)):
        tests = [_test(part, shape) for part in condition.parts]
        whole = isinstance(condition, All)
        return lambda thing: (all if whole else any)(test(thing) for test in tests)
    if not isinstance(condition, Compare):
        raise GraphError(400, "BadRequest", "Syntax error: a search has no such clause.")
    known = shape.known(condition.path)
    if not known or known[0] not in shape.searched:
        message = f"Property '{condition.path[0]}' is not searchable."
        raise GraphError(400, "Request_UnsupportedQuery", message)
    read, wanted = shape.getters[known[0]], str(condition.value).casefold().strip()
    by_words = known[0] in ("displayName", "description")
    return lambda thing: _matches(read(thing), wanted, by_words=by_words)


def _matches(value: Any, wanted: str, *, by_words: bool) -> bool:
    texts = [text.casefold() for text in (value if isinstance(value, list) else [value]) if text]
    if not by_words:
        return any(text.startswith(wanted) for text in texts)
    words = [word for text in texts for word in _WORD.findall(text)]
    return all(any(word.startswith(part) for word in words) for part in _WORD.findall(wanted))

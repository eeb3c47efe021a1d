"""$filter: from its text to a test over a resource's properties."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from reconciler.simulator.microsoft.errors import GraphError, unsupported_query
from reconciler.simulator.microsoft.expressions import (
    Compare,
    Condition,
    ConditionError,
    Names,
    Not,
    Reader,
    Some,
    Value,
    Within,
    parts_of,
    tokens_of,
)
from reconciler.simulator.microsoft.matching import test_of
from reconciler.simulator.microsoft.wire import Shape

Thing = TypeVar("Thing")
Test = Callable[[Thing], bool]
_TOKEN = re.compile(
    r"\s+|('(?:[^']|'')*'|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?(?![\w-])|[(),:]|[^\s(),:']+)"
)
_OPERATORS = frozenset({"eq", "ne", "ge", "le"})
_ENDS = frozenset({"mail", "otherMails", "userPrincipalName", "proxyAddresses"})


@dataclass(frozen=True, slots=True)
class Filter(Generic[Thing]):
    """The test, and which of its operators need ConsistencyLevel and $count ('': none)."""

    test: Test[Thing]
    advanced: str


class FilterReader(Reader):
    """OData's grammar, as far as directory objects take it."""

    def atom(self) -> Condition:
        """A comparison, a function, a list of values, or `any`."""
        name = self.next()
        lowered = name.casefold()
        if lowered in ("startswith", "endswith"):
            return self._function(lowered)
        if lowered.endswith("/any"):
            return self._some(_path(name)[:-1])
        path, operator = _path(name), self.next().casefold()
        if operator == "in":
            return Within(path, self.listed("()", _value))
        if operator not in _OPERATORS:
            raise ConditionError
        return Compare(path, operator, _value(self.next()))

    def _function(self, name: str) -> Condition:
        self.expect("(")
        path = _path(self.next())
        self.expect(",")
        text = _value(self.next())
        self.expect(")")
        if not isinstance(text, str):
            raise ConditionError
        return Compare(path, name, text)

    def _some(self, path: Names) -> Condition:
        self.expect("(")
        if self.take(")"):
            return Some(path, "", None)
        variable = self.next()
        self.expect(":")
        inner = self.either()
        self.expect(")")
        return Some(path, variable, inner)


def read(text: str, shape: Shape[Thing]) -> Filter[Thing]:
    """The filter that the text means; 400 for one that the resource does not take."""
    condition = parsed(text)
    _check(condition, shape)
    return Filter(test_of(condition, shape), _advanced(condition))


def parsed(text: str) -> Condition:
    """The condition that the text is; 400 when it is none."""
    try:
        return FilterReader(tokens_of(text, _TOKEN)).whole()
    except ConditionError as error:
        raise GraphError(400, "BadRequest", "Invalid filter clause") from error


def _path(token: str) -> Names:
    if not token[:1].isalpha():
        raise ConditionError
    return tuple(token.split("/"))


def _value(token: str) -> Value:
    if token.startswith("'"):
        return token[1:-1].replace("''", "'")
    known: dict[str, Value] = {"true": True, "false": False, "null": None}
    lowered = token.casefold()
    if lowered in known:
        return known[lowered]
    if token in ("(", ")", ",", ":"):
        raise ConditionError
    return int(token) if token.isascii() and token.isdigit() and len(token) < 10 else token


def _check(condition: Condition, shape: Shape[Any]) -> None:
    if isinstance(condition, Some):
        _known(condition.path, shape)
        for part in () if condition.inner is None else parts_of(condition.inner):
            if isinstance(part, Some):
                raise _refused("/".join(part.path), shape)
        return
    if isinstance(condition, (Compare, Within)):
        _known(condition.path, shape)
        ends = isinstance(condition, Compare) and condition.operator == "endswith"
        if ends and shape.known((condition.path[0],))[0] not in _ENDS:
            raise _refused(condition.path[0], shape)
        return
    for part in (condition.inner,) if isinstance(condition, Not) else condition.parts:
        _check(part, shape)


def _known(path: Names, shape: Shape[Any]) -> None:
    known = shape.known(path[:1])
    if not known or known[0] not in shape.filtered or path[1:] not in ((), ("$count",)):
        raise _refused("/".join(path), shape)


def _refused(name: str, shape: Shape[Any]) -> GraphError:
    resource = shape.name[0].upper() + shape.name[1:]
    return unsupported_query(
        "Unsupported or invalid query filter clause specified for property "
        f"'{name}' of resource '{resource}'."
    )


def _advanced(condition: Condition) -> str:
    for part in parts_of(condition):
        if isinstance(part, Not):
            return "not"
        if isinstance(part, (Compare, Within)) and part.path[-1] == "$count":
            return "$count"
        if isinstance(part, Compare) and part.operator in ("ne", "endswith"):
            return part.operator
    return ""

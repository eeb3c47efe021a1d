"""Whether a thing meets a condition: texts in any letter case, lists by `any`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from reconciler.simulator.microsoft.expressions import (
    All,
    Compare,
    Condition,
    Either,
    Names,
    Not,
    Some,
    Value,
    Within,
)
from reconciler.simulator.microsoft.wire import Shape

Thing = TypeVar("Thing")
Read = Callable[[Any], Any]
Finder = Callable[[Names], Read]
"""From a path to the function that reads its value."""


def test_of(condition: Condition, shape: Shape[Thing]) -> Callable[[Thing], bool]:
    """The test over things of this shape; the condition names only properties that it has."""
    return _test(condition, lambda path: _property(shape, path))


def _property(shape: Shape[Any], path: Names) -> Read:
    read: Read = shape.getters[shape.known(path[:1])[0]]
    return read if len(path) == 1 else lambda thing: len(read(thing))


def _entry(variable: str) -> Finder:
    """Reads inside `any`: the entry itself, or a property of it."""

    def find(path: Names) -> Read:
        inner = path[1:]
        if path[0] != variable or not inner:
            return lambda entry: entry if path == (variable,) else None
        return lambda entry: entry.get(inner[0]) if isinstance(entry, dict) else None

    return find


def _test(condition: Condition, find: Finder) -> Callable[[Any], bool]:
    if isinstance(condition, Not):
        inner = _test(condition.inner, find)
        return lambda thing: not inner(thing)
    if isinstance(condition, (All, Either)):
        tests = [_test(part, find) for part in condition.parts]
        if isinstance(condition, All):
            return lambda thing: all(test(thing) for test in tests)
        return lambda thing: any(test(thing) for test in tests)
    if isinstance(condition, Some):
        return _some(condition, find(condition.path))
    read = find(condition.path)
    if isinstance(condition, Within):
        return _within(read, condition)
    return _compare(read, condition)


def _some(condition: Some, read: Read) -> Callable[[Any], bool]:
    if condition.inner is None:
        return lambda thing: bool(read(thing))
    inner = _test(condition.inner, _entry(condition.variable))
    return lambda thing: any(inner(entry) for entry in read(thing) or ())


def _within(read: Read, condition: Within) -> Callable[[Any], bool]:
    values = {_plain(value) for value in condition.values}
    return lambda thing: _single(read(thing)) in values


def _compare(read: Read, condition: Compare) -> Callable[[Any], bool]:
    wanted, operator = _plain(condition.value), condition.operator
    if operator == "eq":
        return lambda thing: _single(read(thing)) == wanted
    if operator == "ne":
        return lambda thing: _single(read(thing)) != wanted
    if not isinstance(wanted, str):
        return lambda thing: _ordered(_single(read(thing)), operator, wanted)
    tests: dict[str, Callable[[str], bool]] = {
        "startswith": lambda text: text.startswith(wanted),
        "endswith": lambda text: text.endswith(wanted),
        "contains": lambda text: wanted in text,
        "ge": lambda text: text >= wanted,
        "le": lambda text: text <= wanted,
    }
    test = tests[operator]
    return lambda thing: any(test(text) for text in _texts(read(thing)))


def _ordered(value: Any, operator: str, wanted: Value) -> bool:
    if not isinstance(value, int) or not isinstance(wanted, int):
        return False
    return value >= wanted if operator == "ge" else value <= wanted


def _plain(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _single(value: Any) -> Any:
    """A value that can be compared; a list or an object equals nothing."""
    return "\0" if isinstance(value, (list, dict)) else _plain(value)


def _texts(value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    return tuple(entry.casefold() for entry in entries if isinstance(entry, str))

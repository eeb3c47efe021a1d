"""Conditions as trees, and the part of reading them that $filter and membership rules share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

DEEPEST = 40
Value: TypeAlias = str | bool | int | None
Names: TypeAlias = tuple[str, ...]
"""A path to a value, such as ('assignedLicenses', '$count')."""


class ConditionError(Exception):
    """The text is no condition; the one who reads it says so in the vendor's words."""


def tokens_of(text: str, token: re.Pattern[str]) -> list[str]:
    """The tokens of a text: group 1 of each match, in order; ConditionError for anything else."""
    tokens, place = [], 0
    while place < len(text):
        match = token.match(text, place)
        if match is None:
            raise ConditionError
        if match[1] is not None:
            tokens.append(match[1])
        place = match.end()
    return tokens


@dataclass(frozen=True, slots=True)
class Compare:
    """A value against another: eq, ne, ge, le, startswith, endswith, contains."""

    path: Names
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Within:
    """A value that is one of several."""

    path: Names
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """A list with an entry for which the inner condition holds; without one: a list not empty."""

    path: Names
    variable: str
    inner: Condition | None


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part holds at least."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Compare | Within | Some | Not | All | Either


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and all that it is made of."""
    yield condition
    inner: tuple[Condition, ...] = ()
    if isinstance(condition, (All, Either)):
        inner = condition.parts
    elif isinstance(condition, (Not, Some)) and condition.inner is not None:
        inner = (condition.inner,)
    for part in inner:
        yield from parts_of(part)


class Reader:
    """Reads `or`, `and`, `not` and brackets over tokens; a grammar adds what stands inside.

    Its words for the three are the same in any letter case, with or without a dash before them.
    """

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def whole(self) -> Condition:
        """The one condition that the text is; ConditionError when it is none or more than that."""
        condition = self.either()
        if self._place < len(self._tokens):
            raise ConditionError
        return condition

    def either(self) -> Condition:
        """Conditions joined by `or`."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ConditionError
        parts = [self._all()]
        while self.take("or"):
            parts.append(self._all())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _all(self) -> Condition:
        parts = [self._one()]
        while self.take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Condition:
        denials = 0
        while self.take("not"):
            denials += 1
        if self.take("("):
            condition = self.either()
            self.expect(")")
        else:
            condition = self.atom()
        return Not(condition) if denials % 2 else condition

    def atom(self) -> Condition:
        """What holds no `and` or `or`; a vendor's grammar says what that is."""
        raise ConditionError

    def peek(self) -> str:
        """The next token; '' at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def next(self) -> str:
        """The next token, read; ConditionError at the end."""
        token = self.peek()
        if not token:
            raise ConditionError
        self._place += 1
        return token

    def take(self, word: str) -> bool:
        """Whether the next token is this word; then it is read."""
        found = self.peek().lstrip("-").casefold() == word
        self._place += found
        return found

    def listed(self, brackets: str, value_of: Callable[[str], Value]) -> tuple[Value, ...]:
        """Values with commas between, in these brackets: '[]' or '()'."""
        self.expect(brackets[0])
        values = [value_of(self.next())]
        while self.take(","):
            values.append(value_of(self.next()))
        self.expect(brackets[1])
        return tuple(values)

    def expect(self, token: str) -> None:
        """Read this token; ConditionError for another."""
        if self.next() != token:
            raise ConditionError

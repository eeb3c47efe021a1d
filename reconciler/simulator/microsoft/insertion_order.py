"""Values by id in the order of their arrival."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

Value = TypeVar("Value")


class InsertionOrdered(Generic[Value]):
    """A dictionary with places: a page starts at any place in O(page), whoever left before it."""

    __slots__ = ("_places", "_values")

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._values: list[Value | None] = []

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Value]:
        return (value for value in self._values if value is not None)

    def __getitem__(self, key: str) -> Value:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def get(self, key: str) -> Value | None:
        """The value of this id, or None."""
        place = self._places.get(key)
        return None if place is None else self._values[place]

    def add(self, key: str, value: Value) -> None:
        """Put a new id last; an id that is there keeps its place and gets the value."""
        place = self._places.setdefault(key, len(self._values))
        if place == len(self._values):
            self._values.append(value)
        else:
            self._values[place] = value

    def remove(self, key: str) -> bool:
        """Take the id out and leave its place empty; False when it was not there."""
        place = self._places.pop(key, None)
        if place is not None:
            self._values[place] = None
        return place is not None

    def walk(self, start: int) -> Iterator[tuple[int, Value]]:
        """Places and values from the place `start` on."""
        for place in range(start, len(self._values)):
            value = self._values[place]
            if value is not None:
                yield place, value


class Rows(Generic[Value]):
    """Values that were worked out for one call, in their order."""

    __slots__ = ("_values",)

    def __init__(self, values: Iterable[Value]) -> None:
        self._values = tuple(values)

    def walk(self, start: int) -> Iterator[tuple[int, Value]]:
        """Places and values from the place `start` on."""
        return islice(enumerate(self._values), start, None)

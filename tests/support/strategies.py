"""Chances for generated worlds, all from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


class Dice:
    """Chances, from one seed: generating by single draws would take most of the tests' time."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def odds(self, against: int) -> bool:
        """True once in so many times."""
        return self._random.randrange(against) == 0

    def one(self, things: Sequence[_T]) -> _T:
        """One of them."""
        return self._random.choice(things)

    def some(self, things: Sequence[_T], most: int = 3) -> tuple[_T, ...]:
        """Any of them, each at most once."""
        most = min(most, len(things))
        return tuple(self._random.sample(things, self._random.randint(0, most)))

    def maybe(self, thing: _T) -> _T | None:
        """It, or None."""
        return thing if self.odds(2) else None

"""SeededRandom that can be told beforehand: from a seed, a call, and how often it came."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

_WHOLE = 2**64


class SeededRandom:
    """Draws by seed and call, so the order in which different calls come changes nothing."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._seen: Counter[int] = Counter()
        """By a hash of purpose and call: a long run makes hundreds of thousands of them."""

    def draw(self, purpose: str, call: str) -> float:
        """A number of 0 up to, but not including, 1: the next one for this purpose and call."""
        key = _number(f"{purpose}\n{call}")
        self._seen[key] += 1
        return _number(f"{self._seed}\n{key}\n{self._seen[key]}") / _WHOLE

    def pick(self, purpose: str, count: int) -> int:
        """A place in a list of so many things."""
        return int(self.draw(purpose, "") * count)


def _number(text: str) -> int:
    digest = blake2b(text.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")

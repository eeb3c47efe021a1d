"""Opaque ids and separate streams of chance, all from one seed."""

from __future__ import annotations

import hashlib
from random import Random
from uuid import UUID


def opaque(seed: int, *parts: object) -> str:
    """A UUID that tells nothing about its parts, always the same for the same parts."""
    digest = hashlib.sha1("/".join(map(str, (seed, *parts))).encode(), usedforsecurity=False)
    return str(UUID(bytes=digest.digest()[:16], version=5))


def chance(seed: int, *parts: object) -> Random:
    """A generator of its own for each purpose, so that one more draw here moves nothing there."""
    return Random("/".join(map(str, (seed, *parts))))

"""Omitted is not null: a value that was not written at all."""

from __future__ import annotations

from enum import Enum


class Unset(Enum):
    """The one value that stands for 'not written, so not managed'."""

    UNSET = "unset"

    def __bool__(self) -> bool:
        return False


UNSET = Unset.UNSET

"""Making parts fit into a bounded text: the longest is shortened first, then left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a text, whole and in brief."""

    full: str
    brief: str


def fit(folds: Sequence[Section], room: int) -> tuple[list[str], int]:
    """The parts in their order, in `room` characters with two between them; how many are left out.

    Parts go from whole to brief, longest first; only once all are brief are the longest left out.
    """
    shown: dict[int, str] = {index: fold.full for index, fold in enumerate(folds)}
    size = sum(len(text) + 2 for text in shown.values())
    for index in sorted(shown, key=lambda index: -len(folds[index].full)):
        if size <= room:
            break
        if len(folds[index].brief) < len(folds[index].full):
            size -= len(folds[index].full) - len(folds[index].brief)
            shown[index] = folds[index].brief
    for index in sorted(shown, key=lambda index: -len(shown[index])):
        if size <= room:
            break
        size -= len(shown.pop(index)) + 2
    return [shown[index] for index in sorted(shown)], len(folds) - len(shown)

"""Earlier keys that follow from something else: a unit above that was renamed, or the school.

Premise: a unit's key is its path of keys, so that renaming `staff` gives `staff/teachers` another
key, too, and nobody writes `previously` there. Rule: below each earlier key of the unit above, a
unit had its own last part. Where another unit is declared under that key, or names it in its own
`previously`, it is that one's.

Example: `personnel: {previously: [staff], orgUnits: {teachers: …}}` means that `personnel/teachers`
was `staff/teachers`.

A key with {school} in it, such as `{school}-teachers`, was another one under each earlier id of the
school, and nobody writes `previously` there either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from reconciler.manifest.types import GroupSpec, UnitSpec

SCHOOL = "{school}"
"""Stands for the school's id in a layout."""
SpecT = TypeVar("SpecT", UnitSpec, GroupSpec)


def named_before(specs: Iterable[SpecT], earlier: Mapping[str, tuple[str, ...]]) -> Iterator[SpecT]:
    """The same with the keys that they had under earlier ids of the school."""
    for spec in specs:
        yield replace(spec, moved_from=earlier[spec.key]) if spec.key in earlier else spec


def earlier_below(above: Iterable[str], part: str) -> tuple[str, ...]:
    """The keys that a unit had below the earlier keys of the unit above it."""
    return tuple(f"{key}/{part}" for key in above)


def with_moved(units: Sequence[UnitSpec]) -> tuple[UnitSpec, ...]:
    """The units, parents before children, with the earlier keys that follow from units above."""
    taken = {unit.key for unit in units} | {old for unit in units for old in unit.previously}
    earlier: dict[str, tuple[str, ...]] = {}
    moved: list[UnitSpec] = []
    for unit in units:
        above, _, part = unit.key.rpartition("/")
        found = [key for key in earlier_below(earlier.get(above, ()), part) if key not in taken]
        moved.append(replace(unit, moved_from=(*unit.moved_from, *found)))
        earlier[unit.key] = (*unit.previously, *unit.moved_from, *found)
    return tuple(moved)

"""The one rendering of a change without language: numbers for every reader, people on request.

A plan file, a consent and the pages of `report` all count a delta by these functions, so that
they cannot disagree. A membership that gains two and loses one is `(2, 1)` here and 'update +2 −1'
in a plan file; a placement moves accounts, which counts as added and never as removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reconciler.model.change import Change, Delta, LicenceDelta, PlacementDelta
from reconciler.model.resources import RoleMember

MINUS = "−"
SWAPPED = "⇄"


class DeltaEntry(NamedTuple):
    """One account or address; `note`: its role, the units that it leaves, the licence replaced."""

    sign: str
    ref: str
    note: str


def delta_counts(delta: Delta | None) -> tuple[int, int]:
    """How many a delta adds or moves, and how many it removes."""
    if delta is None:
        return (0, 0)
    if isinstance(delta, PlacementDelta):
        return (len(delta.moves), 0)
    return (len(delta.add), len(delta.remove))


def delta_entries(delta: Delta) -> Iterator[DeltaEntry]:
    """Everyone whom a delta adds ('+'), removes ('−') or changes ('~')."""
    if isinstance(delta, PlacementDelta):
        for move in delta.moves:
            yield DeltaEntry("+", move.account, ", ".join(map(unit_name, move.out_of)))
        return
    for sign, entries in (("+", delta.add), (MINUS, delta.remove), ("~", delta.change)):
        for entry in entries:
            role = entry.role.value if isinstance(entry, RoleMember) else ""
            yield DeltaEntry(sign, entry.member.ref, role)
    if isinstance(delta, LicenceDelta):
        yield from (DeltaEntry("~", swap.holder.member.ref, swap.product) for swap in delta.swap)


def unit_name(path: str) -> str:
    """A unit's path without the leading slash; the root stays '/'."""
    return path.lstrip("/") or "/"


def summarize_change(change: Change, number: Callable[[int], str] = str) -> str:
    """'update +2 −1': enough to tell two changes of one address apart for a reader.

    `number` writes a number of people.
    """
    delta = change.delta
    parts = [change.action.value]
    if delta is not None:
        added, removed = delta_counts(delta)
        parts.append(f"+{number(added)}")
        if not isinstance(delta, PlacementDelta):
            parts.append(f"{MINUS}{number(removed)}")
            parts += [f"~{number(len(delta.change))}"] if delta.change else []
    if isinstance(delta, LicenceDelta) and delta.swap:
        parts.append(f"{SWAPPED}{number(len(delta.swap))}")
    parts += [f"{field.name}={field.after}" for field in change.fields]
    return " ".join(parts)

"""Entries that are declared for a time: which of them are there on a day.

Before its first day, and after its last, an entry is not declared. The two differ in what becomes
of its object: what waits for a first day is kept as it is, what has ended is dropped. So an absent
entry keeps its earlier keys: an object that is renamed into it from a later day on waits, too.

Example: `robots: {previously: [robotics], effective: {from: "2027-03-01"}}` in February: nothing is
declared, and the group with the mark `robotics` is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reconciler.manifest.merge import SECTIONS
from reconciler.manifest.moved import earlier_below
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import AbsentEntry, DateSpan

EFFECTIVE = "effective"
UNITS = "orgUnits"
_ISO = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LEAP = "2000"
"""A year in which every day of any year exists."""


@dataclass(frozen=True, slots=True)
class DatedTree:
    """A school's tree without what is not declared on a day, and the days of what was left out."""

    tree: Node
    absent: Mapping[str, AbsentEntry]
    """'groups/choir', 'orgUnits/staff/guests' → the days on which it is declared."""


def on_day(tree: Node, day: str | None) -> DatedTree:
    """A written-out tree as it stands on an ISO day; None: whatever the day, all of it."""
    if day is None:
        return DatedTree(tree, {})
    entries, absent = dict(tree.items), dict[str, AbsentEntry]()
    for section in SECTIONS:
        if section in entries:
            entries[section] = _on_day(entries[section], day, _Above(section), absent)
    return DatedTree(Node(tree.place, entries, tree.keys), absent)


def span_of(entry: Node) -> DateSpan:
    """The days on which an entry is declared."""
    items = entry.items[EFFECTIVE].items if EFFECTIVE in entry.items else {}
    return DateSpan(_day(items.get("from")), _day(items.get("until")))


def turning_days(tree: Node) -> frozenset[str]:
    """The days on which something of a tree begins or has just ended, of those that exist."""
    spans = [span_of(node) for node in tree.walk() if EFFECTIVE in node.items]
    begins = {span.first for span in spans if span.first and is_day(span.first)}
    return frozenset(begins | {_after(span.last) for span in spans if is_day(span.last or "")})


def is_day(text: str) -> bool:
    """Whether it is a day of this century, written as ISO has it: '2027-02-01'."""
    return bool(_ISO.fullmatch(text)) and _exists(text)


def is_day_of_year(text: str) -> bool:
    """Whether 'MM-DD' is a day of some year."""
    return _exists(f"{_LEAP}-{text}")


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _after(day: str | None) -> str:
    return (date.fromisoformat(day or "") + timedelta(days=1)).isoformat()


def _day(node: Node | None) -> str | None:
    return None if node is None or node.value is None else str(node.value)


@dataclass(frozen=True, slots=True)
class _Above:
    """What an entry lies in."""

    path: str
    earlier: tuple[str, ...] = ()
    """Earlier keys of the unit above it."""

    def below(self, key: str, entry: Node) -> _Above:
        """The same for what lies in one of its entries."""
        moved = earlier_below(self.earlier, key)
        return _Above(f"{self.path}/{key}", (*_previously(entry), *moved))


def _on_day(section: Node, day: str, above: _Above, absent: dict[str, AbsentEntry]) -> Node:
    """A section without what is not there; a unit's children end with it."""
    entries: dict[str, Node] = {}
    for key, node in section.items.items():
        here, span = above.below(key, node), span_of(node)
        if not span.holds(day):
            ended = span.last is not None and span.last < day
            for gone in (here, *_below(node, here)):
                absent[gone.path] = AbsentEntry(span, ended, gone.earlier)
            continue
        items = dict(node.items)
        if UNITS in items:
            items[UNITS] = _on_day(items[UNITS], day, here, absent)
        entries[key] = Node(node.place, items, node.keys)
    return Node(section.place, entries, section.keys)


def _below(unit: Node, above: _Above) -> Iterator[_Above]:
    for key, child in unit.items[UNITS].items.items() if UNITS in unit.items else ():
        here = above.below(key, child)
        yield here
        yield from _below(child, here)


def _previously(entry: Node) -> tuple[str, ...]:
    written = entry.items.get("previously")
    return () if written is None else tuple(str(one.value) for one in written.members)

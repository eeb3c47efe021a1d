"""The lines of a pull request that a unit, group or licence of a school follows from.

Rule: the entry is looked up in both effective manifests, under its key and under earlier ones. What
differs there gives places; of these the ones on edited lines are kept. Where none is (the entry
goes with a `without`, comes with a class, moves with a unit above it), what else the school's file
says of all its entries is asked in the same way; then its edited files are, each by its first line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reconciler.errors import SourceLocation
from reconciler.manifest.build import effective_tree
from reconciler.manifest.line_edits import FolderEdits
from reconciler.manifest.load import LoadedManifests, layout_and_school
from reconciler.manifest.merge import SECTIONS
from reconciler.manifest.nodes import Node
from reconciler.model.resources import Address, Kind

_PEOPLE = frozenset({"owners", "managers", "members", "extraMembers"})
_HOLDS = frozenset({"holds"})
_EMPTY = Node(SourceLocation("", 0, 0), {})
MOST = 3
"""Lines that are named of one entry."""


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line of the newer version that an entry follows from."""

    place: SourceLocation
    removed: bool = False
    """Whether something stood there, and nothing new does."""


@dataclass(frozen=True, slots=True)
class ManifestVersions:
    """The manifests of a base and of a pull request, for one school year and day."""

    base: LoadedManifests
    head: LoadedManifests
    edits: FolderEdits
    year: int
    day: str
    _trees: dict[tuple[str, bool], Node] = field(default_factory=dict)
    """Effective manifests by school and whether they are the head's."""

    def lines(self, address: Address) -> tuple[EditedLine, ...]:
        """The edited lines that a resource follows from, at most three, in their order."""
        for found in (self._own(address), self._school(address.school), self._files(address)):
            if lines := sorted(set(found), key=lambda line: line.place):
                return tuple(lines[:MOST])
        return ()

    def _own(self, address: Address) -> Iterator[EditedLine]:
        """What is edited of the entry itself; of a unit else of those above it."""
        before, after = self._tree(address.school, False), self._tree(address.school, True)
        for path in _paths(address):
            now = _at(after, path)
            was = _at(before, path) or _earlier(before, now, path)
            if was is not None and now is not None:
                found = list(self._edited(*_parts(was, now, address.kind)))
            else:
                found = list(self._key(before, after, path))
            if found:
                yield from found
                return

    def _key(self, before: Node, after: Node, path: tuple[str, ...]) -> Iterator[EditedLine]:
        """The line of an entry's key, where the entry came or went."""
        above, below = _at(before, path[:-1]), _at(after, path[:-1])
        if below is not None and path[-1] in below.keys:
            yield from self._on(below.keys[path[-1]])
        elif above is not None and path[-1] in above.keys:
            yield from self._gone(above.keys[path[-1]])

    def _school(self, school: str) -> Iterator[EditedLine]:
        """What is edited in the school's own file outside of its entries."""
        before, after = self.base.trees.get(school), self.head.trees.get(school)
        if before is None or after is None:
            return
        own = Node(before.place, _without_sections(before), before.keys)
        yield from self._edited(own, Node(after.place, _without_sections(after), after.keys))

    def _files(self, address: Address) -> Iterator[EditedLine]:
        """The first edit of the nearest edited file: the school's, its layouts', the city's."""
        tree = self.head.trees.get(address.school) or self.base.trees.get(address.school)
        own = () if tree is None else (tree.place.file,)
        others = sorted(self.edits.files, key=lambda name: ("/layouts/" not in name, name))
        for name in (*own, *(o for o in others if not self._is_other_school(o))):
            if name in self.edits.files:
                line, removed = self.edits.files[name].first()
                yield EditedLine(SourceLocation(name, line, 1), removed)
                return

    def _is_other_school(self, name: str) -> bool:
        trees = (*self.head.trees.values(), *self.base.trees.values())
        return any(tree.place.file == name for tree in trees)

    def _edited(self, was: Node, now: Node) -> Iterator[EditedLine]:
        """Edited lines of what differs between two nodes."""
        if was.plain() == now.plain():
            return
        if not (was.items and now.items):
            places = [place for node in now.walk() for place in (node.place, *node.keys.values())]
            found = list(self._on(*places))
            yield from found or self._gone(*(node.place for node in was.walk()))
            return
        for key in {*was.items, *now.items}:
            if key not in was.items:
                yield from self._on(now.key_place(key))
            elif key not in now.items:
                yield from self._gone(was.key_place(key))
            else:
                yield from self._edited(was.items[key], now.items[key])

    def _on(self, *places: SourceLocation) -> Iterator[EditedLine]:
        for place in places:
            if self.edits.is_edited(place):
                yield EditedLine(SourceLocation(place.file, place.line, 1))

    def _gone(self, *places: SourceLocation) -> Iterator[EditedLine]:
        for place in places:
            line = self.edits.was(place)
            if line is not None:
                yield EditedLine(line, removed=not self.edits.is_edited(line))

    def _tree(self, school: str, head: bool) -> Node:
        if (school, head) not in self._trees:
            loaded, tree = self.head if head else self.base, _EMPTY
            if school in loaded.trees:
                layout, own = layout_and_school(loaded, school)
                tree = effective_tree(layout, own, self.year, self.day).tree
            self._trees[school, head] = tree
        return self._trees[school, head]


def _without_sections(tree: Node) -> dict[str, Node]:
    return {key: node for key, node in tree.items.items() if key not in SECTIONS}


def _paths(address: Address) -> Iterator[tuple[str, ...]]:
    """Where an entry stands, then what it lies in: ('orgUnits', 'a', 'orgUnits', 'b'), …."""
    if address.kind in (Kind.GROUP, Kind.MEMBERSHIP):
        yield ("groups", address.key)
    elif address.kind is Kind.LICENCE:
        yield ("licences", address.key)
    else:
        parts = [step for key in address.key.split("/") for step in ("orgUnits", key)]
        for end in range(len(parts), 0, -2):
            yield tuple(parts[:end])


def _at(tree: Node, path: Iterable[str]) -> Node | None:
    found: Node | None = tree
    for key in path:
        found = None if found is None else found.items.get(key)
    return found


def _earlier(tree: Node, now: Node | None, path: tuple[str, ...]) -> Node | None:
    """The entry under a key that it says it had."""
    named = None if now is None else now.items.get("previously")
    for one in () if named is None else named.members:
        found = _at(tree, (*path[:-1], str(one.value)))
        if found is not None:
            return found
    return None


def _parts(was: Node, now: Node, kind: Kind) -> tuple[Node, Node]:
    """The parts of an entry that a kind of resource is made of."""
    if kind is Kind.LICENCE:
        return was, now
    people = _HOLDS if kind in (Kind.ORG_UNIT, Kind.PLACEMENT) else _PEOPLE
    of_people = kind in (Kind.MEMBERSHIP, Kind.PLACEMENT)

    def part(node: Node) -> Node:
        kept = {
            key: one
            for key, one in node.items.items()
            if (key in people) is of_people and key != "orgUnits"
        }
        return Node(node.place, kept, node.keys)

    return part(was), part(now)

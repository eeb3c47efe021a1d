"""Names in several languages: in the order of municipality.yaml's `languages`, none missing.

Rule: a name is one text for all languages, or a map of language → text that has every listed
language. Others may be there too. The first listed language is the one that tenants show.

Example: with `languages: [en]`, `name: {en: Teachers}` and `name: Teachers` are whole, and
`name: {bg: Учители}` lacks `en`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.errors import Fault
from reconciler.manifest.city import DEFAULT_LANGUAGES
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import Node

_NAME = "name"


def languages_of(root: Node | None) -> tuple[str, ...]:
    """The languages that municipality.yaml lists."""
    listed = root.items.get("languages") if root is not None else None
    return tuple(str(one.value) for one in listed.members) if listed else DEFAULT_LANGUAGES


def in_order(tree: Node, languages: tuple[str, ...]) -> tuple[Node, list[Fault]]:
    """A checked file with the first language first in each name, and a fault for each gap."""
    faults = [fault for name in _names(tree) for fault in _missing(name, languages)]
    return _ordered(tree, languages), faults


def _missing(name: Node, languages: tuple[str, ...]) -> Iterator[Fault]:
    for language in languages:
        if isinstance(name.value, Mapping) and language not in name.items:
            yield Fault(ManifestCode.MISSING_LANGUAGE, name.place, {"language": language})


def _names(tree: Node) -> Iterator[Node]:
    """Every name of a file: its own, its objects' and those of the municipality's lists."""
    if _NAME in tree.items:
        yield tree.items[_NAME]
    for group in _entries(tree, "groups"):
        if _NAME in group.items:
            yield group.items[_NAME]
    for unit in _entries(tree, "orgUnits"):
        yield from _names(unit)
    if tree.items.get("kind") is not None and tree.items["kind"].value == "Municipality":
        yield from _entries(tree, "waves")
        yield from (one.items["title"] for one in _entries(tree, "facts"))


def _entries(tree: Node, section: str) -> tuple[Node, ...]:
    node = tree.items.get(section)
    return tuple(node.items.values()) if node is not None else ()


def _ordered(tree: Node, languages: tuple[str, ...]) -> Node:
    wanted = {id(name) for name in _names(tree)}
    return _replaced(tree, wanted, languages)


def _replaced(node: Node, wanted: set[int], languages: tuple[str, ...]) -> Node:
    if not isinstance(node.value, Mapping):
        return node
    if id(node) in wanted:
        first = [one for one in languages if one in node.items]
        rest = [one for one in node.items if one not in first]
        return Node(node.place, {one: node.items[one] for one in (*first, *rest)}, node.keys)
    entries = {key: _replaced(one, wanted, languages) for key, one in node.items.items()}
    return Node(node.place, entries, node.keys)

"""Templates: what a layout says once for each class, or for each year of graduation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reconciler.errors import Fault, SourceLocation
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import Node
from reconciler.model.names import GRADES, cohort

FOR_EACH = "forEach"
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Classes:
    """A school's classes in the school year that ends in `year`."""

    letters: Mapping[int, str]
    year: int

    @property
    def names(self) -> tuple[str, ...]:
        """'1а', '1б', … in order."""
        return tuple(f"{grade}{letter}" for grade, letter in self._pairs())

    def rounds(self, each: str) -> Iterator[Values]:
        """What the placeholders stand for, once for each class or year of graduation."""
        if each == "class":
            for grade, letter in self._pairs():
                name = f"{grade}{letter}"
                yield {"cohort": cohort(grade, letter, self.year), "class": name}
        else:
            for grade in sorted(self.letters):
                yield {"graduates": str(self.year + GRADES - grade)}

    def _pairs(self) -> Iterator[tuple[int, str]]:
        for grade in sorted(self.letters):
            for letter in self.letters[grade]:
                yield grade, letter


def classes_of(school: Node, year: int) -> Classes:
    """The classes that a school's file declares."""
    declared = school.items["classes"].items
    return Classes({int(grade): str(node.value) for grade, node in declared.items()}, year)


def expanded(tree: Node, classes: Classes) -> Node:
    """A section, a list or a value with every template written out."""
    if isinstance(tree.value, tuple):
        items = [element for item in tree.members for element in _rounds(item, classes)]
        return Node(tree.place, tuple(expanded(item, classes) for _, item in items))
    if not isinstance(tree.value, Mapping):
        return tree
    entries: dict[str, Node] = {}
    keys = {}
    for key, node in tree.items.items():
        for values, one in _rounds(node, classes):
            name = _filled(key, values)
            entries[name] = expanded(one, classes)
            # every copy points to the template's line, which is where people correct it
            keys[name] = tree.key_place(key)
    return Node(tree.place, entries, keys)


def _rounds(node: Node, classes: Classes) -> Iterator[tuple[Values, Node]]:
    each = node.items.get(FOR_EACH)
    if each is None:
        yield {}, node
        return
    rest = {key: item for key, item in node.items.items() if key != FOR_EACH}
    for values in classes.rounds(str(each.value)):
        yield values, _substituted(Node(node.place, rest, node.keys), values)


def _substituted(node: Node, values: Values) -> Node:
    if isinstance(node.value, str):
        text = _filled(node.value, values)
        # a placeholder alone stands for its value, and a year is a number
        is_number = text.isdecimal() and text != node.value and node.value.startswith("{")
        return Node(node.place, int(text) if is_number else text)
    if isinstance(node.value, tuple):
        return Node(node.place, tuple(_substituted(item, values) for item in node.members))
    entries = {_filled(key, values): _substituted(n, values) for key, n in node.items.items()}
    keys = {_filled(key, values): place for key, place in node.keys.items()}
    return Node(node.place, entries, keys) if isinstance(node.value, Mapping) else node


def _filled(text: str, values: Values) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def repeated(tree: Node, classes: Classes) -> Iterator[Fault]:
    """A fault for each key that a template makes and somebody also wrote."""
    places: dict[str, SourceLocation] = {}
    for key, node in tree.items.items():
        for values, one in _rounds(node, classes):
            name, place = _filled(key, values), tree.key_place(key)
            if name in places and places[name] != place:
                other = f"{places[name].file}:{places[name].line}"
                yield Fault(ManifestCode.REPEATED_KEY, place, {"key": name, "other": other})
            places.setdefault(name, place)
            yield from repeated(one, classes)


def check_templates(tree: Node) -> Iterator[Fault]:
    """A fault for each template whose key does not vary, and each placeholder without one."""
    yield from _check(tree, frozenset({"school"}))


def _check(tree: Node, known: frozenset[str]) -> Iterator[Fault]:
    for item in tree.members:
        yield from _check(item, known | _names(item))
    for key, node in tree.items.items():
        inside = known | _names(node)
        names = _names(node)
        if names and not any("{" + name + "}" in key for name in names):
            facts = {"key": key, "placeholders": " ".join(f"{{{n}}}" for n in sorted(names))}
            yield Fault(ManifestCode.NO_PLACEHOLDER, tree.key_place(key), facts)
        if _stray(key, inside):
            yield Fault(ManifestCode.STRAY_PLACEHOLDER, tree.key_place(key), {"text": key})
        yield from _check(node, inside)
    if isinstance(tree.value, str) and _stray(tree.value, known):
        yield Fault(ManifestCode.STRAY_PLACEHOLDER, tree.place, {"text": tree.value})


def _names(node: Node) -> frozenset[str]:
    each = node.items.get(FOR_EACH)
    if each is None:
        return frozenset()
    return frozenset({"cohort", "class"} if each.value == "class" else {"graduates"})


def _stray(text: str, known: frozenset[str]) -> bool:
    for name in known:
        text = text.replace("{" + name + "}", "")
    return "{" in text or "}" in text

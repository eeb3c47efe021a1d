"""YAML as a tree in which every value and every key knows its place.

Editors read YAML 1.2 and PyYAML 1.1: a plain scalar that the two read differently is refused, and
so is what makes a file hard to read aloud: anchors, aliases, tags, merge keys, several documents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from reconciler.errors import Facts, Fault, SourceLocation
from reconciler.manifest.codes import ManifestCode
from reconciler.model.bounds import DEEPEST, DIGITS, LARGEST, Oddity, loader, oddities
from reconciler.model.inert import OBEYED

Plain = str | int | float | bool | None

_ODD = {
    Oddity.DEEP: ManifestCode.TOO_DEEP,
    Oddity.ANCHOR: ManifestCode.ANCHOR,
    Oddity.TAG: ManifestCode.TAG,
}
_OBEYED = re.compile(f"[{OBEYED}]")
"""YAML can write all of it by \\."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_MEANT = {"y": "true", "yes": "true", "on": "true", "n": "false", "no": "false", "off": "false"}
"""What some programs take a word for."""
_OTHERS = re.compile(
    # what 1.1 or 1.2 takes for something else than a string, and the two not for the same
    r"(?i:y|n|yes|no|on|off|true|false|null)|[-+]?\.?[0-9][0-9_,]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?"
    r"|0[xob][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|(?i:[-+]?\.(inf|nan))"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|=|<<"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list or a map, with its place; `keys` are the places of a map's keys."""

    place: SourceLocation
    value: Plain | tuple[Node, ...] | Mapping[str, Node]
    keys: Mapping[str, SourceLocation] = field(default_factory=dict)

    @property
    def items(self) -> Mapping[str, Node]:
        """A map's entries; none for anything else."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def members(self) -> tuple[Node, ...]:
        """A list's items; none for anything else."""
        return self.value if isinstance(self.value, tuple) else ()

    def plain(self) -> Any:
        """The same as ordinary Python values."""
        if isinstance(self.value, tuple):
            return [item.plain() for item in self.value]
        if isinstance(self.value, Mapping):
            return {key: item.plain() for key, item in self.value.items()}
        return self.value

    def key_place(self, key: str) -> SourceLocation:
        """Where a key of this map stands; the map's own place if it does not."""
        return self.keys.get(key, self.place)

    def walk(self) -> Iterator[Node]:
        """The node and all below it."""
        yield self
        for child in (*self.members, *self.items.values()):
            yield from child.walk()


def read(path: Path, shown: str) -> tuple[Node | None, list[Fault]]:
    """A file's tree, and all that is wrong with its YAML; None where nothing can be made of it."""
    try:
        if path.stat().st_size > LARGEST:
            place = SourceLocation(shown, 1, 1)
            return None, [Fault(ManifestCode.TOO_LARGE, place, {"limit": LARGEST})]
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Fault(ManifestCode.NOT_UTF8, SourceLocation(shown, line, 1))]
    except FileNotFoundError:
        return None, [Fault(ManifestCode.NO_FILE, SourceLocation(shown, 1, 1))]
    return parse(text, shown)


def parse(text: str, shown: str) -> tuple[Node | None, list[Fault]]:
    """The same of a text; `shown` is how its file is named in places."""
    reader = _Reader(shown)
    try:
        reader.refuse_odd(text)
        if reader.faults:
            return None, reader.faults  # an alias may lead back to itself: nothing follows one
        documents = _documents(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reader.place(mark) if mark else SourceLocation(shown, 1, 1)
        return None, [_not_yaml(text, place, str(error.problem))]
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        return None, [Fault(ManifestCode.BAD_CHARACTER, SourceLocation(shown, line, 1))]
    if not documents or documents[0] is None:
        return None, [Fault(ManifestCode.EMPTY_FILE, SourceLocation(shown, 1, 1))]
    if len(documents) > 1:
        reader.fault(ManifestCode.SEVERAL_DOCUMENTS, documents[1].start_mark)
    return reader.node(documents[0]), reader.faults


def _not_yaml(text: str, place: SourceLocation, problem: str) -> Fault:
    """A tab in a line's indentation is told as such: what YAML says of it names no way on."""
    for number, line in enumerate(text.splitlines()[: place.line], 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and number >= place.line - 1:
            at = SourceLocation(place.file, number, indent.index("\t") + 1)
            return Fault(ManifestCode.TAB, at)
    return Fault(ManifestCode.BAD_YAML, place, {"problem": problem})


def _documents(text: str) -> list[Any]:
    try:
        return list(yaml.compose_all(text, Loader=loader(text)))
    except yaml.YAMLError:
        return list(yaml.compose_all(text, Loader=yaml.SafeLoader))


class _Reader:
    """Turns one file's YAML nodes into ours; gathers faults."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.faults: list[Fault] = []

    def place(self, mark: Any) -> SourceLocation:
        return SourceLocation(self._shown, mark.line + 1, mark.column + 1)

    def fault(self, code: ManifestCode, mark: Any, facts: Facts | None = None) -> None:
        self.faults.append(Fault(code, self.place(mark), facts or {}))

    def refuse_odd(self, text: str) -> None:
        """Anchors, tags, and what is too deep to be read on."""
        for oddity, mark, tag in oddities(text):
            facts: Facts = {"limit": DEEPEST, "tag": tag}
            self.fault(_ODD[oddity], mark, facts)

    def node(self, node: yaml.Node) -> Node:
        place = self.place(node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            return Node(place, tuple(self.node(item) for item in node.value))
        if isinstance(node, yaml.MappingNode):
            return self._map(node, place)
        return Node(place, self._scalar(node))  # type: ignore[arg-type]  # all that is left

    def _map(self, node: yaml.MappingNode, place: SourceLocation) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, SourceLocation] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(ManifestCode.COMPLEX_KEY, key_node.start_mark)
                continue
            scalar = self._scalar(key_node)
            key = scalar if isinstance(scalar, str) else key_node.value
            if key in entries:
                facts = {"key": key, "line": keys[key].line}
                self.fault(ManifestCode.DUPLICATE_KEY, key_node.start_mark, facts)
                continue
            keys[key] = self.place(key_node.start_mark)
            entries[key] = self.node(value_node)
        return Node(place, entries, keys)

    def _number(self, text: str, mark: Any) -> int | float:
        if len(text) > DIGITS:
            self.fault(ManifestCode.LONG_NUMBER, mark, {"limit": DIGITS})
            return 0
        return int(text) if _INT.fullmatch(text) else float(text)

    def _scalar(self, node: yaml.ScalarNode) -> Plain:
        text = unicodedata.normalize("NFC", node.value)
        if _OBEYED.search(text):
            self.fault(ManifestCode.BAD_CHARACTER, node.start_mark)
            return _OBEYED.sub("", text)
        if node.style:  # libyaml's plain scalars have '', Python's None
            return text
        if text in _NULLS:
            return None
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        if _INT.fullmatch(text) or _FLOAT.fullmatch(text):
            return self._number(text, node.start_mark)
        if _OTHERS.fullmatch(text):
            meant = _MEANT.get(text.lower(), "text")
            facts = {"text": text, "meant": meant}
            self.fault(ManifestCode.AMBIGUOUS_SCALAR, node.start_mark, facts)
        return text

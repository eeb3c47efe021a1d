"""The effective manifest as YAML, with the line that each value comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from reconciler.errors import SourceLocation
from reconciler.manifest.build import effective_tree
from reconciler.manifest.load import LoadedManifests, layout_and_school
from reconciler.manifest.nodes import Node, Plain, parse

_WIDTH = 96
"""Column at which origins stand, unless a line is longer."""
_SPECIAL = frozenset("{}[],:#&*!|>'\"%@`?")


def show(loaded: LoadedManifests, school: str, year: int, day: str | None = None) -> str:
    """One school in the school year that ends in `year`; each line ends in `# file:line`.

    As it stands on an ISO day; None: whatever the day, all that is written. ManifestError where
    there is no such school, or no such layout.
    """
    layout, tree = layout_and_school(loaded, school)
    return "\n".join(_map(effective_tree(layout, tree, year, day).tree, "")) + "\n"


class ShownManifest(NamedTuple):
    """One school's effective manifest as plain values, and the line that each key comes from."""

    manifest: Mapping[str, Any]
    places: Mapping[str, str]
    """JSON pointer of a key, such as '/groups/teachers/name' → 'file:line'."""


def show_data(
    loaded: LoadedManifests, school: str, year: int, day: str | None = None
) -> ShownManifest:
    """The same for machines; raises as `show` does."""
    layout, tree = layout_and_school(loaded, school)
    node = effective_tree(layout, tree, year, day).tree
    return ShownManifest(node.plain(), dict(_places(node, "")))


def _places(node: Node, above: str) -> Iterator[tuple[str, str]]:
    for key, one in node.items.items():
        place, pointer = node.key_place(key), f"{above}/{_escaped(key)}"
        yield pointer, f"{place.file}:{place.line}"
        yield from _places(one, pointer)
    for number, one in enumerate(node.members):
        yield from _places(one, f"{above}/{number}")


def _escaped(key: str) -> str:
    """As RFC 6901 has it."""
    return key.replace("~", "~0").replace("/", "~1")


def _map(node: Node, indent: str) -> Iterator[str]:
    for key, one in node.items.items():
        name = f"{indent}{_key(key)}:"
        flow = _flow(one)
        if not isinstance(one.value, Mapping) or (_is_leaf(one) and len(name) + len(flow) < _WIDTH):
            yield _line(f"{name} {flow}", node.key_place(key))
            continue
        yield _line(name, node.key_place(key))
        yield from _map(one, f"{indent}  ")


def _is_leaf(node: Node) -> bool:
    """A map of plain values: a name in two languages, settings, an item."""
    return not any(isinstance(item.value, Mapping | tuple) for item in node.items.values())


def _line(text: str, place: SourceLocation) -> str:
    return f"{text.ljust(_WIDTH)}  # {place.file}:{place.line}"


def _flow(node: Node) -> str:
    if isinstance(node.value, tuple):
        return f"[{', '.join(map(_flow, node.members))}]"
    if isinstance(node.value, Mapping):
        return f"{{{', '.join(f'{_key(k)}: {_flow(one)}' for k, one in node.items.items())}}}"
    return _scalar(node.value)


def _key(key: str) -> str:
    """A grade or a year stands as it was written: as a number."""
    return key if key.isdecimal() else _scalar(key)


def _scalar(value: Plain) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if value and not _SPECIAL & set(value):
        tree, faults = parse(value, "")
        if tree is not None and not faults and tree.value == value:
            return value
    return json.dumps(value, ensure_ascii=False)

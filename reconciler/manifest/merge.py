"""A school over its layout: maps merge by key, scalars and lists replace, `without` takes away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.errors import Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.moved import SCHOOL
from reconciler.manifest.nodes import Node

SECTIONS = ("orgUnits", "groups", "licences")
_MERGED = (*SECTIONS, "guards")
_WHOLE = frozenset({"for", "name", "adopt"})
"""Keys whose map is a value of its own, not a collection to merge into."""


def merged(layout: Node, school: Node) -> Node:
    """The effective manifest: the school's own keys, the three sections and the limits merged.

    `without`, null and {school} are spent here: what the first two name is as though nobody had
    written it.
    """
    spent = (*_MERGED, "without")
    entries = {key: node for key, node in school.items.items() if key not in spent}
    keys = dict(school.keys)
    for section in _MERGED:
        below, above = layout.items.get(section), school.items.get(section)
        if below is not None:
            above = below if above is None else overlay(below, above)
            keys.setdefault(section, layout.key_place(section))
        if above is not None:
            entries[section] = above
    merged_node = Node(school.place, entries, keys)
    # after merging: what `without` names goes, wherever it was written
    for path in _without(school):
        merged_node = _dropped(merged_node, path)
    return _named_after(_set(merged_node), str(school.items["id"].value))


def layout_over(base: Node, layout: Node) -> Node:
    """A layout over the one that it extends; `without` and `extends` are spent here."""
    entries = {k: node for k, node in base.items.items() if k not in _MERGED}
    entries |= {k: node for k, node in layout.items.items() if k not in (*_MERGED, "without")}
    entries.pop("extends", None)
    keys = {**base.keys, **layout.keys}
    for path in _without(layout):
        base = _dropped(base, path)
    for section in _MERGED:
        below, above = base.items.get(section), layout.items.get(section)
        both = below if above is None else above if below is None else overlay(below, above)
        if both is not None:
            entries[section] = both
    return Node(layout.place, entries, keys)


def _named_after(node: Node, school: str) -> Node:
    """The tree with the school's id for {school}, in keys and in texts."""
    if isinstance(node.value, str) and SCHOOL in node.value:
        return Node(node.place, node.value.replace(SCHOOL, school))
    if isinstance(node.value, tuple):
        return Node(node.place, tuple(_named_after(item, school) for item in node.members))
    if isinstance(node.value, Mapping):
        entries = {
            k.replace(SCHOOL, school): _named_after(n, school) for k, n in node.items.items()
        }
        keys = {k.replace(SCHOOL, school): place for k, place in node.keys.items()}
        return Node(node.place, entries, keys)
    return node


def _set(node: Node) -> Node:
    """The tree without the fields that are null."""
    if isinstance(node.value, tuple):
        return Node(node.place, tuple(_set(item) for item in node.members))
    if isinstance(node.value, Mapping):
        entries = {k: _set(one) for k, one in node.items.items() if one.value is not None}
        return Node(node.place, entries, node.keys)
    return node


def overlay(below: Node, above: Node) -> Node:
    """One map over another; anything else is replaced. null unsets a field."""
    if not (isinstance(below.value, Mapping) and isinstance(above.value, Mapping)):
        return above
    entries, keys = dict(below.items), dict(below.keys)
    for key, node in above.items.items():
        known = entries.get(key)
        entries[key] = node if known is None or key in _WHOLE else overlay(known, node)
        keys[key] = above.key_place(key)
    return Node(above.place, entries, keys)


def unmatched(layout: Node, above: Node, name: str) -> Iterator[Fault]:
    """A fault for each `without` of a school or layout that names nothing in the layout below."""
    for node in _entries(above):
        if _find(layout, _path(node)) is None:
            facts = {"path": str(node.value), "layout": name}
            yield Fault(ManifestCode.UNMATCHED_WITHOUT, node.place, facts)


def _entries(school: Node) -> tuple[Node, ...]:
    without = school.items.get("without")
    return without.members if without else ()


def _without(school: Node) -> Iterator[tuple[str, ...]]:
    for node in _entries(school):
        yield _path(node)


def _path(node: Node) -> tuple[str, ...]:
    """'orgUnits/staff/teachers' as the keys that lead there."""
    section, *keys = str(node.value).split("/")
    if section != "orgUnits":
        return (section, "/".join(keys))
    nested = [part for key in keys for part in ("orgUnits", key)]
    return tuple(nested)


def _find(node: Node, path: tuple[str, ...]) -> Node | None:
    found: Node | None = node
    for key in path:
        found = found.items.get(key) if found else None
    return found


def _dropped(node: Node, path: tuple[str, ...]) -> Node:
    """The tree without what lies at a path; unchanged where there is nothing."""
    key, *rest = path
    if key not in node.items:
        return node
    entries = dict(node.items)
    if rest:
        entries[key] = _dropped(entries[key], tuple(rest))
    else:
        del entries[key]
    return Node(node.place, entries, node.keys)

"""Layouts that extend a base: merged over it, as a school is over its layout.

Example: `sredno.yaml` with `extends: all-schools` has everything of `all-schools.yaml`; what both
write is merged by key, and `without: [groups/choir]` leaves the base's choir out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.errors import Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.merge import layout_over, unmatched
from reconciler.manifest.nodes import Node

EXTENDS = "extends"


def resolved(layouts: Mapping[str, Node]) -> tuple[dict[str, Node], list[Fault]]:
    """Every layout with its bases merged in, and what is wrong with `extends`."""
    faults = [fault for key in layouts for fault in _faults(layouts, key)]
    if faults:
        return dict(layouts), faults
    whole: dict[str, Node] = {}
    for key in layouts:
        whole[key], more = _whole(layouts, key)
        faults += more
    return whole, faults


def _whole(layouts: Mapping[str, Node], key: str) -> tuple[Node, list[Fault]]:
    base, *above = reversed(_chain(layouts, key))
    node, faults = layouts[base], list[Fault]()
    for one in above:
        faults = [*unmatched(node, layouts[one], str(layouts[one].items[EXTENDS].value))]
        node = layout_over(node, layouts[one])
    return node, faults


def _chain(layouts: Mapping[str, Node], key: str) -> tuple[str, ...]:
    """A layout and its bases, the nearest first; ends where it comes round."""
    found: list[str] = []
    at: str | None = key
    while at is not None and at in layouts and at not in found:
        found.append(at)
        named = layouts[at].items.get(EXTENDS)
        at = None if named is None else str(named.value)
    return tuple(found)


def _faults(layouts: Mapping[str, Node], key: str) -> Iterator[Fault]:
    """A base that there is not, or a layout that extends itself."""
    named = layouts[key].items.get(EXTENDS)
    if named is None:
        return
    if str(named.value) not in layouts:
        facts = {"layout": str(named.value), "known": ", ".join(layouts)}
        yield Fault(ManifestCode.UNKNOWN_LAYOUT, named.place, facts)
    chain = _chain(layouts, key)
    last = layouts[chain[-1]].items.get(EXTENDS)
    if last is not None and str(last.value) == key:
        path = " → ".join((*chain, key))
        yield Fault(ManifestCode.LAYOUT_CYCLE, named.place, {"path": path})

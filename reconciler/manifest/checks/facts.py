"""What schools state in `facts:` against what municipality.yaml declares of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconciler.errors import Facts, Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.load import LoadedManifests
from reconciler.manifest.nodes import Node
from reconciler.model.near import near_facts

_FACTS = "facts"


def fact_spec_faults(root: Node) -> Iterator[Fault]:
    """Patterns that are no regular expression."""
    for spec in _entries(root).values():
        pattern = spec.items.get("pattern")
        if pattern is not None and not _compiles(str(pattern.value)):
            yield Fault(ManifestCode.BAD_PATTERN, pattern.place, {"pattern": str(pattern.value)})


def fact_faults(loaded: LoadedManifests, tree: Node) -> Iterator[Fault]:
    """Facts that a school lacks, that nobody declared, or whose value cannot be one."""
    specs, stated = _entries(loaded.root), _entries(tree)
    for key, spec in specs.items():
        required = spec.items.get("required")
        if required is not None and required.value is True and key not in stated:
            facts: Facts = {"fact": key, "title": loaded.municipality.facts[key].title.text}
            yield Fault(ManifestCode.MISSING_FACT, tree.place, facts)
    for key, node in stated.items() if specs else ():
        if key not in specs:
            place = tree.items[_FACTS].key_place(key)
            facts = {"fact": key, **near_facts(key, specs)}
            yield Fault(ManifestCode.UNKNOWN_FACT, place, facts)
        elif not _fits(specs[key], str(node.value)):
            yield Fault(ManifestCode.BAD_FACT, node.place, _form(specs[key], key, node))


def _entries(tree: Node) -> dict[str, Node]:
    return dict(tree.items[_FACTS].items) if _FACTS in tree.items else {}


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _fits(spec: Node, value: str) -> bool:
    pattern, one_of = spec.items.get("pattern"), spec.items.get("oneOf")
    if pattern is not None and _compiles(str(pattern.value)):
        return re.fullmatch(str(pattern.value), value) is not None
    return one_of is None or value in {str(one.value) for one in one_of.members}


def _form(spec: Node, key: str, node: Node) -> Facts:
    pattern, one_of = spec.items.get("pattern"), spec.items.get("oneOf")
    known = ", ".join(str(one.value) for one in one_of.members) if one_of is not None else ""
    wanted = known if pattern is None else str(pattern.value)
    return {"fact": key, "value": str(node.value), "wanted": wanted}

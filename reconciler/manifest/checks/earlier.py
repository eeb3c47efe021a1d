"""Earlier ids of schools: none may be a school's today, and each has one heir."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.errors import Fault
from reconciler.manifest.checks.names import at
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.load import LoadedManifests
from reconciler.manifest.nodes import Node


def earlier_faults(loaded: LoadedManifests) -> Iterator[Fault]:
    """`previously` of a school that names itself, another school, or another one's earlier id."""
    claimed: dict[str, tuple[str, Node]] = {}
    for school, tree in loaded.trees.items():
        listed = tree.items.get("previously")
        for node in listed.members if listed is not None else ():
            old = str(node.value)
            facts = {"school": school, "name": old}
            heir, first = claimed.setdefault(old, (school, node))
            if old in loaded.trees:
                there = at(loaded.trees[old].items["id"].place)
                yield Fault(ManifestCode.PREVIOUS_SCHOOL_EXISTS, node.place, {**facts, "at": there})
            elif heir != school:
                details = {**facts, "other": heir, "at": at(first.place)}
                yield Fault(ManifestCode.PREVIOUS_SCHOOL_TWICE, node.place, details)

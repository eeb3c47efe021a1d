"""A municipality in which one school declares nothing: what letting a school go is planned with."""

from __future__ import annotations

from dataclasses import replace

from reconciler.manifest.load import LoadedManifests, layout_and_school
from reconciler.manifest.merge import SECTIONS
from reconciler.manifest.nodes import Node

SPENT = (*SECTIONS, "without", "allow")


def undeclared(loaded: LoadedManifests, school: str) -> LoadedManifests:
    """The same manifests, with an empty layout and no entries for this school.

    So all that it owns is let go; or deleted, where its file says that it is decommissioned.
    """
    layout, tree = layout_and_school(loaded, school)
    name = f"{school}/"  # no file can be called so
    named = replace(tree.items["layout"], value=name)
    bare = {key: node for key, node in layout.items.items() if key not in SECTIONS}
    kept = {key: node for key, node in tree.items.items() if key not in SPENT}
    return replace(
        loaded,
        trees={**loaded.trees, school: Node(tree.place, {**kept, "layout": named}, tree.keys)},
        layouts={**loaded.layouts, name: Node(layout.place, bare, layout.keys)},
    )

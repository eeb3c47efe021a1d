"""The effective manifest as YAML, each entry with the file and line that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from reconciler.errors import Fault, ManifestError
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.expand import classes_of, expanded
from reconciler.manifest.load import Loaded
from reconciler.manifest.merge import merged
from reconciler.manifest.nodes import Node

_WIDE = 10_000
_FLOW_WIDTH = 100


def show(loaded: Loaded, school: str, year: int) -> str:
    """One school's manifest, merged and written out for the school year that ends in `year`."""
    if school not in loaded.trees:
        raise ManifestError([Fault(ManifestCode.UNKNOWN_SCHOOL, None, {"school": school})])
    tree = loaded.trees[school]
    whole = merged(loaded.layouts[str(tree.items["layout"].value)], tree)
    classes = classes_of(tree, year)
    return "\n".join(_lines(expanded(whole, classes), 0, tree.place.file)) + "\n"


def _lines(node: Node, depth: int, file: str) -> Iterator[str]:
    indent = "  " * depth
    for key, item in node.items.items():
        place = node.key_place(key)
        origin = "" if place.file == file else f"  # {place.file}:{place.line}"
        flow = _flow(item.plain())
        nested = isinstance(item.value, Mapping) and len(indent + key + flow) > _FLOW_WIDTH
        if nested or (depth == 0 and isinstance(item.value, Mapping) and key != "name"):
            yield f"{indent}{_flow(key)}:{origin}"
            yield from _lines(item, depth + 1, file)
        else:
            yield f"{indent}{_flow(key)}: {flow}{origin}"


def _flow(value: object) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=_WIDE)
    return text.removesuffix("\n").removesuffix("\n...").strip()

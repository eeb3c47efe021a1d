"""Guards' limits and the school year, from checked trees to types."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.manifest.city import GUARD_WINDOW, SchoolYear
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import GuardLimit

IN_ROLLOVER = "inRollover"
WITHIN = "within"


def limits(node: Node | None) -> Mapping[str, GuardLimit]:
    """The limits of a section by name; none where it was omitted."""
    found = node.items.items() if node else ()
    return {name: limit(one) for name, one in found if name != WITHIN}


def guard_window(node: Node | None) -> int:
    """Days for which guards remember removals: `within` of the section, or the default."""
    if node is None or WITHIN not in node.items:
        return GUARD_WINDOW
    return int(str(node.items[WITHIN].value).split(" ")[0])


def limit(node: Node) -> GuardLimit:
    """One limit, only what is written."""
    items = node.items
    rollover = items[IN_ROLLOVER].value if IN_ROLLOVER in items else None
    return GuardLimit(
        share=_percent(items["share"].value) if "share" in items else None,
        count=_whole(items.get("count")),
        at_least=_whole(items.get("atLeast")) or 0,
        rollover_share=_percent(rollover) if isinstance(rollover, str) else None,
        rollover_count=rollover if isinstance(rollover, int) else None,
        days=_whole(items.get("days")),
    )


def year(node: Node | None) -> SchoolYear | None:
    """The school year's calendar; None where it was omitted."""
    if node is None:
        return None
    window = node.items["rollover"].items
    return SchoolYear(
        starts=str(node.items["starts"].value),
        rollover_from=str(window["from"].value),
        rollover_until=str(window["until"].value),
    )


def roster_applies(node: Node | None) -> frozenset[str]:
    """The waves for which `roster` says apply; none where nothing is written."""
    entries = node.items.items() if node else ()
    return frozenset(wave for wave, one in entries if one.value == "apply")


def _percent(value: object) -> int:
    return int(str(value).removesuffix(" %"))


def _whole(node: Node | None) -> int | None:
    return None if node is None else int(str(node.value))

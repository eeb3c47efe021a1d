"""Limits of guards: numbers that do nothing, and a school's that are looser than they may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.errors import Fault
from reconciler.manifest.checks.names import at
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.limits import IN_ROLLOVER, WITHIN, limit
from reconciler.manifest.load import LoadedManifests
from reconciler.manifest.merge import merged
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import GuardLimit

_GUARDS = "guards"
DEFAULT = "default"
"""A fact in the place of the line that a limit stands in."""


def municipality_limit_faults(loaded: LoadedManifests) -> Iterator[Fault]:
    """Numbers of municipality.yaml that can do nothing."""
    for section in (_GUARDS, "rollout"):
        if section in loaded.root.items:
            for name, node in loaded.root.items[section].items.items():
                if name == WITHIN:
                    continue
                yield from _school_limit(loaded, name, node, GuardLimit())


def school_limit_faults(
    loaded: LoadedManifests, school: str, defaults: Mapping[str, GuardLimit]
) -> Iterator[Fault]:
    """Limits of a school, or of its layout, that do nothing or are looser than those above."""
    tree = loaded.trees[school]
    layout = loaded.layouts.get(str(tree.items["layout"].value))
    effective_tree = tree if layout is None else merged(layout, tree)
    for name, node in (
        effective_tree.items[_GUARDS].items.items() if _GUARDS in effective_tree.items else ()
    ):
        above = loaded.municipality.guards.get(name) or defaults.get(name) or GuardLimit()
        yield from _school_limit(loaded, name, node, above)
        yield from _looser(name, node, above, _where(loaded.root, name))


def _school_limit(
    loaded: LoadedManifests, name: str, node: Node, above: GuardLimit
) -> Iterator[Fault]:
    """Keys that need another one which nobody wrote, here or above."""
    own = limit(node)
    by_share = own.share is not None or above.share is not None
    by_count = own.count is not None or above.count is not None
    alone = {
        ("atLeast", "share"): "atLeast" in node.items and not by_share,
        (IN_ROLLOVER, "share"): own.rollover_share is not None and not by_share,
        (IN_ROLLOVER, "count"): own.rollover_count is not None and not by_count,
        (IN_ROLLOVER, "year"): IN_ROLLOVER in node.items and loaded.municipality.year is None,
    }
    for (key, needs), is_alone in alone.items():
        if is_alone:
            facts = {"guard": name, "key": key, "needs": needs}
            yield Fault(ManifestCode.LONE_LIMIT, node.key_place(key), facts)


def _looser(name: str, node: Node, above: GuardLimit, where: str) -> Iterator[Fault]:
    """Each number that lets through what the limit above would stop."""
    own, in_window = limit(node), above.on(rollover=True)
    floor = above.at_least if above.share is not None else None
    pairs = (
        ("share", own.share, above.share, " %"),
        ("count", own.count, above.count, ""),
        ("atLeast", own.at_least, floor, ""),
        ("days", own.days, above.days, ""),
        (IN_ROLLOVER, own.rollover_share, in_window.share, " %"),
        (IN_ROLLOVER, own.rollover_count, in_window.count, ""),
    )
    for key, mine, most, unit in pairs:
        if mine is not None and most is not None and mine > most:
            facts = {"guard": name, "key": key, "own": f"{mine}{unit}", "most": f"{most}{unit}"}
            yield Fault(ManifestCode.LOOSER_LIMIT, node.key_place(key), {**facts, "where": where})


def _where(root: Node, name: str) -> str:
    """Where the municipality's limit stands; DEFAULT where it writes none."""
    guards = root.items.get(_GUARDS)
    if guards is None or name not in guards.items:
        return DEFAULT
    return at(guards.key_place(name))

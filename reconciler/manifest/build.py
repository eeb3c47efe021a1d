"""Checked trees to types; the schemas have said that every value is of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reconciler.manifest.days import DatedTree, on_day
from reconciler.manifest.expand import Classes, classes_of, expanded
from reconciler.manifest.limits import limits
from reconciler.manifest.merge import SECTIONS, merged
from reconciler.manifest.modes import KINDS, for_alias, modes
from reconciler.manifest.moved import SCHOOL, named_before, with_moved
from reconciler.manifest.nodes import Node
from reconciler.manifest.sections import entries, groups, licences, string, strings, text, units
from reconciler.manifest.types import LicenceSpec, SchoolManifest
from reconciler.model.change import Action
from reconciler.model.resources import Kind
from reconciler.model.tenant import TenantMode


def effective_tree(layout: Node, school: Node, ends: int, day: str | None) -> DatedTree:
    """One school merged with its layout, templates written out, each value with its place.

    In the school year that ends in `ends`, on a day; None: whatever the day.
    """
    tree = expanded(merged(layout, school), classes_of(school, ends))
    if closes(school):
        # what a closing school still writes is as though nobody had written it
        kept = {key: node for key, node in tree.items.items() if key not in SECTIONS}
        tree = Node(tree.place, kept, tree.keys)
    return on_day(tree, day)


def closes(school: Node) -> bool:
    """Whether a school's file says that it is to be decommissioned."""
    return "decommission" in school.items and school.items["decommission"].value is True


def school_manifest(layout: Node, school: Node, ends: int, day: str | None) -> SchoolManifest:
    """One school as `effective_tree` has it, typed."""
    there = effective_tree(layout, school, ends, day)
    items = there.tree.items
    classes = classes_of(school, ends)
    allow = items["allow"].items if "allow" in items else {}
    prunable = _prunable(allow, closing=closes(school))
    given = tuple(licences(items["licences"])) if "licences" in items else ()
    carriers: frozenset[str] = frozenset()
    if closes(school):
        written = _written_licences(layout, school, ends)
        carriers = _carriers_of(written)
        given = _given_back(written) if Kind.LICENCE in prunable else given
    earlier = _earlier_keys(layout, school, ends, day)
    units_now = tuple(units(items["orgUnits"])) if "orgUnits" in items else ()
    groups_now = tuple(groups(items["groups"])) if "groups" in items else ()
    return SchoolManifest(
        id=string(items["id"]),
        place=school.place,
        file=school.place.file,
        name=text(items["name"]),
        facts={key: string(node) for key, node in entries(items.get("facts"))},
        wave=string(items["wave"]),
        layout=string(items["layout"]),
        tenants=_tenants(items["tenants"], layout),
        classes=_named(classes),
        units=with_moved(tuple(named_before(units_now, earlier))),
        groups=tuple(named_before(groups_now, earlier)),
        licences=given,
        # what closes only takes away, which `prune` alone allows
        allow={} if closes(school) else _allowed(allow),
        prune=prunable,
        ignore=strings(items["ignore"]) if "ignore" in items else (),
        guards=limits(items.get("guards")),
        decommission=closes(school),
        carriers=carriers,
        absent=there.absent,
        previously=strings(items.get("previously")),
    )


def _earlier_keys(
    layout: Node, school: Node, ends: int, day: str | None
) -> Mapping[str, tuple[str, ...]]:
    """Keys with {school} in them → what they were under the school's earlier ids."""
    old = strings(school.items.get("previously"))
    if not old:
        return {}
    unnamed = {**school.items, "id": Node(school.place, SCHOOL)}
    items = effective_tree(layout, Node(school.place, unnamed, school.keys), ends, day).tree.items
    keys = [one.key for one in units(items["orgUnits"])] if "orgUnits" in items else []
    keys += [one.key for one in groups(items["groups"])] if "groups" in items else []
    now = string(school.items["id"])
    return {
        key.replace(SCHOOL, now): tuple(key.replace(SCHOOL, one) for one in old)
        for key in keys
        if SCHOOL in key
    }


def _tenants(own: Node, layout: Node) -> Mapping[str, TenantMode]:
    """The school's tenants; its layout can only make them stricter."""
    shared = modes(layout.items.get("tenants"))
    return {alias: mode.stricter(*for_alias(shared, alias)) for alias, mode in modes(own).items()}


def closed(manifest: SchoolManifest) -> SchoolManifest:
    """The school as it is in a tenant in which alone it closes."""
    given = manifest.licences
    prune = manifest.prune | {
        kind for key, kinds in KINDS.items() if key != "licences" for kind in kinds
    }
    return replace(
        manifest,
        units=(),
        groups=(),
        licences=_given_back(given) if Kind.LICENCE in prune else (),
        allow={},
        prune=prune,
        absent={},
        decommission=True,
        carriers=_carriers_of(given),
    )


def _given_back(specs: Iterable[LicenceSpec]) -> tuple[LicenceSpec, ...]:
    """The same licences, for nobody."""
    return tuple(replace(one, audience=(), seats=None, through=None) for one in specs)


def _carriers_of(specs: Iterable[LicenceSpec]) -> frozenset[str]:
    """The groups through which licences are given."""
    return frozenset(one.through for one in specs if one.through is not None)


def _named(classes: Classes) -> Mapping[int, tuple[str, ...]]:
    """Grade → its classes."""
    letters = sorted(classes.letters.items())
    return {grade: tuple(f"{grade}{one}" for one in found) for grade, found in letters}


def _allowed(allow: Mapping[str, Node]) -> Mapping[Kind, frozenset[Action]]:
    return {
        kind: frozenset(Action(a) for a in strings(node) if a != "prune") | {Action.FORGET}
        for key, node in allow.items()
        for kind in KINDS[key]
    }


def _prunable(allow: Mapping[str, Node], *, closing: bool) -> frozenset[Kind]:
    """The kinds of which something may be deleted: units and groups where a school closes.

    Licences are taken from accounts only where the file says so: people keep theirs otherwise.
    """
    return frozenset(
        kind
        for key, kinds in KINDS.items()
        if (closing and key != "licences") or "prune" in strings(allow.get(key))
        for kind in kinds
    )


def _written_licences(layout: Node, school: Node, ends: int) -> tuple[LicenceSpec, ...]:
    """The licences that a school which closes still writes."""
    written = expanded(merged(layout, school), classes_of(school, ends)).items.get("licences")
    return tuple(licences(written)) if written else ()

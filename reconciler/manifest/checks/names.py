"""Names that collide: addresses of one school, earlier keys, and earlier ids of schools."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.errors import Fault, SourceLocation
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.load import LoadedManifests
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import GroupSpec, SchoolManifest, UnitSpec, adopted_in
from reconciler.model.names import folded


def name_faults(manifest: SchoolManifest) -> Iterator[Fault]:
    """Two groups of one address; `previously` that is declared, or claimed twice."""
    addresses: dict[str, GroupSpec] = {}
    for group in manifest.groups:
        if not group.adopt:
            addresses.setdefault(group.address.lower(), group)
    yield from _twice(manifest)
    groups = {group.key: group.place for group in manifest.groups}
    for address, group in addresses.items():
        groups.setdefault(address, group.place)
    yield from _previous("group", manifest.groups, groups)
    yield from _previous("unit", manifest.units, {unit.key: unit.place for unit in manifest.units})


def _twice(manifest: SchoolManifest) -> Iterator[Fault]:
    """Groups of one address in one of the school's tenants, and units that adopt one path."""
    told: set[str] = set()
    for tenant in manifest.tenants:
        taken: dict[str, GroupSpec] = {}
        for group in manifest.groups:
            address = (adopted_in(group.adopt, tenant) or group.address).lower()
            first = taken.setdefault(address, group)
            if first is not group and group.key not in told:
                told.add(group.key)
                facts = {"key": group.key, "address": address}
                other = {"other": first.key, "at": at(first.place)}
                yield Fault(ManifestCode.DUPLICATE_ADDRESS, group.place, {**facts, **other})
        paths: dict[str, UnitSpec] = {}
        for unit in manifest.units:
            path = adopted_in(unit.adopt, tenant)
            holder = unit if path is None else paths.setdefault(folded(path), unit)
            if holder is not unit and f"/{unit.key}" not in told:
                told.add(f"/{unit.key}")
                facts = {"key": unit.key, "path": path or ""}
                other = {"other": holder.key, "at": at(holder.place)}
                yield Fault(ManifestCode.ADOPTED_TWICE, unit.place, {**facts, **other})


def _previous(
    kind: str, specs: tuple[GroupSpec, ...] | tuple[UnitSpec, ...], there: dict[str, SourceLocation]
) -> Iterator[Fault]:
    claimed: dict[str, str] = {}
    for spec in specs:
        for name in spec.previously:
            facts = {"kind": kind, "key": spec.key, "name": name}
            if name in there:
                yield Fault(
                    ManifestCode.PREVIOUSLY_DECLARED, spec.place, {**facts, "at": at(there[name])}
                )
            elif claimed.setdefault(name, spec.key) != spec.key:
                yield Fault(
                    ManifestCode.PREVIOUSLY_TWICE, spec.place, {**facts, "other": claimed[name]}
                )


def at(place: SourceLocation) -> str:
    """'schools/layouts/osnovno.yaml:33', for hints."""
    return f"{place.file}:{place.line}"


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

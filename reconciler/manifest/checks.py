"""What only shows when files are read together: references, scopes, collisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.errors import Fault, Place
from reconciler.manifest import build, merge
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.collisions import check_tenants
from reconciler.manifest.expand import check_templates
from reconciler.manifest.load import Loaded
from reconciler.manifest.nodes import Node
from reconciler.manifest.references import check_school
from reconciler.manifest.types import SchoolManifest
from reconciler.model.names import CLASS_LETTERS
from reconciler.model.tenant import Tenant


def check(loaded: Loaded, tenants: Mapping[str, Tenant] | None, year: int) -> tuple[Fault, ...]:
    """Every fault across files, sorted; with a stack's tenants also those between the two.

    `year` is the one in which the school year ends; it only matters to messages that name a cohort.
    """
    faults = [
        *_municipality(loaded),
        *_overlaps(loaded),
        *(fault for tree in loaded.layouts.values() for fault in _sections(tree)),
        *_codes(loaded),
    ]
    sound: list[SchoolManifest] = []
    for school, tree in loaded.trees.items():
        mine = [*_sections(tree), *_school(loaded, tree)]
        layout = loaded.layouts.get(str(tree.items["layout"].value))
        if layout is not None:
            mine += merge.unmatched(layout, tree)
            if not mine:
                manifest = build.school_manifest(layout, tree, year)
                mine += check_school(loaded.municipality, manifest)
                sound.append(manifest)
        if tenants is not None:
            mine += _tenants(school, tree, tenants)
        faults += mine
    faults += check_tenants(sound)
    if tenants is not None:
        faults += _unused(loaded, tenants)
    return _each_once(faults)


def _each_once(faults: list[Fault]) -> tuple[Fault, ...]:
    """A layout's fault is told once, not once for every school that has the layout."""
    told = {(fault.code, fault.place, str(fault.facts)): fault for fault in faults}
    return tuple(sorted(told.values(), key=Fault.sort_key))


def _sections(tree: Node) -> Iterator[Fault]:
    for section in merge.SECTIONS:
        if section in tree.items:
            yield from check_templates(tree.items[section])


def _municipality(loaded: Loaded) -> Iterator[Fault]:
    scopes = loaded.root.items["scopes"]
    products = set(loaded.municipality.products)
    for school, tenants in scopes.items.items():
        tree = loaded.trees.get(school)
        if tree is None:
            place = scopes.key_place(school)
            yield Fault(ManifestCode.UNKNOWN_SCHOOL, place, {"school": school})
            continue
        for tenant, scope in tenants.items.items():
            if tenant not in tree.items["tenants"].items:
                facts = {"school": school, "tenant": tenant}
                yield Fault(ManifestCode.UNUSED_SCOPE, tenants.key_place(tenant), facts)
            for product in scope.items["products"].members:
                if product.value not in products:
                    yield _unknown_product(product.place, str(product.value), products)


def _overlaps(loaded: Loaded) -> Iterator[Fault]:
    """Two schools of one tenant must not have one root, or one inside the other's."""
    claims: dict[str, list[tuple[str, str]]] = {}
    scopes = loaded.root.items["scopes"]
    for school, tenants in scopes.items.items():
        for tenant, scope in tenants.items.items():
            root = str(scope.items["orgUnits"].value).rstrip("/") + "/"
            for other, taken in claims.setdefault(tenant, []):
                if root.startswith(taken) or taken.startswith(root):
                    facts = {"school": school, "other": other, "tenant": tenant}
                    yield Fault(ManifestCode.SCOPES_OVERLAP, tenants.key_place(tenant), facts)
            claims[tenant].append((school, root))


def _unknown_product(place: Place, product: str, known: set[str]) -> Fault:
    facts = {"product": product, "known": ", ".join(sorted(known))}
    return Fault(ManifestCode.UNKNOWN_PRODUCT, place, facts)


def _codes(loaded: Loaded) -> Iterator[Fault]:
    seen: dict[str, Place] = {}
    for tree in loaded.trees.values():
        node = tree.items["neispuo"]
        code = str(node.value)
        if code in seen:
            facts = {"code": code, "place": str(seen[code])}
            yield Fault(ManifestCode.DUPLICATE_NEISPUO, node.place, facts)
        seen.setdefault(code, node.place)


def _school(loaded: Loaded, tree: Node) -> Iterator[Fault]:
    layout, wave = tree.items["layout"], tree.items["wave"]
    if layout.value not in loaded.layouts:
        facts = {"layout": str(layout.value), "known": ", ".join(loaded.layouts)}
        yield Fault(ManifestCode.UNKNOWN_LAYOUT, layout.place, facts)
    else:
        yield from _classes(tree, loaded.layouts[str(layout.value)])
    if wave.value not in loaded.municipality.waves:
        facts = {"wave": str(wave.value), "known": ", ".join(loaded.municipality.waves)}
        yield Fault(ManifestCode.UNKNOWN_WAVE, wave.place, facts)
    scoped = {scope.tenant for scope in loaded.municipality.scopes.get(_id(tree), ())}
    tenants = tree.items["tenants"]
    for tenant in tenants.items:
        if tenant not in scoped:
            facts = {"school": _id(tree), "tenant": tenant}
            yield Fault(ManifestCode.NO_SCOPE, tenants.key_place(tenant), facts)


def _id(tree: Node) -> str:
    return str(tree.items["id"].value)


def _classes(tree: Node, layout: Node) -> Iterator[Fault]:
    first, last = (int(part) for part in str(layout.items["grades"].value).split("-"))
    classes = tree.items["classes"]
    for grade, node in classes.items.items():
        if not first <= int(grade) <= last:
            facts = {"grade": grade, "grades": f"{first}-{last}", "layout": _id(layout)}
            yield Fault(ManifestCode.GRADE_NOT_TAUGHT, classes.key_place(grade), facts)
        letters = str(node.value)
        for letter in sorted(set(letters)):
            if letter not in CLASS_LETTERS:
                facts = {"letter": letter, "code": f"U+{ord(letter):04X}"}
                yield Fault(ManifestCode.BAD_CLASS_LETTER, node.place, facts)
            if letters.count(letter) > 1:
                facts = {"class": f"{grade}{letter}"}
                yield Fault(ManifestCode.REPEATED_CLASS, node.place, facts)


def _tenants(school: str, tree: Node, tenants: Mapping[str, Tenant]) -> Iterator[Fault]:
    declared = tree.items["tenants"]
    for tenant in declared.items:
        if tenant not in tenants:
            facts = {"tenant": tenant, "school": school}
            yield Fault(ManifestCode.UNKNOWN_TENANT, declared.key_place(tenant), facts)


def _unused(loaded: Loaded, tenants: Mapping[str, Tenant]) -> Iterator[Fault]:
    used = {tenant for tree in loaded.trees.values() for tenant in tree.items["tenants"].items}
    for tenant in sorted(set(tenants) - used):
        yield Fault(ManifestCode.UNUSED_TENANT, None, {"tenant": tenant})

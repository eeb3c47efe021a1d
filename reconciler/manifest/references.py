"""One effective manifest: whatever it names must exist, and lie within the school's scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from reconciler.errors import Fault, Place
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.types import Audience, GroupSpec, Municipality, SchoolManifest


def check_school(municipality: Municipality, manifest: SchoolManifest) -> Iterator[Fault]:
    """Every fault of one school's effective manifest."""
    known = _Known(municipality, manifest)
    for unit in manifest.units:
        yield from known.audience(unit.holds or ())
    for group in manifest.groups:
        for items in (group.owners, group.managers, group.members):
            yield from known.audience(items or ())
    yield from _licences(known)
    yield from _addresses(known)
    yield from _units(manifest)
    yield from _previously(manifest)
    yield from _cycles(manifest)


class _Known:
    """What one school's manifest may refer to."""

    def __init__(self, municipality: Municipality, manifest: SchoolManifest) -> None:
        self.municipality = municipality
        self.manifest = manifest
        self.scopes = municipality.scopes.get(manifest.id, ())
        self.classes = {name for names in manifest.classes.values() for name in names}
        self.groups = {group.key for group in manifest.groups}
        self.units = {unit.key for unit in manifest.units}

    def audience(self, items: Iterable[Audience]) -> Iterator[Fault]:
        for item in items:
            yield from self._item(item)

    def _item(self, item: Audience) -> Iterator[Fault]:
        if item.klass is not None and item.klass not in self.classes:
            facts = {"class": item.klass, "known": " ".join(sorted(self.classes, key=_by_grade))}
            yield Fault(ManifestCode.UNKNOWN_CLASS, item.place, facts)
        if item.unit is not None and item.unit not in self.units:
            facts = {"unit": item.unit, "known": ", ".join(sorted(self.units))}
            yield Fault(ManifestCode.UNKNOWN_UNIT, item.place, facts)
        if item.group is not None:
            yield from self.group(item.group, item.place)
        alone = item.group is not None or item.address is not None
        if alone and (_selects(item) or (item.group and item.address)):
            yield Fault(ManifestCode.AUDIENCE_AND_GROUP, item.place)

    def group(self, key: str, place: Place) -> Iterator[Fault]:
        if key not in self.groups:
            yield Fault(ManifestCode.UNKNOWN_GROUP, place, {"group": key})


def _by_grade(name: str) -> tuple[int, str]:
    return (int(name[:-1]), name[-1])


def _selects(item: Audience) -> bool:
    keys = (item.role, item.grade, item.klass, item.graduates, item.certified, item.unit)
    return any(key is not None for key in keys)


def _licences(known: _Known) -> Iterator[Fault]:
    products = known.municipality.products
    within = {product for scope in known.scopes for product in scope.products}
    for licence in known.manifest.licences:
        if licence.product not in products:
            facts = {"product": licence.product, "known": ", ".join(sorted(products))}
            yield Fault(ManifestCode.UNKNOWN_PRODUCT, licence.place, facts)
        elif licence.product not in within:
            facts = {"product": licence.product, "known": ", ".join(sorted(within))}
            yield Fault(ManifestCode.OUTSIDE_PRODUCTS, licence.place, facts)
        yield from known.audience(licence.audience)
        if licence.through is not None:
            yield from known.group(licence.through, licence.place)
            if licence.audience:
                yield Fault(ManifestCode.AUDIENCE_AND_GROUP, licence.place)
        elif licence.seats is not None and not licence.audience:
            yield Fault(ManifestCode.NO_AUDIENCE, licence.place, {"product": licence.product})


def _addresses(known: _Known) -> Iterator[Fault]:
    seen: dict[str, GroupSpec] = {}
    for group in known.manifest.groups:
        for scope in known.scopes:
            if not fnmatchcase(group.address, scope.addresses):
                facts = {"address": group.address, "pattern": scope.addresses}
                yield Fault(ManifestCode.OUTSIDE_ADDRESSES, group.place, facts)
        if group.address in seen:
            facts = {"address": group.address, "place": str(seen[group.address].place)}
            yield Fault(ManifestCode.DUPLICATE_ADDRESS, group.place, facts)
        seen.setdefault(group.address, group)


def _units(manifest: SchoolManifest) -> Iterator[Fault]:
    seen: dict[str, Place] = {}
    for unit in manifest.units:
        folded = unit.key.lower()
        if folded in seen:
            facts = {"unit": unit.key, "place": str(seen[folded])}
            yield Fault(ManifestCode.DUPLICATE_UNIT, unit.place, facts)
        seen.setdefault(folded, unit.place)


def _previously(manifest: SchoolManifest) -> Iterator[Fault]:
    """An earlier name must be free: nothing else may be, or have been, called so."""
    named = [("unit", unit.key, unit.previously, unit.place) for unit in manifest.units]
    named += [("group", group.key, group.previously, group.place) for group in manifest.groups]
    places = {(kind, key): place for kind, key, _, place in named}
    for kind, _, previously, place in named:
        for old in previously:
            taken = places.get((kind, old))
            if taken is not None:
                facts = {"name": old, "kind": kind, "place": str(taken)}
                yield Fault(ManifestCode.PREVIOUSLY_DECLARED, place, facts)
            places[kind, old] = place


def _cycles(manifest: SchoolManifest) -> Iterator[Fault]:
    inside = {
        group.key: [
            item.group
            for items in (group.owners, group.managers, group.members)
            for item in items or ()
            if item.group is not None
        ]
        for group in manifest.groups
    }
    for group in manifest.groups:
        if _reaches(group.key, group.key, inside, set()):
            yield Fault(ManifestCode.GROUP_CYCLE, group.place, {"group": group.key})


def _reaches(start: str, goal: str, inside: dict[str, list[str]], seen: set[str]) -> bool:
    for key in inside.get(start, ()):
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            if _reaches(key, goal, inside, seen):
                return True
    return False

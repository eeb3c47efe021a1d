"""Scopes: schools that share a tenant, a stack's tenants, and what a school may declare there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import combinations

from reconciler.errors import Facts, Fault, SourceLocation
from reconciler.manifest.checks.names import at
from reconciler.manifest.city import Municipality, SchoolScope
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.load import LoadedManifests
from reconciler.manifest.types import (
    EVERY_TENANT,
    GroupSpec,
    LicenceSpec,
    SchoolManifest,
    adopted_in,
)
from reconciler.model.names import folded
from reconciler.model.near import near_facts
from reconciler.model.resources import Kind
from reconciler.model.tenant import Tenant, TenantMode


def tenant_faults(loaded: LoadedManifests, tenants: Mapping[str, Tenant] | None) -> Iterator[Fault]:
    """Scopes of one tenant that overlap; tenants that are missing, or nobody's."""
    yield from _overlaps(loaded)
    if tenants is not None:
        yield from _stack(loaded, tenants)


def _overlaps(loaded: LoadedManifests) -> Iterator[Fault]:
    """Two schools that may declare the same unit or the same address."""
    inside: dict[str, list[tuple[str, SchoolScope]]] = {}
    for school, scopes in loaded.municipality.scopes.items():
        for scope in scopes:
            inside.setdefault(scope.tenant, []).append((school, scope))
    for tenant, pairs in inside.items():
        for (first, one), (second, other) in combinations(pairs, 2):
            facts = {"tenant": tenant, "school": second, "other": first}
            if _nested(one.root, other.root):
                what = {"what": "units", "one": one.root, "second": other.root}
                yield Fault(ManifestCode.UNITS_OVERLAP, other.place, {**facts, **what})
            if _patterns_overlap(one.addresses, other.addresses):
                what = {"one": one.addresses, "second": other.addresses}
                yield Fault(ManifestCode.ADDRESSES_OVERLAP, other.place, {**facts, **what})


def _nested(item: str, other: str) -> bool:
    roots = (f"{folded(one).rstrip('/')}/" for one in (item, other))
    shorter, longer = sorted(roots, key=len)
    return longer.startswith(shorter)


def _patterns_overlap(item: str, other: str) -> bool:
    """Whether some address fits both patterns; * is any text."""
    if not item or not other:
        return not (item + other).strip("*")
    if item[0] == "*":
        return _patterns_overlap(item[1:], other) or _patterns_overlap(item, other[1:])
    if other[0] == "*":
        return _patterns_overlap(other, item)
    return item[0] == other[0] and _patterns_overlap(item[1:], other[1:])


def address_faults(manifests: Iterable[SchoolManifest]) -> Iterator[Fault]:
    """One address declared by two schools of a tenant, which neither only observes."""
    taken: dict[tuple[str, str], tuple[str, SourceLocation]] = {}
    for manifest in manifests:
        for tenant, mode in manifest.tenants.items():
            for group in manifest.groups if _writes(mode, Kind.GROUP) else ():
                mine = (manifest.id, group.place)
                school, place = taken.setdefault((tenant, _named(group, tenant)), mine)
                if school != manifest.id:
                    both = {"school": manifest.id, "other": school}
                    facts = {"address": group.address, "tenant": tenant, **both}
                    yield Fault(
                        ManifestCode.ADDRESS_OF_ANOTHER, group.place, {**facts, "at": at(place)}
                    )


def _named(group: GroupSpec, tenant: str) -> str:
    """A group's address in a tenant; its local part alone where it has the tenant's own domain."""
    return (adopted_in(group.adopt, tenant) or group.address).lower()


def _stack(loaded: LoadedManifests, tenants: Mapping[str, Tenant]) -> Iterator[Fault]:
    used: set[str] = set()
    for tree in loaded.trees.values():
        declared = tree.items["tenants"]
        used |= declared.items.keys()
        for alias in declared.items:
            if alias not in tenants:
                facts: Facts = {"tenant": alias, **near_facts(alias, tenants)}
                yield Fault(ManifestCode.UNKNOWN_TENANT, declared.key_place(alias), facts)
    for alias, tenant in tenants.items():
        if alias not in used:
            yield Fault(ManifestCode.UNUSED_TENANT, None, {"tenant": alias})
        for school in sorted(tenant.schools):
            if (
                school not in loaded.trees
                or alias not in loaded.trees[school].items["tenants"].items
            ):
                yield Fault(ManifestCode.NAMED_ELSEWHERE, None, {"tenant": alias, "school": school})
        for product in sorted({*tenant.seats, *tenant.automatic}):
            if product not in loaded.municipality.products:
                facts = {"tenant": alias, "product": product}
                facts = {**facts, **near_facts(product, loaded.municipality.products)}
                yield Fault(ManifestCode.UNKNOWN_SEATS, None, facts)


def _managed(municipality: Municipality, manifest: SchoolManifest, kind: Kind) -> list[SchoolScope]:
    """The scopes in whose tenants the school's file may write a kind."""
    return [
        scope
        for scope in municipality.scopes.get(manifest.id, ())
        if scope.tenant in manifest.tenants and _writes(manifest.tenants[scope.tenant], kind)
    ]


def _writes(mode: TenantMode, kind: Kind) -> bool:
    """Whether what a file declares of a kind would be made in a tenant of this mode."""
    return not mode.closing and kind not in mode.observed


def mode_faults(loaded: LoadedManifests) -> Iterator[Fault]:
    """Tenants in `tenants` of the municipality or a layout that no school has."""
    used = {alias for tree in loaded.trees.values() for alias in tree.items["tenants"].items}
    for tree in (loaded.root, *loaded.layouts.values()):
        written = tree.items.get("tenants")
        for alias in written.items if written else ():
            if written and alias not in (EVERY_TENANT, *used):
                place = written.key_place(alias)
                facts = {"tenant": alias, **near_facts(alias, sorted(used))}
                yield Fault(ManifestCode.UNKNOWN_TENANT, place, facts)


def scope_faults(
    municipality: Municipality, manifest: SchoolManifest, tenants: Mapping[str, Tenant] | None
) -> Iterator[Fault]:
    """Addresses and products outside the scope in a tenant that the school manages."""
    for scope in _managed(municipality, manifest, Kind.GROUP):
        for group in manifest.groups:
            local = group.local_in(scope.tenant)
            if not fnmatchcase(local.lower(), scope.addresses):
                facts = {"key": group.key, "address": local, "pattern": scope.addresses}
                place = {"school": manifest.id, "tenant": scope.tenant}
                yield Fault(ManifestCode.OUTSIDE_ADDRESSES, group.place, {**facts, **place})
    for scope in _managed(municipality, manifest, Kind.ORG_UNIT):
        for unit in manifest.units:
            path = adopted_in(unit.adopt, scope.tenant)
            if path is not None and not _inside(path, scope.root):
                facts = {"key": unit.key, "path": path, "root": scope.root}
                place = {"school": manifest.id, "tenant": scope.tenant}
                yield Fault(ManifestCode.OUTSIDE_UNITS, unit.place, {**facts, **place})
    managed = _managed(municipality, manifest, Kind.LICENCE)
    for licence in manifest.licences:
        for scope in _lacking(municipality, managed, licence, tenants):
            facts = {
                "product": licence.product,
                "products": ", ".join(sorted(scope.products)) or "–",
            }
            place = {"school": manifest.id, "tenant": scope.tenant}
            yield Fault(ManifestCode.OUTSIDE_PRODUCTS, licence.place, {**facts, **place})


def ceiling_faults(municipality: Municipality, manifest: SchoolManifest) -> Iterator[Fault]:
    """Names and numbers of licences outside the scope in a tenant that the school manages."""
    for scope in _managed(municipality, manifest, Kind.GROUP):
        for group in manifest.groups if scope.names else ():
            name = group.name.text
            if not any(fnmatchcase(name, pattern) for pattern in scope.names):
                facts: Facts = {"key": group.key, "name": name, "names": ", ".join(scope.names)}
                place = {"school": manifest.id, "tenant": scope.tenant}
                yield Fault(ManifestCode.OUTSIDE_NAMES, group.place, {**facts, **place})
    for scope in _managed(municipality, manifest, Kind.LICENCE):
        for licence in manifest.licences:
            most = scope.seats.get(licence.product)
            if most is not None and licence.seats is not None and licence.seats > most:
                facts = {"product": licence.product, "seats": licence.seats, "most": most}
                place = {"school": manifest.id, "tenant": scope.tenant}
                yield Fault(ManifestCode.OUTSIDE_SEATS, licence.place, {**facts, **place})


def _inside(path: str, root: str) -> bool:
    """Whether a unit lies below the root of a scope; the root itself is nobody's to adopt."""
    return folded(path).startswith(f"{folded(root).rstrip('/')}/")


def _lacking(
    municipality: Municipality,
    managed: list[SchoolScope],
    licence: LicenceSpec,
    tenants: Mapping[str, Tenant] | None,
) -> Iterator[SchoolScope]:
    """Scopes that would have to name the licence's product and do not.

    With a stack those are the tenants whose vendor has it; without one, any tenant will do.
    """
    product = municipality.products.get(licence.product)
    if product is None:
        return
    without = [scope for scope in managed if product.id not in scope.products]
    if tenants is None:
        yield from without[:1] if len(without) == len(managed) else ()
        return
    for scope in without:
        tenant = tenants.get(scope.tenant)
        if tenant is not None and tenant.vendor in product.names:
            yield scope

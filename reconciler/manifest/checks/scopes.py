"""What one school declares against what municipality.yaml lets it declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from reconciler.errors import Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.types import LicenceSpec, Municipality, SchoolManifest, SchoolScope
from reconciler.model.tenant import Mode, Tenant


def scope_faults(
    municipality: Municipality, manifest: SchoolManifest, tenants: Mapping[str, Tenant] | None
) -> Iterator[Fault]:
    """Addresses and products outside the scope in a tenant that the school manages."""
    managed = [
        scope
        for scope in municipality.scopes.get(manifest.id, ())
        if manifest.tenants.get(scope.tenant) is Mode.MANAGE
    ]
    for scope in managed:
        for group in manifest.groups:
            if not fnmatchcase(group.address, scope.addresses):
                facts = {"key": group.key, "address": group.address, "pattern": scope.addresses}
                place = {"school": manifest.id, "tenant": scope.tenant}
                yield Fault(ManifestCode.OUTSIDE_ADDRESSES, group.place, {**facts, **place})
    for licence in manifest.licences:
        for scope in _lacking(municipality, managed, licence, tenants):
            facts = {
                "product": licence.product,
                "products": ", ".join(sorted(scope.products)) or "–",
            }
            place = {"school": manifest.id, "tenant": scope.tenant}
            yield Fault(ManifestCode.OUTSIDE_PRODUCTS, licence.place, {**facts, **place})


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

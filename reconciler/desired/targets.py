"""Which schools and tenants a run targets, and the scope to observe in each tenant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reconciler.desired.context import SchoolContext
from reconciler.desired.elsewhere import elsewhere
from reconciler.manifest import LoadedManifests, effective
from reconciler.manifest.build import closed
from reconciler.manifest.city import Municipality, SchoolScope, Stack
from reconciler.manifest.modes import for_alias
from reconciler.manifest.types import LicenceSpec, SchoolManifest
from reconciler.model.limits import VendorLimits
from reconciler.model.names import folded
from reconciler.model.observation import Scope
from reconciler.model.resources import Kind
from reconciler.model.tenant import Mode, Tenant, TenantMode
from reconciler.roster import Rosters

_ALL: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TargetSelector:
    """The selectors of a run; an empty set means all."""

    schools: frozenset[str] = _ALL
    tenants: frozenset[str] = _ALL
    waves: frozenset[str] = _ALL
    kinds: frozenset[Kind] = frozenset()
    day: str | None = None
    """ISO day that the run is for; None: dated entries count as declared on any day."""
    retry: bool = False
    """Whether what the vendor refused for good is tried again, however lately that was."""

    as_if: Mode | None = None
    """A mode that a preview takes for granted; None: what the files say."""

    def allowed(
        self, manifest: SchoolManifest, municipality: Municipality, tenant: Tenant
    ) -> TenantMode:
        """What may be done in a school's tenant: the strictest of all that say something."""
        if self.as_if is not None:
            return TenantMode(self.as_if).stricter()
        shared = for_alias(municipality.modes, tenant.alias)
        return manifest.tenants[tenant.alias].stricter(*shared, tenant.mode)

    def covers(self, school: str, wave: str, tenant: str) -> bool:
        """Whether a school of a wave, in a tenant, is part of the run."""
        return (
            (not self.schools or school in self.schools)
            and (not self.tenants or tenant in self.tenants)
            and (not self.waves or wave in self.waves)
        )


def contexts(
    loaded: LoadedManifests,
    stack: Stack,
    rosters: Rosters,
    limits: Callable[[str], VendorLimits],
    targets: TargetSelector,
) -> dict[str, list[SchoolContext]]:
    """Schools by tenant alias, both sorted, for every tenant that has a targeted school.

    The other schools of such a tenant are included, so that shared people and seats are resolved
    the same way however narrow a run is; they are not planned. `limits` is called by alias.
    """
    by_tenant: dict[str, list[SchoolContext]] = {}

    @cache
    def manifest_of(school: str) -> SchoolManifest:
        return effective(loaded, school, rosters.year, targets.day)

    everyone = _by_tenant(loaded, targets)
    outside = elsewhere(stack.tenants, everyone, rosters, manifest_of)
    for alias, schools in sorted(everyone.items()):
        if not any(schools.values()):
            continue
        tenant, strangers = stack.tenants[alias], outside(alias)
        for school, covered in schools.items():
            scope = _scope(loaded.municipality, school, alias)
            manifest = _in_tenant(manifest_of(school), alias, scope)
            allowed = targets.allowed(manifest, loaded.municipality, tenant)
            by_tenant.setdefault(alias, []).append(
                SchoolContext(
                    municipality=loaded.municipality,
                    manifest=manifest,
                    tenant=tenant,
                    mode=allowed.mode,
                    observed=allowed.observed,
                    scope=scope,
                    limits=limits(alias),
                    roster=rosters.by_school.get(school),
                    certifications=stack.rosters.certified is not None and rosters.certified,
                    targeted=covered,
                    elsewhere=strangers,
                )
            )
    return by_tenant


def _in_tenant(manifest: SchoolManifest, alias: str, scope: SchoolScope) -> SchoolManifest:
    """The school as it is declared in one of its tenants."""
    here = closed(manifest) if manifest.tenants[alias].closing else manifest
    return _within_seats(here, scope)


def _within_seats(manifest: SchoolManifest, scope: SchoolScope) -> SchoolManifest:
    """The school with the scope's ceiling where its file states none or a higher one."""
    if not scope.seats:
        return manifest

    def most(licence: LicenceSpec) -> int | None:
        known = (licence.seats, scope.seats.get(licence.product))
        return min((seats for seats in known if seats is not None), default=None)

    licences = tuple(replace(one, seats=most(one)) for one in manifest.licences)
    return replace(manifest, licences=licences)


def _by_tenant(loaded: LoadedManifests, targets: TargetSelector) -> dict[str, dict[str, bool]]:
    """Tenant → school → whether it is targeted."""
    by_tenant: dict[str, dict[str, bool]] = {}
    for school, tree in loaded.trees.items():
        wave = str(tree.items["wave"].value)
        for alias in tree.items["tenants"].items:
            covered = targets.covers(school, wave, alias)
            by_tenant.setdefault(alias, {})[school] = covered
    return by_tenant


def _scope(municipality: Municipality, school: str, alias: str) -> SchoolScope:
    return next(scope for scope in municipality.scopes[school] if scope.tenant == alias)


def scope_of(schools: Sequence[SchoolContext]) -> Scope:
    """What must be observed in one tenant, for all of these schools."""
    groups = [(context, spec) for context in schools for spec in context.manifest.groups]
    return Scope(
        roots=frozenset(folded(context.scope.root) for context in schools),
        addresses=frozenset(context.scope.addresses for context in schools),
        products=_products(schools),
        named=frozenset(
            name
            for context, spec in groups
            for name in (
                context.address_of(spec),
                *map(context.mail, (spec.address, *spec.previously, *spec.moved_from)),
            )
        ),
        marks=frozenset(
            (school, key)
            for context, spec in groups
            for key in (spec.key, *spec.previously, *spec.moved_from)
            for school in (context.manifest.id, *context.manifest.previously)
        ),
        unit_marks=_unit_marks(schools),
        schools=frozenset(
            school
            for context in schools
            for school in (context.manifest.id, *context.manifest.previously)
        ),
    )


def _unit_marks(schools: Iterable[SchoolContext]) -> frozenset[tuple[str, str]]:
    # by mark, wherever they are: after a change of the school's root they are moved, not recreated
    return frozenset(
        (school, key)
        for context in schools
        for school in (context.manifest.id, *context.manifest.previously)
        for spec in context.manifest.units
        for key in (spec.key, *spec.previously, *spec.moved_from)
    )


def _products(schools: Iterable[SchoolContext]) -> Mapping[str, Mapping[str, str]]:
    """The declared products, and the others of their families: who holds one gets no second."""
    found: dict[str, Mapping[str, str]] = {}
    for context in schools:
        vendor, families = context.tenant.vendor, families_of(context)
        declared = {spec.product for spec in context.manifest.licences}
        excluding = {families.get(product) for product in declared} - {None}
        for product, sold in context.municipality.products.items():
            if product in declared or families.get(product) in excluding:
                found |= {product: sold.names[vendor]} if vendor in sold.names else {}
    return found


def families_of(context: SchoolContext) -> Mapping[str, str]:
    """Product → its family at the tenant's vendor, of all products of the municipality."""
    return {
        product: family
        for product, sold in context.municipality.products.items()
        if (family := sold.family_at(context.tenant.vendor)) is not None
    }

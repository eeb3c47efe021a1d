"""Which schools and tenants a run is about, and what of each tenant it must look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reconciler.desired.context import SchoolInTenant
from reconciler.manifest import Loaded, effective
from reconciler.manifest.types import Municipality, SchoolManifest, SchoolScope, Stack
from reconciler.model.limits import Limits
from reconciler.model.observation import Scope
from reconciler.model.resources import Kind
from reconciler.model.tenant import Mode
from reconciler.roster import Rosters

_ALL: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """What a run was narrowed to; an empty set means all."""

    schools: frozenset[str] = _ALL
    tenants: frozenset[str] = _ALL
    waves: frozenset[str] = _ALL
    kinds: frozenset[Kind] = frozenset()

    def covers(self, manifest: SchoolManifest, tenant: str) -> bool:
        """Whether a school in a tenant is part of the run."""
        return (
            (not self.schools or manifest.id in self.schools)
            and (not self.tenants or tenant in self.tenants)
            and (not self.waves or manifest.wave in self.waves)
        )


def contexts(
    loaded: Loaded,
    stack: Stack,
    rosters: Rosters,
    limits: Mapping[str, Limits],
    reach: Reach,
) -> dict[str, list[SchoolInTenant]]:
    """Schools by tenant alias, both sorted, for every tenant that has one in reach.

    The other schools of such a tenant come along, so that shared people and seats are settled the
    same way however narrow a run is; they are not planned.
    """
    inside: dict[str, list[SchoolInTenant]] = {}
    for school in loaded.schools:
        manifest = effective(loaded, school, rosters.year)
        for alias, mode in sorted(manifest.tenants.items()):
            tenant = stack.tenants[alias]
            inside.setdefault(alias, []).append(
                SchoolInTenant(
                    municipality=loaded.municipality,
                    manifest=manifest,
                    tenant=tenant,
                    mode=Mode.OBSERVE if Mode.OBSERVE in (mode, tenant.mode) else Mode.MANAGE,
                    scope=_scope(loaded.municipality, school, alias),
                    limits=limits[alias],
                    roster=rosters.by_school.get(school),
                    certifications=stack.rosters.certified is not None,
                    in_reach=reach.covers(manifest, alias),
                )
            )
    return {a: schools for a, schools in sorted(inside.items()) if any(s.in_reach for s in schools)}


def _scope(municipality: Municipality, school: str, alias: str) -> SchoolScope:
    return next(scope for scope in municipality.scopes[school] if scope.tenant == alias)


def scope_of(schools: Sequence[SchoolInTenant]) -> Scope:
    """What must be looked at in one tenant, for all of its schools in reach."""
    groups = [(context, spec) for context in schools for spec in context.manifest.groups]
    return Scope(
        roots=frozenset(context.scope.root.lower() for context in schools),
        addresses=frozenset(context.scope.addresses for context in schools),
        products=_products(schools),
        named=frozenset(
            context.mail(local)
            for context, spec in groups
            for local in (spec.address, *spec.previously)
        ),
        marks=frozenset(
            (context.manifest.id, key)
            for context, spec in groups
            for key in (spec.key, *spec.previously)
        ),
    )


def _products(schools: Iterable[SchoolInTenant]) -> Mapping[str, Mapping[str, str]]:
    return {
        spec.product: names[context.tenant.vendor]
        for context in schools
        for spec in context.manifest.licences
        if context.tenant.vendor in (names := context.municipality.products[spec.product].names)
    }

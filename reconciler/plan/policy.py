"""The policy of one school's comparison, from its manifest and its tenant's other schools.

Two schools may share a tenant, its people and its seats. `elsewhere` are accounts that another
school wants the same product for, `before` those of schools with a smaller id, which are served
first: so the seats come out the same whichever school a run targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconciler.desired.context import Desired
from reconciler.desired.targets import families_of
from reconciler.diff.policy import LicenceRule, SchoolPolicy
from reconciler.manifest.city import Product, WhenShort
from reconciler.manifest.types import SchoolManifest
from reconciler.model.mark import FormerKeys
from reconciler.model.names import folded
from reconciler.model.resources import Address, Kind, LicenceAssignment


def school_policy(
    desired: Desired, tenant_schools: Iterable[Desired], former: FormerKeys
) -> SchoolPolicy:
    """The policy of one school's comparison; `tenant_schools` are all that share its tenant.

    `former` is what the ledger knows of earlier names of the school's units and groups.
    """
    context, schools = desired.context, tuple(tenant_schools)
    others = [one for one in schools if one.context.manifest.id != context.manifest.id]
    # an account of two schools is nobody's to take a licence from: the other may still want it
    shared = frozenset[str]().union(*(one.rostered for one in others))
    manifest = context.manifest
    products = context.municipality.products
    return SchoolPolicy(
        municipality=context.municipality.id,
        school=manifest.id,
        tenant=context.tenant.alias,
        root=folded(context.scope.root),
        domain=context.tenant.domain,
        allow=manifest.allow,
        prune=manifest.prune,
        ignore=manifest.ignore,
        carriers=manifest.carriers,
        one_role_each=context.limits.one_role_each,
        units_nest=context.limits.units_nest,
        licences={
            spec.product: _rule(desired, products[spec.product], spec.seats, others)
            for spec in manifest.licences
        },
        families=families_of(context),
        rostered=desired.rostered - shared,
        uncertain=frozenset[str]().union(*(one.uncertain for one in schools)),
        unclaimed=desired.unclaimed,
        earlier=manifest.previously,
        former=former,
        at_creation=context.limits.at_creation,
        later=frozenset(key for key, _ in _absent(manifest, ended=False)),
        ended=dict(_absent(manifest, ended=True)),
        doubted_units=frozenset(_doubted_units(others)),
    )


def _doubted_units(others: Iterable[Desired]) -> Iterator[str]:
    """The units of schools whose lists do not tell whom they hold."""
    for one in others:
        for address in _doubted(one, Kind.PLACEMENT):
            yield one.context.path(address.key)


def _doubted(desired: Desired, kind: Kind) -> Iterator[Address]:
    """What a school declares that may be meant for anybody of the tenant.

    It has no list, or nobody of a role that it had, or a row of which nobody knows whose it is.
    """
    yield from (address for address in desired.unknown if address.kind is kind)
    yield from (item.address for item in desired.resources.of(kind) if item.held)


def _rule(
    desired: Desired, product: Product, ceiling: int | None, others: Iterable[Desired]
) -> LicenceRule:
    context = desired.context
    return LicenceRule(
        purchased=context.tenant.seats.get(product.id),
        ceiling=ceiling,
        fill=product.when_short is WhenShort.FILL,
        automatic=product.id in context.tenant.automatic,
        family=product.family_at(context.tenant.vendor),
        elsewhere=frozenset(ref for one in others for ref in _wanted(one, product.id)),
        before=frozenset(
            ref
            for one in others
            if one.context.manifest.id < context.manifest.id
            for ref in _wanted(one, product.id)
        ),
        unknown=context.address(Kind.LICENCE, product.id) in desired.unknown,
        doubted=any(
            address.key == product.id for one in others for address in _doubted(one, Kind.LICENCE)
        ),
    )


def _absent(manifest: SchoolManifest, *, ended: bool) -> Iterator[tuple[tuple[Kind, str], str]]:
    """Kind and key, earlier keys too, of entries that have ended or are to come → the last day."""
    sections = {"orgUnits": Kind.ORG_UNIT, "groups": Kind.GROUP}
    for name, entry in manifest.absent.items():
        section, _, key = name.partition("/")
        if section in sections and entry.ended is ended:
            for one in (key, *entry.previously):
                yield (sections[section], one), entry.days.last or ""


def _wanted(desired: Desired, product: str) -> frozenset[str]:
    """The accounts that a school wants a product for; all of its people where that is unknown."""
    address = desired.context.address(Kind.LICENCE, product)
    if address in desired.unknown:
        return desired.rostered
    item = desired.resources.items.get(address)
    if item is None or not isinstance(item.resource, LicenceAssignment):
        return frozenset()
    return frozenset(holder.member.ref for holder in item.resource.holders)

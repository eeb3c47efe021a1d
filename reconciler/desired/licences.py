"""Who should hold a product, best claim on a seat first.

The order matters where seats are short: `lastSeatsTo` of the product ranks people, and those whom
it does not name come last; within a rank the roster's ids decide, so that two runs agree.

Example: lastSeatsTo [{role: teacher}, {grade: 12}], 3 seats, 2 teachers, 2 pupils of grade 12: both
teachers and the pupil with the smaller id get one.
"""

from __future__ import annotations

from reconciler.desired.audiences import describe_audience, selects
from reconciler.desired.context import DesiredCode, unresolved_reason
from reconciler.desired.members import MemberResolver
from reconciler.manifest.city import Product
from reconciler.manifest.types import LicenceSpec
from reconciler.model.change import Reason
from reconciler.model.people import Person
from reconciler.model.plan import Finding
from reconciler.model.resources import Holder, LicenceAssignment, Member, MemberType
from reconciler.model.tenant import Vendor


def licence(resolver: MemberResolver, spec: LicenceSpec) -> LicenceAssignment | Finding | Reason:
    """The holders of a declared licence; a finding where the vendor cannot express it.

    Suspended accounts are included, so that they keep a licence which they have.
    """
    context = resolver.context
    product = context.municipality.products[spec.product]
    if context.tenant.vendor not in product.names:
        return _parity(resolver, spec, DesiredCode.PARITY_PRODUCT)
    without = _without(resolver, product)
    if spec.through is not None:
        if not context.limits.licence_through_group:
            return _parity(resolver, spec, DesiredCode.PARITY_THROUGH_GROUP)
        address = context.address_of(resolver.groups[spec.through])
        holder = Holder(Member(MemberType.GROUP, address), without)
        return LicenceAssignment(spec.product, (holder,))
    unknown = unresolved_reason((*spec.audience, *product.last_seats_to), context)
    if unknown is not None and spec.audience:
        return unknown
    people = resolver.matched.people.select(spec.audience, resolver.units)
    ranked = sorted(people, key=lambda person: (_rank(product, person), person.sourced_id))
    claims: dict[str, str] = {}
    for person in ranked:
        account = resolver.matched.account_of.get(person.sourced_id)
        if account:
            claims.setdefault(account, _claim(product, person))
    holders = tuple(Holder(Member(MemberType.ACCOUNT, account), without) for account in claims)
    return LicenceAssignment(spec.product, holders, tuple(claims.values()))


def _without(resolver: MemberResolver, product: Product) -> tuple[str, ...]:
    if resolver.context.limits.licence_without_plans:
        return tuple(sorted(product.without))
    return ()


def _rank(product: Product, person: Person) -> int:
    """The person's position in lastSeatsTo; after its end for people whom it does not name."""
    for rank, item in enumerate(product.last_seats_to):
        if selects(item, person):
            return rank
    return len(product.last_seats_to)


def _claim(product: Product, person: Person) -> str:
    """The item of lastSeatsTo that gives a person a claim, as it is written; '' without one."""
    rank = _rank(product, person)
    return (
        describe_audience(product.last_seats_to[rank]) if rank < len(product.last_seats_to) else ""
    )


def _parity(resolver: MemberResolver, spec: LicenceSpec, code: DesiredCode) -> Finding:
    facts = {"product": spec.product, "vendor": Vendor(resolver.context.tenant.vendor).value}
    return resolver.context.finding(code, f"licence/{spec.product}", facts, spec.place)

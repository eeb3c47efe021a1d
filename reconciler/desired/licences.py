"""Who should hold a product, best claim first."""

from __future__ import annotations

from reconciler.desired.audiences import describe_audience, selects
from reconciler.desired.context import DesiredCode, unresolved_reason
from reconciler.desired.members import MemberResolver
from reconciler.manifest.types import LicenceSpec, Product
from reconciler.model.people import Person
from reconciler.model.plan import Finding, Reason
from reconciler.model.resources import Holder, LicenceAssignment, Member, MemberType
from reconciler.model.tenant import Vendor


def licence(everyone: MemberResolver, spec: LicenceSpec) -> LicenceAssignment | Finding | Reason:
    """The holders of a declared licence; a finding where the vendor cannot express it.

    Suspended accounts are among them: they keep a licence that they have.
    """
    context = everyone.context
    product = context.municipality.products[spec.product]
    if context.tenant.vendor not in product.names:
        return _parity(everyone, spec, DesiredCode.PARITY_PRODUCT)
    without = _without(everyone, product)
    if spec.through is not None:
        if not context.limits.licence_through_group:
            return _parity(everyone, spec, DesiredCode.PARITY_THROUGH_GROUP)
        address = context.mail(everyone.groups[spec.through].address)
        holder = Holder(Member(MemberType.GROUP, address), without)
        return LicenceAssignment(spec.product, (holder,))
    unknown = unresolved_reason((*spec.audience, *product.last_seats_to), context)
    if unknown is not None and spec.audience:
        return unknown
    people = everyone.matched.crowd.select(spec.audience, everyone.unit_of)
    ranked = sorted(people, key=lambda person: (_rank(product, person), person.sourced_id))
    claims: dict[str, str] = {}
    for person in ranked:
        account = everyone.matched.account_of.get(person.sourced_id)
        if account:
            claims.setdefault(account, _claim(product, person))
    holders = tuple(Holder(Member(MemberType.ACCOUNT, account), without) for account in claims)
    return LicenceAssignment(spec.product, holders, tuple(claims.values()))


def _without(everyone: MemberResolver, product: Product) -> tuple[str, ...]:
    if everyone.context.limits.licence_without_plans:
        return tuple(sorted(product.without))
    return ()


def _rank(product: Product, person: Person) -> int:
    """Where the person stands in lastSeatsTo; after the end for nobody named there."""
    for rank, item in enumerate(product.last_seats_to):
        if selects(item, person):
            return rank
    return len(product.last_seats_to)


def _claim(product: Product, person: Person) -> str:
    """The item of lastSeatsTo by which a person has a claim, as people write it; '' without."""
    rank = _rank(product, person)
    return (
        describe_audience(product.last_seats_to[rank]) if rank < len(product.last_seats_to) else ""
    )


def _parity(everyone: MemberResolver, spec: LicenceSpec, code: DesiredCode) -> Finding:
    facts = {"product": spec.product, "vendor": Vendor(everyone.context.tenant.vendor).value}
    return everyone.context.finding(code, f"licence/{spec.product}", facts, spec.place)

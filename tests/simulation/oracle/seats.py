"""Licences: who may get one, who may lose one, and that nobody is without in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tests.simulation.oracle.expected import Expected, Whom
from tests.simulation.oracle.facts import Facts, Seat
from tests.simulation.oracle.manifests import Town

if TYPE_CHECKING:
    from tests.simulation.oracle.judge import Write

SKUS = {
    "M365EDU_A3_FACULTY": "4b590615-0888-425a-a965-b3bf7789848d",
    "STANDARDWOFFPACK_STUDENT": "314c4481-f395-4525-be8b-2ec4bb1e9d91",
}
"""Part numbers of Microsoft's reference of product names and their ids."""


def sku_of(town: Town, product: str, vendor: str) -> str:
    """The vendor's id of a product; '' where it has none there."""
    named: Mapping[str, Any] = town.products[product].get(vendor, {})
    sku = str(named.get("sku", ""))
    return SKUS.get(sku, sku)


def family_of(town: Town, product: str, vendor: str) -> str:
    """What products exclude each other by: Google's product, or the family."""
    body = town.products[product]
    if vendor == "google":
        return str(body.get("google", {}).get("product", product))
    return str(body.get("family", product))


def meant(write: Write, product: str) -> Whom:
    """Whom the schools of the tenant mean by a product."""
    found = Whom()
    for school in write.world.town.at(write.before.alias):
        found |= Expected(write.world, school, write.before).licensed(product)
    return found


def licence_findings(write: Write) -> Iterator[tuple[str, str]]:
    """What a write does to licences that it should not."""
    town, vendor = write.world.town, write.before.vendor
    gone = write.before.seats - write.after.seats
    came = write.after.seats - write.before.seats
    if not gone and not came:
        return
    products = {sku_of(town, name, vendor): name for name in town.products}
    for seat in came:
        yield from _given(write, seat, products)
    for seat in gone:
        if seat.user not in write.clicked:
            yield from _taken(write, seat, products)


def _given(write: Write, seat: Seat, products: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if seat.via:
        return
    product = products.get(seat.sku)
    account = write.before.accounts.get(seat.user)
    if product is None or seat.user not in meant(write, product).ids:
        yield "licences-as-declared", f"{product} given to {seat.user}, who is not meant"
    if account is not None and account.suspended and seat.user not in write.clicked:
        yield "licences-as-declared", f"{product} given to {seat.user}, who is suspended"


def _taken(write: Write, seat: Seat, products: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    product = products.get(seat.sku)
    if product is None:
        yield "licences-as-declared", f"{seat.sku} taken from {seat.user}: not ours"
        return
    whom = meant(write, product)
    if seat.user in whom.ids:
        yield "licences-as-declared", f"{product} taken from {seat.user}, who is meant"
    family = _family_held(
        write.after, seat.user, family_of(write.world.town, product, write.before.vendor), write
    )
    wanted = _wanted_of_family(write, seat.user, product)
    if wanted and not family:
        yield "replaced-before-taken", f"{seat.user} has nothing in place of {product}"
    if whom.unknown:
        yield "unknown-takes-nothing", f"{product} taken, the audience is in doubt"
    if not wanted and not _may_take(write):
        yield "licences-as-declared", f"{product} taken from {seat.user} without prune"


def _may_take(write: Write) -> bool:
    schools = write.world.town.at(write.before.alias)
    return any("licences" in one.prune or one.decommission for one in schools)


def _family_held(facts: Facts, user: str, family: str, write: Write) -> bool:
    town, vendor = write.world.town, facts.vendor
    skus = {
        sku_of(town, name, vendor)
        for name in town.products
        if family_of(town, name, vendor) == family
    }
    return any(seat.user == user and seat.sku in skus for seat in facts.seats)


def _wanted_of_family(write: Write, user: str, product: str) -> bool:
    town, vendor = write.world.town, write.before.vendor
    family = family_of(town, product, vendor)
    return any(
        user in meant(write, name).ids
        for name in town.products
        if family_of(town, name, vendor) == family
    )

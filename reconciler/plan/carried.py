"""Licences that people lose because they leave a group that carries them.

Premise: with group-based licensing a licence goes with the membership, and on Microsoft the mailbox
goes with the licence. A plan that says "3 members leave" must say so, and be guarded by it.

Rule: somebody loses a product who has it through groups alone, is taken out of one that carries it
(or that group is deleted, or loses the licence), and is left in no other one that carries it.
Whoever is only an owner of a group has nothing through it. Where the licences were not listed, the
groups that are declared for a product count as carrying it, and all their members as having it.

Example: p1 and p2 leave `licensed-pupils`, which carries a1; p2 is in `clubs`, too, which carries
it as well: one licence is lost. Who comes to a licence by another way stays (`diff/carriers.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reconciler.errors import Code, Facts
from reconciler.model.change import Action, Change, LicenceDelta, MembershipDelta
from reconciler.model.observation import Listing, Observation, ObservedGroup
from reconciler.model.plan import Finding, Level
from reconciler.model.resources import (
    Address,
    LicenceAssignment,
    MemberRole,
    MemberType,
    Resource,
    RoleMember,
)

Way = tuple[str, str, str]
"""Product, id of a group that carries it, account."""


class CarriedCode(Code):
    """Codes of findings (finding-…)."""

    TAKES_LICENCE = "takes-licence"


@dataclass(frozen=True, slots=True)
class LostLicence:
    """One account that loses one product by one change."""

    change: Address
    product: str
    account: str


def lost_licences(
    changes: Iterable[Change], observation: Observation, declared: Iterable[Resource] = ()
) -> tuple[LostLicence, ...]:
    """Each licence that changes of one school take from somebody through a group, once."""
    carried = _Carried.of(observation, declared)
    if not carried.groups:
        return ()
    going = [(change.address, way) for change in changes for way in carried.going(change)]
    closed = {way for _, way in going}
    open_still = {(product, account) for product, _, account in carried.ways() - closed}
    found: dict[tuple[str, str], LostLicence] = {}
    for address, (product, _, account) in going:
        slot = (product, account)
        if slot not in open_still and carried.has(product, account):
            found.setdefault(slot, LostLicence(address, product, account))
    return tuple(found.values())


def lost_findings(lost: Iterable[LostLicence], tenant: str) -> Iterator[Finding]:
    """How many people a change takes a product from, one for each change and product."""
    counts = Counter((one.change, one.product) for one in lost)
    for (address, product), count in sorted(counts.items()):
        facts: Facts = {"product": product, "count": count, "key": address.key}
        subject = f"{address.kind}/{address.key}"
        yield Finding(
            CarriedCode.TAKES_LICENCE, Level.ADVISORY, tenant, address.school, subject, facts
        )


@dataclass(frozen=True, slots=True)
class _Carried:
    """Which groups carry which products, and who has them so."""

    groups: Mapping[str, frozenset[str]]
    """Id of a group → the products that it carries."""
    inside: Mapping[str, frozenset[str]]
    """Id of such a group → the accounts in it that are more than owners."""
    by_address: Mapping[str, str]
    """Present address of such a group → its id."""
    holding: Mapping[str, frozenset[str]]
    """Product that was listed → the accounts that have it through a group."""

    @classmethod
    def of(cls, observation: Observation, declared: Iterable[Resource]) -> _Carried:
        through: dict[str, set[str]] = {}
        listed = Listing.LICENCES in observation.complete
        licences = observation.licences if listed else ()
        for licence in licences:
            for holder in licence.holders:
                through.setdefault(holder.member.ref, set()).add(licence.product)
        holding = {licence.product: licence.inherited for licence in licences}
        for wanted in declared:
            if isinstance(wanted, LicenceAssignment) and wanted.product not in holding:
                for holder in wanted.holders:
                    through.setdefault(holder.member.ref, set()).add(wanted.product)
        carrying = [group for group in observation.groups if group.address in through]
        return cls(
            {group.id: frozenset(through[group.address]) for group in carrying},
            {group.id: _inside(group) for group in carrying},
            {group.address: group.id for group in carrying},
            holding,
        )

    def ways(self) -> set[Way]:
        """Every way by which somebody comes to a product now."""
        return {
            (product, group, account)
            for group, products in self.groups.items()
            for product in products
            for account in self.inside[group]
        }

    def going(self, change: Change) -> Iterator[Way]:
        """The ways that a change closes."""
        delta, group = change.delta, change.target.id if change.target else ""
        if isinstance(delta, LicenceDelta):
            for holder in delta.remove:
                carrier = self.by_address.get(holder.member.ref, "")
                for account in self.inside.get(carrier, ()):
                    yield change.address.key, carrier, account
            return
        gone = frozenset[str]()
        if isinstance(delta, MembershipDelta):
            gone = _accounts(delta.remove)
        elif change.action is Action.DELETE:
            gone = self.inside.get(group, frozenset())
        for product in self.groups.get(group, ()):
            for account in sorted(gone):
                yield product, group, account

    def has(self, product: str, account: str) -> bool:
        """Whether somebody has a product through groups alone, as far as was listed."""
        return product not in self.holding or account in self.holding[product]


def _inside(group: ObservedGroup) -> frozenset[str]:
    members = (group.members or {}).get(MemberRole.MEMBER, frozenset())
    return frozenset(one.ref for one in members if one.type is MemberType.ACCOUNT)


def _accounts(entries: Iterable[RoleMember]) -> frozenset[str]:
    return frozenset(
        one.member.ref
        for one in entries
        if one.role is MemberRole.MEMBER and one.member.type is MemberType.ACCOUNT
    )

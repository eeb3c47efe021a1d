"""Whoever leaves a group that carries a licence leaves it once the licence comes another way.

Premise: with group-based licensing, leaving a group takes the licence, and on Microsoft the mailbox
with it. Coming into another such group is another request, which may fail.

Rule: who should have a licence of the family by another way (given directly, or through another
group) and does not have it there yet, stays in the group that carries it now. The next plan takes
her out, once the other way was observed. A group that carries a licence is not deleted at all
(`diff/groups.py`).

Example: a teacher becomes principal, and moves from `licensed-teachers` to `licensed-staff`. The
first plan puts her into the second group. Once she is seen there, the next one takes her out of the
first: if the addition fails, she keeps what she has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.diff.families import unknown_slots
from reconciler.diff.policy import DiffCode, SchoolPolicy
from reconciler.diff.seats import accounts_by_group, is_person
from reconciler.errors import Facts
from reconciler.model.observation import Listing, Observation, ObservedLicence
from reconciler.model.plan import Finding
from reconciler.model.replacement import Slot, hold_unreplaced
from reconciler.model.resources import (
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    MemberType,
    ResourceSet,
    RoleMember,
)


@dataclass(frozen=True, slots=True)
class LicenceCarriers:
    """Which groups carry a licence now, and who waits for one by another way."""

    families: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Group's address today → the families of what it carries."""
    missing: frozenset[Slot] = frozenset()
    """Family and account of each licence that should come another way and is not there yet."""

    def staying(self, group: str, entries: Iterable[RoleMember]) -> frozenset[RoleMember]:
        """Who of these would lose a licence by leaving the group before the other one is there."""
        families = self.families.get(group, frozenset())
        parted = hold_unreplaced(
            entries,
            lambda entry: {(family, entry.member.ref) for family in families},
            self.missing,
        )
        return frozenset(parted.held)


def licence_carriers(
    declared: ResourceSet,
    observation: Observation,
    policy: SchoolPolicy,
    renamed: Mapping[str, str],
) -> LicenceCarriers:
    """Where a product was not listed, the groups that are declared for it count as carrying it.

    `renamed`: groups' addresses today → what they will be, as the declared ones have them.
    """
    ways = _Ways(declared, observation, renamed)
    wanted: set[Slot] = set()
    there: set[Slot] = set()
    families: dict[str, set[str]] = {}
    for product, rule in policy.licences.items():
        family = rule.family or f"product {product}"
        for account, is_there in ways.of(product):
            wanted.add((family, account))
            if is_there:
                there.add((family, account))
        for group in ways.carrying(product):
            families.setdefault(group, set()).add(family)
    missing = (wanted - there) | set(unknown_slots(policy))
    carried = {group: frozenset(found) for group, found in families.items()}
    return LicenceCarriers(carried, frozenset(missing))


def carriers_finding(policy: SchoolPolicy, key: str, count: int) -> Finding:
    """How many stay in a group for the licence that comes through it."""
    facts: Facts = {"group": key, "count": count}
    return policy.finding(DiffCode.LEAVES_AFTER_LICENCE, f"group/{key}", facts)


@dataclass(frozen=True, slots=True)
class _Ways:
    """How people come to a product, as declared and as observed."""

    declared: ResourceSet
    observation: Observation
    renamed: Mapping[str, str]

    def of(self, product: str) -> Iterator[tuple[str, bool]]:
        """Each account that should have it, and whether it does, by the way that is declared."""
        held = self._held(product)
        should = accounts_by_group(self.declared)
        inside = {
            self._now(group.address): group.accounts_inside() for group in self.observation.groups
        }
        for holder in self._declared(product):
            group = holder.member.ref
            if is_person(holder):
                yield group, holder.member in held
                continue
            there = inside.get(group, frozenset()) if holder.member in held else frozenset()
            yield from ((account, account in there) for account in should.get(group, ()))

    def carrying(self, product: str) -> Iterator[str]:
        """Groups, by their addresses today, whose members have it through them."""
        listed = self._listed(product)
        if listed is not None:
            yield from (one.member.ref for one in listed.holders if not is_person(one))
            return
        through = {one.member.ref for one in self._declared(product) if not is_person(one)}
        for group in self.observation.groups:
            if self._now(group.address) in through:
                yield group.address

    def _held(self, product: str) -> frozenset[Member]:
        """Accounts and groups that hold it directly; groups by their final addresses."""
        listed = self._listed(product)
        holders = frozenset() if listed is None else listed.holders
        return frozenset(
            one.member if is_person(one) else Member(MemberType.GROUP, self._now(one.member.ref))
            for one in holders
        )

    def _listed(self, product: str) -> ObservedLicence | None:
        if Listing.LICENCES not in self.observation.complete:
            return None
        return next((one for one in self.observation.licences if one.product == product), None)

    def _declared(self, product: str) -> tuple[Holder, ...]:
        for item in self.declared.of(Kind.LICENCE):
            if isinstance(item.resource, LicenceAssignment) and item.resource.product == product:
                return item.resource.holders
        return ()

    def _now(self, address: str) -> str:
        return self.renamed.get(address, address)

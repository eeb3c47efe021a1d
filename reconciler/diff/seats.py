"""Seats of a product: who needs one, how many are left, what groups take.

Seats are a tenant's. Its schools are compared one after the other, and `FreeSeats` travels along:
each school takes from it what its plan takes, and puts in what its plan frees.

Example: 10 bought, 7 in use. A school that gives 2 and takes back 1 leaves 10 − 7 − 2 + 1 = 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.diff.policy import DiffCode, LicenceRule, SchoolPolicy
from reconciler.errors import Facts
from reconciler.model.observation import ObservedLicence
from reconciler.model.plan import Finding
from reconciler.model.resources import (
    Declared,
    Holder,
    Kind,
    LicenceAssignment,
    LicenceSwap,
    Member,
    Membership,
    MemberType,
    ResourceSet,
)


@dataclass(frozen=True, slots=True)
class SeatRequest:
    """One product at one school: what is declared, what is there, what is free."""

    item: Declared
    assignment: LicenceAssignment
    observed: ObservedLicence
    rule: LicenceRule
    barred: Mapping[str, int] = field(default_factory=dict)
    """Accounts and groups that hold other licences of the family → how many; one is the most."""
    suspended: frozenset[str] = frozenset()
    """Accounts that keep the licence that they have and get no new one."""
    unlocated: frozenset[str] = frozenset()
    """Of those, accounts that the vendor gives none before they have a usage location."""
    restricted: frozenset[str] = frozenset()
    """Of those, accounts that only the administrators of a restricted unit may change."""
    outside: frozenset[str] = frozenset()
    """Accounts that are no business of this school, or fit somebody but not for certain."""
    group_accounts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Group's address → accounts that should be in it: a group needs a seat for each."""

    def without_location(self) -> tuple[Holder, ...]:
        """Who is to get the product and cannot, for want of a usage location."""
        return tuple(
            holder
            for holder in self.assignment.holders
            if holder.member.ref in self.unlocated - self.observed.inherited
            and holder.member not in self.held
        )

    def beyond_reach(self) -> int:
        """How many in restricted units should get the product, or other plans of it."""
        return sum(
            holder.member.ref in self.restricted - self.observed.inherited
            and self.held.get(holder.member) != holder
            for holder in self.assignment.holders
        )

    @property
    def product(self) -> str:
        """The product's name in municipality.yaml."""
        return self.assignment.product

    @property
    def family(self) -> str:
        """The name of its family; a product without one is its own."""
        return self.rule.family or f"product {self.product}"

    @property
    def held(self) -> Mapping[Member, Holder]:
        """Who holds it directly, by who it is."""
        return {holder.member: holder for holder in self.observed.holders}

    @property
    def purchased(self) -> int | None:
        """The vendor's figure; else the stack's; else None."""
        return self.rule.purchased if self.observed.purchased is None else self.observed.purchased

    def needs(self, holder: Holder) -> int:
        """Seats that a holder needs."""
        if holder.member.type is MemberType.GROUP:
            return len(self.group_accounts.get(holder.member.ref, ()))
        return 1

    def finding(self, code: DiffCode, policy: SchoolPolicy, count: int) -> Finding:
        """A finding about this product."""
        facts: Facts = {"product": self.product, "count": count}
        return policy.finding(code, f"licence/{self.product}", facts, self.item.place)


@dataclass(frozen=True, slots=True)
class FreeSeats:
    """A tenant's seats that are left, by product, while its schools are compared one by one."""

    left: Mapping[str, int | None] = field(default_factory=dict)
    """None: not limited. A product that no school has asked for yet is not in it."""
    by_swaps: Mapping[str, int] = field(default_factory=dict)
    """Seats that planned swaps will free besides: for changes that come after every swap."""

    def of(self, request: SeatRequest, *, swapping: bool) -> int | None:
        """How many seats a change may take; one that swaps itself waits for no other swap."""
        left = self.left.get(request.product, _bought_and_free(request))
        if left is None or swapping:
            return left
        return left + self.by_swaps.get(request.product, 0)

    def after(self, request: SeatRequest, used: int, swaps: Iterable[LicenceSwap]) -> FreeSeats:
        """What is left once a product's change has used so many, and its swaps freed theirs."""
        left, extra = self.left.get(request.product, _bought_and_free(request)), dict(self.by_swaps)
        if left is not None:
            from_swaps = min(extra.get(request.product, 0), max(0, used - left))
            extra[request.product] = extra.get(request.product, 0) - from_swaps
            left = max(0, left - used)
        for product, count in Counter(swap.product for swap in swaps).items():
            extra[product] = extra.get(product, 0) + count
        return FreeSeats({**self.left, request.product: left}, extra)


def _bought_and_free(request: SeatRequest) -> int | None:
    return (
        None if request.purchased is None else max(0, request.purchased - request.observed.consumed)
    )


def accounts_by_group(declared: ResourceSet) -> Mapping[str, frozenset[str]]:
    """Group's address → accounts that should be in it, whatever their role."""
    return {
        item.resource.group: frozenset(
            member.ref
            for members in item.resource.roles.values()
            for member in members
            if member.type is MemberType.ACCOUNT
        )
        for item in declared.of(Kind.MEMBERSHIP)
        if isinstance(item.resource, Membership)
    }


def new_seats(request: SeatRequest, add: list[Holder]) -> int:
    """Seats that are not taken yet: people have theirs through a group already, some of them."""
    return sum(is_person(holder) for holder in add) + max(0, through_groups(request))


def through_groups(request: SeatRequest) -> int:
    """Seats more, or fewer, that groups take once their members are as declared.

    Whoever holds one directly takes no second seat; whoever leaves the groups gives one back.
    """
    groups = [holder for holder in request.assignment.holders if not is_person(holder)]
    if not groups:
        return 0
    inside = frozenset().union(
        *(request.group_accounts.get(h.member.ref, frozenset()) for h in groups)
    )
    direct = {holder.member.ref for holder in request.observed.holders}
    return len(inside - request.observed.inherited - direct) - len(
        request.observed.inherited - inside
    )


def room_for(request: SeatRequest, free: int | None, *, kept: int, freed: int) -> int | None:
    """How many more may be given: the tenant's free seats, and below the school's ceiling."""
    limits = [] if free is None else [free + freed]
    if request.rule.ceiling is not None:
        limits.append(max(0, request.rule.ceiling - kept))
    return min(limits) if limits else None


def is_person(holder: Holder) -> bool:
    """Whether a seat can be given or not, one by one; a group's members have theirs together."""
    return holder.member.type is not MemberType.GROUP

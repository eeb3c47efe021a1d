"""Licences: whom to give one, within the seats; whom to take one from, where that is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.diff.codes import DiffCode, ReasonCode, UnlistedCode
from reconciler.diff.policy import LicenceRule, Policy
from reconciler.diff.result import Difference
from reconciler.errors import Facts
from reconciler.model.observation import Listing, Observation, ObservedLicence
from reconciler.model.plan import (
    Action,
    Change,
    Finding,
    LicenceDelta,
    Reason,
    Seats,
    Unknown,
)
from reconciler.model.resources import (
    Declared,
    Holder,
    Kind,
    LicenceAssignment,
    MemberType,
    ResourceSet,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One product at one school: what is declared, what is there, what is free."""

    item: Declared
    assignment: LicenceAssignment
    there: ObservedLicence
    rule: LicenceRule
    free: int | None
    """Seats left in the tenant; None: not limited."""
    barred: frozenset[str] = frozenset()
    """Accounts that hold another licence of the same family, of which one is all they can have."""

    @property
    def product(self) -> str:
        """The product's name in municipality.yaml."""
        return self.assignment.product

    @property
    def purchased(self) -> int | None:
        """The vendor's figure; else the stack's; else None."""
        return self.rule.purchased if self.there.purchased is None else self.there.purchased

    def found(self, code: DiffCode, policy: Policy, count: int) -> Finding:
        """A finding about this product."""
        facts: Facts = {"product": self.product, "count": count}
        return policy.finding(code, f"licence/{self.product}", facts, self.item.place)


@dataclass(frozen=True, slots=True)
class _Claims:
    """Who wants, who gets, who goes without."""

    wanted: int
    given: tuple[Holder, ...]
    short: int
    change: tuple[Holder, ...]
    beyond: tuple[Holder, ...]
    barred: int


def compare_licences(
    declared: ResourceSet, observation: Observation, policy: Policy, free: dict[str, int | None]
) -> tuple[tuple[Seats, ...], Difference]:
    """Plans licences and takes the seats that they need out of `free` (product → seats left)."""
    told = Difference()
    seats: list[Seats] = []
    there = {licence.product: licence for licence in observation.licences}
    for item in declared.of(Kind.LICENCE):
        if not isinstance(item.resource, LicenceAssignment):
            continue
        product = item.resource.product
        rule = policy.licences[product]
        if rule.automatic:
            continue
        if Listing.LICENCES not in observation.whole or product not in there:
            reason = Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.LICENCES.value})
            told.unknown.append(Unknown(item.address, reason))
            continue
        left = free.setdefault(product, _left(rule, there[product]))
        barred = _barred(rule, product, there, policy)
        wish = Wish(item, item.resource, there[product], rule, left, barred)
        seats.append(_one(wish, policy, free, told))
    return tuple(seats), told


def _left(rule: LicenceRule, now: ObservedLicence) -> int | None:
    purchased = rule.purchased if now.purchased is None else now.purchased
    return None if purchased is None else max(0, purchased - now.consumed)


def _barred(
    rule: LicenceRule, product: str, there: Mapping[str, ObservedLicence], policy: Policy
) -> frozenset[str]:
    if rule.family is None:
        return frozenset()
    return frozenset(
        holder.member.ref
        for other, licence in there.items()
        if other != product and other in policy.licences
        if policy.licences[other].family == rule.family
        for holder in licence.holders
    )


def _one(wish: Wish, policy: Policy, free: dict[str, int | None], told: Difference) -> Seats:
    prune = policy.allows(Kind.LICENCE, Action.DELETE)
    claims = _claims(wish, prune=prune)
    _tell(wish, claims, policy, told)
    remove = claims.beyond if prune else ()
    taken = sum(_is_person(holder) for holder in claims.given)
    if wish.free is not None:
        free[wish.product] = max(0, wish.free + len(remove) - taken)
    _plan(wish, LicenceDelta(claims.given, remove, claims.change), policy, told)
    return Seats(
        product=wish.product,
        tenant=policy.tenant,
        purchased=wish.purchased,
        consumed=wish.there.consumed,
        wanted=claims.wanted,
        after=wish.there.consumed + taken - len(remove),
        short=claims.short,
    )


def _claims(wish: Wish, *, prune: bool) -> _Claims:
    """Who holds a seat keeps it; the rest is given by the order of the assignment."""
    held = {holder.member: holder for holder in wish.there.holders}
    wanted = [h for h in wish.assignment.holders if h.member.ref not in wish.there.inherited]
    missing = [h for h in wanted if h.member not in held]
    add = [h for h in missing if h.member.ref not in wish.barred]
    change = [h for h in wanted if h.member in held and h != held[h.member]]
    open_to_change = [h for h in change if h.member.ref not in wish.barred]
    names = {holder.member for holder in wish.assignment.holders}
    beyond = tuple(sorted(h for h in held.values() if h.member not in names and _is_person(h)))
    room = _room(wish, kept=len(wanted) - len(missing), freed=len(beyond) if prune else 0)
    people = [holder for holder in add if _is_person(holder)]
    short = 0 if room is None else max(0, len(people) - room)
    going_without = set(people[len(people) - short :]) if wish.rule.fill else set()
    return _Claims(
        wanted=len(wanted),
        given=tuple(holder for holder in add if holder not in going_without),
        short=short,
        change=tuple(open_to_change),
        beyond=beyond,
        barred=len(missing) - len(add) + len(change) - len(open_to_change),
    )


def _room(wish: Wish, *, kept: int, freed: int) -> int | None:
    """How many more may be given: the tenant's free seats, and below the school's ceiling."""
    limits = [] if wish.free is None else [wish.free + freed]
    if wish.rule.ceiling is not None:
        limits.append(max(0, wish.rule.ceiling - kept))
    return min(limits) if limits else None


def _is_person(holder: Holder) -> bool:
    """A group holds a licence for its members and takes no seat itself."""
    return holder.member.type is not MemberType.GROUP


def _tell(wish: Wish, claims: _Claims, policy: Policy, told: Difference) -> None:
    if claims.beyond and not policy.allows(Kind.LICENCE, Action.DELETE):
        told.findings.append(wish.found(DiffCode.LICENCES_BEYOND, policy, len(claims.beyond)))
    if claims.barred:
        told.findings.append(wish.found(DiffCode.LICENCE_OF_SIBLING, policy, claims.barred))
    if claims.short and wish.rule.fill:
        told.findings.append(wish.found(DiffCode.SEATS_SHORT, policy, claims.short))
    elif claims.short:
        facts: Facts = {
            "product": wish.product,
            "wanted": claims.wanted,
            "short": claims.short,
            "purchased": wish.purchased if wish.purchased is not None else 0,
        }
        told.refusals.append(policy.refusal("licences-over-seats", facts))


def _plan(wish: Wish, delta: LicenceDelta, policy: Policy, told: Difference) -> None:
    if not (delta.add or delta.remove or delta.change):
        return
    change = Change(
        address=wish.item.address,
        action=Action.UPDATE,
        after=wish.assignment,
        reason=Reason(ReasonCode.ROSTER),
        delta=delta,
        total=len(wish.there.holders) + len(delta.add) - len(delta.remove),
        place=wish.item.place,
    )
    told.plan(change, policy)

"""Licences: whom to give one, within the seats; whom to take one from, where that is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.diff.codes import DiffCode, UnlistedCode
from reconciler.diff.policy import LicenceRule, SchoolPolicy
from reconciler.diff.result import Difference
from reconciler.diff.seats import (
    SeatRequest,
    accounts_by_group,
    is_person,
    new_seats,
    room_for,
    through_groups,
)
from reconciler.errors import Facts
from reconciler.model.observation import Account, Listing, Observation, ObservedLicence
from reconciler.model.plan import Action, Change, LicenceDelta, Reason, ReasonCode, Unknown
from reconciler.model.resources import Holder, Kind, LicenceAssignment, ResourceSet
from reconciler.model.seats import SeatlessCount, Seats


@dataclass(frozen=True, slots=True)
class _Claims:
    """Who wants, who gets, who goes without."""

    wanted: int
    """Seats, those that are held already among them."""
    taken: int
    """Seats that the plan takes."""
    given: tuple[Holder, ...]
    short: int
    seatless: tuple[Holder, ...]
    """People for whom there is no seat, best claim first."""
    change: tuple[Holder, ...]
    was: tuple[Holder, ...]
    """Those of `change` as they hold it now."""
    beyond: tuple[Holder, ...]
    """Who holds one outside the audience and keeps it."""
    remove: tuple[Holder, ...]
    barred: int


def compare_licences(
    declared: ResourceSet,
    observation: Observation,
    policy: SchoolPolicy,
    free: dict[str, int | None],
) -> tuple[tuple[Seats, ...], Difference]:
    """Plans licences and takes the seats that they need out of `free` (product → seats left)."""
    told = Difference()
    seats: list[Seats] = []
    there = {licence.product: licence for licence in observation.licences}
    heads = accounts_by_group(declared)
    suspended = frozenset(account.id for account in observation.accounts if account.suspended)
    outside = policy.uncertain | {a.id for a in observation.accounts if not _inside(a, policy)}
    for item in declared.of(Kind.LICENCE):
        if not isinstance(item.resource, LicenceAssignment):
            continue
        product = item.resource.product
        rule = policy.licences[product]
        if rule.automatic:
            continue
        unlisted = _unlisted(product, there, observation)
        if unlisted is not None:
            told.unknown.append(Unknown(item.address, unlisted))
            continue
        left = free.setdefault(product, _left(rule, there[product]))
        barred = _barred(rule, product, there, policy)
        wish = SeatRequest(
            item, item.resource, there[product], rule, left, barred, suspended, outside, heads
        )
        seats.append(_one(wish, policy, free, told))
    return tuple(seats), told


def _unlisted(
    product: str, there: Mapping[str, ObservedLicence], observation: Observation
) -> Reason | None:
    for listing in (Listing.ACCOUNTS, Listing.LICENCES):
        if listing not in observation.complete:
            return Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
    if product not in there:
        return Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.LICENCES.value})
    return None


def _inside(account: Account, policy: SchoolPolicy) -> bool:
    """Whether an account is this school's: in its roster, or in a unit under its root."""
    return (
        policy.root == "/"
        or account.id in policy.rostered
        or any(map(policy.covers, account.places))
    )


def _left(rule: LicenceRule, now: ObservedLicence) -> int | None:
    purchased = rule.purchased if now.purchased is None else now.purchased
    return None if purchased is None else max(0, purchased - now.consumed)


def _barred(
    rule: LicenceRule, product: str, there: Mapping[str, ObservedLicence], policy: SchoolPolicy
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


def _one(
    wish: SeatRequest, policy: SchoolPolicy, free: dict[str, int | None], told: Difference
) -> Seats:
    prune = policy.allows(Kind.LICENCE, Action.DELETE)
    claims = _claims(wish, policy.rostered if prune else frozenset())
    _tell(wish, claims, policy, told)
    remove = claims.remove
    if wish.free is not None:
        free[wish.product] = max(0, wish.free + len(remove) - claims.taken)
    delta = LicenceDelta(claims.given, remove, claims.change, claims.was)
    _plan(wish, delta, policy, told)
    return Seats(
        product=wish.product,
        tenant=policy.tenant,
        purchased=wish.purchased,
        consumed=wish.there.consumed,
        wanted=claims.wanted,
        after=wish.there.consumed + claims.taken - len(remove) + min(0, through_groups(wish)),
        short=claims.short,
        without=_without(wish, claims, policy.school),
    )


def _without(wish: SeatRequest, claims: _Claims, school: str) -> tuple[SeatlessCount, ...]:
    """Who goes without, by claim; refused or not, these are the ones for whom there is no seat."""
    claim_of = dict(zip(wish.assignment.holders, wish.assignment.claims, strict=False))
    counts = Counter(claim_of.get(holder, "") for holder in claims.seatless)
    return tuple(SeatlessCount(school, claim, count) for claim, count in counts.items())


def _claims(wish: SeatRequest, losable: frozenset[str]) -> _Claims:
    """Who holds a seat keeps it; the rest is given by the order of the assignment.

    `losable` are the accounts from which a licence beyond the audience may be taken.
    """
    held = {holder.member: holder for holder in wish.there.holders}
    wanted = [
        h
        for h in wish.assignment.holders
        if h.member.ref not in wish.there.inherited
        and (h.member in held or h.member.ref not in wish.suspended | wish.rule.before)
    ]
    missing = [h for h in wanted if h.member not in held]
    add = [h for h in missing if h.member.ref not in wish.barred]
    change = [h for h in wanted if h.member in held and h != held[h.member]]
    open_to_change = [h for h in change if h.member.ref not in wish.barred]
    beyond = _beyond(wish)
    remove = tuple(holder for holder in beyond if holder.member.ref in losable)
    room = room_for(wish, kept=len(wanted) - len(missing), freed=len(remove))
    seats = new_seats(wish, add)
    short = 0 if room is None else max(0, seats - room)
    people = [holder for holder in add if is_person(holder)]
    seatless = tuple(people[max(0, len(people) - short) :])
    going_without = set(seatless) if wish.rule.fill else set()
    return _Claims(
        wanted=sum(wish.needs(holder) for holder in wanted),
        taken=seats - len(going_without),
        given=tuple(holder for holder in add if holder not in going_without),
        short=short,
        seatless=seatless,
        change=tuple(open_to_change),
        was=tuple(held[holder.member] for holder in open_to_change),
        beyond=tuple(holder for holder in beyond if holder not in remove),
        remove=remove,
        barred=len(missing) - len(add) + len(change) - len(open_to_change),
    )


def _beyond(wish: SeatRequest) -> tuple[Holder, ...]:
    """Who of this school holds one, though neither it nor another school wants that."""
    names = {holder.member for holder in wish.assignment.holders}
    others = wish.rule.elsewhere | wish.outside
    return tuple(
        sorted(
            holder
            for holder in wish.there.holders
            if holder.member not in names and is_person(holder)
            if holder.member.ref not in others
        )
    )


def _tell(wish: SeatRequest, claims: _Claims, policy: SchoolPolicy, told: Difference) -> None:
    if claims.beyond:
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


def _plan(wish: SeatRequest, delta: LicenceDelta, policy: SchoolPolicy, told: Difference) -> None:
    if not (delta.add or delta.remove or delta.change):
        return
    change = Change(
        address=wish.item.address,
        action=Action.UPDATE,
        after=wish.assignment,
        reason=Reason(ReasonCode.ROSTER),
        delta=delta,
        total=sum(map(is_person, (*wish.there.holders, *delta.add))) - len(delta.remove),
        place=wish.item.place,
    )
    told.plan(change, policy)

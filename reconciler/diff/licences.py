"""Licences: whom to give one, within the seats; whom to take one from, where that is allowed.

Seats are given to who swaps first, since a swap frees a seat of the other product. Whoever only
comes is given one of those, too: such a change is carried out after every swap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reconciler.diff.claims import Claims, claims
from reconciler.diff.families import losable, possible_swaps, removals
from reconciler.diff.groups import GroupsResult
from reconciler.diff.policy import DiffCode, LicenceRule, SchoolPolicy, UnlistedCode
from reconciler.diff.result import Difference
from reconciler.diff.seats import (
    FreeSeats,
    SeatRequest,
    accounts_by_group,
    is_person,
    through_groups,
)
from reconciler.errors import Facts
from reconciler.model.change import Action, Change, Reason, ReasonCode
from reconciler.model.observation import AccountIndex, Listing, Observation, ObservedLicence
from reconciler.model.plan import Unknown
from reconciler.model.resources import (
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    MemberType,
    ResourceSet,
)
from reconciler.model.seats import Seats


@dataclass(frozen=True, slots=True)
class LicencesResult:
    """What differs of the licences of one school, its seats, and the tenant's that are left."""

    seats: tuple[Seats, ...]
    free: FreeSeats
    difference: Difference = field(default_factory=Difference)


def compare_licences(
    declared: ResourceSet,
    observation: Observation,
    policy: SchoolPolicy,
    free: FreeSeats,
    groups: GroupsResult | None,
) -> LicencesResult:
    """Plans licences within the seats that are free; `groups` is None where none were listed."""
    difference = Difference()
    listed = _Listed(declared, observation, policy, groups)
    requests = {request.product: request for request in listed.requests(difference)}
    going = {
        product: removals(request, requests.values(), policy)
        for product, request in requests.items()
    }
    swaps = possible_swaps(requests.values(), going)
    settled: dict[str, Claims] = {}
    # who swaps comes first: each swap frees a seat of another product
    for product in sorted(requests, key=lambda one: (one not in swaps, one)):
        request, possible = requests[product], swaps.get(product, {})
        limit = free.of(request, swapping=bool(possible))
        made = settled[product] = claims(request, limit, possible, going[product])
        refused = made.short and not request.rule.fill
        free = free.after(request, made.taken - len(made.remove), () if refused else made.swap)
    switched = Counter(swap.product for made in settled.values() for swap in made.swap)
    for product, request in requests.items():
        made, swapped_away = settled[product], switched[product]
        _add_findings(request, made, swapped_away, policy, difference)
        _plan(request, made, swapped_away, policy, difference)
    rows = [_row(requests[one], settled[one], switched[one], policy) for one in requests]
    return LicencesResult(tuple(rows), free, difference)


@dataclass(frozen=True, slots=True)
class _Listed:
    """What is declared and what was seen, of which the requests for seats are made."""

    declared: ResourceSet
    observation: Observation
    policy: SchoolPolicy
    groups: GroupsResult | None

    def requests(self, difference: Difference) -> Iterator[SeatRequest]:
        """One for each declared product that was listed; the others are reported as unknown."""
        there = {licence.product: licence for licence in self.observation.licences}
        group_accounts = accounts_by_group(self.declared)
        index, policy = self.observation.account_index, self.policy
        suspended, unlocated = index.suspended, index.unlicensable
        restricted = index.restricted
        outside = policy.uncertain | restricted | _outside(index, policy)
        for item in self.declared.of(Kind.LICENCE):
            assignment = item.resource
            if not isinstance(assignment, LicenceAssignment):
                continue
            rule = policy.licences[assignment.product]
            if rule.automatic:
                continue
            unlisted = self._unlisted(assignment, there)
            if unlisted is not None:
                difference.unknown.append(Unknown(item.address, unlisted))
                continue
            yield SeatRequest(
                item=item,
                assignment=self._through_ours(assignment),
                observed=self._renamed(there[assignment.product]),
                rule=rule,
                barred=_barred(rule, assignment.product, there, policy),
                suspended=suspended | unlocated | restricted,
                unlocated=unlocated,
                restricted=restricted,
                outside=outside,
                group_accounts=group_accounts,
            )

    def _unlisted(
        self, assignment: LicenceAssignment, there: Mapping[str, ObservedLicence]
    ) -> Reason | None:
        """Why a product cannot be compared."""
        needed = [Listing.ACCOUNTS, Listing.LICENCES]
        if not all(map(is_person, assignment.holders)):
            needed.append(Listing.GROUPS)
        for listing in needed:
            if listing not in self.observation.complete:
                return Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
        if assignment.product not in there:
            return Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.LICENCES.value})
        return None

    def _through_ours(self, assignment: LicenceAssignment) -> LicenceAssignment:
        """Without groups that are left as they are: their licences are part of them."""
        ours = self.groups.declared.final_names if self.groups else frozenset()
        pairs = [
            (holder, claim)
            for holder, claim in _with_claims(assignment)
            if is_person(holder) or holder.member.ref in ours
        ]
        holders, given = tuple(one for one, _ in pairs), tuple(claim for _, claim in pairs)
        return replace(assignment, holders=holders, claims=given if assignment.claims else ())

    def _renamed(self, there: ObservedLicence) -> ObservedLicence:
        """Groups by the addresses that they will have."""
        renamed = self.groups.declared.renamed if self.groups else {}
        return replace(there, holders=frozenset(_follow(one, renamed) for one in there.holders))


def _with_claims(assignment: LicenceAssignment) -> Iterator[tuple[Holder, str]]:
    """Each holder with the claim on the last seats; '' where none is kept."""
    claims_of = assignment.claims or ("",) * len(assignment.holders)
    yield from zip(assignment.holders, claims_of, strict=True)


def _follow(holder: Holder, renamed: Mapping[str, str]) -> Holder:
    if holder.member.type is not MemberType.GROUP:
        return holder
    address = renamed.get(holder.member.ref, holder.member.ref)
    return holder._replace(member=Member(MemberType.GROUP, address))


def _outside(index: AccountIndex, policy: SchoolPolicy) -> frozenset[str]:
    """Accounts that are not this school's: not in its roster, and in no unit under its root."""
    if policy.root == "/":
        return frozenset()
    away = (ids for places, ids in index.at.items() if not any(map(policy.covers, places)))
    return frozenset[str]().union(*away) - policy.rostered


def _barred(
    rule: LicenceRule, product: str, there: Mapping[str, ObservedLicence], policy: SchoolPolicy
) -> Mapping[str, int]:
    if rule.family is None:
        return {}
    return Counter(
        holder.member.ref
        for other, licence in there.items()
        if other != product and policy.family_of(other) == rule.family
        for holder in licence.holders
    )


def _row(request: SeatRequest, made: Claims, swapped_away: int, policy: SchoolPolicy) -> Seats:
    """The product's seats; `swapped_away` of them are freed by swaps to other products."""
    freed = len(made.remove) + swapped_away
    return Seats(
        product=request.product,
        tenant=policy.tenant,
        purchased=request.purchased,
        consumed=request.observed.consumed,
        wanted=made.wanted,
        after=request.observed.consumed + made.taken - freed + min(0, through_groups(request)),
        short=made.short,
        without=made.without(request, policy.school),
    )


def _add_findings(
    request: SeatRequest,
    made: Claims,
    swapped_away: int,
    policy: SchoolPolicy,
    difference: Difference,
) -> None:
    # where they could go, why they do not; else how they can
    doubted = request.rule.doubted and losable(policy)
    counts = {
        DiffCode.LICENCES_DOUBTED if doubted else DiffCode.LICENCES_BEYOND: len(made.beyond),
        DiffCode.LICENCES_UNREPLACED: len(made.held) - swapped_away,
        DiffCode.LICENCE_OF_SIBLING: made.barred,
        DiffCode.SEATS_SHORT: made.short if request.rule.fill else 0,
        DiffCode.NO_USAGE_LOCATION: len(request.without_location()),
        DiffCode.ACCOUNT_RESTRICTED: request.beyond_reach(),
    }
    for code, count in counts.items():
        if count:
            difference.findings.append(request.finding(code, policy, count))
    staying = sum(holder.member.ref in losable(policy) for holder in made.beyond)
    if request.item.held and staying:
        difference.findings.append(policy.held_back(request.item, staying))
    if made.short and not request.rule.fill:
        facts: Facts = {
            "product": request.product,
            "wanted": made.wanted,
            "short": made.short,
            "purchased": request.purchased if request.purchased is not None else 0,
        }
        difference.refusals.append(policy.refusal("licences-over-seats", facts))


def _plan(
    request: SeatRequest,
    made: Claims,
    swapped_away: int,
    policy: SchoolPolicy,
    difference: Difference,
) -> None:
    delta = made.delta
    if not delta.count:
        return
    there = sum(map(is_person, request.observed.holders))
    change = Change(
        address=request.item.address,
        action=Action.UPDATE,
        after=request.assignment,
        reason=Reason(ReasonCode.ROSTER),
        delta=delta,
        total=there
        + sum(map(is_person, made.add))
        + len(made.swap)
        - len(made.remove)
        - swapped_away,
        place=request.item.place,
    )
    difference.plan(change, policy)

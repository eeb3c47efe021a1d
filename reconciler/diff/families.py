"""Licences of one family: a person holds at most one, so giving another one is a swap.

Premise: Google lets an account hold one SKU of a product, and Microsoft refuses plans that exclude
each other. Taking the old licence first leaves the person without mail for a while, and for good
where no seat of the new one is left.

Rule: who holds a licence of the family that nobody wants for him any more, and should get another
one, is switched: one entry in the change of the new product, which each vendor carries out in one
request where it can. He loses the old licence in no other way until he has the new one. That holds
for a licence that comes through a group, too; and where it is not known who should have one.

Example: t1 holds A1, which is for pupils, and should have A3. With a seat of A3 the plan says
`licence a3  1 switched from a1`. Without one t1 keeps A1, and a finding says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.diff.policy import SchoolPolicy
from reconciler.diff.seats import SeatRequest, is_person
from reconciler.model.change import Action
from reconciler.model.replacement import Removals, Slot, hold_unreplaced
from reconciler.model.resources import Holder, Kind, LicenceSwap, Member

SwapsByMember = Mapping[Member, LicenceSwap]


def beyond_audience(request: SeatRequest) -> tuple[Holder, ...]:
    """Who of this school holds one, though neither it nor another school wants that."""
    names = {holder.member for holder in request.assignment.holders}
    others = request.rule.elsewhere | request.outside
    return tuple(
        sorted(
            holder
            for holder in request.observed.holders
            if holder.member not in names and is_person(holder)
            if holder.member.ref not in others
        )
    )


def losable(policy: SchoolPolicy) -> frozenset[str]:
    """The accounts from which a licence beyond its audience may be taken."""
    return policy.rostered if policy.allows(Kind.LICENCE, Action.DELETE) else frozenset()


def removals(
    request: SeatRequest, requests: Iterable[SeatRequest], policy: SchoolPolicy
) -> Removals[Holder]:
    """Who may lose a product: at once, or only in a swap.

    Nobody where a row of a list may belong to its audience and nobody knows whose it is, and where
    another school of the tenant may want it for anybody.
    """
    in_doubt = request.item.held or request.rule.doubted
    may_lose = frozenset[str]() if in_doubt else losable(policy)
    going = [holder for holder in beyond_audience(request) if holder.member.ref in may_lose]
    missing = set(_missing(requests)) | set(unknown_slots(policy))
    return hold_unreplaced(going, lambda holder: {(request.family, holder.member.ref)}, missing)


def _missing(requests: Iterable[SeatRequest]) -> Iterator[Slot]:
    """Family and account of each licence that is wanted and not there yet."""
    for request in requests:
        there = request.observed.inherited | {member.ref for member in request.held}
        for holder in request.assignment.holders:
            if is_person(holder):
                refs = frozenset({holder.member.ref}) - there
            else:
                refs = (
                    request.group_accounts.get(holder.member.ref, frozenset())
                    - request.observed.inherited
                )
            yield from ((request.family, ref) for ref in refs)


def unknown_slots(policy: SchoolPolicy) -> Iterator[Slot]:
    """Family and account of all people of the school, where it is unknown who should have one."""
    families = {rule.family for rule in policy.licences.values() if rule.unknown and rule.family}
    yield from ((family, ref) for family in families for ref in policy.rostered)


def possible_swaps(
    requests: Iterable[SeatRequest], kept: Mapping[str, Removals[Holder]]
) -> Mapping[str, SwapsByMember]:
    """Product → who could be switched to it, and from which; each account to one product only.

    `kept` are the removals of each product. Who holds several others of the family is left alone.
    """
    known, taken = tuple(requests), set[Slot]()
    found: dict[str, dict[Member, LicenceSwap]] = {}
    for request in known:
        held = {
            (other.product, holder)
            for other in known
            if other.family == request.family and other.product != request.product
            for holder in kept[other.product].held
        }
        by_member = {holder.member: (product, holder) for product, holder in held}
        for holder in request.assignment.holders:
            slot = (request.family, holder.member.ref)
            old = by_member.get(holder.member)
            if old is None or slot in taken or not _may_get(request, holder):
                continue
            if request.barred.get(holder.member.ref) != 1:
                continue
            taken.add(slot)
            swap = LicenceSwap(holder, *old)
            found.setdefault(request.product, {})[holder.member] = swap
    return found


def _may_get(request: SeatRequest, holder: Holder) -> bool:
    ref = holder.member.ref
    without = holder.member not in request.held and ref not in request.observed.inherited
    return without and ref not in request.suspended | request.rule.before

"""One product at one school: who keeps a licence, who gets one, who goes without.

Premise: seats are bought, so they can be too few. Who goes without must not depend on the order in
which a vendor lists accounts, and nobody who holds a licence may lose it to somebody new.

Rule:
1. who holds a licence and is still to have one keeps it;
2. room = the tenant's free seats plus those that this plan takes back, and no more than what the
   school's ceiling leaves beside those who keep theirs;
3. the room goes to the others in the order of the assignment (`lastSeatsTo` first), groups before
   all of them, since a group's members cannot be served one by one;
4. too little room: with `whenShort: fill` the last ones go without, and a finding counts them; with
   `refuse` the school's plan is refused.
Accounts that hold a conflicting licence of the family come in only by a swap (see `families`).

Example: 10 seats are free, 12 teachers come, 3 of them certified, and lastSeatsTo names those. The
3 and the first 7 of the others get one; `seatless` has the last 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.diff.families import SwapsByMember, beyond_audience
from reconciler.diff.seats import SeatRequest, is_person, new_seats, room_for
from reconciler.model.change import LicenceDelta
from reconciler.model.replacement import Removals
from reconciler.model.resources import Holder, LicenceSwap, Member
from reconciler.model.seats import SeatlessCount


@dataclass(frozen=True, slots=True)
class Claims:
    """Who wants, who gets, who goes without."""

    wanted: int
    """Seats, those that are held already among them."""
    taken: int
    """Seats that the plan takes."""
    add: tuple[Holder, ...]
    swap: tuple[LicenceSwap, ...]
    remove: tuple[Holder, ...]
    change: tuple[Holder, ...]
    was: tuple[Holder, ...]
    """Those of `change` as they hold it now."""
    short: int
    seatless: tuple[Holder, ...]
    """People for whom there is no seat, best claim first."""
    beyond: tuple[Holder, ...]
    """Who holds one outside the audience, and may not lose it."""
    held: tuple[Holder, ...]
    """Who may lose it only once what replaces it is there."""
    barred: int
    """People whom another licence of the family bars."""

    @property
    def delta(self) -> LicenceDelta:
        """What the plan changes."""
        return LicenceDelta(self.add, self.remove, self.change, self.was, self.swap)

    def without(self, request: SeatRequest, school: str) -> tuple[SeatlessCount, ...]:
        """Who goes without, by claim; refused or not, for these there is no seat."""
        claim_of = dict(zip(request.assignment.holders, request.assignment.claims, strict=False))
        counts = Counter(claim_of.get(holder, "") for holder in self.seatless)
        return tuple(SeatlessCount(school, claim, count) for claim, count in counts.items())


def claims(
    request: SeatRequest, free: int | None, swaps: SwapsByMember, removals: Removals[Holder]
) -> Claims:
    """Who holds a seat keeps it; the rest is given by the order of the assignment.

    `free` seats are left in the tenant (None: not limited), `swaps` could be switched to this
    product, and `removals` are of who may lose it.
    """
    held = request.held
    wanted = [holder for holder in request.assignment.holders if _counts(request, holder, held)]
    missing = [holder for holder in wanted if holder.member not in held]
    coming = [h for h in missing if h.member.ref not in request.barred or h.member in swaps]
    change = [holder for holder in wanted if _changes(request, holder, held)]
    open_to_change = [h for h in change if h.member.ref not in request.barred]
    kept = len(wanted) - len(missing)
    room = room_for(request, free, kept=kept, freed=len(removals.sendable))
    # what groups take is in it first: their members cannot go without one by one
    seats = new_seats(request, coming)
    short = 0 if room is None else max(0, seats - room)
    people = [holder for holder in coming if is_person(holder)]
    seatless = tuple(people[max(0, len(people) - short) :])
    going_without = set(seatless) if request.rule.fill else set()
    given = [holder for holder in coming if holder not in going_without]
    return Claims(
        wanted=sum(request.needs(holder) for holder in wanted),
        taken=seats - len(going_without),
        add=tuple(holder for holder in given if holder.member not in swaps),
        swap=tuple(swaps[holder.member] for holder in given if holder.member in swaps),
        remove=removals.sendable,
        change=tuple(open_to_change),
        was=tuple(held[holder.member] for holder in open_to_change),
        short=short,
        seatless=seatless,
        beyond=_beyond(request, removals),
        held=removals.held,
        barred=len(missing) - len(coming) + len(change) - len(open_to_change),
    )


def _changes(request: SeatRequest, holder: Holder, held: Mapping[Member, Holder]) -> bool:
    """Whether somebody is to hold it in another way."""
    differs = holder.member in held and holder != held[holder.member]
    return differs and holder.member.ref not in request.restricted


def _beyond(request: SeatRequest, removals: Removals[Holder]) -> tuple[Holder, ...]:
    """Who loses it in this plan is reported by the change, not once more here."""
    losing = {*removals.sendable, *removals.held}
    return tuple(holder for holder in beyond_audience(request) if holder not in losing)


def _counts(request: SeatRequest, holder: Holder, held: Mapping[Member, Holder]) -> bool:
    """Whether somebody is to hold it directly: not who has it otherwise, or gets no new one."""
    ref = holder.member.ref
    if ref in request.observed.inherited:
        return False
    return holder.member in held or ref not in request.suspended | request.rule.before

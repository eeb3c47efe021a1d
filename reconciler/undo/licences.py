"""Undo licences: given ones are taken back, taken ones given again, service plans restored.

Rule: a holder is reverted only where the licence is still as the run left it. Not reverted, and
counted in findings: products that the vendor assigns by itself, inherited licences, suspended or
deleted accounts, and holders beyond the free seats (purchased − consumed + those taken back).

Example: 10 seats, 9 in use; the run took licences from A and B and gave one to C, who has it. Undo
takes C's back and has 10 − 9 + 1 = 2 seats for A and B.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.diff.policy import UnlistedCode
from reconciler.diff.seats import is_person
from reconciler.model.change import Action, Change, LicenceDelta, Reason
from reconciler.model.observation import Listing, ObservedLicence
from reconciler.model.plan import Unknown
from reconciler.model.resources import Address, Holder, Kind, LicenceAssignment, LicenceSwap, Member
from reconciler.undo.state import UndoCode, UndoPlanner


@dataclass(slots=True)
class _LicenceRevert:
    """The holders of one product, what goes back, and how many holders do not."""

    observed: ObservedLicence
    held: Mapping[Member, Holder]
    add: list[Holder] = field(default_factory=list)
    remove: list[Holder] = field(default_factory=list)
    change: list[Holder] = field(default_factory=list)
    was: list[Holder] = field(default_factory=list)
    swap: list[LicenceSwap] = field(default_factory=list)
    not_reverted: dict[UndoCode, int] = field(default_factory=dict)

    def count(self, code: UndoCode) -> None:
        """Counts one more holder that does not go back."""
        self.not_reverted[code] = self.not_reverted.get(code, 0) + 1


@dataclass(slots=True)
class _Products:
    """The reverts of all products that the run changed, by product; lives for one call."""

    undo: UndoPlanner
    reverts: dict[str, _LicenceRevert] = field(default_factory=dict)

    def of(self, address: Address) -> _LicenceRevert | None:
        """One product's revert; None, with the reason reported, where it was not listed."""
        product = address.key
        if product not in self.reverts:
            observed = {licence.product: licence for licence in self.undo.observed.licences}
            if product not in observed:
                reason = Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.LICENCES.value})
                unknown = Unknown(address, reason)
                if unknown not in self.undo.result.unknown:
                    self.undo.result.unknown.append(unknown)
                return None
            held = {h.member: h for h in _named(self.undo, observed[product].holders)}
            self.reverts[product] = _LicenceRevert(observed[product], held)
        return self.reverts[product]


def revert_licences(undo: UndoPlanner) -> None:
    """Plans one change a product, within the free seats.

    A swap is reverted as a swap, in the change of the product that is held again.
    """
    products = _Products(undo)
    for entry in list(undo.entries_of(Kind.LICENCE, Action.UPDATE)):
        address, delta = entry.change.address, entry.change.delta
        if address.key in undo.context.tenant.automatic:
            undo.report(UndoCode.AUTOMATIC, address, {"count": entry.done})
        elif isinstance(delta, LicenceDelta) and (revert := products.of(address)) is not None:
            _revert(undo, delta, revert)
            for swap in delta.swap:
                _revert_swap(products, address, swap, revert)
    for revert in products.reverts.values():
        _drop_beyond_seats(undo, revert)
    swaps = [swap for revert in products.reverts.values() for swap in revert.swap]
    for product, revert in sorted(products.reverts.items()):
        address = Address(undo.context.tenant.alias, undo.context.school, Kind.LICENCE, product)
        for code, count in sorted(revert.not_reverted.items()):
            undo.report(code, address, {"count": count})
        if revert.add or revert.remove or revert.change or revert.swap:
            swapped_away = {swap.was.member for swap in swaps if swap.product == product}
            _plan(undo, address, revert, swapped_away)


def _revert(undo: UndoPlanner, delta: LicenceDelta, revert: _LicenceRevert) -> None:
    held = revert.held
    _revert_given(undo, delta, revert)
    _revert_taken(undo, delta, revert)
    for now, was in zip(_named(undo, delta.change), _named(undo, delta.was), strict=True):
        if held.get(now.member) == now:
            revert.change.append(was)
            revert.was.append(now)
        elif held.get(now.member) != was:
            revert.count(UndoCode.PEOPLE_CHANGED_SINCE)


def _revert_swap(
    products: _Products, address: Address, swap: LicenceSwap, revert: _LicenceRevert
) -> None:
    """Restores the licence that the run replaced, if the new one is still as the run left it."""
    undo = products.undo
    if swap.product in undo.context.tenant.automatic:
        revert.count(UndoCode.AUTOMATIC)
        return
    before = products.of(address._replace(key=swap.product))
    if before is None:
        return
    (now, was), member = _named(undo, (swap.holder, swap.was)), swap.holder.member
    account = undo.accounts.get(member.ref)
    if revert.held.get(member) is None and before.held.get(member) == was:
        return  # the run did not apply it
    if revert.held.get(member) != now or member in before.held:
        revert.count(UndoCode.PEOPLE_CHANGED_SINCE)
    elif account is not None and account.suspended:
        revert.count(UndoCode.SUSPENDED)
    else:
        before.swap.append(LicenceSwap(was, address.key, now))


def _revert_given(undo: UndoPlanner, delta: LicenceDelta, revert: _LicenceRevert) -> None:
    for holder in _named(undo, delta.add):
        now = revert.held.get(holder.member)
        if now == holder:
            revert.remove.append(holder)
        elif holder.member.ref in revert.observed.inherited:
            revert.count(UndoCode.AUTOMATIC)
        elif now is not None:
            revert.count(UndoCode.PEOPLE_CHANGED_SINCE)


def _revert_taken(undo: UndoPlanner, delta: LicenceDelta, revert: _LicenceRevert) -> None:
    for holder in _named(undo, delta.remove):
        account = undo.accounts.get(holder.member.ref)
        if holder.member in revert.held or holder.member.ref in revert.observed.inherited:
            continue
        if not undo.exists(holder.member):
            revert.count(UndoCode.PEOPLE_GONE)
        elif account is not None and account.suspended:
            revert.count(UndoCode.SUSPENDED)
        else:
            revert.add.append(holder)


def _drop_beyond_seats(undo: UndoPlanner, revert: _LicenceRevert) -> None:
    """Leaves out holders for whom no seat is free, and counts them; a swap then stays as it is."""
    observed = revert.observed
    stack = undo.context.tenant.seats.get(observed.product)
    bought = observed.purchased if observed.purchased is not None else stack
    if bought is None:
        return
    freed = sum(map(is_person, revert.remove))
    free = max(0, bought - observed.consumed + freed)
    for _ in revert.swap[free:]:
        revert.count(UndoCode.NO_SEATS)
    del revert.swap[free:]
    people = [holder for holder in revert.add if is_person(holder)]
    for holder in people[max(0, free - len(revert.swap)) :]:
        revert.add.remove(holder)
        revert.count(UndoCode.NO_SEATS)


def _named(undo: UndoPlanner, holders: Iterable[Holder]) -> list[Holder]:
    return [Holder(undo.renamed_member(holder.member), holder.without) for holder in holders]


def _plan(
    undo: UndoPlanner, address: Address, revert: _LicenceRevert, gone: Collection[Member]
) -> None:
    """`gone` are the members who are swapped from this product to another one."""
    added = (*revert.add, *revert.change, *(swap.holder for swap in revert.swap))
    after = {**revert.held, **{holder.member: holder for holder in added}}
    for member in (*(holder.member for holder in revert.remove), *gone):
        del after[member]
    undo.add(
        Change(
            address=address,
            action=Action.UPDATE,
            after=LicenceAssignment(address.key, tuple(sorted(after.values()))),
            reason=undo.reason(),
            delta=LicenceDelta(
                add=tuple(revert.add),
                remove=tuple(revert.remove),
                change=tuple(revert.change),
                was=tuple(revert.was),
                swap=tuple(revert.swap),
            ),
            total=sum(map(is_person, after.values())),
        )
    )

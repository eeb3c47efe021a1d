"""Licences: given ones are taken back, taken ones given again, plans switched as they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.diff.codes import UnlistedCode
from reconciler.diff.seats import is_person
from reconciler.model.observation import Listing, ObservedLicence
from reconciler.model.plan import Action, Change, LicenceDelta, Reason, Unknown
from reconciler.model.resources import Address, Holder, Kind, LicenceAssignment, LicenceSwap, Member
from reconciler.undo.state import UndoCode, UndoPlanner


@dataclass(slots=True)
class _Sides:
    """What is there of one product, what goes back, and how many others do not."""

    there: ObservedLicence
    held: Mapping[Member, Holder]
    add: list[Holder] = field(default_factory=list)
    remove: list[Holder] = field(default_factory=list)
    change: list[Holder] = field(default_factory=list)
    was: list[Holder] = field(default_factory=list)
    swap: list[LicenceSwap] = field(default_factory=list)
    told: dict[UndoCode, int] = field(default_factory=dict)

    def count(self, code: UndoCode) -> None:
        """One more that does not go back."""
        self.told[code] = self.told.get(code, 0) + 1


@dataclass(slots=True)
class _Products:
    """Every product that the run touched and that was listed; lives for one call."""

    undo: UndoPlanner
    sides: dict[str, _Sides] = field(default_factory=dict)

    def of(self, address: Address) -> _Sides | None:
        """One product's sides; None, and told why, where its licences cannot be changed."""
        product = address.key
        if product not in self.sides:
            there = {licence.product: licence for licence in self.undo.seen.licences}
            if product not in there:
                reason = Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.LICENCES.value})
                unknown = Unknown(address, reason)
                if unknown not in self.undo.told.unknown:
                    self.undo.told.unknown.append(unknown)
                return None
            held = {one.member: one for one in _named(self.undo, there[product].holders)}
            self.sides[product] = _Sides(there[product], held)
        return self.sides[product]


def revert_licences(undo: UndoPlanner) -> None:
    """Plans one change a product; within the seats that are free.

    A swap goes back as a swap: it stands in the change of the product that is held again.
    """
    products = _Products(undo)
    entries = list(undo.of(Kind.LICENCE, Action.UPDATE))
    for entry in entries:
        address, delta = entry.change.address, entry.change.delta
        if address.key in undo.context.tenant.automatic:
            undo.find(UndoCode.AUTOMATIC, address, {"count": entry.done})
        elif isinstance(delta, LicenceDelta) and (sides := products.of(address)) is not None:
            _turn(undo, delta, sides)
            for swap in delta.swap:
                _swap_back(products, address, swap, sides)
    for sides in products.sides.values():
        _within_seats(undo, sides)
    away = [swap for sides in products.sides.values() for swap in sides.swap]
    for product, sides in sorted(products.sides.items()):
        address = Address(undo.context.tenant.alias, undo.context.school, Kind.LICENCE, product)
        for code, count in sorted(sides.told.items()):
            undo.find(code, address, {"count": count})
        if sides.add or sides.remove or sides.change or sides.swap:
            gone = {swap.was.member for swap in away if swap.product == product}
            _plan(undo, address, sides, gone)


def _turn(undo: UndoPlanner, delta: LicenceDelta, sides: _Sides) -> None:
    held = sides.held
    _given(undo, delta, sides)
    _taken(undo, delta, sides)
    for now, was in zip(_named(undo, delta.change), _named(undo, delta.was), strict=True):
        if held.get(now.member) == now:
            sides.change.append(was)
            sides.was.append(now)
        elif held.get(now.member) != was:
            sides.count(UndoCode.PEOPLE_CHANGED_SINCE)


def _swap_back(products: _Products, address: Address, swap: LicenceSwap, sides: _Sides) -> None:
    """Gives back the licence that the run replaced, where the new one is still as it left it."""
    undo = products.undo
    if swap.product in undo.context.tenant.automatic:
        sides.count(UndoCode.AUTOMATIC)
        return
    before = products.of(address._replace(key=swap.product))
    if before is None:
        return
    (now, was), member = _named(undo, (swap.holder, swap.was)), swap.holder.member
    account = undo.accounts.get(member.ref)
    if sides.held.get(member) is None and before.held.get(member) == was:
        return  # it was not carried out
    if sides.held.get(member) != now or member in before.held:
        sides.count(UndoCode.PEOPLE_CHANGED_SINCE)
    elif account is not None and account.suspended:
        sides.count(UndoCode.SUSPENDED)
    else:
        before.swap.append(LicenceSwap(was, address.key, now))


def _given(undo: UndoPlanner, delta: LicenceDelta, sides: _Sides) -> None:
    for holder in _named(undo, delta.add):
        now = sides.held.get(holder.member)
        if now == holder:
            sides.remove.append(holder)
        elif holder.member.ref in sides.there.inherited:
            sides.count(UndoCode.AUTOMATIC)
        elif now is not None:
            sides.count(UndoCode.PEOPLE_CHANGED_SINCE)


def _taken(undo: UndoPlanner, delta: LicenceDelta, sides: _Sides) -> None:
    for holder in _named(undo, delta.remove):
        account = undo.accounts.get(holder.member.ref)
        if holder.member in sides.held or holder.member.ref in sides.there.inherited:
            continue
        if not undo.exists(holder.member):
            sides.count(UndoCode.PEOPLE_GONE)
        elif account is not None and account.suspended:
            sides.count(UndoCode.SUSPENDED)
        else:
            sides.add.append(holder)


def _within_seats(undo: UndoPlanner, sides: _Sides) -> None:
    """Whoever finds no free seat is listed, and goes without or keeps the other licence."""
    there = sides.there
    stack = undo.context.tenant.seats.get(there.product)
    bought = there.purchased if there.purchased is not None else stack
    if bought is None:
        return
    freed = sum(map(is_person, sides.remove))
    free = max(0, bought - there.consumed + freed)
    for _ in sides.swap[free:]:
        sides.count(UndoCode.NO_SEATS)
    del sides.swap[free:]
    people = [holder for holder in sides.add if is_person(holder)]
    for holder in people[max(0, free - len(sides.swap)) :]:
        sides.add.remove(holder)
        sides.count(UndoCode.NO_SEATS)


def _named(undo: UndoPlanner, holders: Iterable[Holder]) -> list[Holder]:
    return [Holder(undo.follow(holder.member), holder.without) for holder in holders]


def _plan(undo: UndoPlanner, address: Address, sides: _Sides, gone: Collection[Member]) -> None:
    """`gone` are those who are switched from this product to another one."""
    coming = (*sides.add, *sides.change, *(swap.holder for swap in sides.swap))
    will = {**sides.held, **{holder.member: holder for holder in coming}}
    for member in (*(holder.member for holder in sides.remove), *gone):
        del will[member]
    undo.plan(
        Change(
            address=address,
            action=Action.UPDATE,
            after=LicenceAssignment(address.key, tuple(sorted(will.values()))),
            reason=undo.reason(),
            delta=LicenceDelta(
                add=tuple(sides.add),
                remove=tuple(sides.remove),
                change=tuple(sides.change),
                was=tuple(sides.was),
                swap=tuple(sides.swap),
            ),
            total=sum(map(is_person, will.values())),
        )
    )

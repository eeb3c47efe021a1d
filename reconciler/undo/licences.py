"""Licences: given ones are taken back, taken ones given again, plans switched as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.diff.codes import UnlistedCode
from reconciler.diff.seats import is_person
from reconciler.model.observation import Listing, ObservedLicence
from reconciler.model.plan import Action, Change, LicenceDelta, Reason, Unknown
from reconciler.model.resources import Address, Holder, Kind, LicenceAssignment, Member
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
    told: dict[UndoCode, int] = field(default_factory=dict)

    def count(self, code: UndoCode) -> None:
        """One more that does not go back."""
        self.told[code] = self.told.get(code, 0) + 1


def revert_licences(undo: UndoPlanner) -> None:
    """Plans one change a product; within the seats that are free."""
    there = {licence.product: licence for licence in undo.seen.licences}
    for entry in undo.of(Kind.LICENCE, Action.UPDATE):
        address, delta = entry.change.address, entry.change.delta
        if address.key in undo.context.tenant.automatic:
            undo.find(UndoCode.AUTOMATIC, address, {"count": entry.done})
        elif address.key not in there:
            reason = Reason(UnlistedCode.NOT_LISTED, {"listing": Listing.LICENCES.value})
            undo.told.unknown.append(Unknown(address, reason))
        elif isinstance(delta, LicenceDelta):
            _turn(undo, address, delta, there[address.key])


def _turn(undo: UndoPlanner, address: Address, delta: LicenceDelta, there: ObservedLicence) -> None:
    held = {holder.member: holder for holder in _named(undo, there.holders)}
    sides = _Sides(there, held)
    _given(undo, delta, sides)
    _taken(undo, delta, sides)
    for now, was in zip(_named(undo, delta.change), _named(undo, delta.was), strict=True):
        if held.get(now.member) == now:
            sides.change.append(was)
            sides.was.append(now)
        elif held.get(now.member) != was:
            sides.count(UndoCode.PEOPLE_CHANGED_SINCE)
    _within_seats(undo, sides)
    for code, count in sorted(sides.told.items()):
        undo.find(code, address, {"count": count})
    if sides.add or sides.remove or sides.change:
        _plan(undo, address, sides)


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
    """Whoever finds no free seat goes without, and is listed."""
    there = sides.there
    stack = undo.context.tenant.seats.get(there.product)
    bought = there.purchased if there.purchased is not None else stack
    if bought is None:
        return
    freed = sum(map(is_person, sides.remove))
    free = max(0, bought - there.consumed + freed)
    people = [holder for holder in sides.add if is_person(holder)]
    for holder in people[free:]:
        sides.add.remove(holder)
        sides.count(UndoCode.NO_SEATS)


def _named(undo: UndoPlanner, holders: Iterable[Holder]) -> list[Holder]:
    return [Holder(undo.follow(holder.member), holder.without) for holder in holders]


def _plan(undo: UndoPlanner, address: Address, sides: _Sides) -> None:
    will = {**sides.held, **{holder.member: holder for holder in (*sides.add, *sides.change)}}
    for holder in sides.remove:
        del will[holder.member]
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
            ),
            total=sum(map(is_person, will.values())),
        )
    )

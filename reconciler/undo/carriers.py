"""Nobody loses a licence in an undo before the one that replaces it is there.

Premise: with group-based licensing, leaving a group takes its licence, and on Microsoft the mailbox
with it. What an undo gives in another request may fail.

Rule: an account that the undo takes out of a group that carries a licence, and gives one by another
way (directly, or by another such group), stays for now; nor is such a group deleted, or its licence
taken, while somebody in it waits. Undoing the run once more does the rest. Which products replace
one another is not asked: an undo may concern products that no file names any more. Where licences
were not listed, every group may carry one.

Example: the run moved a teacher from `licensed-teachers` to `licensed-staff`. The first undo puts
her back into the first group, the second one takes her out of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reconciler.diff.seats import is_person
from reconciler.model.change import Action, Change, LicenceDelta, MembershipDelta
from reconciler.model.observation import Listing
from reconciler.model.resources import (
    Holder,
    LicenceAssignment,
    Member,
    MemberRole,
    Membership,
    MemberType,
    RoleMember,
)
from reconciler.undo.state import UndoCode, UndoPlanner


def keep_licences(undo: UndoPlanner) -> None:
    """Takes out of the undo what would take a licence whose replacement it only now sends."""
    carrying = _carrying(undo)
    coming = frozenset(_coming(undo, carrying))
    if not coming:
        return
    groups = {group.id: group for group in undo.observed.groups}
    kept: list[Change] = []
    for change in undo.result.changes:
        group = groups.get(change.target.id) if change.target else None
        delta = change.delta
        if isinstance(delta, LicenceDelta):
            kept += _keep_group_licences(undo, change, delta, coming)
        elif group is None or group.address not in carrying:
            kept.append(change)
        elif isinstance(delta, MembershipDelta):
            kept += _keep_members(undo, change, delta, coming)
        elif change.action is Action.DELETE and (inside := group.accounts_inside() & coming):
            _report(undo, change, len(inside))
        else:
            kept.append(change)
    undo.result.changes[:] = kept


def _carrying(undo: UndoPlanner) -> frozenset[str]:
    """Addresses today of the groups that carry a licence, or may."""
    if not undo.complete(Listing.LICENCES):
        return frozenset(group.address for group in undo.observed.groups)
    holders = (one for licence in undo.observed.licences for one in licence.holders)
    return frozenset(holder.member.ref for holder in holders if not is_person(holder))


def _coming(undo: UndoPlanner, carrying: frozenset[str]) -> Iterable[str]:
    """Accounts that this undo gives a licence to, directly or by a group."""
    carrying_after = {undo.renamed_groups.get(address, address) for address in carrying}
    for change in undo.result.changes:
        delta, after = change.delta, change.after
        if isinstance(delta, LicenceDelta):
            yield from _licensed(undo, delta)
        elif (
            isinstance(delta, MembershipDelta)
            and isinstance(after, Membership)
            and after.group in (carrying_after | undo.recreated_groups)
        ):
            yield from _refs(delta.add)


def _licensed(undo: UndoPlanner, delta: LicenceDelta) -> Iterable[str]:
    given = [*delta.add, *(swap.holder for swap in delta.swap)]
    yield from (holder.member.ref for holder in given if is_person(holder))
    through = {holder.member.ref for holder in given if not is_person(holder)}
    for group in undo.observed.groups:
        if undo.renamed_groups.get(group.address, group.address) in through:
            yield from group.accounts_inside()


def _keep_members(
    undo: UndoPlanner, change: Change, delta: MembershipDelta, coming: frozenset[str]
) -> Iterable[Change]:
    staying = frozenset(entry for entry in delta.remove if set(_refs([entry])) & coming)
    _report(undo, change, len(staying))
    remove = tuple(entry for entry in delta.remove if entry not in staying)
    after = change.after
    if not staying:
        yield change
    elif isinstance(after, Membership) and (remove or delta.add or delta.change):
        yield replace(
            change,
            after=Membership(after.group, _with(after, staying)),
            delta=replace(delta, remove=remove),
            total=(change.total or 0) + len(staying),
        )


def _keep_group_licences(
    undo: UndoPlanner, change: Change, delta: LicenceDelta, coming: frozenset[str]
) -> Iterable[Change]:
    inside = {group.address: group.accounts_inside() for group in undo.observed.groups}
    staying = tuple(
        holder
        for holder in delta.remove
        if not is_person(holder) and inside.get(holder.member.ref, frozenset()) & coming
    )
    _report(undo, change, len(staying))
    remove = tuple(holder for holder in delta.remove if holder not in staying)
    after = change.after
    if not staying:
        yield change
    elif isinstance(after, LicenceAssignment) and (
        remove or delta.add or delta.change or delta.swap
    ):
        holders: tuple[Holder, ...] = tuple(sorted({*after.holders, *staying}))
        yield replace(
            change, after=replace(after, holders=holders), delta=replace(delta, remove=remove)
        )


def _with(after: Membership, staying: frozenset[RoleMember]) -> dict[MemberRole, frozenset[Member]]:
    return {
        role: members | {entry.member for entry in staying if entry.role is role}
        for role, members in after.roles.items()
    }


def _refs(entries: Iterable[RoleMember]) -> Iterable[str]:
    return (e.member.ref for e in entries if e.member.type is MemberType.ACCOUNT)


def _report(undo: UndoPlanner, change: Change, count: int) -> None:
    undo.report(UndoCode.LICENCE_FIRST, change.address, {"count": count})

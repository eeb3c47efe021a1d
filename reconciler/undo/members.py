"""Undo memberships: added members are removed, removed ones added, changed roles restored.

Rule: an entry is reverted only where it is still as the run left it. Groups that the undo renames
or recreates are compared by their restored addresses. Where the vendor lists a member once
(`one_role_each`), a member with another role than the run gave was changed by somebody since.

Example: the run added p1 and removed p2; since then somebody removed p1 and made p2 an owner. On
Google nothing goes back: p1 is gone already, p2 counts as changed since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reconciler.diff.policy import UnlistedCode
from reconciler.model.change import Action, Change, MembershipDelta, Reason, Target
from reconciler.model.observation import ObservedGroup
from reconciler.model.plan import Unknown
from reconciler.model.resources import Group, Kind, Member, MemberRole, Membership, RoleMember
from reconciler.undo.journal import JournalledChange
from reconciler.undo.state import UndoCode, UndoPlanner


@dataclass(slots=True)
class _MembershipRevert:
    """What goes back in one group, and how many members do not."""

    add: set[RoleMember] = field(default_factory=set)
    remove: set[RoleMember] = field(default_factory=set)
    change: dict[RoleMember, RoleMember] = field(default_factory=dict)
    """The member in the old role → in the present one."""
    changed: int = 0
    """Changed by others since the run."""
    gone: int = 0
    """No longer in the tenant."""


def revert_members(undo: UndoPlanner) -> None:
    """Plans the members of groups that stay, and of those that are recreated."""
    for entry in undo.entries_of(Kind.GROUP, Action.DELETE):
        deleted = entry.change.before
        if isinstance(deleted, Group) and deleted.address in undo.recreated_groups:
            _fill(undo, entry.change)
    for entry in undo.entries_of(Kind.MEMBERSHIP, Action.UPDATE):
        group = _group(undo, entry)
        if group is None:
            undo.report_missing(UndoCode.GONE, entry)
        elif group.id in undo.deleted:
            continue
        elif not undo.owns(group, entry.change.address) and group.id not in undo.marked:
            undo.report_other_mark(entry, group)
        elif group.members is None:
            reason = Reason(UnlistedCode.MEMBERS_NOT_READ)
            undo.result.unknown.append(Unknown(entry.change.address, reason))
        elif isinstance(entry.change.delta, MembershipDelta):
            _revert(undo, entry.change, group, entry.change.delta)


def _group(undo: UndoPlanner, entry: JournalledChange) -> ObservedGroup | None:
    """The group of a membership entry; one that the run created is found by its own entry."""
    if entry.change.target is None:
        for created in undo.entries_of(Kind.GROUP, Action.CREATE):
            if created.change.address.key == entry.change.address.key:
                return undo.group(created)
    return undo.group(entry)


def _fill(undo: UndoPlanner, change: Change) -> None:
    """The members of a group that is recreated."""
    address = change.address._replace(kind=Kind.MEMBERSHIP)
    if change.lost is None:
        undo.report(UndoCode.NOT_RECORDED, address, {"what": "members"})
        return
    lost = {
        RoleMember(r, undo.renamed_member(m)) for r, ms in change.lost.roles.items() for m in ms
    }
    add = {entry for entry in lost if undo.exists(entry.member)}
    undo.report(UndoCode.PEOPLE_GONE, address, {"count": len(lost - add)})
    if add:
        delta = MembershipDelta(tuple(sorted(add)))
        after = Membership(change.lost.group, _roles(add, MemberRole))
        undo.add(Change(address, Action.UPDATE, after, undo.reason(), None, (), delta, len(add)))


def _revert(
    undo: UndoPlanner, change: Change, group: ObservedGroup, delta: MembershipDelta
) -> None:
    current = _current(undo, group)
    revert = _MembershipRevert()
    _revert_added(undo, delta, current, revert)
    _revert_removed(undo, delta, current, revert)
    _revert_role_changes(undo, delta, current, revert)
    undo.report(UndoCode.PEOPLE_CHANGED_SINCE, change.address, {"count": revert.changed})
    undo.report(UndoCode.PEOPLE_GONE, change.address, {"count": revert.gone})
    if revert.add or revert.remove or revert.change:
        _plan(undo, change, group, revert)


def _revert_added(
    undo: UndoPlanner, delta: MembershipDelta, current: set[RoleMember], revert: _MembershipRevert
) -> None:
    names = {entry.member for entry in current}
    for entry in _named(undo, delta.add):
        if entry in current:
            revert.remove.add(entry)
        elif undo.context.limits.one_role_each and entry.member in names:
            revert.changed += 1


def _revert_removed(
    undo: UndoPlanner, delta: MembershipDelta, current: set[RoleMember], revert: _MembershipRevert
) -> None:
    names = {entry.member for entry in current}
    for entry in _named(undo, delta.remove):
        if entry in current:
            continue
        if undo.context.limits.one_role_each and entry.member in names:
            revert.changed += 1
        elif undo.exists(entry.member):
            revert.add.add(entry)
        else:
            revert.gone += 1


def _revert_role_changes(
    undo: UndoPlanner, delta: MembershipDelta, current: set[RoleMember], revert: _MembershipRevert
) -> None:
    pairs = zip(_named(undo, delta.change), _named(undo, delta.was), strict=True)
    for entry, was in pairs:
        if entry in current:
            revert.change[was] = entry
        elif was not in current:
            revert.changed += 1


def _current(undo: UndoPlanner, group: ObservedGroup) -> set[RoleMember]:
    return {
        RoleMember(role, undo.renamed_member(member))
        for role, members in (group.members or {}).items()
        for member in members
    }


def _named(undo: UndoPlanner, entries: Iterable[RoleMember]) -> list[RoleMember]:
    return [RoleMember(entry.role, undo.renamed_member(entry.member)) for entry in entries]


def _plan(
    undo: UndoPlanner, change: Change, group: ObservedGroup, revert: _MembershipRevert
) -> None:
    after = (
        (_current(undo, group) - revert.remove - set(revert.change.values()))
        | revert.add
        | revert.change.keys()
    )
    changed = (*revert.add, *revert.remove, *revert.change, *revert.change.values())
    roles = {entry.role for entry in changed}
    restored = tuple(sorted(revert.change))
    delta = MembershipDelta(
        add=tuple(sorted(revert.add)),
        remove=tuple(sorted(revert.remove)),
        change=restored,
        was=tuple(revert.change[entry] for entry in restored),
    )
    address = undo.renamed_groups.get(group.address, group.address)
    undo.add(
        Change(
            address=undo.restored_address(change.address),
            action=Action.UPDATE,
            after=Membership(address, _roles(after, roles)),
            reason=undo.reason(),
            target=Target(group.id, group.address),
            delta=delta,
            total=len(after),
        )
    )


def _roles(
    entries: set[RoleMember], roles: Iterable[MemberRole]
) -> dict[MemberRole, frozenset[Member]]:
    return {
        role: frozenset(entry.member for entry in entries if entry.role is role)
        for role in MemberRole
        if role in set(roles)
    }

"""Members: who came goes, who went comes back, who got another role has the old one again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reconciler.diff.codes import UnlistedCode
from reconciler.model.observation import ObservedGroup
from reconciler.model.plan import Action, Change, MembershipDelta, Reason, Target, Unknown
from reconciler.model.resources import Group, Kind, Member, MemberRole, Membership, RoleMember
from reconciler.undo.journal import JournalledChange
from reconciler.undo.state import UndoCode, UndoPlanner


@dataclass(slots=True)
class _Sides:
    """What goes back in one group, and how many others do not."""

    add: set[RoleMember] = field(default_factory=set)
    remove: set[RoleMember] = field(default_factory=set)
    change: dict[RoleMember, RoleMember] = field(default_factory=dict)
    """In the old role → in the present one."""
    changed: int = 0
    gone: int = 0


def revert_members(undo: UndoPlanner) -> None:
    """Plans the members of groups that stay, and of those that are made anew."""
    for entry in undo.of(Kind.GROUP, Action.DELETE):
        group = entry.change.before
        if isinstance(group, Group) and group.address in undo.made_groups:
            _fill(undo, entry.change)
    for entry in undo.of(Kind.MEMBERSHIP, Action.UPDATE):
        found = _group(undo, entry)
        if found is None:
            undo.miss(UndoCode.GONE, entry)
        elif found.id in undo.going:
            continue
        elif not undo.owns(found, entry.change.address):
            undo.miss(UndoCode.NOT_OURS, entry)
        elif found.members is None:
            reason = Reason(UnlistedCode.MEMBERS_NOT_READ)
            undo.told.unknown.append(Unknown(entry.change.address, reason))
        elif isinstance(entry.change.delta, MembershipDelta):
            _turn(undo, entry.change, found, entry.change.delta)


def _group(undo: UndoPlanner, entry: JournalledChange) -> ObservedGroup | None:
    """The group whose members they are; one that the run made is known by its own entry."""
    if entry.change.target is None:
        for made in undo.of(Kind.GROUP, Action.CREATE):
            if made.change.address.key == entry.change.address.key:
                return undo.group(made)
    return undo.group(entry)


def _fill(undo: UndoPlanner, change: Change) -> None:
    """The members of a group that is made anew."""
    address = change.address._replace(kind=Kind.MEMBERSHIP)
    if change.lost is None:
        undo.find(UndoCode.NOT_RECORDED, address, {"what": "members"})
        return
    lost = {RoleMember(r, undo.follow(m)) for r, ms in change.lost.roles.items() for m in ms}
    add = {entry for entry in lost if undo.exists(entry.member)}
    undo.find(UndoCode.PEOPLE_GONE, address, {"count": len(lost - add)})
    if add:
        delta = MembershipDelta(tuple(sorted(add)))
        after = Membership(change.lost.group, _roles(add, MemberRole))
        made = Change(address, Action.UPDATE, after, undo.reason(), None, (), delta, len(add))
        undo.plan(made)


def _turn(undo: UndoPlanner, change: Change, group: ObservedGroup, delta: MembershipDelta) -> None:
    have = {RoleMember(r, undo.follow(m)) for r, ms in (group.members or {}).items() for m in ms}
    sides = _Sides()
    _came(undo, delta, have, sides)
    _went(undo, delta, have, sides)
    _were(undo, delta, have, sides)
    undo.find(UndoCode.PEOPLE_CHANGED_SINCE, change.address, {"count": sides.changed})
    undo.find(UndoCode.PEOPLE_GONE, change.address, {"count": sides.gone})
    if sides.add or sides.remove or sides.change:
        _plan(undo, change, group, sides)


def _came(undo: UndoPlanner, delta: MembershipDelta, have: set[RoleMember], sides: _Sides) -> None:
    names = {entry.member for entry in have}
    for entry in _named(undo, delta.add):
        if entry in have:
            sides.remove.add(entry)
        elif undo.context.limits.one_role_each and entry.member in names:
            sides.changed += 1


def _went(undo: UndoPlanner, delta: MembershipDelta, have: set[RoleMember], sides: _Sides) -> None:
    names = {entry.member for entry in have}
    for entry in _named(undo, delta.remove):
        if entry in have:
            continue
        if undo.context.limits.one_role_each and entry.member in names:
            sides.changed += 1
        elif undo.exists(entry.member):
            sides.add.add(entry)
        else:
            sides.gone += 1


def _were(undo: UndoPlanner, delta: MembershipDelta, have: set[RoleMember], sides: _Sides) -> None:
    pairs = zip(_named(undo, delta.change), _named(undo, delta.was), strict=True)
    for entry, was in pairs:
        if entry in have:
            sides.change[was] = entry
        elif was not in have:
            sides.changed += 1


def _named(undo: UndoPlanner, entries: Iterable[RoleMember]) -> list[RoleMember]:
    return [RoleMember(entry.role, undo.follow(entry.member)) for entry in entries]


def _plan(undo: UndoPlanner, change: Change, group: ObservedGroup, sides: _Sides) -> None:
    have = {RoleMember(r, undo.follow(m)) for r, ms in (group.members or {}).items() for m in ms}
    will = (have - sides.remove - set(sides.change.values())) | sides.add | sides.change.keys()
    roles = {one.role for one in (*sides.add, *sides.remove, *sides.change)}
    roles |= {one.role for one in sides.change.values()}
    back = tuple(sorted(sides.change))
    delta = MembershipDelta(
        add=tuple(sorted(sides.add)),
        remove=tuple(sorted(sides.remove)),
        change=back,
        was=tuple(sides.change[entry] for entry in back),
    )
    address = undo.renamed.get(group.address, group.address)
    undo.plan(
        Change(
            address=undo.again(change.address),
            action=Action.UPDATE,
            after=Membership(address, _roles(will, roles)),
            reason=undo.reason(),
            target=Target(group.id, group.address),
            delta=delta,
            total=len(will),
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

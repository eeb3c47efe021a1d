"""Groups: fields back, made anew, let go, marked again, deleted."""

from __future__ import annotations

from dataclasses import replace

from reconciler.diff.groups import with_what_goes
from reconciler.diff.objects import as_resource, target_of
from reconciler.diff.result import mark_changed
from reconciler.model.observation import ObservedGroup
from reconciler.model.plan import Action, Change, FieldChange
from reconciler.model.resources import Group, Kind
from reconciler.undo.journal import JournalledChange
from reconciler.undo.state import (
    UndoCode,
    UndoPlanner,
    Value,
    marked_before,
    revert_fields,
    revert_mark,
    revert_school,
)

_SETTING = "settings."


def revert_groups(undo: UndoPlanner) -> None:
    """Plans all groups, by their keys."""
    for entry in undo.of(Kind.GROUP, *Action):
        group, change = undo.group(entry), entry.change
        if change.action is Action.DELETE:
            if group is None:
                _make(undo, entry)
        elif group is None:
            undo.miss(UndoCode.GONE, entry)
        elif change.action is Action.FORGET:
            _mark(undo, change, group)
        elif not undo.owns(group, change.address):
            if not undo.carries(group, marked_before(change)):
                undo.miss(UndoCode.NOT_OURS, entry)
        elif change.action is Action.CREATE:
            _delete(undo, change, group)
        elif change.action is Action.ADOPT:
            _let_go(undo, change, group)
        else:
            _turn(undo, change, group)


def _is_free(undo: UndoPlanner, change: Change, address: str) -> bool:
    """Whether nobody else has an address, as a name or as an alias."""
    own = change.target.id if change.target else None
    taken = any(
        address in (other.address, *other.aliases) for other in undo.seen.groups if other.id != own
    )
    taken = taken or any(
        address in (account.address, *account.aliases) for account in undo.seen.accounts
    )
    if taken:
        undo.find(UndoCode.TAKEN, change.address, {"name": address})
    return not taken


def _make(undo: UndoPlanner, entry: JournalledChange) -> None:
    """A group that was deleted, with the settings that it had; its members follow."""
    group, address = entry.change.before, entry.change.address
    if not isinstance(group, Group):
        undo.find(UndoCode.NOT_RECORDED, address, {"what": "address"})
    elif any(undo.carries(other, marked_before(entry.change)) for other in undo.seen.groups):
        undo.find(UndoCode.THERE_AGAIN, address, {"name": group.address})
    elif _is_free(undo, entry.change, group.address):
        undo.made_groups.add(group.address)
        undo.find(UndoCode.GROUP_MADE_ANEW, address, {"name": group.address})
        if undo.context.limits.settings.get(group.type) and not group.settings:
            undo.find(UndoCode.NOT_RECORDED, address, {"what": "settings"})
        back = revert_school(entry.change)
        undo.plan(Change(address, Action.CREATE, group, undo.reason(), fields=back))


def _delete(undo: UndoPlanner, change: Change, group: ObservedGroup) -> None:
    """A group that the run made; what it received since goes with it."""
    if group.members is None:  # who would lose it is not known
        undo.find(UndoCode.NOT_RECORDED, change.address, {"what": "members"})
        return
    undo.going.add(group.id)
    undo.find(UndoCode.CONTENT_GOES, change.address, {"name": group.address})
    address, fields = change.address, mark_changed(group.mark, change.address)
    gone = Change(address, Action.DELETE, None, undo.reason(), target_of(group), fields)
    undo.plan(with_what_goes(gone, group))


def _fields(undo: UndoPlanner, change: Change, group: ObservedGroup) -> tuple[FieldChange, ...]:
    now: dict[str, Value] = {"address": group.address, "name": group.name}
    now |= {f"{_SETTING}{name}": value for name, value in (group.settings or {}).items()}
    back = revert_fields(change, now)
    back.message(undo, change.address)
    fields: list[FieldChange] = []
    for one in back.fields:
        if one.name == "address":
            if not _is_free(undo, change, str(one.after)):
                continue
            undo.find(UndoCode.ALIAS_STAYS, change.address, {"name": group.address})
        fields.append(one)
    return tuple(fields)


def _as_it_will_be(group: ObservedGroup, fields: tuple[FieldChange, ...]) -> Group:
    """With the settings that go back alone: the others are left as they are."""
    values = {one.name: one.after for one in fields}
    settings = {
        name.removeprefix(_SETTING): value
        for name, value in values.items()
        if name.startswith(_SETTING) and value is not None
    }
    address = str(values.get("address", group.address))
    return Group(address, str(values.get("name", group.name)), group.type, settings)


def _turn(undo: UndoPlanner, change: Change, group: ObservedGroup) -> None:
    fields = _fields(undo, change, group)
    after = _as_it_will_be(group, fields)
    undo.renamed[group.address] = after.address
    fields += revert_mark(undo, change, undo.seen.groups)
    if fields:
        address, target = undo.again(change.address), target_of(group)
        made = Change(address, Action.UPDATE, after, undo.reason(), target, fields)
        undo.plan(replace(made, before=as_resource(group)))


def _let_go(undo: UndoPlanner, change: Change, group: ObservedGroup) -> None:
    """Takes our mark off what was adopted, and leaves it as it was found.

    That comes last, so that until then it goes by its present address.
    """
    fields = _fields(undo, change, group)
    fields += mark_changed(group.mark, change.address)
    gone = Change(change.address, Action.FORGET, None, undo.reason(), target_of(group), fields)
    undo.plan(replace(gone, before=as_resource(group)))


def _mark(undo: UndoPlanner, change: Change, group: ObservedGroup) -> None:
    """Marks again what was forgotten, as adopted only where it was."""
    before = marked_before(change)
    if undo.carries(group, before):
        return
    if group.mark is not None:
        undo.find(UndoCode.NOT_OURS, change.address)
        return
    if any(undo.carries(other, before) for other in undo.seen.groups):
        undo.find(UndoCode.THERE_AGAIN, change.address, {"name": group.address})
        return
    fields = _fields(undo, change, group)
    adopted = change.target is not None and change.target.adopted
    target = replace(target_of(group), adopted=adopted)
    after = _as_it_will_be(group, fields)
    undo.renamed[group.address] = after.address
    made = Change(
        change.address, Action.ADOPT, after, undo.reason(), target, fields + revert_school(change)
    )
    undo.plan(replace(made, before=as_resource(group)))

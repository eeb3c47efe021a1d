"""Units: back to their old paths and labels, made anew, let go, marked again, deleted."""

from __future__ import annotations

from dataclasses import replace

from reconciler.diff.objects import as_resource, target_of
from reconciler.diff.result import mark_changed
from reconciler.diff.units import UnitRenames, is_empty
from reconciler.model.observation import ObservedUnit
from reconciler.model.plan import Action, Change, FieldChange
from reconciler.model.resources import Kind, OrgUnit
from reconciler.undo.journal import JournalledChange
from reconciler.undo.state import (
    UndoCode,
    UndoPlanner,
    marked_before,
    revert_fields,
    revert_mark,
    revert_school,
)

_THERE = (Action.UPDATE, Action.ADOPT, Action.FORGET, Action.DELETE)


def revert_units(undo: UndoPlanner) -> None:
    """Plans all of it but the deletions, which wait until it is known who moves out."""
    for entry in sorted(undo.of(Kind.ORG_UNIT, *_THERE), key=_depth):
        unit = undo.unit(entry)
        if entry.change.action is Action.DELETE:
            if unit is None:
                _make(undo, entry)
        elif unit is None:
            undo.miss(UndoCode.GONE, entry)
        elif entry.change.action is Action.FORGET:
            _mark(undo, entry.change, unit)
        elif not undo.owns(unit, entry.change.address):
            if not undo.carries(unit, marked_before(entry.change)):
                undo.miss(UndoCode.NOT_OURS, entry)
        elif entry.change.action is Action.ADOPT:
            _let_go(undo, entry.change, unit)
        else:
            _turn(undo, entry.change, unit)


def _depth(entry: JournalledChange) -> int:
    """Parents first, by where they were."""
    before = entry.change.before
    return before.path.count("/") if isinstance(before, OrgUnit) else 0


def _make(undo: UndoPlanner, entry: JournalledChange) -> None:
    """A unit that was deleted."""
    unit, address = entry.change.before, entry.change.address
    if not isinstance(unit, OrgUnit):
        undo.find(UndoCode.NOT_RECORDED, address, {"what": "path"})
    elif any(undo.carries(other, marked_before(entry.change)) for other in undo.seen.units):
        undo.find(UndoCode.THERE_AGAIN, address, {"name": unit.path})
    elif _can_be_at(undo, entry.change, unit.path):
        undo.made_units.add(unit.path)
        undo.find(UndoCode.UNIT_MADE_ANEW, address, {"name": unit.path})
        back = revert_school(entry.change)
        undo.plan(Change(address, Action.CREATE, unit, undo.reason(), fields=back))


def _can_be_at(undo: UndoPlanner, change: Change, path: str) -> bool:
    """Whether nothing else is there, and what it would lie in is."""
    own = change.target.id if change.target else None
    facts = {"name": path}
    if any(undo.units.now(u.path) == path and u.id != own for u in undo.seen.units):
        undo.find(UndoCode.TAKEN, change.address, facts)
        return False
    nest = undo.context.limits.units_nest
    if nest and path.rpartition("/")[0] not in undo.standing_units():
        undo.find(UndoCode.NO_PARENT, change.address, facts)
        return False
    return True


def _fields(undo: UndoPlanner, change: Change, unit: ObservedUnit) -> tuple[FieldChange, ...]:
    """What goes back; paths as they will be once the parents' renames are done."""
    back = revert_fields(change, {"path": unit.path, "label": unit.label})
    back.message(undo, change.address)
    fields: list[FieldChange] = []
    for one in back.fields:
        if one.name != "path":
            fields.append(one)
            continue
        before, after = undo.units.now(unit.path), undo.units.now(str(one.after))
        if before != after and _can_be_at(undo, change, after):
            fields.append(FieldChange("path", before, after))
    return tuple(fields)


def _as_it_will_be(
    undo: UndoPlanner, unit: ObservedUnit, fields: tuple[FieldChange, ...]
) -> OrgUnit:
    values = {one.name: str(one.after) for one in fields}
    path = values.get("path", undo.units.now(unit.path))
    return OrgUnit(path, values.get("label", unit.label))


def _turn(undo: UndoPlanner, change: Change, unit: ObservedUnit) -> None:
    fields = _fields(undo, change, unit)
    after = _as_it_will_be(undo, unit, fields)
    _moved(undo, unit, after)
    fields += revert_mark(undo, change, undo.seen.units)
    address = undo.again(change.address)
    if fields:
        made = Change(address, Action.UPDATE, after, undo.reason(), target_of(unit), fields)
        undo.plan(replace(made, before=as_resource(unit)))


def _moved(undo: UndoPlanner, unit: ObservedUnit, after: OrgUnit) -> None:
    """Remembers where a unit will be, before anybody is moved."""
    if after.path != undo.units.now(unit.path):
        renamed = {**undo.units.renamed, unit.path: after.path}
        undo.units = UnitRenames(renamed, undo.units.nest)


def _let_go(undo: UndoPlanner, change: Change, unit: ObservedUnit) -> None:
    """Takes our mark off what was adopted, and leaves it as it was found."""
    fields = _fields(undo, change, unit)
    if any(one.name == "path" for one in fields):
        undo.leaving.add(unit.id)
    label = _as_it_will_be(undo, unit, fields).label
    target = replace(target_of(unit), label=label)
    fields += mark_changed(unit.mark, change.address)
    gone = Change(change.address, Action.FORGET, None, undo.reason(), target, fields)
    undo.plan(replace(gone, before=as_resource(unit)))


def _mark(undo: UndoPlanner, change: Change, unit: ObservedUnit) -> None:
    """Marks again what was forgotten, as adopted only where it was."""
    before = marked_before(change)
    if undo.carries(unit, before):
        return
    if unit.mark is not None:
        undo.find(UndoCode.NOT_OURS, change.address)
        return
    if any(undo.carries(other, before) for other in undo.seen.units):
        undo.find(UndoCode.THERE_AGAIN, change.address, {"name": unit.path})
        return
    fields = _fields(undo, change, unit)
    after = _as_it_will_be(undo, unit, fields)
    _moved(undo, unit, after)
    adopted = change.target is not None and change.target.adopted
    target = replace(target_of(unit), adopted=adopted)
    made = Change(
        change.address, Action.ADOPT, after, undo.reason(), target, fields + revert_school(change)
    )
    undo.plan(replace(made, before=as_resource(unit)))


def units_gone(undo: UndoPlanner) -> None:
    """Deletes what the run made, where it is ours, and empty once everybody is back."""
    made = list(undo.of(Kind.ORG_UNIT, Action.CREATE))
    for entry in sorted(made, key=lambda one: -one.change.address.key.count("/")):
        unit, address = undo.unit(entry), entry.change.address
        if unit is None:
            undo.miss(UndoCode.GONE, entry)
        elif not undo.owns(unit, address):
            undo.miss(UndoCode.NOT_OURS, entry)
        elif not _will_be_empty(undo, unit):
            undo.find(UndoCode.NOT_EMPTY, address, {"name": unit.path})
        else:
            undo.going.add(unit.id)
            fields = mark_changed(unit.mark, address)
            gone = Change(address, Action.DELETE, None, undo.reason(), target_of(unit), fields)
            undo.plan(replace(gone, before=as_resource(unit)))


def _will_be_empty(undo: UndoPlanner, unit: ObservedUnit) -> bool:
    below = f"{undo.units.now(unit.path)}/"
    if any(path.startswith(below) for path in undo.made_units):
        return False
    return is_empty(unit, undo.units, undo.seen, frozenset(undo.going | undo.leaving))

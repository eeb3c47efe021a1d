"""Undo units: paths and descriptions restored, recreated, released, deleted (see `objects`).

Where units nest, renaming a parent renames the paths under it. So parents are reverted first, and
`undo.units` keeps where every unit will be after the renames planned so far: paths of later changes
are given as they will be then. Deletions wait until it is known who moves out.

Example: the run renamed /staff to /people, and with it /staff/it to /people/it. The undo plans one
rename /people → /staff; /people/it is at /staff/it after it, and needs no change of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconciler.diff.objects import as_resource, target_of
from reconciler.diff.result import mark_changed
from reconciler.diff.units import UnitRenames, is_empty
from reconciler.model.change import Action, Change, FieldChange, Target
from reconciler.model.observation import ObservedUnit
from reconciler.model.resources import Address, Group, Kind, OrgUnit
from reconciler.undo.journal import JournalledChange
from reconciler.undo.objects import ObjectReverter, revert_fields
from reconciler.undo.state import UndoCode, UndoPlanner

_ALL_BUT_CREATED = (Action.UPDATE, Action.ADOPT, Action.FORGET, Action.DELETE)


def revert_units(undo: UndoPlanner) -> None:
    """Plans all units but the deletions, see `delete_created_units`."""
    reverter = _UnitReverter(undo)
    for entry in sorted(undo.entries_of(Kind.ORG_UNIT, *_ALL_BUT_CREATED), key=_depth):
        reverter.revert(entry, undo.unit(entry))


def _depth(entry: JournalledChange) -> int:
    """Parents first, by where they were before the run."""
    before = entry.change.before
    return before.path.count("/") if isinstance(before, OrgUnit) else 0


def delete_created_units(undo: UndoPlanner) -> None:
    """Deletes what the run created, where it is ours and empty once everybody is moved back."""
    reverter = _UnitReverter(undo)
    created = list(undo.entries_of(Kind.ORG_UNIT, Action.CREATE))
    for entry in sorted(created, key=lambda entry: -entry.change.address.key.count("/")):
        unit, address = undo.unit(entry), entry.change.address
        if unit is None:
            undo.report_missing(UndoCode.GONE, entry)
        elif not undo.owns(unit, address):
            undo.report_other_mark(entry, unit)
        elif not _will_be_empty(undo, unit):
            undo.report(UndoCode.NOT_EMPTY, address, {"name": unit.path})
        else:
            reverter.delete(entry.change, unit)


def _will_be_empty(undo: UndoPlanner, unit: ObservedUnit) -> bool:
    below = f"{undo.units.now(unit.path)}/"
    if any(path.startswith(below) for path in undo.recreated_units):
        return False
    return is_empty(unit, undo.units, undo.observed, frozenset(undo.deleted | undo.leaving))


class _UnitReverter(ObjectReverter[ObservedUnit]):
    resource = OrgUnit
    named_by = "path"

    def all_observed(self) -> Sequence[ObservedUnit]:
        return self.undo.observed.units

    def release_target(self, item: ObservedUnit, fields: tuple[FieldChange, ...]) -> Target:
        if any(field.name == "path" for field in fields):
            self.undo.leaving.add(item.id)
        # the description carries the mark, so it is written without it in the same call
        return replace(target_of(item), label=self.after(item, fields).label)

    def fields(self, change: Change, item: ObservedUnit) -> tuple[FieldChange, ...]:
        units = self.undo.units
        revert = revert_fields(change, {"path": item.path, "label": item.label})
        revert.report(self.undo, change.address)
        fields: list[FieldChange] = []
        for field in revert.fields:
            if field.name != "path":
                fields.append(field)
                continue
            before, after = units.now(item.path), units.now(str(field.after))
            if before != after and self.is_free(change, after):
                fields.append(FieldChange("path", before, after))
        return tuple(fields)

    def after(self, item: ObservedUnit, fields: tuple[FieldChange, ...]) -> OrgUnit:
        values = {field.name: str(field.after) for field in fields}
        path = values.get("path", self.undo.units.now(item.path))
        return OrgUnit(path, values.get("label", item.label))

    def rename(self, item: ObservedUnit, after: OrgUnit | Group) -> None:
        units = self.undo.units
        if isinstance(after, OrgUnit) and after.path != units.now(item.path):
            renamed = {**units.renamed, item.path: after.path}
            self.undo.units = UnitRenames(renamed, units.nest)

    def is_free(self, change: Change, name: str) -> bool:
        own, undo = change.target.id if change.target else None, self.undo
        if any(undo.units.now(u.path) == name and u.id != own for u in undo.observed.units):
            undo.report(UndoCode.TAKEN, change.address, {"name": name})
            return False
        nest = undo.context.limits.units_nest
        if nest and name.rpartition("/")[0] not in undo.unit_paths_after():
            undo.report(UndoCode.NO_PARENT, change.address, {"name": name})
            return False
        return True

    def recreated(self, before: OrgUnit | Group, address: Address) -> None:
        if isinstance(before, OrgUnit):
            self.undo.recreated_units.add(before.path)
            self.undo.report(UndoCode.UNIT_MADE_ANEW, address, {"name": before.path})

    def delete(self, change: Change, item: ObservedUnit) -> None:
        undo, address = self.undo, change.address
        undo.deleted.add(item.id)
        fields = mark_changed(item.mark, address)
        delete = Change(address, Action.DELETE, None, undo.reason(), target_of(item), fields)
        undo.add(replace(delete, before=as_resource(item)))

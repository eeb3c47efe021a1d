"""Undo units and groups: what both kinds have in common.

Premise: a run left a trail of journalled changes. Undoing plans the inverse of each, but only as
far as the object is still as the run left it: what somebody changed since is theirs, and stays.

Rule, for each journalled change and the object that it was about (found by its vendor id, else by
our mark):
- deleted by the run: recreated with its fields, unless something else has its mark or its name;
- forgotten: marked again; adopted: released, with the fields that it had before;
- created: deleted (units at the end, when they are empty);
- updated: each field that still has the run's value goes back to the value before the run;
- the object is gone, or carries another mark: only reported.

Example: the run renamed group "Robotics" to "Robots" and moved its address; since then somebody
changed the name to "Robot club". Undo restores the address and reports that the name changed since.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from reconciler.diff.objects import as_resource, target_of
from reconciler.diff.result import changed, mark_changed
from reconciler.model.change import Action, Change, FieldChange, Target
from reconciler.model.observation import ObservedGroup, ObservedUnit
from reconciler.model.resources import Address, Group, OrgUnit
from reconciler.undo.journal import JournalledChange
from reconciler.undo.state import ObservedObject, UndoCode, UndoPlanner

Value = str | bool | None
Observed = TypeVar("Observed", ObservedUnit, ObservedGroup)


class ObjectReverter(ABC, Generic[Observed]):
    """Plans the inverse of the changes of one kind of object; lives for one call."""

    resource: type[OrgUnit | Group]
    named_by: str
    """The field that names an object: its path, its address."""

    def __init__(self, undo: UndoPlanner) -> None:
        self.undo = undo

    @abstractmethod
    def all_observed(self) -> Sequence[Observed]:
        """Every object of the kind in the tenant."""

    @abstractmethod
    def fields(self, change: Change, item: Observed) -> tuple[FieldChange, ...]:
        """The fields that go back; the others are reported."""

    @abstractmethod
    def after(self, item: Observed, fields: tuple[FieldChange, ...]) -> OrgUnit | Group:
        """The object with these fields, as it will be."""

    @abstractmethod
    def rename(self, item: Observed, after: OrgUnit | Group) -> None:
        """Records the name that the object will have, for what refers to it."""

    @abstractmethod
    def is_free(self, change: Change, name: str) -> bool:
        """Whether an object can have this name; else the reason is reported."""

    @abstractmethod
    def recreated(self, before: OrgUnit | Group, address: Address) -> None:
        """Records an object that will be recreated, and reports what it will lack."""

    @abstractmethod
    def delete(self, change: Change, item: Observed) -> None:
        """Plans the deletion of an object that the run created."""

    def revert(self, entry: JournalledChange, item: Observed | None) -> None:
        """Plans the inverse of one journalled change; `item` is its object, None: it is gone."""
        undo, change = self.undo, entry.change
        if change.action is Action.DELETE:
            if item is None:
                self._recreate(change)
        elif item is None:
            undo.report_missing(UndoCode.GONE, entry)
        elif change.action is Action.FORGET:
            self._mark_again(entry, item)
        elif not undo.owns(item, change.address):
            if not undo.carries(item, marked_before(change)):
                undo.report_other_mark(entry, item)
        elif change.action is Action.CREATE:
            self.delete(change, item)
        elif change.action is Action.ADOPT:
            self._release(change, item)
        else:
            self._revert_fields(change, item)

    def release_target(self, item: Observed, fields: tuple[FieldChange, ...]) -> Target:  # noqa: ARG002  units use the fields
        """The target of a release: what is written with the mark taken off."""
        return target_of(item)

    def _recreate(self, change: Change) -> None:
        undo, before, address = self.undo, change.before, change.address
        if not isinstance(before, self.resource):
            undo.report(UndoCode.NOT_RECORDED, address, {"what": self.named_by})
            return
        name = str(getattr(before, self.named_by))
        if self._is_marked_elsewhere(marked_before(change)):
            undo.report(UndoCode.THERE_AGAIN, address, {"name": name})
        elif self.is_free(change, name):
            self.recreated(before, address)
            fields = revert_school(change)
            undo.add(Change(address, Action.CREATE, before, undo.reason(), fields=fields))

    def _revert_fields(self, change: Change, item: Observed) -> None:
        undo = self.undo
        fields = self.fields(change, item)
        after = self.after(item, fields)
        self.rename(item, after)
        fields += revert_mark(undo, change, self.all_observed())
        if fields:
            address, target = undo.restored_address(change.address), target_of(item)
            update = Change(address, Action.UPDATE, after, undo.reason(), target, fields)
            undo.add(replace(update, before=as_resource(item)))

    def _release(self, change: Change, item: Observed) -> None:
        """Takes our mark off an adopted object and leaves it as it was found.

        The plan's order puts this last: until then the object goes by its present name.
        """
        undo = self.undo
        fields = self.fields(change, item)
        target = self.release_target(item, fields)
        fields += mark_changed(item.mark, change.address)
        forget = Change(change.address, Action.FORGET, None, undo.reason(), target, fields)
        undo.add(replace(forget, before=as_resource(item)))

    def _mark_again(self, entry: JournalledChange, item: Observed) -> None:
        """Marks a forgotten object again, as adopted only where it was."""
        undo, change = self.undo, entry.change
        before = marked_before(change)
        if undo.carries(item, before):
            return
        if item.mark is not None:
            undo.report_other_mark(entry, item)
            return
        if self._is_marked_elsewhere(before):
            name = str(getattr(item, self.named_by))
            undo.report(UndoCode.THERE_AGAIN, change.address, {"name": name})
            return
        fields = self.fields(change, item)
        after = self.after(item, fields)
        self.rename(item, after)
        adopted = change.target is not None and change.target.adopted
        target = replace(target_of(item), adopted=adopted)
        fields += revert_school(change)
        undo.marked.add(item.id)
        adopt = Change(change.address, Action.ADOPT, after, undo.reason(), target, fields)
        undo.add(replace(adopt, before=as_resource(item)))

    def _is_marked_elsewhere(self, address: Address) -> bool:
        return any(self.undo.carries(item, address) for item in self.all_observed())


@dataclass(frozen=True, slots=True)
class FieldRevert:
    """The fields of one object that go back, and the names of those that do not."""

    fields: tuple[FieldChange, ...]
    changed: tuple[str, ...]
    """Changed by others since the run."""
    unknown: tuple[str, ...]
    """Not recorded before the run, or not read now."""

    def report(self, undo: UndoPlanner, address: Address) -> None:
        """Reports the fields that do not go back."""
        if self.changed:
            facts = {"what": ", ".join(self.changed)}
            undo.report(UndoCode.CHANGED_SINCE, address, facts)
        if self.unknown:
            undo.report(UndoCode.NOT_RECORDED, address, {"what": ", ".join(self.unknown)})


def revert_fields(change: Change, now: Mapping[str, Value]) -> FieldRevert:
    """Each field that is still as the change left it, back to its value before; not the mark."""
    fields: list[FieldChange] = []
    changed: list[str] = []
    unknown: list[str] = []
    for field in change.fields:
        if field.is_of_mark or (present := now.get(field.name)) == field.before:
            continue
        if field.before is None or present is None:
            unknown.append(field.name)
        elif present == field.after:
            fields.append(FieldChange(field.name, present, field.before))
        else:
            changed.append(field.name)
    return FieldRevert(tuple(fields), tuple(changed), tuple(unknown))


def revert_mark(
    undo: UndoPlanner, change: Change, objects: Iterable[ObservedObject]
) -> tuple[FieldChange, ...]:
    """The mark's fields back to what they were, unless another object has that mark now."""
    fields = tuple(
        FieldChange(field.name, field.after, field.before)
        for field in change.fields
        if field.is_of_mark and field.before is not None
    )
    if not fields:
        return ()
    old = marked_before(change)
    if any(undo.carries(item, old) for item in objects):
        undo.report(UndoCode.THERE_AGAIN, old)
        return ()
    undo.restored_keys[change.address.kind, change.address.key] = old.key
    return fields


def marked_before(change: Change) -> Address:
    """The address in an object's mark before the change."""
    address = change.address
    before = {f.name: str(f.before) for f in change.fields if f.before is not None}
    school, key = before.get("school", address.school), before.get("key", address.key)
    return address._replace(school=school, key=key)


def revert_school(change: Change) -> tuple[FieldChange, ...]:
    """The school's earlier id, as a field of an object that is marked as it was."""
    before = marked_before(change).school
    return changed("school", change.address.school, before)

"""Undo groups: fields restored, recreated, released, marked again, deleted (see `objects`).

Rule: a group that the run created is deleted, with everybody in it counted for the guards, and only
if its members were read. One that the run deleted is created anew, without its mail and files: a
finding says so. A renamed group gets its address back where that is still free; the vendor keeps
the other one as an alias.

Example: since the run, an account took the old address. The name goes back, the address does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from reconciler.diff.groups import with_what_goes
from reconciler.diff.objects import target_of
from reconciler.diff.result import mark_changed
from reconciler.model.change import Action, Change, FieldChange
from reconciler.model.observation import ObservedGroup
from reconciler.model.resources import Address, Group, Kind, OrgUnit
from reconciler.undo.objects import ObjectReverter, Value, revert_fields
from reconciler.undo.state import UndoCode, UndoPlanner

_SETTING = "settings."


def revert_groups(undo: UndoPlanner) -> None:
    """Plans all groups, by their keys."""
    reverter = _GroupReverter(undo)
    for entry in undo.entries_of(Kind.GROUP, *Action):
        reverter.revert(entry, undo.group(entry))


class _GroupReverter(ObjectReverter[ObservedGroup]):
    resource = Group
    named_by = "address"

    def all_observed(self) -> Sequence[ObservedGroup]:
        return self.undo.observed.groups

    def fields(self, change: Change, item: ObservedGroup) -> tuple[FieldChange, ...]:
        now: dict[str, Value] = {"address": item.address, "name": item.name}
        now |= {f"{_SETTING}{name}": value for name, value in (item.settings or {}).items()}
        revert = revert_fields(change, now)
        revert.report(self.undo, change.address)
        fields: list[FieldChange] = []
        for field in revert.fields:
            if field.name == "address":
                if not self.is_free(change, str(field.after)):
                    continue
                # both vendors keep a renamed group's old address as an alias
                self.undo.report(UndoCode.ALIAS_STAYS, change.address, {"name": item.address})
            fields.append(field)
        return tuple(fields)

    def after(self, item: ObservedGroup, fields: tuple[FieldChange, ...]) -> Group:
        values = {field.name: field.after for field in fields}
        # only the settings that go back: writing the others would overwrite what others changed
        settings = {
            name.removeprefix(_SETTING): value
            for name, value in values.items()
            if name.startswith(_SETTING) and value is not None
        }
        address = str(values.get("address", item.address))
        return Group(address, str(values.get("name", item.name)), item.type, settings)

    def rename(self, item: ObservedGroup, after: OrgUnit | Group) -> None:
        if isinstance(after, Group):
            self.undo.renamed_groups[item.address] = after.address

    def is_free(self, change: Change, name: str) -> bool:
        own, observed = change.target.id if change.target else None, self.undo.observed
        others = (group for group in observed.groups if group.id != own)
        taken = any(name in (group.address, *group.aliases) for group in others)
        taken = taken or any(name in (a.address, *a.aliases) for a in observed.accounts)
        if taken:
            self.undo.report(UndoCode.TAKEN, change.address, {"name": name})
        return not taken

    def recreated(self, before: OrgUnit | Group, address: Address) -> None:
        if not isinstance(before, Group):
            return
        self.undo.recreated_groups.add(before.address)
        self.undo.report(UndoCode.GROUP_MADE_ANEW, address, {"name": before.address})
        if self.undo.context.limits.settings.get(before.type) and not before.settings:
            self.undo.report(UndoCode.NOT_RECORDED, address, {"what": "settings"})

    def delete(self, change: Change, item: ObservedGroup) -> None:
        undo, address = self.undo, change.address
        if item.members is None:
            # it is unknown who would lose the group, so guards could not count them
            undo.report(UndoCode.NOT_RECORDED, address, {"what": "members"})
            return
        undo.deleted.add(item.id)
        undo.report(UndoCode.CONTENT_GOES, address, {"name": item.address})
        fields = mark_changed(item.mark, address)
        delete = Change(address, Action.DELETE, None, undo.reason(), target_of(item), fields)
        undo.add(with_what_goes(delete, item))

"""What a school's file ignores today is left alone by an undo as well.

A unit, group or placement counts as ignored by any of its names: before the run, after it, and the
present one. A unit that would go back to another path counts also where an ignored one lies below
it and would move along.
"""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.diff.policy import is_ignored
from reconciler.model.change import Change
from reconciler.model.resources import Group, Kind, Membership, OrgUnit, Placement
from reconciler.undo.journal import JournalledChange
from reconciler.undo.state import UndoPlanner


def is_left_alone(undo: UndoPlanner, entry: JournalledChange) -> bool:
    """Whether an entry is about something that is ignored."""
    if not undo.context.ignore:
        return False
    kind = _OBJECT.get(entry.change.address.kind)
    names = [*_names(entry.change), *_present(undo, entry)] if kind else []
    covered = any(is_ignored(undo.context.ignore, kind, name) for name in names if kind)
    return covered or _moves_ignored(undo, entry)


_OBJECT = {
    Kind.ORG_UNIT: Kind.ORG_UNIT,
    Kind.PLACEMENT: Kind.ORG_UNIT,
    Kind.GROUP: Kind.GROUP,
    Kind.MEMBERSHIP: Kind.GROUP,
}
"""Kind of a change → the kind of object that it is about."""


def _names(change: Change) -> Iterator[str]:
    for resource in (change.before, change.after):
        if isinstance(resource, OrgUnit | Placement):
            yield resource.path
        elif isinstance(resource, Group):
            yield resource.address
        elif isinstance(resource, Membership):
            yield resource.group


def _present(undo: UndoPlanner, entry: JournalledChange) -> Iterator[str]:
    kind = entry.change.address.kind
    if kind is Kind.ORG_UNIT and (unit := undo.unit(entry)) is not None:
        yield unit.path
    if kind in (Kind.GROUP, Kind.MEMBERSHIP) and (group := undo.group(entry)) is not None:
        yield group.address
        if group.mail is not None:
            yield group.mail


def _moves_ignored(undo: UndoPlanner, entry: JournalledChange) -> bool:
    """Whether an ignored unit lies below one that the run moved, where units nest."""
    moved = any(field.name == "path" for field in entry.change.fields)
    if not moved or not undo.context.limits.units_nest:
        return False
    below = tuple(f"{path}/" for path in _present(undo, entry))
    return any(
        unit.path.startswith(below) and is_ignored(undo.context.ignore, Kind.ORG_UNIT, unit.path)
        for unit in undo.observed.units
    )

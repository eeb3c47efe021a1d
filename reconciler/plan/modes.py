"""What of a school's differences may be written, and what is only observed.

Rule: a difference of a kind that is only observed is never written, nor is one that needs it: a
licence that is given to a group waits for the group to be there under its name.

Example: groups are only observed, and the file gives a licence to the group `staff`, which is to be
created. The licence of `staff` is an observed difference, too; those of people are written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from reconciler.model.change import Action, Change, LicenceDelta
from reconciler.model.resources import Group, Kind, MemberType


def by_mode(
    changes: Sequence[Change], observed: Collection[Kind]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes that may be written and those that are only shown, both in their order."""
    shown = [change for change in changes if change.address.kind in observed]
    waiting = frozenset(_names_to_come(shown))
    rest = [change for change in changes if change.address.kind not in observed]
    written = tuple(change for change in rest if waiting.isdisjoint(_groups_of(change)))
    return written, tuple(change for change in changes if change not in written)


def _names_to_come(changes: Iterable[Change]) -> Iterable[str]:
    """Addresses of groups that are not there, or not yet under that name."""
    for change in changes:
        if not isinstance(change.after, Group):
            continue
        renamed = any(field.name == "address" for field in change.fields)
        if change.action is Action.CREATE or renamed:
            yield change.after.address


def _groups_of(change: Change) -> Iterable[str]:
    """Addresses of the groups that a change gives a licence to."""
    if isinstance(change.delta, LicenceDelta):
        for holder in (*change.delta.add, *change.delta.change):
            if holder.member.type is MemberType.GROUP:
                yield holder.member.ref

"""The items of a change: each member, move or licence by a name of its own, and changes of some.

A change may be refused for one of its items and carried out for the others, so what is held of it
is told item by item. Example: of '+a +b −c', `only(change, lambda s: s != subject_of("+", b))` is
'+a −c', with a total that is one less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from reconciler.model.change import (
    Change,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    PlacementMove,
)
from reconciler.model.resources import Holder, LicenceSwap, RoleMember

WHOLE = ""
"""The subject of a change that is one item: a unit or a group."""
ADD, REMOVE, CHANGE, SWAP = "+", "-", "~", "="
Entry = RoleMember | Holder | PlacementMove | LicenceSwap
T = TypeVar("T", RoleMember, Holder, PlacementMove, LicenceSwap)


def subject_of(sign: str, entry: Entry) -> str:
    """One item by what is done with whom: '+member:external:x@y.example', '-account:41'."""
    if isinstance(entry, PlacementMove):
        return f"{sign}{entry.account}"
    if isinstance(entry, RoleMember):
        return f"{sign}{entry.role.value}:{entry.member.type.value}:{entry.member.ref}"
    holder = entry.holder if isinstance(entry, LicenceSwap) else entry
    return f"{sign}{holder.member.type.value}:{holder.member.ref}"


def subjects(change: Change) -> tuple[tuple[str, Entry | None], ...]:
    """Every item of a change with its subject; one without an entry for a unit or group."""
    delta = change.delta
    if isinstance(delta, PlacementDelta):
        return tuple((subject_of(ADD, move), move) for move in delta.moves)
    if delta is None:
        return ((WHOLE, None),)
    lists: list[tuple[str, Iterable[Entry]]] = [
        (ADD, delta.add),
        (REMOVE, delta.remove),
        (CHANGE, delta.change),
    ]
    if isinstance(delta, LicenceDelta):
        lists.append((SWAP, delta.swap))
    return tuple((subject_of(sign, entry), entry) for sign, entries in lists for entry in entries)


def only(change: Change, keep: Callable[[str], bool]) -> Change | None:
    """The change with those of its items alone whose subject is to be kept; None without any."""
    delta = change.delta
    if delta is None:
        return change if keep(WHOLE) else None
    if isinstance(delta, PlacementDelta):
        moves = _kept(ADD, delta.moves, keep)
        return replace(change, delta=PlacementDelta(moves)) if moves else None
    kept = _narrowed(delta, keep)
    if not (kept.add or kept.remove or kept.change or getattr(kept, "swap", ())):
        return None
    gone = _growth(delta) - _growth(kept)
    total = None if change.total is None else change.total - gone
    return replace(change, delta=kept, total=total)


def _narrowed(
    delta: MembershipDelta | LicenceDelta, keep: Callable[[str], bool]
) -> MembershipDelta | LicenceDelta:
    if isinstance(delta, MembershipDelta):
        return MembershipDelta(
            add=_kept(ADD, delta.add, keep),
            remove=_kept(REMOVE, delta.remove, keep),
            change=_kept(CHANGE, delta.change, keep),
            was=_before(delta.change, delta.was, keep),
        )
    return LicenceDelta(
        add=_kept(ADD, delta.add, keep),
        remove=_kept(REMOVE, delta.remove, keep),
        change=_kept(CHANGE, delta.change, keep),
        was=_before(delta.change, delta.was, keep),
        swap=_kept(SWAP, delta.swap, keep),
    )


def _kept(sign: str, entries: tuple[T, ...], keep: Callable[[str], bool]) -> tuple[T, ...]:
    return tuple(entry for entry in entries if keep(subject_of(sign, entry)))


def _before(
    changed: tuple[T, ...], was: tuple[T, ...], keep: Callable[[str], bool]
) -> tuple[T, ...]:
    """The earlier state of the entries that are kept; `was` goes with `changed` by place."""
    pairs = zip(changed, was, strict=False)
    return tuple(before for entry, before in pairs if keep(subject_of(CHANGE, entry)))


def _growth(delta: MembershipDelta | LicenceDelta) -> int:
    """By how many a set grows."""
    swapped = len(delta.swap) if isinstance(delta, LicenceDelta) else 0
    return len(delta.add) + swapped - len(delta.remove)

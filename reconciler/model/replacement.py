"""No removal without its replacement: one rule for every kind, in plans and at both vendors.

Premise: a person who is to have B in the place of A must never be left with neither, because a
seat was missing, a call failed or an answer got lost.

Rule: whatever can stand in for each other shares a slot. Where something that should come into a
slot is not there yet, nothing that is in the slot is taken out.

Example: a group's outsiders share one slot, since a vendor may know one mailbox under several
addresses. The file replaces m.petrova@example.org by maria@example.org; the vendor answers the
addition with "duplicate" and does not list it. So the removal of m.petrova@example.org is held.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from reconciler.model.resources import MemberRole, MemberType, RoleMember

R = TypeVar("R")
Slot = Hashable
OWNERS: Slot = "owners"
OUTSIDERS: Slot = "outsiders"


@dataclass(frozen=True, slots=True)
class Removals(Generic[R]):
    """Removals, parted by whether what takes their place is there."""

    sendable: tuple[R, ...]
    held: tuple[R, ...]


def hold_unreplaced(
    removals: Iterable[R], slots: Callable[[R], Collection[Slot]], missing: Collection[Slot]
) -> Removals[R]:
    """Holds each removal out of a slot in which something is `missing`; both keep their order.

    `slots` gives the slots of a removal: none where nothing can take its place.
    """
    known = tuple(removals)
    held = [bool(set(slots(one)) & set(missing)) for one in known]
    return Removals(
        sendable=tuple(one for one, is_held in zip(known, held, strict=True) if not is_held),
        held=tuple(one for one, is_held in zip(known, held, strict=True) if is_held),
    )


def member_slots(entry: RoleMember) -> frozenset[Slot]:
    """A group's owners stand in for each other, and so do its outsiders; accounts do not."""
    owners = {OWNERS} if entry.role is MemberRole.OWNER else set()
    outsiders = {OUTSIDERS} if entry.member.type is MemberType.EXTERNAL else set()
    return frozenset(owners | outsiders)

"""What earlier runs took away lately: the memory of the guards against removals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reconciler.model.change import Action
from reconciler.model.resources import Address
from reconciler.model.school import SchoolRef


class Removal(NamedTuple):
    """What one change of a run took away, or may have: the journal cannot always tell."""

    run: int
    address: Address
    action: Action
    refs: frozenset[str]
    """Members or holders (vendor ids, group addresses, outsiders); of a unit or group its key."""
    swapped: bool = False
    """Whether the holders got another licence of the family in its place."""


class Acknowledgement(NamedTuple):
    """A guard's name, or NAME:SCHOOL, that a run was allowed to pass."""

    run: int
    name: str


@dataclass(frozen=True, slots=True)
class RecentRemovals:
    """The removals of a stack within a number of days, and the acknowledgements since."""

    days: int = 0
    removals: tuple[Removal, ...] = ()
    acknowledged: tuple[Acknowledgement, ...] = ()

    def counted_by(self, guard: str, ref: SchoolRef) -> Iterator[Removal]:
        """The school's removals that count for a guard.

        An acknowledgement of the guard starts the count anew.
        """
        names = {guard, f"{guard}:{ref.school}", f"{guard}:{ref.tenant}"}
        last = max((one.run for one in self.acknowledged if one.name in names), default=0)
        for removal in self.removals:
            if removal.run > last and removal.address.school_ref == ref:
                yield removal

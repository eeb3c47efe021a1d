"""What a vendor has to grant, and for which use: the vendors' `permissions` are the one home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from reconciler.model.checkup import Check, CheckNeeds, CheckState, Use


@dataclass(frozen=True, slots=True)
class Permission:
    """A scope, an application permission, an API, or a privilege of an administrator's role."""

    name: str
    uses: frozenset[Use]
    """Empty: nothing needs it; `doctor` can tell more with it."""
    instead: tuple[str, ...] = ()
    """Any one of these does as well, and more than is needed."""
    sentence: str = ""
    """How the vendor's screen of consent words it; '' where there is no such screen."""

    def held(self, granted: Iterable[str]) -> bool:
        """Whether it, or one in its place, is among those."""
        return not {self.name, *self.instead}.isdisjoint(granted)


def names_for(permissions: Iterable[Permission], use: Use) -> tuple[str, ...]:
    """The least that a use needs, in the table's order."""
    return tuple(one.name for one in permissions if use in one.uses)


def state_of(good: bool) -> CheckState:
    """Ok or missing."""
    return CheckState.OK if good else CheckState.MISSING


class Examiner(Protocol):
    """Looks at what one tenant grants, with the permissions that `plan` has."""

    def examine(self, needs: CheckNeeds) -> tuple[Check, ...]:
        """A check for each thing that is needed. Never raises for what a vendor answers.

        Tokens for writing are asked for where that alone shows whether they are granted; no call is
        made with them.
        """

    def close(self) -> None:
        """Lets connections go."""

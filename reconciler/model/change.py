"""One change of a plan: what is done to what, why, and what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Code, Facts, SourceLocation
from reconciler.model.resources import (
    Address,
    Holder,
    LicenceSwap,
    Member,
    MemberRole,
    Membership,
    Resource,
    RoleMember,
)
from reconciler.model.trigger import Trigger


class Action(StrEnum):
    """What a change does to an object."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    ADOPT = "adopt"
    FORGET = "forget"

    @property
    def is_removal(self) -> bool:
        """Whether the object is not ours afterwards: it is deleted, or forgotten."""
        return self in (Action.DELETE, Action.FORGET)


class ReasonCode(Code):
    """Codes of reasons of changes (reason-…); the journal keeps them by their values."""

    DECLARED = "declared"
    DIFFERS = "differs"
    RENAMED = "renamed"
    RENAMED_BACK = "renamed-back"
    ADOPTED = "adopted"
    DROPPED = "dropped"
    PRUNED = "pruned"
    ENDED = "ended"
    ROSTER = "roster"
    UNDONE = "undone"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change is planned; explains, never decides."""

    code: Code
    facts: Facts = field(default_factory=dict)


OF_MARK = frozenset({"key", "school"})
"""Names of the fields of our mark."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a unit or group, from what it is to what it should be, as text or bool."""

    name: str
    before: str | bool | None
    after: str | bool | None

    @property
    def is_setting(self) -> bool:
        """Whether it is one of a group's settings."""
        return self.name.startswith("settings.")

    @property
    def is_of_mark(self) -> bool:
        """Whether it is a part of our mark, and none of the object itself."""
        return self.name in OF_MARK


@dataclass(frozen=True, slots=True)
class Target:
    """The existing object that a change acts on, as the vendor knows it today."""

    id: str
    name: str
    """A group's present address, a unit's path in the vendor's spelling."""
    label: str = ""
    """Its present description without our mark."""
    adopted: bool = False
    """Whether its mark says, or will say, that it was adopted."""


@dataclass(frozen=True, slots=True)
class MembershipDelta:
    """Members to add, to remove, and to give another role (the new one is named)."""

    add: tuple[RoleMember, ...] = ()
    remove: tuple[RoleMember, ...] = ()
    change: tuple[RoleMember, ...] = ()
    was: tuple[RoleMember, ...] = ()
    """Those of `change` in the roles that they had."""

    def no_longer_owners(self) -> frozenset[Member]:
        """Members removed as owners or given another role; some may not have been owners."""
        removed = {entry.member for entry in self.remove if entry.role is MemberRole.OWNER}
        changed = {entry.member for entry in self.change if entry.role is not MemberRole.OWNER}
        return frozenset(removed | changed)


@dataclass(frozen=True, slots=True)
class PlacementMove:
    """One account into the change's unit, out of the units named: on Microsoft only of ours.

    Where the change's own unit is among them, the account leaves it for none (undo on Microsoft).
    """

    account: str
    out_of: tuple[str, ...]
    inside: bool = False
    """Whether it was in the change's unit before, and only leaves others."""


@dataclass(frozen=True, slots=True)
class PlacementDelta:
    """Accounts to move into a unit."""

    moves: tuple[PlacementMove, ...]


@dataclass(frozen=True, slots=True)
class LicenceDelta:
    """Licences to give, to take back, and to give with other plans switched off."""

    add: tuple[Holder, ...] = ()
    remove: tuple[Holder, ...] = ()
    change: tuple[Holder, ...] = ()
    was: tuple[Holder, ...] = ()
    """Those of `change` with the plans that were switched off."""
    swap: tuple[LicenceSwap, ...] = ()
    """Given in the place of another product of the family, which is not taken back otherwise."""

    @property
    def count(self) -> int:
        """How many holders it touches."""
        return len(self.add) + len(self.remove) + len(self.change) + len(self.swap)


Delta = MembershipDelta | PlacementDelta | LicenceDelta


class ChangeCause(StrEnum):
    """The cause of a difference, see `drift.cause`."""

    CONFIG = "wanted"
    """The manifests or rosters say something else than at the last successful apply."""
    DRIFT = "drift"
    """They say the same: somebody else changed the tenant."""
    CONFIG_AND_DRIFT = "both"
    UNFINISHED = "unfinished"
    """An earlier run began this and did not finish."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference and what resolves it."""

    address: Address
    action: Action
    after: Resource | None
    """The desired resource; None for a removal."""
    reason: Reason
    target: Target | None = None
    fields: tuple[FieldChange, ...] = ()
    delta: Delta | None = None
    total: int | None = None
    """Members, accounts or holders after the change, where it is of a set."""
    place: SourceLocation | None = None
    origin: ChangeCause = ChangeCause.CONFIG
    drifted: tuple[str, ...] = ()
    """Names of the fields that drifted; for a set '+3 −1': added and removed by others."""
    before: Resource | None = None
    """The unit or group as observed; None where there was none, and for sets."""
    lost: Membership | None = None
    """The members of a group that is deleted; None where they were not read."""
    triggers: tuple[Trigger, ...] = ()
    """What it follows from; empty where nobody asked."""
    exact: Change | None = field(default=None, compare=False, repr=False)
    """What is really done, where this only shows it without names of persons; see `really`."""

    @property
    def really(self) -> Change:
        """The change as it is executed and undone."""
        return self.exact or self

    def hides(self, field_change: FieldChange) -> bool:
        """Whether one of its fields is shown as something else than what the tenant has."""
        return field_change not in self.really.fields

    def repeats(self, sent: Change | None) -> bool:
        """Whether it is some of what was sent, and not only something that is new since.

        A group may have a member more to take in once another school's group was made.
        """
        if sent is None:
            return False
        mine, theirs = self.really.delta, sent.really.delta
        if not isinstance(mine, MembershipDelta) or not isinstance(theirs, MembershipDelta):
            return True
        pairs = (
            (mine.add, theirs.add),
            (mine.remove, theirs.remove),
            (mine.change, theirs.change),
        )
        return any(set(left) & set(asked) for left, asked in pairs)

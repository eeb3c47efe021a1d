"""A plan as data: changes, refusals, findings, unknown resources, and its cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Code, Facts, SourceLocation
from reconciler.model.freeze import Freeze
from reconciler.model.held import HeldChange, RememberedRefusal
from reconciler.model.limits import Cost
from reconciler.model.observation import RouteCount
from reconciler.model.resources import (
    Address,
    Holder,
    Kind,
    LicenceSwap,
    Member,
    MemberRole,
    Membership,
    Resource,
    RoleMember,
)
from reconciler.model.school import SchoolRef
from reconciler.model.seats import Seats
from reconciler.model.tenant import TenantFailure, Vendor
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


class Level(StrEnum):
    """How serious a finding is."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"


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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A guard's refusal, with its numbers: of a school, a tenant (school '') or all (both '')."""

    guard: str
    school: str
    tenant: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know or resolve; never a change."""

    code: Code
    level: Level
    tenant: str
    school: str
    subject: str = ""
    """The resource's kind and key, or a pseudonym of a person; '' for the whole school."""
    facts: Facts = field(default_factory=dict)
    place: SourceLocation | None = None
    observed: bool = False
    """Whether it is of something that only the tenant shows, and no file can put right."""

    @property
    def is_held(self) -> bool:
        """Whether it tells of a change that is held, see `SchoolPlan.held`."""
        return self.code.startswith("held-") and "retry" in self.facts

    def sort_key(self) -> tuple[str, str, str, str, str]:
        """Findings are sorted by school, tenant, code, subject and facts."""
        return (self.school, self.tenant, self.code, self.subject, str(sorted(self.facts.items())))

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return SchoolRef(school=self.school, tenant=self.tenant)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A resource that could not be compared; nothing of it is changed."""

    address: Address
    reason: Reason


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """One school's part of a plan, in one tenant."""

    school: str
    tenant: str
    vendor: Vendor
    wave: str
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    findings: tuple[Finding, ...] = ()
    unmanaged: tuple[tuple[Kind, int], ...] = ()
    """Objects in scope without our mark, by kind."""
    people: tuple[tuple[str, int], ...] = ()
    """People by role in the roster."""
    declared: tuple[tuple[Kind, int], ...] = ()
    """Declared resources by kind."""
    fingerprint: str = ""
    observed: tuple[Change, ...] = ()
    """Differences of what is only observed: shown and counted, never written."""
    observing: tuple[Kind, ...] = ()
    """The kinds that are only observed, in their order; all of them: so is the school."""
    held: tuple[HeldChange, ...] = ()
    """What the vendor refused for good: not sent, and no part of the fingerprint."""
    remembered: tuple[RememberedRefusal, ...] = ()
    """The refusals that the ledger is to keep: of what is held, and of what is tried again."""

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return SchoolRef(school=self.school, tenant=self.tenant)

    @property
    def differences(self) -> tuple[Change, ...]:
        """What would be written, and what is only observed."""
        return (*self.changes, *self.observed)


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """Digests of what a plan was made from, so that apply can say what changed since."""

    day: str = ""
    """ISO date that it was planned for."""
    manifests: str = ""
    """Digest of the manifests and the layouts."""
    rosters: tuple[tuple[str, str], ...] = ()
    """School → digest of its roster."""
    key_id: str = ""
    """Identifies the pseudonym key without revealing it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The differences in every targeted tenant."""

    stack: str
    municipality: str
    waves: tuple[str, ...]
    """In the order of the rollout."""
    schools: tuple[SchoolPlan, ...]
    """In the order of waves, then by id and tenant."""
    failures: tuple[TenantFailure, ...]
    seats: tuple[Seats, ...]
    cost: Cost
    year: int
    """The calendar year in which the rosters' school year ends."""
    fingerprint: str
    requests: tuple[RouteCount, ...] = ()
    """Requests that observing took; not part of the fingerprint."""
    refusals: tuple[Refusal, ...] = ()
    """Refusals of whole tenants, or of everything."""
    inputs: PlanInputs = field(default_factory=PlanInputs)
    frozen: tuple[Freeze, ...] = ()
    """Stops of all writing that hold; no part of the fingerprint."""

    def changes(self) -> int:
        """How many changes the plan has."""
        return sum(len(school.changes) for school in self.schools)

    def observed(self) -> int:
        """How many differences there are where nothing is written."""
        return sum(len(school.observed) for school in self.schools)

    def held(self) -> bool:
        """Whether something is held that the vendor refused for good."""
        return any(school.held for school in self.schools)

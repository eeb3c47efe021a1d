"""A plan as data: changes, refusals, findings, unknown resources, and its cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Code, Facts, SourceLocation
from reconciler.model.change import Change, Reason
from reconciler.model.freeze import Freeze
from reconciler.model.held import HeldChange, RememberedRefusal
from reconciler.model.limits import Cost
from reconciler.model.observation import RouteCount
from reconciler.model.resources import Address, Kind
from reconciler.model.school import SchoolRef
from reconciler.model.seats import Seats
from reconciler.model.tenant import TenantFailure, Vendor


class Level(StrEnum):
    """How serious a finding is."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"


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

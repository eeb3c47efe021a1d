"""The protocol that a vendor implements: observe, execute, audit events, limits; and its faults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reconciler.errors import Code, Fault, SourceLocation
from reconciler.model.change import Change
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import (
    Account,
    Observation,
    Presence,
    Reference,
    RouteCount,
    Scope,
)
from reconciler.model.resources import Address
from reconciler.model.states import Outcome


class VendorCode(Code):
    """What a vendor's answer means to us; the vendor's `errors.classify` decides it."""

    FORBIDDEN = "forbidden"
    UNAUTHENTICATED = "unauthenticated"
    UNREACHABLE = "unreachable"
    THROTTLED = "throttled"
    QUOTA_SPENT = "quota-spent"
    """Nothing more of this API is answered today."""
    UNAVAILABLE = "unavailable"
    INVALID = "invalid"
    MISSING = "missing"
    ALREADY = "already"
    CONFLICT = "conflict"
    NO_SEATS = "no-seats"
    AUTOMATIC_LICENCE = "automatic-licence"
    INHERITED_LICENCE = "inherited-licence"
    SAME_PERSON = "same-person"
    """The outsider is in the group under another address."""
    UNKNOWN_ANSWER = "unknown-answer"
    MALFORMED = "malformed"
    """It answered something that this call is never answered with, such as a web page."""
    ENDLESS = "endless"
    """Its pages come again, or do not end."""
    GUARDED = "guarded"
    """Only others may change the object: a directory on the premises, a unit's administrators."""
    HALF_READ = "half-read"
    UNSUPPORTED = "unsupported"


OF_ONE_PERSON = frozenset(
    {VendorCode.INVALID, VendorCode.AUTOMATIC_LICENCE, VendorCode.INHERITED_LICENCE}
)
"""What a vendor may refuse about one person, whoever asks and however often."""


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """Changes of one tenant that do not depend on each other, and the ids that they may need."""

    changes: tuple[Change, ...]
    municipality: str
    files: Mapping[str, str]
    """School → its file's name as marks show it."""
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """By vendor id."""
    group_ids: Mapping[str, str] = field(default_factory=dict)
    """Address → vendor id, the groups just created included."""
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Address of a group that is to be made → the accounts that are to own it, sorted."""
    outsider_ids: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Group's vendor id → its outsiders by mailbox → the ids that the vendor lists them by."""
    unit_ids: Mapping[str, str] = field(default_factory=dict)
    """Path → vendor id, the units just created included."""
    closed: frozenset[str] = frozenset()
    """Addresses of the groups that take no outsiders, as declared or as they were."""
    products: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Declared products → how the vendor calls them."""


class WriteReporter(Protocol):
    """Where a provider says what it is about to do and what came of it, as it goes."""

    def sending(self, addresses: Collection[Address]) -> None:
        """Called before each HTTP request that writes, with the changes that it serves.

        May raise: nothing more of the work is sent then.
        """

    def answered(self, addresses: Collection[Address]) -> None:
        """Called once that request's answer was taken in, its outcomes reported before."""

    def done(self, outcome: Outcome) -> None:
        """One change's outcome, as soon as it is known."""


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who changed an object last, as the vendor's own audit log has it."""

    external_id: str
    """The vendor's id of the object; a group's address where the log has nothing else."""
    actor: str
    """An administrator's address, or the application's name."""
    at: str
    """ISO time in UTC."""
    event: str
    """In the vendor's words."""


class Provider(Protocol):
    """One tenant at one vendor. Not for use by two threads at once."""

    @property
    def limits(self) -> VendorLimits:
        """What the vendor can express and how fast it may be asked."""

    def observe(self, scope: Scope) -> Observation:
        """Lists what lies in scope, with read-only rights.

        A listing that failed is left out of `complete` and reported in `faults`; TenantError only
        where not even the accounts could be listed. What its listings name and another lacks is
        in `references`, and costs no request.
        """

    def look_up(self, references: Sequence[Reference]) -> Mapping[Reference, Presence]:
        """Asks for each by its id, with read-only rights.

        Gone is only what the vendor surely does not have; never raises for one's sake.
        """

    def execute(self, batch: ChangeBatch, reporter: WriteReporter) -> tuple[Outcome, ...]:
        """Carries the changes out, one outcome each in their order; notes what it does.

        Never raises for one change's sake. A dropped connection after a write makes the outcome
        UNKNOWN, not failed.
        """

    def audit_events(self, since: str, subjects: Collection[str]) -> tuple[AuditEvent, ...]:
        """Who changed these objects since an ISO time, newest first, with read-only rights.

        `subjects` are vendor ids and addresses. TenantError where the log cannot be read.
        """

    def requests(self) -> tuple[RouteCount, ...]:
        """What was sent since this provider was made, by route, sorted."""

    def close(self) -> None:
        """Lets connections go."""


class VendorResponse(Protocol):
    """One call's answer, as far as a fault shows it."""

    @property
    def status(self) -> int:
        """The HTTP status; 0 where there was no answer."""

    @property
    def word(self) -> str:
        """The vendor's word for the error; never its message, which may name people."""


def vendor_fault(tenant: str, code: VendorCode, what: str, response: VendorResponse) -> Fault:
    """A fault about a listing or resource of a tenant."""
    facts: dict[str, str | int] = {
        "tenant": tenant,
        "what": what,
        "status": response.status,
        "answer": response.word,
    }
    return Fault(code, None, facts)


def counted(found: Fault, count: int, place: SourceLocation | None) -> Fault:
    """The same fault of several items of one change, at the change's place."""
    return Fault(found.code, place, {**found.facts, "count": count})


def newest_events(events: Iterable[AuditEvent]) -> tuple[AuditEvent, ...]:
    """The newest trace of each doer and event of each object, newest first."""
    kept: dict[tuple[str, str, str], AuditEvent] = {}
    for event in events:
        key = (event.external_id, event.event, event.actor)
        if event.at > kept.setdefault(key, event).at:
            kept[key] = event
    by_name = [kept[key] for key in sorted(kept)]
    return tuple(sorted(by_name, key=lambda event: event.at, reverse=True))

"""The protocol of a vendor: look, do, and say what the limits are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reconciler.errors import Code
from reconciler.model.limits import Limits
from reconciler.model.observation import Account, Observation, RouteCount, Scope
from reconciler.model.plan import Change, Outcome


class VendorCode(Code):
    """What a vendor's answer means to us; `convert` alone decides it."""

    FORBIDDEN = "forbidden"
    UNAUTHENTICATED = "unauthenticated"
    UNREACHABLE = "unreachable"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"
    INVALID = "invalid"
    MISSING = "missing"
    ALREADY = "already"
    CONFLICT = "conflict"
    NO_SEATS = "no-seats"
    AUTOMATIC_LICENCE = "automatic-licence"
    INHERITED_LICENCE = "inherited-licence"
    UNKNOWN_ANSWER = "unknown-answer"
    HALF_READ = "half-read"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Work:
    """Changes of one tenant that do not depend on each other, and the ids that they may need."""

    changes: tuple[Change, ...]
    municipality: str
    files: Mapping[str, str]
    """School → its file's name as marks show it."""
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """By vendor id."""
    group_ids: Mapping[str, str] = field(default_factory=dict)
    """Address → vendor id, the groups just created included."""
    unit_ids: Mapping[str, str] = field(default_factory=dict)
    """Path → vendor id, the units just created included."""
    products: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Declared products → how the vendor calls them."""


class Provider(Protocol):
    """One tenant at one vendor. Not for use by two threads at once."""

    @property
    def limits(self) -> Limits:
        """What the vendor can express and how fast it may be asked."""

    def observe(self, scope: Scope) -> Observation:
        """Lists what lies in scope, with read-only rights.

        A listing that failed is left out of `whole` and told in `faults`; TenantError only where
        not even the accounts could be listed.
        """

    def execute(self, work: Work, tell: Callable[[Outcome], None]) -> tuple[Outcome, ...]:
        """Carries the changes out, one outcome each in their order; tells each as it is known.

        Never raises for one change's sake. A dropped connection after a write makes the outcome
        UNKNOWN, not failed.
        """

    def requests(self) -> tuple[RouteCount, ...]:
        """What was sent since this provider was made, by route, sorted."""

    def close(self) -> None:
        """Lets connections go."""

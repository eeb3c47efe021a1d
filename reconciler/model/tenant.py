"""A tenant, one directory at one vendor, and what a plan says of its seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Fault
from reconciler.model.resources import Kind


class Vendor(StrEnum):
    """The vendor of a directory."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"


class Mode(StrEnum):
    """What may be done in a tenant: manage writes, observe only reads."""

    MANAGE = "manage"
    OBSERVE = "observe"


@dataclass(frozen=True, slots=True)
class TenantMode:
    """What may be done in a tenant: its mode, and the kinds that are only observed all the same."""

    mode: Mode = Mode.MANAGE
    kinds: frozenset[Kind] = frozenset()
    closing: bool = False
    """Whether a school's file closes it in this tenant alone: `decommission`."""

    @property
    def observed(self) -> frozenset[Kind]:
        """The kinds of which nothing is written."""
        return frozenset(Kind) if self.mode is Mode.OBSERVE else self.kinds

    def stricter(self, *others: TenantMode) -> TenantMode:
        """What all of them allow; where every kind is only observed, so is the tenant."""
        observed = self.observed.union(*(other.observed for other in others))
        mode = Mode.OBSERVE if observed == frozenset(Kind) else Mode.MANAGE
        return TenantMode(mode, observed, self.closing)


LOOK_UPS = 20
"""References of one tenant that are asked for by id, where its stack says nothing else."""


class MarkLocation(StrEnum):
    """Where a Google group carries our mark."""

    EXTERNAL_ID = "externalId"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Tenant:
    """One directory, as the stack declares it."""

    alias: str
    vendor: Vendor
    domain: str
    """Lower case."""
    vendor_id: str
    """Google's customer id (C…) or Entra's tenant id (a UUID)."""
    mode: TenantMode = TenantMode()
    endpoint: str | None = None
    """Base URL that stands in for the vendor's hosts; None: the vendor itself."""
    seats: Mapping[str, int] = field(default_factory=dict)
    """Purchased seats by product."""
    automatic: frozenset[str] = frozenset()
    """Products that the vendor assigns by itself."""
    budgets: Mapping[str, float] | None = None
    """Requests a second by API; None: the documented ones; empty: unlimited, shown in plans."""
    credentials: Mapping[str, str] = field(default_factory=dict)
    """How to sign in, by the names that the vendor's `api` module knows; never a secret itself."""
    group_mark: MarkLocation = MarkLocation.EXTERNAL_ID
    schools: frozenset[str] = frozenset()
    """The schools that the stack's entry names: for them the default of `scopes` holds here."""
    simulated: bool = False
    """Whether it is on the simulator: nothing that happens there happens to a school."""
    look_ups: int = LOOK_UPS
    """How many whom one listing names and another lacks are asked for by id, at most."""


@dataclass(frozen=True, slots=True)
class TenantFailure:
    """A tenant that could not be read, and the schools whose plan is missing because of it."""

    tenant: str
    schools: tuple[str, ...]
    faults: tuple[Fault, ...]

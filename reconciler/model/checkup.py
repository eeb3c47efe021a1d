"""What a tenant needs before anything is written there, and whether it has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Facts, Fault


class CheckState(StrEnum):
    """Whether a thing that is needed is there."""

    OK = "ok"
    MISSING = "missing"
    UNKNOWN = "unknown"
    """It could not be asked, or only with a permission that `plan` does not have."""


class Fixer(StrEnum):
    """Who can mend what is missing."""

    CITY = "city"
    ADMINISTRATOR = "administrator"
    """The school's administrator of the cloud platform."""
    VENDOR = "vendor"


class Use(StrEnum):
    """What a permission is needed for."""

    PLAN = "plan"
    """Also report, why and check."""
    APPLY = "apply"
    DRIFT = "drift"


class CheckCode(StrEnum):
    """What is looked at; a value is a message id in report/texts without `check-`."""

    FILES = "files"
    SIMULATOR = "simulator"
    KEY = "key"
    LEDGER = "ledger"
    LEDGER_ROLE = "ledger-role"
    ROSTERS = "rosters"
    ROSTER = "roster"
    CLOCK = "clock"
    CREDENTIALS = "credentials"
    REACHED = "reached"
    DELEGATION = "delegation"
    SIGNING_ROLE = "signing-role"
    SCOPE = "scope"
    SUBJECT = "subject"
    SUBJECT_ROLE = "subject-role"
    PRIVILEGE = "privilege"
    API = "api"
    CUSTOMER = "customer"
    CONSENT = "consent"
    APP_DISABLED = "app-disabled"
    ACCESS_POLICY = "access-policy"
    PERMISSION = "permission"
    DOMAIN = "domain"
    PRODUCT = "product"
    SEATS = "seats"
    P1 = "p1"
    QUOTA = "quota"
    OBJECTS = "objects"
    NAMING_POLICY = "naming-policy"
    GROUP_CREATION = "group-creation"
    LABELS = "labels"
    EXPIRATION = "expiration"
    DIRECTORY_SYNC = "directory-sync"
    CLOUD_SYNC = "cloud-sync"
    """Google's: only the Admin console shows it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a checkup."""

    code: CheckCode
    state: CheckState
    fixer: Fixer
    facts: Facts = field(default_factory=dict)
    uses: frozenset[Use] = frozenset()
    """What does not work without it; empty: nothing at all works, or everything does."""
    faults: tuple[Fault, ...] = ()
    """What is wrong in files, the ledger or a list, with its places."""


@dataclass(frozen=True, slots=True)
class CheckNeeds:
    """What a stack and its schools want of a tenant."""

    uses: frozenset[Use] = frozenset(Use)
    """Without APPLY where the tenant is only observed."""
    products: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Declared products → how the vendor calls them."""
    licence_groups: bool = False
    """Whether a licence is given through a group."""

    def wants(self, uses: frozenset[Use]) -> bool:
        """Whether something of these uses is to be done in the tenant."""
        return not uses.isdisjoint(self.uses)


@dataclass(frozen=True, slots=True)
class Checkup:
    """The lines about the project (tenant ''), or about one tenant."""

    tenant: str
    vendor: str
    domain: str
    checks: tuple[Check, ...]

    def count(self, state: CheckState) -> int:
        """How many lines are in this state."""
        return sum(check.state is state for check in self.checks)


def missing_for_planning(check: Check) -> bool:
    """Whether nothing can be planned without it."""
    needed = not check.uses or Use.PLAN in check.uses
    return check.state is CheckState.MISSING and needed

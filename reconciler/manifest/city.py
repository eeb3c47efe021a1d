"""A municipality as its manifest says, and a stack: what all schools share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reconciler.errors import SourceLocation
from reconciler.manifest.types import Audience, FactSpec, GuardLimit, LocalizedText
from reconciler.model.freeze import Freeze
from reconciler.model.keep import Keep
from reconciler.model.tenant import Tenant, TenantMode, Vendor


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The school year's calendar; days of any year as 'MM-DD'."""

    starts: str
    rollover_from: str
    rollover_until: str

    def in_rollover(self, day: str) -> bool:
        """Whether an ISO day lies in the rollover window, its first and last day included."""
        return self.rollover_from <= day[len("YYYY-") :] <= self.rollover_until


class WhenShort(StrEnum):
    """What to do when seats do not suffice."""

    REFUSE = "refuse"
    FILL = "fill"


@dataclass(frozen=True, slots=True)
class Product:
    """A licence, and how each vendor calls it."""

    id: str
    place: SourceLocation
    names: Mapping[Vendor, Mapping[str, str]]
    """Google: product, sku; Microsoft: sku (the part number)."""
    family: str | None = None
    """A person holds at most one product of a family; None: no family is written."""
    without: tuple[str, ...] = ()
    """Microsoft service plans that are switched off."""
    when_short: WhenShort = WhenShort.REFUSE
    last_seats_to: tuple[Audience, ...] = ()
    title: LocalizedText | None = None
    """What people call it, in reports; None: its id."""

    def family_at(self, vendor: Vendor) -> str | None:
        """What excludes it at a vendor: the family that is written, else Google's product."""
        return self.family or self.names.get(vendor, {}).get("product")


@dataclass(frozen=True, slots=True)
class TeacherGoal:
    """A share of all teachers in percent, by an ISO day."""

    share: int
    by: str


@dataclass(frozen=True, slots=True)
class ProgrammeGoals:
    """What the city's report measures the programme by."""

    waves: Mapping[str, str]
    """Wave → the ISO day by which its schools are in the cloud."""
    trained: TeacherGoal | None = None
    certified: TeacherGoal | None = None


@dataclass(frozen=True, slots=True)
class SchoolScope:
    """What a school's file may declare in one tenant; nothing else is observed or changed."""

    tenant: str
    root: str
    """'/' or '/ou-vasil-levski'."""
    addresses: str
    """A pattern of local parts: '*' or 'ou-vasil-levski-*'."""
    products: frozenset[str]
    place: SourceLocation
    names: tuple[str, ...] = ()
    """Patterns of names that groups may be shown by; () for any."""
    seats: Mapping[str, int] = field(default_factory=dict)
    """Product → the most licences that the file may ask for; absent: any number."""
    owners: tuple[str, ...] = ()
    """Teams of the code host who approve the school's file."""


GUARD_WINDOW = 7
"""Days of `guards: {within}` where municipality.yaml does not say."""


DEFAULT_LANGUAGES = ("bg",)
"""Languages of names where municipality.yaml lists none."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """The one Municipality manifest."""

    id: str
    name: LocalizedText
    waves: Mapping[str, LocalizedText]
    """In the order of the rollout."""
    match_by: tuple[str, ...]
    """'sourcedId', 'email': in this order."""
    products: Mapping[str, Product]
    scopes: Mapping[str, tuple[SchoolScope, ...]]
    """By school; one for each tenant. Where the default of `scopes` holds, it is written out."""
    guards: Mapping[str, GuardLimit]
    """Only what the file says."""
    rollout: Mapping[str, GuardLimit] = field(default_factory=dict)
    """'failed', 'unknown', 'refused' → how many schools of a wave; only what the file says."""
    year: SchoolYear | None = None
    """None: no window in which other limits hold."""
    programme: ProgrammeGoals | None = None
    contacts: Mapping[str, LocalizedText] = field(default_factory=dict)
    """Office → how to reach it, on reports and letters."""
    keep: Keep = field(default_factory=Keep)
    """How long the ledger keeps what it holds."""
    guard_window: int = GUARD_WINDOW
    """Days for which the guards against removals remember what left; 0: for none."""
    modes: Mapping[str, TenantMode] = field(default_factory=dict)
    """By alias, '*' for every tenant: what no school's file can loosen."""
    roster_applies: frozenset[str] = frozenset()
    """Waves whose roster changes a scheduled run applies by itself, inside the guards."""
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    """Languages of names, the first one being that of the tenants."""
    facts: Mapping[str, FactSpec] = field(default_factory=dict)
    """What schools' `facts:` may have; empty: anything."""


@dataclass(frozen=True, slots=True)
class RosterPaths:
    """Where rosters lie."""

    path: Path
    certified: Path | None
    not_homeroom: tuple[str, ...] = ()
    """Patterns of codes or titles of classes that are no homeroom classes: all-day groups."""


@dataclass(frozen=True, slots=True)
class Stack:
    """One stack file: which tenants there are, where schools and rosters lie."""

    name: str
    file: str
    schools: Path
    rosters: RosterPaths
    tenants: Mapping[str, Tenant]
    pseudonym_key: Path | None
    """File that holds the key; None: environment variable RECONCILER_PSEUDONYM_KEY."""
    ledger: str | None = field(default=None, repr=False)
    """URL of the ledger, whose file is absolute; None: there is none. May hold a password."""
    read_share: float = 0.25
    """`reconciler:readShare`: of each quota, left to runs that may only read the ledger."""
    frozen: Freeze | None = None
    """`reconciler:frozen`: nothing is written up to and including its day."""
    inputs: frozenset[Path] = frozenset()
    """Every path that the file names besides the manifests: lists, keys, a ledger's file."""

    @property
    def sharing(self) -> Mapping[str, frozenset[str]]:
        """Tenant → the schools that its entry names."""
        return {alias: tenant.schools for alias, tenant in self.tenants.items()}

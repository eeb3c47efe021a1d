"""What people wrote, typed: a municipality, and schools once layout and school are merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reconciler.errors import SourceLocation
from reconciler.model.freeze import Freeze
from reconciler.model.keep import Keep
from reconciler.model.people import Role
from reconciler.model.plan import Action
from reconciler.model.resources import ExtraMembers, GroupType, Kind
from reconciler.model.tenant import Tenant, TenantMode, Vendor

EVERY_TENANT = "*"
"""In a map of tenants: whichever tenant it is."""


def adopted_in(adopt: Mapping[str, str], tenant: str) -> str | None:
    """What `adopt` names in a tenant; None: nothing there."""
    return adopt.get(tenant, adopt.get(EVERY_TENANT))


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A name in the municipality's first language and, where written, in others."""

    text: str
    """In the first language that municipality.yaml lists; what tenants show."""
    others: tuple[tuple[str, str], ...] = ()
    """(language, text)."""

    def in_language(self, language: str) -> str:
        """The text of a language; the first one where there is none."""
        return dict(self.others).get(language, self.text)


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact that schools of this municipality state in `facts:`."""

    id: str
    title: LocalizedText


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days on which an entry is declared, both included; None: open on that side."""

    first: str | None = None
    """ISO day."""
    last: str | None = None

    def holds(self, day: str) -> bool:
        """Whether an ISO day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class AbsentEntry:
    """A unit, group or licence that is written and not declared on the day of the plan."""

    days: DateSpan
    """Its own, or those of a unit above it."""
    ended: bool
    """Whether its last day is over; else its first one is to come."""
    previously: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """One item of `for`, `holds`, `owners`, `members`: its keys are ANDed, items are ORed.

    `group` (a key of this school) and `address` stand alone.
    """

    place: SourceLocation
    role: Role | None = None
    grade: int | None = None
    klass: str | None = None
    graduates: int | None = None
    certified: bool | None = None
    unit: str | None = None
    group: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """A declared unit; `key` is its path of keys, 'staff/teachers'."""

    key: str
    place: SourceLocation
    name: LocalizedText | None = None
    holds: tuple[Audience, ...] | None = None
    """None: nobody is placed by this unit."""
    previously: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()
    """Earlier keys that follow from a unit above it, or from the school's earlier ids (`moved`)."""
    adopt: Mapping[str, str] = field(default_factory=dict)
    """Tenant's alias, or EVERY_TENANT, to the path of the unit that it is there."""


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """A declared group. None for a role: not managed; () for a role: managed and empty."""

    key: str
    place: SourceLocation
    address: str
    """The local part; the key unless `address:` says otherwise."""
    name: LocalizedText
    type: GroupType = GroupType.MAIL
    owners: tuple[Audience, ...] | None = None
    managers: tuple[Audience, ...] | None = None
    members: tuple[Audience, ...] | None = None
    settings: Mapping[str, str | bool] = field(default_factory=dict)
    extra_members: ExtraMembers | None = None
    previously: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()
    """Earlier keys that follow from the school's earlier ids (see `moved`)."""
    adopt: Mapping[str, str] = field(default_factory=dict)
    """Tenant's alias, or EVERY_TENANT, to the address of the group that it is there."""
    unnamed: bool = False
    """Whether no name is written: `name` is the key then."""

    def local_in(self, tenant: str) -> str:
        """The local part of its address in a tenant."""
        adopted = adopted_in(self.adopt, tenant)
        return self.address if adopted is None else adopted.rpartition("@")[0]


@dataclass(frozen=True, slots=True)
class LicenceSpec:
    """A declared licence. `audience` () wants none; `through` names a group that carries it."""

    product: str
    place: SourceLocation
    audience: tuple[Audience, ...] = ()
    seats: int | None = None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class GuardLimit:
    """A guard's numbers; None: nothing is limited that way."""

    share: int | None = None
    """Percent of what there is."""
    count: int | None = None
    at_least: int = 0
    """Fewer than this never trip by share."""
    rollover_share: int | None = None
    """In the place of `share` within the rollover window."""
    rollover_count: int | None = None
    """In the place of `count` within the rollover window."""
    days: int | None = None
    """Age that a roster may have."""

    def on(self, *, rollover: bool) -> GuardLimit:
        """The numbers that hold inside or outside the rollover window, without the others."""
        share, count = self.rollover_share, self.rollover_count
        return GuardLimit(
            share=share if rollover and share is not None else self.share,
            count=count if rollover and count is not None else self.count,
            at_least=self.at_least,
            days=self.days,
        )


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The school year's calendar; days of any year as 'MM-DD'."""

    starts: str
    rollover_from: str
    rollover_until: str

    def in_rollover(self, day: str) -> bool:
        """Whether an ISO day lies in the rollover window, its first and last day included."""
        return self.rollover_from <= day[len("YYYY-") :] <= self.rollover_until


@dataclass(frozen=True, slots=True)
class SchoolManifest:
    """One school's effective manifest: merged with its layout, templates expanded for a year."""

    id: str
    place: SourceLocation
    file: str
    """'schools/ou-vasil-levski.yaml', as marks and messages show it."""
    name: LocalizedText
    facts: Mapping[str, str]
    """What the municipality wants to know of a school, as `facts:` has it."""
    wave: str
    layout: str
    tenants: Mapping[str, TenantMode]
    """By alias; the stricter of the school's file and the layout's."""
    classes: Mapping[int, tuple[str, ...]]
    """Grade → class names ('5а')."""
    units: tuple[UnitSpec, ...]
    """Parents before children."""
    groups: tuple[GroupSpec, ...]
    licences: tuple[LicenceSpec, ...]
    allow: Mapping[Kind, frozenset[Action]] = field(default_factory=dict)
    """Only what the file says; the defaults are create, update, adopt."""
    prune: frozenset[Kind] = frozenset()
    """Kinds for which `allow` has prune."""
    ignore: tuple[str, ...] = ()
    """Patterns over 'groups/<local part>' and 'orgUnits/<path>' that are left alone."""
    guards: Mapping[str, GuardLimit] = field(default_factory=dict)
    """Only what the file says: over the municipality's limits, and only tighter."""
    decommission: bool = False
    """The school closes: nothing is declared, and its units and groups may go."""
    carriers: frozenset[str] = frozenset()
    """Keys of groups of a closing school through which licences are given."""
    absent: Mapping[str, AbsentEntry] = field(default_factory=dict)
    """'groups/choir' → its days, for entries that are written and not declared on this day."""
    previously: tuple[str, ...] = ()
    """Earlier ids of the school: what carries the mark of one is this school's."""


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
    """Office → how to reach it, on reports."""
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

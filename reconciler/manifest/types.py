"""What people wrote, typed: a municipality, and schools once layout and school are merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.errors import SourceLocation
from reconciler.model.change import Action
from reconciler.model.people import Role
from reconciler.model.resources import ExtraMembers, GroupType, Kind
from reconciler.model.tenant import TenantMode

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

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom it names, in whatever role."""
        return (*(self.owners or ()), *(self.managers or ()), *(self.members or ()))

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

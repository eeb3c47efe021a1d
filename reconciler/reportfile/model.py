"""What a report holds. Days are ISO; a `Count` of None is one that must not be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Facts

FORMAT_VERSION = 1
BULGARIAN = "bg"
"""A municipality whose names are in this language keeps Bulgarian holidays."""
SUPPRESSED_BELOW = 5
"""A count of fewer people than this is not shown."""

Count = int | None
"""People; None: fewer than SUPPRESSED_BELOW, or left out because a sum would give such away."""
Name = Mapping[str, str]
"""Language → name."""


class ReportState(StrEnum):
    """How a school stands, the worst first."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    DIFFERS = "differs"
    UNKNOWN = "unknown"
    OBSERVED = "observed"
    CONVERGED = "converged"

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do anything."""
        return self in (ReportState.OBSERVED, ReportState.CONVERGED)


class ItemKind(StrEnum):
    """Where an item comes from; its code is the code of a finding, guard, fault or reason."""

    FINDING = "finding"
    RULE = "rule"
    REFUSAL = "refusal"
    UNREAD = "unread"
    UNKNOWN = "unknown"


class Office(StrEnum):
    """Who acts."""

    PRINCIPAL = "principal"
    ADMINISTRATOR = "administrator"
    CITY = "city"
    CITY_IT = "city-it"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One thing that somebody should know or settle."""

    kind: ItemKind
    code: str
    level: str
    """'mandatory' or 'advisory'."""
    tenant: str
    subject: str
    """Kind and key of what it is about; '' for the school, or where it is a person."""
    facts: Facts
    place: str
    """'file:line', or ''."""
    since: str
    """The day on which a run saw it first; '' where no run did."""
    office: Office
    due: str
    """The day by which the office acts; '' where there is none."""
    label: Name = field(default_factory=dict)
    """The name of what it is about, where one may be shown; several on a line each."""
    is_row: bool = False
    """Whether a row of the school's list is at fault."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is known by from report to report."""
        return (self.kind.value, self.code, self.tenant, self.subject)


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """One planned change."""

    tenant: str
    kind: str
    key: str
    action: str
    summary: str
    """'update +2 −1', as a plan file has it."""
    origin: str
    """'drift' where somebody changed the tenant, 'wanted', 'both' or 'unfinished';
    'observed' where nothing of it is written."""
    place: str
    since: str
    """The day on which the drift or change was first recorded; '' where no run did."""
    label: Name = field(default_factory=dict)
    """The name of what changes, where that is declared with one."""
    drifted: tuple[str, ...] = ()
    """Names of the fields that somebody changed in the tenant; never what they hold now."""

    @property
    def is_drift(self) -> bool:
        """Whether somebody changed the tenant."""
        return self.origin in ("drift", "both")


@dataclass(frozen=True, slots=True)
class ReportLicence:
    """One product at one school. `bought` is the tenant's; None where the stack does not say."""

    product: str
    tenant: str
    bought: int | None
    used: Count
    wanted: Count
    short: Count


@dataclass(frozen=True, slots=True)
class ReportWaiver:
    """A dated exemption of a school from a rule, by an office."""

    rule: str
    school: str
    owner: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class ReportRule:
    """A rule that was judged; `unread` schools could not be."""

    id: str
    level: str
    broken: tuple[str, ...]
    """Schools, sorted."""
    waived: tuple[ReportWaiver, ...]
    doubted_by: tuple[str, ...] = ()
    """Codes of items beside which it is no comfort that the rule is kept."""


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """A school's items and differences against an earlier report; `fixed` are the earlier one's."""

    since: str
    """The ISO day of the earlier report."""
    new: tuple[ReportItem, ...]
    fixed: tuple[ReportItem, ...]
    open: tuple[ReportItem, ...]
    waived: tuple[ReportItem, ...] = ()
    """Those of the new and open ones that are exemptions from a rule."""
    settled: tuple[ReportDifference, ...] = ()
    """Differences that are gone."""
    groups: int = 0
    """How many more groups are declared; 0 where either report does not know."""


@dataclass(frozen=True, slots=True)
class ReportTenant:
    """One tenant of a school."""

    alias: str
    vendor: str
    observed: bool
    read: bool
    """Whether it could be read."""


@dataclass(frozen=True, slots=True)
class ReportSchool:
    """A school's part."""

    id: str
    name: Name
    facts: Mapping[str, str]
    """What the municipality records of a school, as 'neispuo' → '1690101'."""
    wave: str
    tenants: tuple[ReportTenant, ...]
    state: ReportState
    people: Mapping[str, Count] = field(default_factory=dict)
    """By role, and 'certified' and 'trained' teachers; absent: no list was read."""
    classes: int = 0
    declared: Mapping[str, int] = field(default_factory=dict)
    """Kind → how many are declared."""
    unmanaged: Mapping[str, int] = field(default_factory=dict)
    """Kind → how many there are in its scope without our mark."""
    licences: tuple[ReportLicence, ...] = ()
    differences: tuple[ReportDifference, ...] = ()
    items: tuple[ReportItem, ...] = ()
    roster: str = ""
    """The day of its list; '' where there is none."""
    applied: str = ""
    """The day on which it was last applied completely; '' never."""
    changes: ReportChanges | None = None
    """Against the report of `Report.since`; None: it has none of this school."""

    @property
    def vendors(self) -> tuple[str, ...]:
        """Each vendor once, in the order of tenants."""
        return tuple(dict.fromkeys(tenant.vendor for tenant in self.tenants))


@dataclass(frozen=True, slots=True)
class Goal:
    """What the programme wants by a day; `share` in percent."""

    share: int
    by: str


@dataclass(frozen=True, slots=True)
class Programme:
    """Waves → their dates; goals for teachers. What is not written is not there."""

    waves: Mapping[str, str] = field(default_factory=dict)
    trained: Goal | None = None
    certified: Goal | None = None


@dataclass(frozen=True, slots=True)
class ReportFreeze:
    """A stop of all writing that held."""

    reason: str
    until: str | None
    """The last ISO day of it; None: until somebody lifts it."""
    who: str
    """'' where a stack's file orders it."""
    since: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report of one stack on one day."""

    stack: str
    municipality: str
    name: Name
    day: str
    version: str
    """Of the manifests: a Git commit, or a digest."""
    year: int
    """The calendar year in which the school year ends."""
    fingerprint: str
    languages: tuple[str, ...]
    """Of the municipality's names."""
    waves: Mapping[str, Name]
    """In the order of the rollout."""
    schools: tuple[ReportSchool, ...]
    """In the order of waves, then by id."""
    rules: tuple[ReportRule, ...]
    totals: Mapping[str, Count]
    """People of all schools by role; the same suppression."""
    products: Mapping[str, Mapping[str, Count]]
    """Product → bought, used, wanted, short over all tenants."""
    contacts: Mapping[str, Name] = field(default_factory=dict)
    """Office → how to reach it; absent: nobody wrote it."""
    product_names: Mapping[str, Name] = field(default_factory=dict)
    """Product → its name; absent: it has none."""
    programme: Programme | None = None
    frozen: tuple[ReportFreeze, ...] = ()
    unlisted: tuple[ReportItem, ...] = ()
    """Refusals of a whole tenant or of everything."""
    accounts: int | None = None
    """Accounts of the lists' people, to the nearest ten; None: no tenant was read."""
    september: Mapping[str, int] = field(default_factory=dict)
    """Product → licences wanted once classes have moved on, to the nearest ten."""
    since: str = ""
    """The day of the report that `changes` compare with; '' where none was asked for."""

    def school(self, school: str) -> ReportSchool | None:
        """A school by its id."""
        return next((one for one in self.schools if one.id == school), None)

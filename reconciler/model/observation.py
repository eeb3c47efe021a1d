"""What a tenant holds, in our terms, and how completely it was listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cached_property

from reconciler.errors import Fault
from reconciler.model.mark import Mark
from reconciler.model.resources import GroupType, Holder, Kind, Member, MemberRole, MemberType


class Listing(StrEnum):
    """What is listed; from an incomplete listing nothing is concluded to be missing."""

    ACCOUNTS = "accounts"
    UNITS = "units"
    GROUPS = "groups"
    LICENCES = "licences"


@dataclass(frozen=True, slots=True)
class Account:
    """A user account."""

    id: str
    address: str
    """Primary address or UPN, lower case."""
    aliases: frozenset[str] = frozenset()
    person_id: str | None = None
    suspended: bool = False
    admin: bool = False
    licensable: bool = True
    """False: the vendor gives it no licence of its own as it stands (Graph: no usageLocation)."""
    places: tuple[str, ...] = ()
    """Paths of the units it is in, lower case: one on Google, any number on Microsoft."""
    guest: bool = False
    """Somebody of another organization who was invited: an outsider with an account."""
    restricted: bool = False
    """Only the administrators of a unit of its own may change it (Graph: restricted unit)."""
    called: frozenset[str] = field(default=frozenset(), repr=False)
    """Digests of the words of its name; see `names.name_digests`."""


class GuardedUnit(StrEnum):
    """Why nobody but the vendor or another administrator may change who is in a unit."""

    DYNAMIC = "dynamic"
    """Its members follow a rule."""
    RESTRICTED = "restricted"
    """It keeps its members from all administrators but its own."""


@dataclass(frozen=True, slots=True)
class ObservedUnit:
    """A unit; `path` is lower case, `spelling` is the vendor's."""

    id: str
    path: str
    spelling: str
    label: str
    """The description without our mark."""
    mark: Mark | None = None
    guarded: GuardedUnit | None = None


class GuardedGroup(StrEnum):
    """Why nobody but the vendor or another administrator may change a group."""

    DYNAMIC = "dynamic"
    """Its members follow a rule."""
    SYNCED = "synced"
    """It is copied from a directory on the premises."""
    ROLE_ASSIGNABLE = "role-assignable"
    """It may hold administrators' roles."""
    RESTRICTED = "restricted"
    """It is in a unit that keeps it from all administrators but its own."""
    EXCHANGE = "exchange"
    """It is a distribution list, or a security group with mail: Exchange's, which we only read."""


@dataclass(frozen=True, slots=True)
class ObservedGroup:
    """A group; addresses are lower case."""

    id: str
    address: str
    name: str
    label: str
    """The description without our mark."""
    type: GroupType
    aliases: frozenset[str] = frozenset()
    settings: Mapping[str, str | bool] | None = None
    """In our words; None: not read, or the vendor has none."""
    members: Mapping[MemberRole, frozenset[Member]] | None = None
    """Every role that the vendor has; None: not read, or not read completely."""
    outsiders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Vendor ids of the members that are neither account nor group, by what they compare by.

    More than one where the vendor lists one mailbox twice.
    """
    member_count: int | None = None
    """As the vendor counts its direct members, where it does."""
    guarded: GuardedGroup | None = None
    mark: Mark | None = None
    mail: str | None = None
    """The e-mail address where the vendor keeps it apart from what we call the group."""

    def accounts_inside(self) -> frozenset[str]:
        """Vendor ids of the accounts in it, in whatever role; none where members were not read."""
        members = (member for who in (self.members or {}).values() for member in who)
        return frozenset(member.ref for member in members if member.type is MemberType.ACCOUNT)


@dataclass(frozen=True, slots=True)
class DeletedGroup:
    """A group that was deleted and can still be restored."""

    addresses: frozenset[str]
    deleted: str
    """ISO day."""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ObservedLicence:
    """Who holds a product directly, and its seats."""

    product: str
    holders: frozenset[Holder]
    inherited: frozenset[str] = frozenset()
    """Account ids that have it through a group or automatically from the vendor: not ours."""
    consumed: int = 0
    """Seats in use, whoever holds them."""
    purchased: int | None = None
    """None where the vendor does not say."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One of the tenant's own that a listing names, and the listing of its kind lacks."""

    listing: Listing
    """The listing that should have it."""
    id: str
    """What the vendor can be asked for: its id; else an address, or a unit's path."""
    source: str
    """What names it: 'group/teachers@school.example', 'licence/plus', or one of the two below."""


ADMINISTRATOR = "administrator"
"""Source of the reference to the account that we act as."""
LEDGER = "ledger"
"""Source of the reference to what the ledger knows that we own."""


class Presence(StrEnum):
    """What the vendor answers when one object is asked for."""

    FOUND = "found"
    GONE = "gone"
    """It is not there, or is of another kind."""
    UNKNOWN = "unknown"
    """The answer does not tell."""


@dataclass(frozen=True, slots=True)
class RouteCount:
    """How often a route was called: inner calls, and HTTP requests that carried them."""

    route: str
    calls: int
    requests: int
    """0 where the calls travelled in a batch, which has a row of its own."""


@dataclass(frozen=True, slots=True)
class AccountIndex:
    """What is looked up of a tenant's accounts again for each of its schools; ids, but for names.

    Schools by accounts is too much: a tenant of 100 schools has 100,000 accounts, which lie in few
    different places.
    """

    places: Mapping[str, frozenset[str]]
    """Account → paths of the units it is in."""
    at: Mapping[tuple[str, ...], frozenset[str]]
    """Those that are in the same units, by these."""
    names: frozenset[str]
    """Addresses and aliases."""
    suspended: frozenset[str]
    guests: frozenset[str]
    restricted: frozenset[str]
    unlicensable: frozenset[str]
    admins: tuple[Account, ...]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> AccountIndex:
        """Indexes accounts."""
        every = tuple(accounts)
        at: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for account in every:
            at[account.places].append(account.id)
        shared = {places: frozenset(places) for places in at}
        return cls(
            places={account.id: shared[account.places] for account in every},
            at={places: frozenset(ids) for places, ids in at.items()},
            names=frozenset(name for a in every for name in (a.address, *a.aliases)),
            suspended=frozenset(account.id for account in every if account.suspended),
            guests=frozenset(account.id for account in every if account.guest),
            restricted=frozenset(account.id for account in every if account.restricted),
            unlicensable=frozenset(account.id for account in every if not account.licensable),
            admins=tuple(account for account in every if account.admin),
        )

    def inside(self, path: str) -> Iterator[str]:
        """Accounts in a unit."""
        for places, ids in self.at.items():
            if path in places:
                yield from ids


@dataclass(frozen=True)
class Observation:
    """A tenant as listed within a scope."""

    tenant: str
    accounts: tuple[Account, ...] = ()
    units: tuple[ObservedUnit, ...] = ()
    groups: tuple[ObservedGroup, ...] = ()
    other_groups: Mapping[str, str] = field(default_factory=dict)
    """Groups outside the scope, which may be members: address or alias → address."""
    other_units: Mapping[str, str] = field(default_factory=dict)
    """Units outside the scope that carry nobody's mark, where an account has one place: path →
    spelling. Whoever is moved into the scope leaves one."""
    deleted_groups: tuple[DeletedGroup, ...] | None = ()
    """Those that can still be restored; None: they could not be read."""
    licences: tuple[ObservedLicence, ...] = ()
    complete: frozenset[Listing] = frozenset()
    faults: tuple[Fault, ...] = ()
    """Why a listing or a group's members are incomplete."""
    references: tuple[Reference, ...] = ()
    """What one listing names and another lacks, sorted; nobody has been asked for it yet."""
    stale: tuple[Reference, ...] = ()
    """Those of them that the vendor does not have any more, once they were asked for."""
    requests: tuple[RouteCount, ...] = ()
    marks_asked: int = 0
    """Calls for groups' settings that were made because no listing shows our marks."""

    @cached_property
    def account_index(self) -> AccountIndex:
        """Its accounts by what is asked of them for each school."""
        return AccountIndex.of(self.accounts)

    def marks(self) -> Iterator[Mark]:
        """The marks of all units and groups that carry one."""
        yield from (unit.mark for unit in self.units if unit.mark is not None)
        yield from (group.mark for group in self.groups if group.mark is not None)

    def unmarked_units(self) -> dict[str, str]:
        """Every unit without a mark, in the scope or outside it: path → spelling."""
        inside = {unit.path: unit.spelling for unit in self.units if unit.mark is None}
        return {**self.other_units, **inside}


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a tenant is observed: the union of what its schools declare and may declare."""

    roots: frozenset[str] = frozenset()
    """Unit roots, lower case; '/' is the whole tree."""
    addresses: frozenset[str] = frozenset()
    """Patterns of local parts ('*', 'ou-vasil-levski-*')."""
    products: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Declared products → how the vendor calls them."""
    named: frozenset[str] = frozenset()
    """Addresses of declared groups, and their earlier ones."""
    marks: frozenset[tuple[str, str]] = frozenset()
    """(school, key) of declared groups, so that a renamed one is found by its mark."""
    unit_marks: frozenset[tuple[str, str]] = frozenset()
    """(school, key) of declared units, so that one outside the roots is found by its mark."""
    schools: frozenset[str] = frozenset()
    """Ids of the schools, earlier ones too: what carries a mark of theirs is found wherever it is,
    also what is declared no more when a root or a pattern of addresses was changed with it."""

    every_setting: bool = False
    """Whether the settings of every group in scope are read, and not of declared ones alone."""

    def covers_path(self, path: str) -> bool:
        """Whether a unit lies at or under one of the roots."""
        return any(root in ("/", path) or path.startswith(f"{root}/") for root in self.roots)

    def covers_unit(self, unit: ObservedUnit) -> bool:
        """Whether a unit lies under a root, or carries the mark of one that is declared."""
        return self.covers_mark(unit.mark) or self.covers_path(unit.path)

    def covers_mark(self, mark: Mark | None) -> bool:
        """Whether a mark is of a school of the scope, or of something that is declared."""
        if mark is None:
            return False
        declared = self.unit_marks if mark.kind is Kind.ORG_UNIT else self.marks
        return mark.school in self.schools or (mark.school, mark.key) in declared

    def covers_address(self, address: str) -> bool:
        """Whether a group's address is named, or its local part fits a pattern."""
        local = address.partition("@")[0]
        return address in self.named or any(
            fnmatchcase(local, pattern) for pattern in self.addresses
        )

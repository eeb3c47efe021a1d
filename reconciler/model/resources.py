"""What can be declared, on either vendor: units, placements, groups, memberships, licences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from reconciler.errors import SourceLocation
from reconciler.model.school import SchoolRef


class Kind(StrEnum):
    """The kinds of resource, in the order in which they are made."""

    ORG_UNIT = "orgunit"
    GROUP = "group"
    MEMBERSHIP = "membership"
    PLACEMENT = "placement"
    LICENCE = "licence"


class Address(NamedTuple):
    """Our stable key of a resource: tenant / school / kind / key."""

    tenant: str
    school: str
    kind: Kind
    key: str

    def __str__(self) -> str:
        return f"{self.tenant}/{self.school}/{self.kind}/{self.key}"

    @property
    def school_ref(self) -> SchoolRef:
        """The school in its tenant."""
        return SchoolRef(school=self.school, tenant=self.tenant)


class MemberType(StrEnum):
    """What a member is."""

    ACCOUNT = "account"
    GROUP = "group"
    EXTERNAL = "external"


class Member(NamedTuple):
    """An account by its vendor id, a group by its address, or an outsider by mailbox."""

    type: MemberType
    ref: str


class MemberRole(StrEnum):
    """A member's role in a group, strongest first."""

    OWNER = "owner"
    MANAGER = "manager"
    MEMBER = "member"


class RoleMember(NamedTuple):
    """A member in a role."""

    role: MemberRole
    member: Member


class Holder(NamedTuple):
    """Who holds a licence: an account or a group, and the service plans switched off, sorted."""

    member: Member
    without: tuple[str, ...] = ()


class LicenceSwap(NamedTuple):
    """A licence that takes the place of another one of its family, for one holder."""

    holder: Holder
    """As it should hold the change's own product."""
    product: str
    """The product that it holds in its place today."""
    was: Holder
    """As it holds that one."""


class GroupType(StrEnum):
    """mail: Google group or Microsoft 365 group; security: Microsoft security group."""

    MAIL = "mail"
    SECURITY = "security"


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """Google: an organizational unit; Microsoft: an administrative unit named by its path."""

    path: str
    """'/staff/teachers': lower case, from the tenant's root; ASCII unless it was adopted."""
    label: str
    """What people read: the unit's description."""
    spelling: str = field(default="", compare=False)
    """The path with capitals where it is adopted with some; '': as `path`."""

    @property
    def spelled(self) -> str:
        """The path as it is to be spelled."""
        return self.spelling or self.path


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its settings; its members are a Membership."""

    address: str
    """'teachers@school.example', lower case."""
    name: str
    type: GroupType = GroupType.MAIL
    settings: Mapping[str, str | bool] = field(default_factory=dict)
    """Only those that are declared, in our words (see docs/nouns.md)."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The members of a group by managed role; a role that is absent is left alone."""

    group: str
    """The group's address."""
    roles: Mapping[MemberRole, frozenset[Member]]


@dataclass(frozen=True, slots=True)
class Placement:
    """The accounts that should be in a unit."""

    path: str
    accounts: frozenset[str]
    """Vendor ids."""


@dataclass(frozen=True, slots=True)
class LicenceAssignment:
    """Who should hold a product, best claim first."""

    product: str
    holders: tuple[Holder, ...]
    claims: tuple[str, ...] = ()
    """By holder: the item of lastSeatsTo that gives the claim, as YAML; '' for no item."""


Resource = OrgUnit | Group | Membership | Placement | LicenceAssignment


class ExtraMembers(StrEnum):
    """What becomes of members whom a manifest does not declare."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Declared:
    """A resource with where it was declared and by what earlier keys it was known."""

    address: Address
    resource: Resource
    place: SourceLocation
    previously: tuple[str, ...] = ()
    """Earlier keys of a unit or group."""
    extra_members: ExtraMembers | None = None
    """'keep' or 'remove' where a group's file says so."""
    held_by: tuple[str, ...] = ()
    """Rows of lists of people, as file:line, because of which nobody is taken out of it."""
    moved_from: tuple[str, ...] = ()
    """Earlier keys that follow from those of a unit above it, or from the school's earlier ids."""
    adopts: bool = False
    """Whether it is a unit or group that is there, and is not made where it is not."""
    awaited_by: tuple[str, ...] = ()
    """Rows of people without an account: no account that may be theirs is taken out of it."""
    held_by_certificates: tuple[str, ...] = ()
    """Rows of the list of certified people because of which nobody is taken out of it."""

    @property
    def held(self) -> bool:
        """Whether nobody is taken out of it because of rows that may be about anybody."""
        return bool(self.held_by or self.held_by_certificates)

    @property
    def earlier(self) -> tuple[str, ...]:
        """Every earlier key: written, and following from something else."""
        return (*self.previously, *self.moved_from)


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """Declared resources by address."""

    items: Mapping[Address, Declared] = field(default_factory=dict)

    def of(self, kind: Kind) -> Iterator[Declared]:
        """The resources of a kind, by key."""
        for address in sorted(self.items):
            if address.kind is kind:
                yield self.items[address]

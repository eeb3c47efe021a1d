"""One school, one tenant, in memory: short builders for the pure steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reconciler.diff.compare import SchoolComparison, compare
from reconciler.diff.policy import LicenceRule, SchoolPolicy
from reconciler.errors import SourceLocation
from reconciler.model.mark import Mark
from reconciler.model.observation import (
    Account,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
)
from reconciler.model.resources import (
    Address,
    Declared,
    ExtraMembers,
    Group,
    GroupType,
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    MemberRole,
    Membership,
    MemberType,
    OrgUnit,
    Placement,
    Resource,
    ResourceSet,
)

SCHOOL = "ou-test"
DOMAIN = "ou-test.example"
PLACE = SourceLocation("schools/ou-test.yaml", 1, 1)
TENANT = "t-test"
POLICY = SchoolPolicy("plovdiv", SCHOOL, TENANT, "/", DOMAIN)
KINDS = {
    OrgUnit: Kind.ORG_UNIT,
    Group: Kind.GROUP,
    Membership: Kind.MEMBERSHIP,
    Placement: Kind.PLACEMENT,
    LicenceAssignment: Kind.LICENCE,
}


def mark(kind: Kind, key: str, *, adopted: bool = False, school: str = SCHOOL) -> Mark:
    """Our mark."""
    return Mark("plovdiv", school, kind, key, adopted)


def people(*ids: str) -> frozenset[Member]:
    """Accounts by id."""
    return frozenset(Member(MemberType.ACCOUNT, one) for one in ids)


def members(*ids: str) -> Mapping[MemberRole, frozenset[Member]]:
    """Accounts in the plain role."""
    return {MemberRole.MEMBER: people(*ids)}


def declare(
    key: str, resource: Resource, *, previously: tuple[str, ...] = (), extra: str | None = None
) -> Declared:
    """A declaration under a key."""
    address = Address(TENANT, SCHOOL, KINDS[type(resource)], key)
    return Declared(address, resource, PLACE, previously, ExtraMembers(extra) if extra else None)


def declared(*items: Declared) -> ResourceSet:
    """A set of declarations."""
    return ResourceSet({item.address: item for item in items})


def unit(key: str, label: str = "Единица", **facts: tuple[str, ...]) -> Declared:
    """A declared unit."""
    return declare(key, OrgUnit(f"/{key}", label), **facts)  # type: ignore[arg-type]


def group(key: str, name: str = "Група", *, previously: tuple[str, ...] = ()) -> Declared:
    """A declared group."""
    return declare(key, Group(f"{key}@{DOMAIN}", name), previously=previously)


def membership(key: str, *ids: str, extra: str | None = None) -> Declared:
    """Declared members in the plain role."""
    return declare(key, Membership(f"{key}@{DOMAIN}", members(*ids)), extra=extra)


def account(name: str, place: str = "/", *, suspended: bool = False) -> Account:
    """An account whose id is its name."""
    return Account(name, f"{name}@{DOMAIN}", places=(place,), suspended=suspended)


def seen_unit(
    path: str, label: str = "Единица", *, key: str | None = None, adopted: bool = False
) -> ObservedUnit:
    """An observed unit, ours where a key is given."""
    whose = mark(Kind.ORG_UNIT, key, adopted=adopted) if key else None
    return ObservedUnit(f"id:{path}", path.lower(), path, label, whose)


def seen_group(
    local: str, *ids: str, key: str | None = None, adopted: bool = False, name: str = "Група"
) -> ObservedGroup:
    """An observed group with plain members, ours where a key is given."""
    return ObservedGroup(
        id=f"id:{local}",
        address=f"{local}@{DOMAIN}",
        name=name,
        label="",
        type=GroupType.MAIL,
        settings={},
        members=members(*ids),
        mark=mark(Kind.GROUP, key, adopted=adopted) if key else None,
    )


def seen(
    *things: Account | ObservedUnit | ObservedGroup | ObservedLicence,
    missing: Iterable[Listing] = (),
) -> Observation:
    """An observation that is whole but for what is named missing."""
    return Observation(
        tenant=TENANT,
        accounts=tuple(thing for thing in things if isinstance(thing, Account)),
        units=tuple(thing for thing in things if isinstance(thing, ObservedUnit)),
        groups=tuple(thing for thing in things if isinstance(thing, ObservedGroup)),
        licences=tuple(thing for thing in things if isinstance(thing, ObservedLicence)),
        complete=frozenset(Listing) - frozenset(missing),
    )


def licence(product: str, *ids: str) -> Declared:
    """A declared licence, best claim first."""
    holders = tuple(Holder(Member(MemberType.ACCOUNT, one)) for one in ids)
    return declare(product, LicenceAssignment(product, holders))


def seen_licence(product: str, *ids: str, purchased: int | None = None) -> ObservedLicence:
    """Who holds a product."""
    holders = frozenset(Holder(member) for member in people(*ids))
    return ObservedLicence(product, holders, consumed=len(holders), purchased=purchased)


def carried(product: str, *groups: str) -> ObservedLicence:
    """A product that these groups carry."""
    through = (Member(MemberType.GROUP, f"{one}@{DOMAIN}") for one in groups)
    return ObservedLicence(product, frozenset(map(Holder, through)))


def with_licence(product: str, **facts: object) -> SchoolPolicy:
    """The policy with a rule for a product."""
    rule = LicenceRule(purchased=None, ceiling=None, fill=False, automatic=False)
    return replace(POLICY, licences={product: replace(rule, **facts)})  # type: ignore[arg-type]


def difference(
    wanted: ResourceSet, there: Observation, policy: SchoolPolicy = POLICY
) -> SchoolComparison:
    """What comparing gives, with no seats shared."""
    return compare(wanted, there, policy)


def told(compared: SchoolComparison) -> list[str]:
    """Changes as 'action kind/key', in order."""
    return [
        f"{change.action} {change.address.kind}/{change.address.key}"
        for change in compared.difference.changes
    ]

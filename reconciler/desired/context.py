"""What compiling one school in one tenant needs, and what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.desired.audiences import PeopleIndex
from reconciler.errors import Code, Facts, SourceLocation
from reconciler.manifest.city import Municipality, SchoolScope
from reconciler.manifest.types import Audience, GroupSpec, SchoolManifest, adopted_in
from reconciler.model.change import Reason
from reconciler.model.limits import VendorLimits
from reconciler.model.names import folded
from reconciler.model.observation import Account, Observation
from reconciler.model.people import Role, Roster, UnresolvedRow
from reconciler.model.plan import Finding, Level, Refusal
from reconciler.model.resources import Address, GroupType, Kind, Member, MemberType, ResourceSet
from reconciler.model.school import SchoolRef
from reconciler.model.tenant import Mode, Tenant


class DesiredCode(Code):
    """Codes of findings (finding-…) and of reasons (reason-…)."""

    NO_ACCOUNT = "no-account"
    TWO_ACCOUNTS = "two-accounts"
    ACCOUNT_OF_ANOTHER = "account-of-another"
    PEOPLE_AS_GROUP = "people-as-group"
    TWO_PLACES = "two-places"
    TWO_SCHOOLS = "two-schools"
    MORE_ROWS = "more-rows"
    CLASS_NOT_DECLARED = "class-not-declared"
    ADMIN_STAYS = "admin-stays"
    ADDRESS_OF_NOBODY = "address-of-nobody"
    TAGGED_ADDRESS = "tagged-address"
    GROUP_BY_ADDRESS = "group-by-address"
    PARENTS_OF_NOBODY = "parents-of-nobody"
    PARENTS_TAGGED = "parents-tagged"
    PARENTS_AS_GROUP = "parents-as-group"
    PARENTS_AS_PUPIL = "parents-as-pupil"
    PARITY_MANAGERS = "parity-managers"
    PARITY_NESTED = "parity-nested"
    PARITY_EXTERNAL = "parity-external"
    PARITY_SETTING = "parity-setting"
    PARITY_OWNERLESS = "parity-ownerless"
    PARITY_SECURITY = "parity-security"
    PARITY_PRODUCT = "parity-product"
    PARITY_THROUGH_GROUP = "parity-through-group"


class UnknownCode(Code):
    """Why a resource could not be compiled or compared (reason-…)."""

    NO_ROSTER = "no-roster"
    NOBODY_OF_ROLE = "nobody-of-role"
    CLASS_NOT_IN_ROSTER = "class-not-in-roster"
    NO_CERTIFICATIONS = "no-certifications"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Addresses in other tenants of the municipality, as far as files and lists name them."""

    groups: frozenset[str] = frozenset()
    pupils: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SchoolContext:
    """One school in one tenant: manifest, roster, tenant and the vendor's limits."""

    municipality: Municipality
    manifest: SchoolManifest
    tenant: Tenant
    mode: Mode
    """The strictest of the school's, the layout's, the municipality's and the stack's."""
    scope: SchoolScope
    limits: VendorLimits
    roster: Roster | None
    certifications: bool = True
    """Whether a list of certified people was read at all."""
    observed: frozenset[Kind] = frozenset()
    """The kinds that are only observed; all of them where the mode is."""
    targeted: bool = True
    """False: not planned, only here because it shares people and seats with a targeted school."""
    elsewhere: Elsewhere = Elsewhere()
    adopted: Mapping[str, str] = field(init=False, compare=False, repr=False)
    """Key of a unit → the path in this tenant with which it is adopted."""

    def __post_init__(self) -> None:
        paths = {
            unit.key: path.rstrip("/")
            for unit in self.manifest.units
            if (path := adopted_in(unit.adopt, self.tenant.alias)) is not None
        }
        object.__setattr__(self, "adopted", paths)

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return SchoolRef(school=self.manifest.id, tenant=self.tenant.alias)

    def address(self, kind: Kind, key: str) -> Address:
        """The address of one of this school's resources."""
        return Address(self.tenant.alias, self.manifest.id, kind, key)

    def path(self, key: str) -> str:
        """The path of a unit: the scope's root, then the key.

        A unit that is adopted has the path that it has, and what lies below it lies there.
        """
        return folded(self.spelled(key))

    def spelled(self, key: str) -> str:
        """The same with the capitals that `adopt` has."""
        above, rest = key, ""
        while above:
            if above in self.adopted:
                return f"{self.adopted[above]}{rest}"
            above, _, part = above.rpartition("/")
            rest = f"/{part}{rest}"
        return f"{self.scope.root.rstrip('/')}/{key}"

    def mail(self, local: str) -> str:
        """The address of a group in this tenant."""
        return f"{local}@{self.tenant.domain}".lower()

    def address_of(self, spec: GroupSpec) -> str:
        """The address of a declared group: the one that it is adopted with, else its own."""
        adopted = adopted_in(spec.adopt, self.tenant.alias)
        return self.mail(spec.address) if adopted is None else adopted.lower()

    def finding(
        self,
        code: Code,
        subject: str = "",
        facts: Facts | None = None,
        place: SourceLocation | None = None,
    ) -> Finding:
        """An advisory finding of this school."""
        return Finding(
            code=code,
            level=Level.ADVISORY,
            tenant=self.tenant.alias,
            school=self.manifest.id,
            subject=subject,
            facts=facts or {},
            place=place,
        )

    def refusal(self, guard: str, facts: Facts) -> Refusal:
        """A refusal of this school."""
        return Refusal(guard, self.manifest.id, self.tenant.alias, facts)


@dataclass(frozen=True, slots=True)
class AccountDirectory:
    """A tenant's accounts and groups, indexed by every name that they have.

    A guest has none: whoever was invited from elsewhere is nobody of a roster or a file.
    """

    accounts: Mapping[str, Account]
    """By vendor id."""
    by_address: Mapping[str, str]
    """Address or alias → account id."""
    by_person: Mapping[str, tuple[str, ...]]
    """The roster's id of a person → account ids."""
    groups: Mapping[str, str]
    """Address or alias of a group → its address; also of groups that are only declared."""
    domains: frozenset[str] = frozenset()
    """Domains in which the tenant has accounts or groups."""
    for_mail: frozenset[str] = frozenset()
    """Addresses of the groups that are for mail, as far as they were read or are declared."""

    @classmethod
    def of(
        cls, observation: Observation, schools: Iterable[SchoolContext] = ()
    ) -> AccountDirectory:
        """Indexes what was observed, and the groups that the tenant's schools declare."""
        by_address: dict[str, str] = {}
        by_person: dict[str, tuple[str, ...]] = {}
        own = [account for account in observation.accounts if not account.guest]
        for account in own:
            for alias in account.aliases:
                by_address.setdefault(alias, account.id)
            if account.person_id:
                known = by_person.get(account.person_id, ())
                by_person[account.person_id] = (*known, account.id)
        by_address.update({account.address: account.id for account in own})
        declared = {one.address_of(s): s.type for one in schools for s in one.manifest.groups}
        declared |= {group.address: group.type for group in observation.groups}
        groups = {address: address for address in declared} | dict(observation.other_groups)
        for group in observation.groups:
            groups |= dict.fromkeys((*group.aliases, group.address), group.address)
        return cls(
            accounts={account.id: account for account in observation.accounts},
            by_address=by_address,
            by_person=by_person,
            groups=groups,
            domains=frozenset(name.rpartition("@")[2] for name in (*by_address, *groups)),
            for_mail=frozenset(name for name, type_ in declared.items() if type_ is GroupType.MAIL),
        )


@dataclass(frozen=True, slots=True)
class PeopleMatch:
    """The people of a school and the account that each has in a tenant."""

    people: PeopleIndex
    account_of: Mapping[str, str]
    """sourced_id → vendor id; absent where there is no account or the match is ambiguous."""
    uncertain: frozenset[str] = frozenset()
    """Candidates of ambiguous matches, accounts or addresses: nothing is taken from these."""
    findings: tuple[Finding, ...] = ()
    loose: tuple[UnresolvedRow, ...] = ()
    """Rows of the list that no one account or address goes with."""
    waiting: tuple[UnresolvedRow, ...] = ()
    """Rows of people without an account."""

    def pupils(self) -> frozenset[str]:
        """Accounts of people who are pupils and nothing else."""
        found = (p for p in self.people.people if p.roles == {Role.PUPIL})
        return frozenset(
            self.account_of[p.sourced_id] for p in found if p.sourced_id in self.account_of
        )


@dataclass(frozen=True, slots=True)
class Desired:
    """What one school should have in one tenant."""

    context: SchoolContext
    resources: ResourceSet
    unknown: Mapping[Address, Reason] = field(default_factory=dict)
    """Resources that are declared but unresolved; nothing of them is changed."""
    findings: tuple[Finding, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    rostered: frozenset[str] = frozenset()
    """Accounts of this school's people."""
    uncertain: frozenset[str] = frozenset()
    """Candidates of ambiguous matches."""
    accounts: Mapping[str, str] = field(default_factory=dict)
    """sourced_id → vendor id, of this school's people with an unambiguous match."""
    unclaimed: frozenset[str] = frozenset()
    """Accounts of the tenant that may be those of people without one."""


def unresolved_reason(items: Iterable[Audience], context: SchoolContext) -> Reason | None:
    """Why these items cannot be resolved to people; None: they can.

    A school that the roster lacks, or a role or class with nobody at all in it, makes the audience
    unknown, never empty: an incomplete roster must not remove anybody. So does an item with a
    unit whose own audience is unknown.
    """
    for item in items:
        if item.group is not None or item.address is not None:
            continue
        if context.roster is None:
            return Reason(UnknownCode.NO_ROSTER, {"school": context.manifest.id})
        if item.role is not None and context.roster.count(item.role) == 0:
            return Reason(UnknownCode.NOBODY_OF_ROLE, {"role": item.role.value})
        if item.klass is not None and item.klass not in context.roster.classes:
            return Reason(UnknownCode.CLASS_NOT_IN_ROSTER, {"class": item.klass})
        if item.certified is not None and not context.certifications:
            return Reason(UnknownCode.NO_CERTIFICATIONS)
        if item.unit is not None and (unknown := _unresolved_unit_reason(item.unit, context)):
            return unknown
    return None


def _unresolved_unit_reason(key: str, context: SchoolContext) -> Reason | None:
    held = [item for unit in context.manifest.units if unit.key == key for item in unit.holds or ()]
    return unresolved_reason((item for item in held if item.unit is None), context)


RolesByMember = Mapping[Member, frozenset[Role]]


def roles_by_member(desired: Desired) -> RolesByMember:
    """The roles of each account of the school's people, and of each parent's external address."""
    found: dict[Member, frozenset[Role]] = {}
    roster = desired.context.roster
    for person in () if roster is None else roster.people:
        account = desired.accounts.get(person.sourced_id)
        if account is None and person.email is None:
            continue
        member = (
            Member(MemberType.ACCOUNT, account)
            if account is not None
            else Member(MemberType.EXTERNAL, person.email or "")
        )
        found[member] = found.get(member, frozenset()) | person.roles
    return found

"""What one school may do in one tenant: the rules of a comparison, and what it can report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from reconciler.errors import Code, Facts, SourceLocation
from reconciler.model.change import Action
from reconciler.model.mark import FormerKeys, Mark
from reconciler.model.observation import ObservedGroup, ObservedUnit
from reconciler.model.plan import Finding, Level, Refusal
from reconciler.model.resources import Address, Declared, Kind


class DiffCode(Code):
    """Codes of findings (finding-…)."""

    UNDECLARED_MEMBERS = "undeclared-members"
    HELD_BACK = "held-back"
    HELD_UNCLAIMED = "held-unclaimed"
    HELD_CERTIFIED = "held-certified"
    MEMBERS_NOT_THERE = "members-not-there"
    LICENCES_BEYOND = "licences-beyond"
    LICENCES_DOUBTED = "licences-doubted"
    LICENCE_OF_SIBLING = "licence-of-sibling"
    SEATS_SHORT = "seats-short"
    UNIT_NOT_EMPTY = "unit-not-empty"
    CARRIES_LICENCES = "carries-licences"
    NOT_ALLOWED = "not-allowed"
    NOTHING_TO_ADOPT = "nothing-to-adopt"
    LEAVES_UNMANAGED_UNIT = "leaves-unmanaged-unit"
    LOOKS_RENAMED = "looks-renamed"
    PREVIOUSLY_SPENT = "previously-spent"
    DECLARED_AND_IGNORED = "declared-and-ignored"
    IGNORED_BELOW = "ignored-below"
    NOTHING_ABOVE = "nothing-above"
    PLACED_IN_IGNORED = "placed-in-ignored"
    PLACED_IN_DOUBT = "placed-in-doubt"
    LICENCES_UNREPLACED = "licences-unreplaced"
    LEAVES_AFTER_LICENCE = "leaves-after-licence"
    STALE_REFERENCES = "stale-references"
    GROUP_DYNAMIC = "group-dynamic"
    GROUP_SYNCED = "group-synced"
    GROUP_EXCHANGE = "group-exchange"
    GROUP_ROLE_ASSIGNABLE = "group-role-assignable"
    GROUP_RESTRICTED = "group-restricted"
    UNIT_DYNAMIC = "unit-dynamic"
    UNIT_RESTRICTED = "unit-restricted"
    ACCOUNT_RESTRICTED = "account-restricted"
    GUESTS_STAY = "guests-stay"
    SETTING_AT_CREATION = "setting-at-creation"
    MAIL_STAYS = "mail-stays"
    MARKS_ASKED = "marks-asked"
    GROUP_IN_BIN = "group-in-bin"
    BIN_NOT_READ = "bin-not-read"
    NO_USAGE_LOCATION = "no-usage-location"


class UnlistedCode(Code):
    """Why a resource could not be compared (reason-…)."""

    NOT_LISTED = "not-listed"
    MEMBERS_NOT_READ = "members-not-read"
    SETTINGS_NOT_READ = "settings-not-read"


DEFAULT_ALLOW = frozenset({Action.CREATE, Action.UPDATE, Action.ADOPT, Action.FORGET})


@dataclass(frozen=True, slots=True)
class LicenceRule:
    """How a product's seats are dealt with at this school."""

    purchased: int | None
    """As the stack declares them; the vendor's own figure goes first."""
    ceiling: int | None
    """The school's own limit."""
    fill: bool
    """Whether short seats are filled by priority, or the school refused."""
    automatic: bool
    family: str | None = None
    """Products of one family exclude each other at the vendor; None: no family."""
    elsewhere: frozenset[str] = frozenset()
    """Accounts for which another school of the tenant wants it."""
    before: frozenset[str] = frozenset()
    """Those of them whose school comes first, and gives it."""
    unknown: bool = False
    """Whether it is declared, but not known for whom."""
    doubted: bool = False
    """Whether another school of the tenant may want it for anybody: its list does not tell."""


@dataclass(frozen=True, slots=True)
class SchoolPolicy:
    """One school in one tenant, as far as comparing needs to know it."""

    municipality: str
    school: str
    tenant: str
    root: str
    domain: str
    allow: Mapping[Kind, frozenset[Action]] = field(default_factory=dict)
    prune: frozenset[Kind] = frozenset()
    ignore: tuple[str, ...] = ()
    carriers: frozenset[str] = frozenset()
    """Keys of groups through which licences are given: not dropped while they may carry one."""
    one_role_each: bool = True
    units_nest: bool = True
    licences: Mapping[str, LicenceRule] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    """Product → its family, also of products that the school does not declare."""
    rostered: frozenset[str] = frozenset()
    """Accounts of people of this school alone: licences are taken from nobody else."""
    uncertain: frozenset[str] = frozenset()
    """Accounts that fit somebody, but not for certain: nothing is taken from them."""
    unclaimed: frozenset[str] = frozenset()
    """Accounts that may be those of people without one."""
    earlier: tuple[str, ...] = ()
    """Earlier ids of the school."""
    later: frozenset[tuple[Kind, str]] = frozenset()
    """Keys, earlier ones too, of entries whose first day is to come: their objects are kept."""
    at_creation: frozenset[str] = frozenset()
    """Settings that only a new group can be given."""
    former: FormerKeys = field(default_factory=dict)
    """What this school's units and groups were called before they were renamed."""
    ended: Mapping[tuple[Kind, str], str] = field(default_factory=dict)
    """Keys, earlier ones too, of entries that have ended → the last ISO day of each."""
    doubted_units: frozenset[str] = frozenset()
    """Paths of units of other schools of the tenant that may hold anybody: nobody leaves them."""

    def family_of(self, product: str) -> str | None:
        """The family of a product, whether the school declares it or not."""
        rule = self.licences.get(product)
        return self.families.get(product) if rule is None else rule.family

    def former_keys(self, kind: Kind, external_id: str) -> frozenset[str]:
        """Keys that an object had before it was renamed, as the ledger knows."""
        return self.former.get((kind, external_id), frozenset())

    def allows(self, kind: Kind, action: Action) -> bool:
        """Whether an action may be planned for a kind. Forgetting always may."""
        if action is Action.DELETE:
            return kind in self.prune
        return action is Action.FORGET or action in self.allow.get(kind, DEFAULT_ALLOW)

    def owns(self, mark: Mark | None, kind: Kind) -> bool:
        """Whether a mark is this school's, perhaps under an earlier id, for the kind."""
        return (
            mark is not None
            and mark.municipality == self.municipality
            and mark.school in (self.school, *self.earlier)
            and mark.kind is kind
        )

    def name_of(self, kind: Kind, key: str) -> str:
        """A unit's path, or a group's address, by its key."""
        if kind is Kind.ORG_UNIT:
            return f"{self.root.rstrip('/')}/{key}".lower()
        return f"{key}@{self.domain}".lower()

    def covers(self, path: str) -> bool:
        """Whether a unit lies at or under the school's root."""
        return self.root in ("/", path) or path.startswith(f"{self.root}/")

    def waiting(self, kind: Kind) -> frozenset[str]:
        """Keys of a kind under which an object waits for the first day of its entry."""
        return frozenset(key for one, key in self.later if one is kind)

    def ignores(self, kind: Kind, name: str) -> bool:
        """Whether an `ignore` pattern covers the object."""
        return is_ignored(self.ignore, kind, name)

    def address(self, kind: Kind, key: str) -> Address:
        """The address of a resource of this school."""
        return Address(self.tenant, self.school, kind, key)

    def finding(
        self,
        code: Code,
        subject: str,
        facts: Facts | None = None,
        place: SourceLocation | None = None,
    ) -> Finding:
        """An advisory finding of this school."""
        return Finding(
            code=code,
            level=Level.ADVISORY,
            tenant=self.tenant,
            school=self.school,
            subject=subject,
            facts=facts or {},
            place=place,
        )

    def counted(self, code: Code, item: Declared, count: int) -> Finding:
        """A finding about so many of a declared thing."""
        facts: Facts = {"key": item.address.key, "count": count}
        return self.finding(code, f"{item.address.kind}/{item.address.key}", facts, item.place)

    def held_back(self, item: Declared, count: int) -> Finding:
        """How many stay in something because of which rows of a list."""
        rows = item.held_by or item.held_by_certificates or item.awaited_by
        facts: Facts = {"count": count, "rows": ", ".join(rows[:3]), "more": max(0, len(rows) - 3)}
        subject = f"{item.address.kind}/{item.address.key}"
        code = DiffCode.HELD_BACK if item.held_by else DiffCode.HELD_UNCLAIMED
        if item.held_by_certificates and not item.held_by:
            code = DiffCode.HELD_CERTIFIED
        return self.finding(code, subject, facts, item.place)

    def refusal(self, guard: str, facts: Facts) -> Refusal:
        """A refusal of this school."""
        return Refusal(guard, self.school, self.tenant, facts)


def is_ignored(patterns: Iterable[str], kind: Kind, name: str) -> bool:
    """Whether one of a school's `ignore` patterns covers a unit's path or a group's address.

    The tenant's root is no unit of its own, so that 'orgUnits/*' does not mean it.
    """
    if kind is Kind.ORG_UNIT and name == "/":
        return False
    shown = f"orgUnits{name}" if kind is Kind.ORG_UNIT else f"groups/{name.partition('@')[0]}"
    return any(fnmatchcase(shown, pattern) for pattern in patterns)


def is_ignored_object(
    patterns: Iterable[str], kind: Kind, name: str, found: ObservedUnit | ObservedGroup
) -> bool:
    """Whether one of them covers what a tenant has, by its name or by where its mail arrives.

    Microsoft keeps a group's e-mail address when its name changes, and people know it by that.
    """
    mail = found.mail if isinstance(found, ObservedGroup) else None
    return is_ignored(patterns, kind, name) or (
        mail is not None and is_ignored(patterns, kind, mail)
    )


@dataclass(frozen=True, slots=True)
class ProjectedState:
    """A tenant's observation, and what of it moves by itself when a unit is renamed."""

    accounts: Mapping[str, frozenset[str]]
    """Account id → paths of the units it is in."""
    suspended: frozenset[str]
    """Account ids."""
    taken: frozenset[str]
    """Addresses and aliases of accounts."""
    units: frozenset[str] = frozenset()
    """Paths of the school's declared units that will be there."""
    ignored: frozenset[str] = frozenset()
    """Ids of accounts that are in a unit which is ignored."""
    guests: frozenset[str] = frozenset()
    """Ids of accounts of people who were invited: nobody puts them in or takes them out."""

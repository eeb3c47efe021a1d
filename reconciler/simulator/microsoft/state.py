"""What one Entra tenant holds: users, groups, administrative units, seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias
from uuid import NAMESPACE_DNS, uuid5

from reconciler.simulator.microsoft.apps import ServicePrincipal, principals
from reconciler.simulator.microsoft.audits import Audits
from reconciler.simulator.microsoft.behaviours import BEHAVIOURS
from reconciler.simulator.microsoft.insertion_order import InsertionOrdered
from reconciler.simulator.microsoft.journal import Journal
from reconciler.simulator.switches import Fresh, Overlooked, Switches

SETUP = datetime(2026, 9, 1, tzinfo=UTC)
NO_ERROR = "None"
ADMINISTRATORS = "62e90394-69f5-4237-9190-012177145e10"
"""The template of the role Global Administrator, the same in every tenant."""
NOTHING: Mapping[Any, Any] = MappingProxyType({})
"""Licences and rare properties of those who have none: one empty mapping for a million users."""


class Key(NamedTuple):
    """Whose licence it is: the SKU, and the group that gives it ('' when it is direct)."""

    sku_id: str
    group_id: str


class Holding(NamedTuple):
    """One licence of one user: plans turned off, what went wrong ('None': nothing), when."""

    disabled: tuple[str, ...]
    error: str
    moment: int


@dataclass(slots=True)
class User:
    """A user or guest; addresses are kept as they were written."""

    id: str
    upn: str
    display_name: str
    given_name: str | None = None
    surname: str | None = None
    mail: str | None = None
    aliases: tuple[str, ...] = ()
    other_mails: tuple[str, ...] = ()
    employee_id: str | None = None
    enabled: bool = True
    usage_location: str | None = None
    guest: bool = False
    moment: int = 0
    gone: int | None = None
    """When it was deleted; None while it lives."""
    restricted: bool = False
    """Whether it is in a unit whose members only that unit's administrators change."""
    extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    """Rare properties as Graph spells them: department, jobTitle, mailNickname."""
    licences: Mapping[Key, Holding] = field(default_factory=lambda: NOTHING)


@dataclass(slots=True)
class Group:
    """A Unified group, a security group, or a distribution list, which Graph only reads."""

    id: str
    display_name: str
    nickname: str
    description: str | None = None
    mail: str | None = None
    security_enabled: bool = False
    unified: bool = False
    visibility: str | None = None
    unique_name: str | None = None
    behaviour: tuple[str, ...] = ()
    mailbox: dict[str, bool] = field(default_factory=dict)
    """What Exchange keeps of a Unified group: shapes.MAILBOX, those that are on."""
    moment: int = 0
    gone: int | None = None
    rule: str | None = None
    """The membership rule of a dynamic group."""
    rule_on: bool = True
    synced: bool = False
    """Whether a directory on the premises is its master."""
    role_assignable: bool = False
    restricted: bool = False
    """As for a user."""
    welcomed: int = 0
    """Welcome mails that its new members were sent."""
    waits: int = 0
    """Reads until its licences have reached its members."""
    members: InsertionOrdered[str] = field(default_factory=InsertionOrdered)
    owners: InsertionOrdered[str] = field(default_factory=InsertionOrdered)
    licences: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def list_only(self) -> bool:
        """Whether it is a distribution list."""
        return self.mail is not None and not self.unified


Member: TypeAlias = User | Group | ServicePrincipal
"""What can stand in a list of members or owners."""


@dataclass(slots=True)
class Unit:
    """An administrative unit: flat, its name need not be unique."""

    id: str
    display_name: str
    description: str | None = None
    visibility: str | None = None
    restricted: bool = False
    """Whether only its own administrators change its members."""
    gone: int | None = None
    rule: str | None = None
    rule_on: bool = True
    members: InsertionOrdered[str] = field(default_factory=InsertionOrdered)


@dataclass(frozen=True, slots=True)
class Role:
    """The one activated directory role, whose members are the tenant's administrators."""

    id: str
    template_id: str


@dataclass(frozen=True, slots=True)
class Scoped:
    """A directory role that somebody has over one administrative unit."""

    id: str
    unit_id: str
    role_id: str
    member_id: str


@dataclass(frozen=True, slots=True)
class Buried:
    """A deleted object with the lists it stood in: owner's id, and `members` or `owners`."""

    thing: User | Group | Unit
    lists: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Directory:
    """One tenant. `counter` rises with each write: ids and times of later objects come from it."""

    alias: str
    domain: str
    vendor_id: str
    counter: int = 0
    users: InsertionOrdered[User] = field(default_factory=InsertionOrdered)
    groups: InsertionOrdered[Group] = field(default_factory=InsertionOrdered)
    units: InsertionOrdered[Unit] = field(default_factory=InsertionOrdered)
    admins: InsertionOrdered[str] = field(default_factory=InsertionOrdered)
    addresses: dict[str, str] = field(default_factory=dict)
    """Object id by case-folded address: user principal names, aliases, groups' mail."""
    nicknames: dict[str, str] = field(default_factory=dict)
    unique_names: dict[str, str] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)
    """Purchased units by SKU id: the tenant's subscriptions."""
    consumed: Counter[str] = field(default_factory=Counter)
    scoped: InsertionOrdered[Scoped] = field(default_factory=InsertionOrdered)
    eligible: InsertionOrdered[str] = field(default_factory=InsertionOrdered)
    """Users and groups that may make themselves administrators (PIM)."""
    deleted: InsertionOrdered[Buried] = field(default_factory=InsertionOrdered)
    journal: Journal = field(default_factory=Journal)
    ruled: dict[str, Group | Unit] = field(default_factory=dict)
    """Those whose members follow from a rule, by id."""
    waiting: dict[str, Group] = field(default_factory=dict)
    """Groups whose licences have not reached all members yet."""
    licence_reads: int = 0
    """Reads that a group's licences take to reach its members; 0: they do at once."""
    audits: Audits = field(default_factory=Audits)
    actor: str = ""
    """Who makes the call that is answered, which the caller sets; '': whoever clicks there."""
    log_delay: float = 0.0
    """Seconds until the audit log shows what was done."""
    now: float = 0.0
    """The clock's reading in seconds, for the age of delta tokens; the caller sets it."""
    switches: Switches = field(default_factory=lambda: Switches(BEHAVIOURS))
    fresh: Fresh = field(default_factory=Fresh)
    overlooked: Overlooked = field(default_factory=Overlooked)
    lacking: frozenset[str] = frozenset()
    """Privileges that its administrators do not have: none is a super administrator then."""
    lag: int = 0
    hidden: dict[str, int] = field(default_factory=dict)
    """Object id → reads that still do not see this new object."""

    def derived_id(self, kind: str, name: str) -> str:
        """The id of the object of this kind and address: the same in each run."""
        return str(uuid5(NAMESPACE_DNS, f"{self.alias}/{kind}/{name.casefold()}"))

    def restrict(self, object_id: str) -> None:
        """Notes anew whether an object is in a restricted unit."""
        found = self.find(object_id)
        if found is not None:
            found.restricted = any(
                unit.restricted and object_id in unit.members for unit in self.units
            )

    def restrict_all(self) -> None:
        """The same for the members of every restricted unit."""
        for unit in self.units:
            if unit.restricted:
                for member in unit.members:
                    self.restrict(member)

    def is_new(self, behaviour: str, object_id: str) -> bool:
        """Whether a named behaviour refuses this call for a new object; the try is counted."""
        return bool(self.fresh.refuses(self.switches, behaviour, object_id, self.now))

    def begin(self, behaviour: str, object_id: str) -> None:
        """From now on the object is new to a named behaviour."""
        self.fresh.begin(self.switches, behaviour, object_id, self.now)

    def tick(self) -> int:
        """The number of this write."""
        self.counter += 1
        return self.counter

    def role(self) -> Role:
        """The tenant's role of administrators."""
        return Role(self.derived_id("role", ADMINISTRATORS), ADMINISTRATORS)

    def find(self, object_id: str) -> User | Group | None:
        """The user or group of this id."""
        return self.users.get(object_id) or self.groups.get(object_id)

    def member(self, object_id: str) -> Member | None:
        """What can stand in a list of members or owners, by its id."""
        return self.find(object_id) or principals(self.vendor_id).get(object_id)

    def at(self, object_id: str) -> Member:
        """The object of an id that some list holds; KeyError when it is gone."""
        return self.find(object_id) or principals(self.vendor_id)[object_id]

    def user(self, key: str) -> User | None:
        """The user of this id or user principal name, in any letter case."""
        found = self.users.get(key.casefold())
        if found is not None:
            return found
        named = self.users.get(self.addresses.get(key.casefold(), ""))
        return named if named is not None and named.upn.casefold() == key.casefold() else None

    def add_user(self, user: User) -> None:
        """Take the user in with all its addresses."""
        self.users.add(user.id, user)
        self.claim(user.id, (user.upn, user.mail or user.upn, *user.aliases))

    def add_group(self, group: Group) -> None:
        """Take the group in with its address and names."""
        self.groups.add(group.id, group)
        self.nicknames[group.nickname.casefold()] = group.id
        if group.mail is not None:
            self.claim(group.id, (group.mail,))
        if group.unique_name is not None:
            self.unique_names[group.unique_name.casefold()] = group.id

    def veil(self, object_id: str) -> None:
        """Hide a new object from as many reads as the tenant lags."""
        if self.lag:
            self.hidden[object_id] = self.lag

    def sees(self, object_id: str) -> bool:
        """Whether this read sees the object; each read of a hidden one brings it nearer."""
        left = self.hidden.get(object_id, 0)
        if left > 1:
            self.hidden[object_id] = left - 1
        elif left:
            del self.hidden[object_id]
        return left == 0

    def claim(self, object_id: str, addresses: tuple[str, ...]) -> None:
        """Note whose these addresses are."""
        for address in addresses:
            key = address.casefold()
            # Of two equal texts one is enough for a million users.
            self.addresses[address if key == address else key] = object_id


def held_skus(licences: Mapping[Key, Holding]) -> set[str]:
    """The SKUs that these licences give, each of which takes one seat."""
    return {key.sku_id for key, holding in licences.items() if holding.error == NO_ERROR}


def instant(moment: int) -> str:
    """The time of a write as Graph spells it: a second each since the tenant was set up."""
    return f"{SETUP + timedelta(seconds=moment):%Y-%m-%dT%H:%M:%SZ}"

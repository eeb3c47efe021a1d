"""The state of one Google tenant and the indexes over it; no wire format, no errors of Google's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import takewhile
from typing import Any

from reconciler.simulator.google.activities import Activities
from reconciler.simulator.google.behaviours import BEHAVIOURS
from reconciler.simulator.google.records import Group, OrgUnit, User
from reconciler.simulator.switches import Fresh, Overlooked, Switches

Entries = list[tuple[str, str]]
BEGINNING = 1_756_713_600
"""2025-09-01 08:00 UTC: when every tenant was made, and where its own clock starts."""
_GMAIL = frozenset({"gmail.com", "googlemail.com"})
RESTORE_SECONDS = 20 * 24 * 3600
"""How long a deleted user may be brought back."""


@dataclass(slots=True)
class Directory:
    """Org units, users, groups and licences by id, and who holds which address."""

    alias: str
    domain: str
    vendor_id: str
    counter: int = 0
    """Grows with every write; ids and etags are made from it, so equal histories look equal."""
    org_units: dict[str, OrgUnit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    externals: dict[str, str] = field(default_factory=dict)
    """Member id → address of somebody outside the domain."""
    licences: dict[str, dict[str, str]] = field(default_factory=dict)
    """Product id → user id → SKU id: one SKU of a product a user."""
    seats: dict[str, int] = field(default_factory=dict)
    automatic: set[str] = field(default_factory=set)
    """Products whose licences Google hands out by itself."""
    deleted: dict[str, User] = field(default_factory=dict)
    """Users by id that may still be brought back."""
    domain_aliases: list[str] = field(default_factory=list)
    customer: dict[str, Any] = field(default_factory=dict)
    """What the customer's administrators wrote about it: address, language and the like."""
    schemas: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Schemas of users' custom fields by name, in the vendor's words."""
    activities: Activities = field(default_factory=Activities)
    now: float = 0.0
    """The clock's reading in Unix seconds, which the caller sets; 0: see time()."""
    actor: str = ""
    """Who makes the call that is answered, which the caller sets; '': whoever clicks there."""
    log_delay: float = 0.0
    """Seconds until the Reports API shows what was done."""
    token_writes: int = 0
    """How many writes a page token outlives; 0: any number, tokens die of age alone."""
    used: Counter[str] = field(default_factory=Counter)
    addresses: dict[str, str] = field(default_factory=dict)
    """Case-folded address or alias → id of its user or group."""
    paths: dict[str, str] = field(default_factory=dict)
    """Case-folded path → id of the org unit."""
    mailboxes: dict[str, str] = field(default_factory=dict)
    """A Gmail mailbox without dots → member id of the outsider whose it is."""
    switches: Switches = field(default_factory=lambda: Switches(BEHAVIOURS))
    fresh: Fresh = field(default_factory=Fresh)
    overlooked: Overlooked = field(default_factory=Overlooked)
    lacking: frozenset[str] = frozenset()
    """Privileges that its administrators do not have: none is a super administrator then."""
    lag: int = 0
    hidden: dict[str, int] = field(default_factory=dict)
    """Key → reads that still do not see this new object."""
    user_order: Entries | None = None
    group_order: Entries | None = None

    def is_new(self, behaviour: str, ident: str) -> int:
        """Which try this is that a named behaviour refuses for a new object; 0: none."""
        return self.fresh.refuses(self.switches, behaviour, ident, self.now)

    def tick(self) -> int:
        """The number of the next write."""
        self.counter += 1
        return self.counter

    def time(self) -> float:
        """Unix seconds by the caller's clock, else one second for every write so far."""
        return self.now or float(BEGINNING + self.counter)

    def record(self, event: str, **parameters: str) -> None:
        """Notes an administrator's deed for the Reports API."""
        self.activities.add(self.time(), event, parameters, self.actor or self._at_the_mouse())

    def _at_the_mouse(self) -> str:
        # Programs are delegated to one administrator, mostly the first: the last one clicks.
        admins = (user.email for user in reversed(self.users.values()) if user.admin)
        return next(admins, "")

    def mint(self, kind: str) -> str:
        """A new id in the vendor's shape, the same for the same history of this tenant."""
        return derived_id(kind, f"{self.alias}:{self.tick()}")

    def etag(self, ident: str, version: int) -> str:
        """A strong quoted ETag of one object."""
        return f'"{self.alias}/{ident}.{version}"'

    def user(self, key: str) -> User | None:
        """The user with this id, address or alias."""
        return self.users.get(key) or self.users.get(self.holder(key))

    def group(self, key: str) -> Group | None:
        """The group with this id, address or alias."""
        return self.groups.get(key) or self.groups.get(self.holder(key))

    def holder(self, address: str) -> str:
        """The id of who has this address or alias, also at an alias of the domain; or ''."""
        key = address.casefold()
        if self.domain_aliases:
            local, _, domain = key.rpartition("@")
            key = f"{local}@{self.domain.casefold()}" if domain in self.domain_aliases else key
        return self.addresses.get(key, "")

    def member_id(self, key: str) -> str | None:
        """The id under which this id, address or alias can be a member; None for nobody known."""
        if key in self.users or key in self.groups or key in self.externals:
            return key
        outsider = self.outsider_id(key)
        return self.holder(key) or (outsider if outsider in self.externals else None)

    def restorable(self) -> dict[str, User]:
        """The deleted users that may still be brought back, by id; forgets the others."""
        oldest = self.time() - RESTORE_SECONDS
        # They lie in the order in which they were deleted.
        for user in list(takewhile(lambda one: one.deleted < oldest, self.deleted.values())):
            del self.deleted[user.id]
        return self.deleted

    def schema(self, key: str) -> dict[str, Any] | None:
        """The schema with this name or id."""
        named = self.schemas.get(key)
        found = (one for one in self.schemas.values() if one["schemaId"] == key)
        return named or next(found, None)

    def org_unit(self, path: str) -> OrgUnit | None:
        """The unit at this path (with its leading slash), whatever its letter case."""
        return self.org_units.get(self.paths.get(path.casefold(), ""))

    def root(self) -> OrgUnit:
        """The unit '/'."""
        return self.org_units[self.paths["/"]]

    def children(self, parent: str) -> Iterator[OrgUnit]:
        """The units right under this unit."""
        return (unit for unit in self.org_units.values() if unit.parent == parent)

    def address_of(self, member: str) -> str:
        """The address of a user, a group or an external member by id."""
        holder = self.users.get(member) or self.groups.get(member)
        return holder.email if holder else self.externals[member]

    def is_local(self, address: str) -> bool:
        """Whether the address lies in this tenant's own domain."""
        return address.rpartition("@")[2].casefold() == self.domain.casefold()

    def external(self, address: str) -> str:
        """The member id of an outside address, the same each time."""
        ident = self.outsider_id(address)
        self.externals.setdefault(ident, address.lower())
        self.remember_mailbox(ident)
        return ident

    def outsider_id(self, address: str) -> str:
        """The member id that an outside address has, or would have."""
        if self.switches.on("gmail-identity"):
            known = self.mailboxes.get(mailbox(address))
            if known:
                return known
        return derived_id("user", f"external:{address.casefold()}")

    def remember_mailbox(self, ident: str) -> None:
        """Notes whose mailbox an outsider's address is, where other spellings lead to it."""
        box = mailbox(self.externals[ident])
        if box:
            self.mailboxes.setdefault(box, ident)

    def conceal(self, key: str) -> None:
        """Hides a new object from its next reads, as replication lag does."""
        if self.lag:
            self.hidden[key] = self.lag

    def conceals(self, key: str) -> bool:
        """Whether this read still misses the object; counts as one read of it."""
        left = self.hidden.get(key, 0)
        if left > 1:
            self.hidden[key] = left - 1
        elif left:
            del self.hidden[key]
        return left > 0

    def sorted_users(self) -> Entries:
        """(address, id) of every user in order."""
        if self.user_order is None:
            self.user_order = sorted((user.email, user.id) for user in self.users.values())
        return self.user_order

    def sorted_groups(self) -> Entries:
        """(address, id) of every group in order."""
        if self.group_order is None:
            self.group_order = sorted((group.email, group.id) for group in self.groups.values())
        return self.group_order

    def sorted_members(self, group: Group) -> Entries:
        """(address, id) of a group's members in order."""
        if group.order is None:
            group.order = sorted((self.address_of(ident), ident) for ident in group.members)
        return group.order

    def addresses_changed(self) -> None:
        """Forgets every order that depends on addresses."""
        self.user_order = self.group_order = None
        for group in self.groups.values():
            group.order = None

    def leave_groups(self, member: str) -> None:
        """Takes a removed user or group out of every group."""
        for group in self.groups.values():
            if group.members.pop(member, None) is not None:
                group.delivery.pop(member, None)
                group.order = None
                group.version = self.tick()

    def give_licence(self, product: str, sku: str, user: str) -> None:
        """Assigns or switches the user's licence of this product."""
        self.take_licence(product, user)
        self.licences.setdefault(product, {})[user] = sku
        self.used[sku] += 1

    def take_licence(self, product: str, user: str) -> None:
        """Takes the user's licence of this product away, if there is one."""
        sku = self.licences.get(product, {}).pop(user, None)
        if sku is not None:
            self.used[sku] -= 1

    def counts(self) -> dict[str, int]:
        """How many of each thing the tenant holds."""
        return {
            "users": len(self.users),
            "groups": len(self.groups),
            "memberships": sum(len(group.members) for group in self.groups.values()),
            "org_units": len(self.org_units) - 1,
            "licences": sum(len(held) for held in self.licences.values()),
        }


def mailbox(address: str) -> str:
    """A Gmail address as Google tells mailboxes apart: no dots, no case; '' for any other."""
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.replace('.', '')}@gmail.com" if domain in _GMAIL else ""


def derived_id(kind: str, source: str) -> str:
    """An id in the shape that Google gives this kind, from a hash of its source."""
    digest = blake2b(source.encode(), digest_size=16)
    if kind == "user":
        return str(10**20 + int.from_bytes(digest.digest()[:8], "big"))
    if kind == "group":
        return f"0{digest.hexdigest()[:14]}"
    if kind in ("schema", "field"):
        return digest.hexdigest()[:22]
    return f"id:03ph8a2z{digest.hexdigest()[:14]}"

"""A Google tenant as the server keeps it: made from a seed, written to JSON, read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Any, Self

from reconciler.simulator.google import seeding
from reconciler.simulator.google.activities import Activities
from reconciler.simulator.google.records import Group, OrgUnit, User
from reconciler.simulator.google.state import Directory

_PLAIN = ("alias", "domain", "vendor_id", "counter", "externals", "licences", "seats")
_ADDED = ("domain_aliases", "customer", "schemas", "token_writes")


class GoogleTenant(Directory):
    """One Google Workspace customer."""

    __slots__ = ()

    @classmethod
    def from_seed(cls, seed: Mapping[str, Any]) -> Self:
        """The tenant that a seed file describes; SeedError names what does not fit in it."""
        tenant = cls(seed["alias"], seed["domain"], seed["vendorId"])
        seeding.fill(tenant, seed)
        return tenant

    def extend(self, seed: Mapping[str, Any]) -> None:
        """Takes in what a seed has besides; nothing that is there changes."""
        seeding.extend(self, seed)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The tenant that to_json() wrote."""
        tenant = cls(**{name: data[name] for name in _PLAIN})
        tenant.automatic = set(data["automatic"])
        tenant._recall(data)
        tenant.org_units = {unit["id"]: OrgUnit(**unit) for unit in data["org_units"]}
        tenant.users = {user["id"]: User(**user) for user in data["users"]}
        tenant.groups = {group["id"]: Group(**group) for group in data["groups"]}
        tenant._index()
        return tenant

    def _recall(self, data: Mapping[str, Any]) -> None:
        # States saved before 2026-11-24 have none of these.
        for name in _ADDED:
            setattr(self, name, data.get(name, getattr(self, name)))
        self.deleted = {user["id"]: User(**user) for user in data.get("deleted", ())}
        if "activities" in data:
            self.activities = Activities.from_json(data["activities"])

    def to_json(self) -> dict[str, Any]:
        """Everything that must survive a restart; indexes are made anew."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in _PLAIN + _ADDED}
        kept["deleted"] = [_fields(user) for user in self.deleted.values()]
        kept["activities"] = self.activities.to_json()
        kept["automatic"] = sorted(self.automatic)
        kept["org_units"] = [_fields(unit) for unit in self.org_units.values()]
        kept["users"] = [_fields(user) for user in self.users.values()]
        kept["groups"] = [_fields(group) for group in self.groups.values()]
        return kept

    def _index(self) -> None:
        self.paths = {unit.path.casefold(): unit.id for unit in self.org_units.values()}
        holders: list[User | Group] = [*self.users.values(), *self.groups.values()]
        for holder in holders:
            for address in (holder.email, *holder.aliases):
                self.addresses[address.casefold()] = holder.id
        for outsider in self.externals:
            self.remember_mailbox(outsider)
        self.used = Counter(sku for held in self.licences.values() for sku in held.values())


def _fields(record: OrgUnit | User | Group) -> dict[str, Any]:
    """A record as JSON, sharing its lists and dicts: asdict() would copy them all."""
    kind: Any = type(record)
    names, values = _reader(kind)
    return dict(zip(names, values(record), strict=True))


@cache
def _reader(record: Any) -> tuple[tuple[str, ...], attrgetter[Any]]:
    names = tuple(name for name in record.__dataclass_fields__ if name != "order")
    return names, attrgetter(*names)

"""What a tenant holds, in one shape for both vendors, read from the simulator's saved state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

OWNER, MANAGER, MEMBER = "owner", "manager", "member"
GROUP, UNIT = "group", "orgunit"
_MARK = re.compile(
    r"(?P<adopted>adopted )?(?P<town>[a-z0-9-]+)/(?P<school>[a-z0-9-]+)"
    r"/(?P<kind>orgunit|group)/(?P<key>[^\s\]]+)"
)
_LINE = re.compile(r"\[reconciler (?P<mark>(?:adopted )?\S+) [^\]]*\]\s*$")
T = TypeVar("T")
_ROLES = {"OWNER": OWNER, "MANAGER": MANAGER, "MEMBER": MEMBER}


class Mark(NamedTuple):
    """Whose a thing is."""

    town: str
    school: str
    kind: str
    key: str
    adopted: bool


class Seat(NamedTuple):
    """A licence that a user holds; via: the group that gives it, '' where it is his own."""

    user: str
    sku: str
    via: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A group or a unit; `name` is its address or path, in lower case."""

    id: str
    kind: str
    name: str
    title: str
    label: str
    mark: Mark | None
    aliases: frozenset[str] = frozenset()
    settings: tuple[tuple[str, str], ...] = ()
    roles: Mapping[str, frozenset[str]] | None = None
    """Role → ids of members; of groups alone."""

    def members(self, role: str) -> frozenset[str]:
        """Who is in it in that role."""
        return (self.roles or {}).get(role, frozenset())

    @property
    def everybody(self) -> frozenset[str]:
        """Who is in it in any role."""
        return frozenset().union(*(self.roles or {}).values())


@dataclass(frozen=True, slots=True)
class Account:
    """A user; `units` are ids of units."""

    id: str
    address: str
    aliases: frozenset[str]
    person: str
    suspended: bool
    admin: bool
    units: frozenset[str]
    located: bool = True
    """Microsoft: whether a usage location is set, without which no licence can be given."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One tenant at one moment."""

    alias: str
    vendor: str
    domain: str
    things: Mapping[str, Thing]
    accounts: Mapping[str, Account]
    seats: frozenset[Seat]
    outsiders: Mapping[str, str]
    """Member id → address of somebody outside."""

    def within(self, unit: str) -> frozenset[str]:
        """The accounts in a unit, by its id."""
        return frozenset(one.id for one in self.accounts.values() if unit in one.units)

    def of(self, kind: str) -> list[Thing]:
        """The things of a kind."""
        return [thing for thing in self.things.values() if thing.kind == kind]

    def marked(self, school: str, kind: str, key: str) -> list[Thing]:
        """The things with that mark."""
        return [
            thing
            for thing in self.things.values()
            if thing.mark is not None and thing.mark[1:4] == (school, kind, key)
        ]


class Differing(NamedTuple):
    """What differs between two moments: each before and after, None where it is not there."""

    things: tuple[tuple[Thing | None, Thing | None], ...]
    accounts: tuple[tuple[Account | None, Account | None], ...]

    @classmethod
    def of(cls, before: Facts, after: Facts) -> Differing:
        """Compares them once for all who ask."""
        return cls(
            tuple(_pairs(before.things, after.things)),
            tuple(_pairs(before.accounts, after.accounts)),
        )


def _pairs(was: Mapping[str, T], now: Mapping[str, T]) -> Iterator[tuple[T | None, T | None]]:
    for ident, one in was.items():
        other = now.get(ident)
        if one != other:
            yield one, other
    yield from ((None, one) for ident, one in now.items() if ident not in was)


def without_deleted(thing: Thing, before: Facts, after: Facts) -> Thing:
    """The thing without groups that are gone: what is deleted is in no other group any more."""
    gone = before.things.keys() - after.things.keys()
    roles = {role: ids - gone for role, ids in (thing.roles or {}).items()}
    return replace(thing, roles=roles) if gone and thing.roles is not None else thing


def read(vendor: str, state: Mapping[str, Any]) -> Facts:
    """The facts of a tenant's saved state."""
    return _google(state) if vendor == "google" else _microsoft(state)


def _parsed(text: str) -> Mark | None:
    found = _MARK.fullmatch(text.strip())
    if found is None:
        return None
    adopted = found["adopted"] is not None
    return Mark(found["town"], found["school"], found["kind"], found["key"], adopted)


def _described(text: str) -> tuple[str, Mark | None]:
    found = _LINE.search(text)
    mark = _parsed(found["mark"]) if found else None
    return (text[: found.start()].strip(), mark) if found and mark else (text.strip(), None)


def _google(state: Mapping[str, Any]) -> Facts:
    things = {row["id"]: _google_group(row) for row in state["groups"]}
    for row in state["org_units"]:
        label, mark = _described(row["description"])
        things[row["id"]] = Thing(row["id"], UNIT, row["path"].lower(), row["name"], label, mark)
    accounts = {row["id"]: _google_user(row) for row in state["users"]}
    seats = {
        Seat(user, sku, "") for held in state["licences"].values() for user, sku in held.items()
    }
    return Facts(
        state["alias"],
        "google",
        state["domain"],
        things,
        accounts,
        frozenset(seats),
        dict(state["externals"]),
    )


def _google_group(row: Mapping[str, Any]) -> Thing:
    label, described = _described(row["description"])
    marks = [_parsed(str(entry.get("id", ""))) for entry in row["external_ids"]]
    roles: dict[str, set[str]] = {role: set() for role in _ROLES.values()}
    for member, role in row["members"].items():
        roles[_ROLES[role]].add(member)
    return Thing(
        row["id"],
        GROUP,
        row["email"].lower(),
        row["name"],
        label,
        next((mark for mark in marks if mark), described),
        frozenset(alias.lower() for alias in row["aliases"]),
        tuple(sorted(row["settings"].items())),
        {role: frozenset(ids) for role, ids in roles.items()},
    )


def _google_user(row: Mapping[str, Any]) -> Account:
    ids = [one["value"] for one in row["external_ids"] if one.get("type") == "organization"]
    return Account(
        row["id"],
        row["email"].lower(),
        frozenset(alias.lower() for alias in row["aliases"]),
        ids[0] if ids else "",
        bool(row["suspended"] or row["archived"]),
        row["admin"],
        frozenset({row["org_unit"]}),
    )


def _microsoft(state: Mapping[str, Any]) -> Facts:
    things = {row["row"][0]: _graph_group(row) for row in state["groups"]}
    inside: dict[str, set[str]] = {}
    for row in state["units"]:
        ident, name, description, _ = row["row"]
        label, mark = _described(description or "")
        things[ident] = Thing(ident, UNIT, f"/{name.strip('/').lower()}", name, label, mark)
        for member in row["members"]:
            inside.setdefault(member, set()).add(ident)
    admins = set(state["admins"])
    accounts, seats, outsiders = {}, set(), {}
    for row in state["users"]:
        user = _graph_user(row, inside, admins)
        if row["row"][9]:
            outsiders[user.id] = (row["row"][5] or "").lower()
        else:
            accounts[user.id] = user
        seats |= {Seat(user.id, sku, via) for sku, via, *_ in row.get("licences", ())}
    return Facts(
        state["alias"], "microsoft", state["domain"], things, accounts, frozenset(seats), outsiders
    )


def _graph_group(row: Mapping[str, Any]) -> Thing:
    ident, title, nickname, description, mail, _secure, _unified, visibility, *_ = row["row"]
    label, mark = _described(description or "")
    settings = {"visibility": str(visibility), "licences": ",".join(sorted(row["licences"]))}
    return Thing(
        ident,
        GROUP,
        (mail or nickname).lower(),
        title,
        label,
        mark,
        settings=tuple(sorted(settings.items())),
        roles={OWNER: frozenset(row["owners"]), MEMBER: frozenset(row["members"])},
    )


def _graph_user(
    row: Mapping[str, Any], inside: Mapping[str, Iterable[str]], admins: set[str]
) -> Account:
    ident, upn, _, _, _, mail, person, enabled, location, *_ = row["row"]
    names = [name.lower().removeprefix("smtp:") for name in (mail or "", *row.get("aliases", ()))]
    return Account(
        ident,
        upn.lower(),
        frozenset(names) - {"", upn.lower()},
        person or "",
        not enabled,
        ident in admins,
        frozenset(inside.get(ident, ())),
        located=bool(location),
    )

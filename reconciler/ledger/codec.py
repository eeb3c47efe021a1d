"""Changes as the journal keeps them: JSON, loss-free; people by vendor id, outsiders encrypted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from reconciler.errors import Code, Facts, Fault, LedgerError, SourceLocation
from reconciler.model.change import (
    Action,
    Change,
    ChangeCause,
    Delta,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    PlacementMove,
    Reason,
    ReasonCode,
    Target,
)
from reconciler.model.json_data import read_json
from reconciler.model.resources import (
    Address,
    Group,
    GroupType,
    Holder,
    Kind,
    LicenceAssignment,
    LicenceSwap,
    Member,
    MemberRole,
    Membership,
    MemberType,
    OrgUnit,
    Placement,
    Resource,
    RoleMember,
)

VERSION = 1
"""Of what is written here; a text of another version is not read."""
SHOWN_VERSION = 2
"""Of a change that is shown without names of persons: it has what was really done encrypted."""
EXACT = "exact"
"""Key of that."""


class JournalCode(Code):
    """What can be wrong with a journal's text (fault-…)."""

    UNREADABLE = "journal-unreadable"


class Cipher(Protocol):
    """Hides and shows what an outsider's address is."""

    def encrypt(self, text: str) -> str:
        """The text, unreadable without the key."""

    def decrypt(self, text: str) -> str:
        """What was encrypted."""


def encode_change(change: Change, keyring: Cipher) -> str:
    """One change as JSON, `decode_change` gives it back; no person's name or address is in it."""
    data = _data(change, _Pen(keyring))
    if change.exact is not None:
        exact = _text(_data(change.exact, _Pen(keyring)))
        data |= {"v": SHOWN_VERSION, EXACT: keyring.encrypt(exact)}
    return _text(data)


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _data(change: Change, pen: _Pen) -> dict[str, Any]:
    return {
        "v": VERSION,
        "address": list(change.address),
        "action": change.action,
        "after": pen.resource(change.after),
        "reason": [change.reason.code, dict(change.reason.facts)],
        "target": _target(change.target),
        "fields": [[field.name, field.before, field.after] for field in change.fields],
        "delta": pen.delta(change.delta),
        "total": change.total,
        "place": _place(change.place),
        "origin": change.origin,
        "drifted": list(change.drifted),
        "before": pen.resource(change.before),
        "lost": pen.resource(change.lost),
    }


def decode_change(text: str, keyring: Cipher) -> Change:
    """The change that was encoded. LedgerError for anything else, or another version's text."""
    try:
        data, reader = read_json(text), _Reader(keyring)
        if data["v"] not in (VERSION, SHOWN_VERSION):
            raise _unreadable(str(data["v"]))
        change = _change(data, reader)
        if EXACT not in data:
            return change
        exact = _change(read_json(keyring.decrypt(data[EXACT])), reader)
        return replace(change, exact=exact)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _unreadable("-") from error


def _unreadable(version: str) -> LedgerError:
    facts: Facts = {"version": version, "known": VERSION}
    return LedgerError([Fault(JournalCode.UNREADABLE, None, facts)])


def _target(target: Target | None) -> list[str | bool] | None:
    return None if target is None else [target.id, target.name, target.label, target.adopted]


def _place(place: SourceLocation | None) -> list[str | int] | None:
    return None if place is None else [place.file, place.line, place.column]


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes what has members in it."""

    keyring: Cipher

    def member(self, member: Member) -> list[str]:
        outside = member.type is MemberType.EXTERNAL
        return [member.type, self.keyring.encrypt(member.ref) if outside else member.ref]

    def entries(self, entries: Iterable[RoleMember]) -> list[Any]:
        return [[entry.role, *self.member(entry.member)] for entry in entries]

    def holders(self, holders: Iterable[Holder]) -> list[Any]:
        return [[*self.member(holder.member), *holder.without] for holder in holders]

    def swaps(self, swaps: Iterable[LicenceSwap]) -> list[Any]:
        return [[one.product, *self.holders((one.holder, one.was))] for one in swaps]

    def resource(self, thing: Resource | None) -> list[Any] | None:
        if isinstance(thing, OrgUnit):
            return ["unit", thing.path, thing.label]
        if isinstance(thing, Group):
            return ["group", thing.address, thing.name, thing.type, dict(thing.settings)]
        if isinstance(thing, Membership):
            roles = {r: [self.member(m) for m in sorted(ms)] for r, ms in thing.roles.items()}
            return ["membership", thing.group, roles]
        if isinstance(thing, Placement):
            return ["placement", thing.path, sorted(thing.accounts)]
        if isinstance(thing, LicenceAssignment):
            return ["licence", thing.product, self.holders(thing.holders), list(thing.claims)]
        return None

    def delta(self, delta: Delta | None) -> list[Any] | None:
        if isinstance(delta, PlacementDelta):
            return ["moves", *([m.account, m.inside, *m.out_of] for m in delta.moves)]
        if isinstance(delta, MembershipDelta):
            sets = (delta.add, delta.remove, delta.change, delta.was)
            return ["members", *map(self.entries, sets)]
        if isinstance(delta, LicenceDelta):
            held = (delta.add, delta.remove, delta.change, delta.was)
            swaps = [self.swaps(delta.swap)] if delta.swap else []
            return ["licences", *map(self.holders, held), *swaps]
        return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what a pen wrote."""

    keyring: Cipher

    def member(self, kind: str, ref: str) -> Member:
        outside = kind == MemberType.EXTERNAL
        return Member(MemberType(kind), self.keyring.decrypt(ref) if outside else ref)

    def entries(self, rows: Iterable[Any]) -> tuple[RoleMember, ...]:
        return tuple(RoleMember(MemberRole(role), self.member(*who)) for role, *who in rows)

    def holders(self, rows: Iterable[Any]) -> tuple[Holder, ...]:
        return tuple(Holder(self.member(kind, ref), tuple(without)) for kind, ref, *without in rows)

    def swaps(self, rows: Iterable[Any]) -> tuple[LicenceSwap, ...]:
        pairs = ((product, self.holders(held)) for product, *held in rows)
        return tuple(LicenceSwap(holder, product, was) for product, (holder, was) in pairs)

    def resource(self, data: list[Any] | None) -> Resource | None:
        if data is None:
            return None
        what, name, *rest = data
        if what == "unit":
            return OrgUnit(name, rest[0])
        if what == "group":
            return Group(name, rest[0], GroupType(rest[1]), rest[2])
        if what == "membership":
            return Membership(name, self._roles(rest[0]))
        if what == "placement":
            return Placement(name, frozenset(rest[0]))
        if what == "licence":
            return LicenceAssignment(name, self.holders(rest[0]), tuple(rest[1]))
        raise ValueError(what)

    def membership(self, data: list[Any] | None) -> Membership | None:
        found = self.resource(data)
        if found is not None and not isinstance(found, Membership):
            raise TypeError(data)
        return found

    def _roles(self, data: Mapping[str, Any]) -> dict[MemberRole, frozenset[Member]]:
        return {
            MemberRole(role): frozenset(self.member(*who) for who in members)
            for role, members in data.items()
        }

    def delta(self, data: list[Any] | None) -> Delta | None:
        if data is None:
            return None
        what, *rest = data
        if what == "moves":
            return PlacementDelta(
                tuple(PlacementMove(who, tuple(out), into) for who, into, *out in rest)
            )
        if what == "members":
            return MembershipDelta(*map(self.entries, rest))
        if what == "licences":
            # journals of before there were swaps have four sets
            add, remove, change, was, *swaps = rest
            return LicenceDelta(
                add=self.holders(add),
                remove=self.holders(remove),
                change=self.holders(change),
                was=self.holders(was),
                swap=self.swaps(swaps[0] if swaps else ()),
            )
        raise ValueError(what)


def _change(data: Mapping[str, Any], reader: _Reader) -> Change:
    tenant, school, kind, key = data["address"]
    code, facts = data["reason"]
    return Change(
        address=Address(tenant, school, Kind(kind), key),
        action=Action(data["action"]),
        after=reader.resource(data["after"]),
        reason=Reason(ReasonCode(code), facts),
        target=data["target"] and Target(*data["target"]),
        fields=tuple(FieldChange(*item) for item in data["fields"]),
        delta=reader.delta(data["delta"]),
        total=data["total"],
        place=data["place"] and SourceLocation(*data["place"]),
        origin=ChangeCause(data["origin"]),
        drifted=tuple(data["drifted"]),
        before=reader.resource(data["before"]),
        lost=reader.membership(data["lost"]),
    )

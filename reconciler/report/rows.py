"""One change as one row: a sign, a kind, a name, what changes and why. People are counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.model.change import (
    Action,
    Change,
    Delta,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
)
from reconciler.model.inert import inert
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.resources import Group, Kind, MemberRole, OrgUnit, RoleMember
from reconciler.model.seats import Seats
from reconciler.model.summary import MINUS, delta_counts, delta_entries, unit_name
from reconciler.model.tenant import Vendor
from reconciler.report.origin import line_of, why
from reconciler.report.texts import Texts

ARROW = "→"
_NAMING = ("address", "path")
_RENAMING = (*_NAMING, "school")


class ChangeSymbol(StrEnum):
    """What a row does, in the order in which rows are shown."""

    CREATE = "+"
    RENAME = ">"
    ADOPT = "@"
    UPDATE = "~"
    DROP = "-"


_SIGNS = tuple(ChangeSymbol)
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One shown change; `details` has a line for each thing that changes."""

    sign: ChangeSymbol
    kind: Kind
    name: str
    details: tuple[str, ...]
    why: str
    place: str
    """'file:line', or ''."""
    people: tuple[str, ...] = ()
    """Single adds and removes, only where revealed."""
    brief: bool = False
    """Whether the row sums up several changes, and `name` says how many."""


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Writes rows in a language; `reveal` (account id → address) names the people in them."""

    texts: Texts
    seats: Mapping[tuple[str, str], Seats] = field(default_factory=dict)
    """By tenant and product."""
    reveal: Mapping[str, str] | None = None
    keeps_mail: frozenset[str] = frozenset()
    """Tenants in which a group's e-mail address stays when it is renamed."""

    def rows(self, school: SchoolPlan) -> tuple[ChangeRow, ...]:
        """A school's rows by kind, sign and name; first members go into their new group's row."""
        first = _first_members(school)
        rows = [
            self.row(change, first.get(change.address.key) if _makes_group(change) else None)
            for change in school.changes
            if first.get(change.address.key) is not change.delta or change.delta is None
        ]
        return tuple(sorted(rows, key=order))

    def row(self, change: Change, first: MembershipDelta | None = None) -> ChangeRow:
        """One change; `first` are the members with which a group is created."""
        sign = sign_of(change)
        place = line_of(change)
        delta = change.delta or first
        return ChangeRow(
            sign=sign,
            kind=change.address.kind,
            name=str(inert(_name(change))),
            details=tuple(str(inert(one)) for one in self._details(change, sign, first)),
            why=why(change, self.texts),
            place=f"{place.file}:{place.line}" if place else "",
            people=() if delta is None else tuple(self._people(delta)),
        )

    def _details(
        self, change: Change, sign: ChangeSymbol, first: MembershipDelta | None
    ) -> Iterator[str]:
        if change.action.is_removal:
            gone = "deleted" if change.action is Action.DELETE else "forgotten"
            if change.total:
                yield self.texts.format("plan-row-deleted-with", count=change.total)
            else:
                yield self.texts.format(f"plan-row-{gone}")
            # an undo that lets go of what a run adopted also writes back how that was found
            yield from (self._field(one) for one in change.fields if not one.is_of_mark)
        elif change.delta is not None:
            yield self._set(change)
        elif change.action is Action.CREATE:
            yield self._created(change, first)
        else:
            yield from self._changed(change, sign)

    def _created(self, change: Change, first: MembershipDelta | None) -> str:
        named = change.after
        label = ""
        if isinstance(named, OrgUnit):
            label = named.label
        elif isinstance(named, Group):
            label = named.name
        if change.address.kind is not Kind.GROUP:
            return label
        members = self._roles(first.add) if first else self.texts.format("plan-row-empty")
        return f"{label}: {members}" if label else members

    def _roles(self, entries: tuple[RoleMember, ...]) -> str:
        counts = {role: sum(entry.role is role for entry in entries) for role in MemberRole}
        parts = [self.texts.format(f"plan-row-{r.value}", count=n) for r, n in counts.items() if n]
        return ", ".join(parts) or self.texts.format("plan-row-empty")

    def _changed(self, change: Change, sign: ChangeSymbol) -> Iterator[str]:
        fields = [item for item in change.fields if item.name not in _NAMING]
        if change.action is Action.ADOPT:
            as_it_is = not change.fields
            yield self.texts.format(f"plan-row-adopted{'' if as_it_is else '-changed'}")
        elif sign is ChangeSymbol.RENAME and len(fields) < len(change.fields):
            stays = "-mail" if self._keeps_mail(change) else ""
            yield self.texts.format(f"plan-row-renamed-{change.address.kind}{stays}")
        for item in fields:
            yield self._field(item)

    def _keeps_mail(self, change: Change) -> bool:
        return change.address.kind is Kind.GROUP and change.address.tenant in self.keeps_mail

    def _field(self, edit: FieldChange) -> str:
        if edit.name == "key":
            return self.texts.format("plan-row-mark", before=str(edit.before))
        if edit.name == "school":
            return self.texts.format("plan-row-mark-school", before=str(edit.before))
        values = f"{self.value(edit.before)} {ARROW} {self.value(edit.after)}"
        return f"{self.texts.field(edit.name)}  {values}"

    def value(self, value: str | bool | None) -> str:
        """A field's value in words."""
        if isinstance(value, str):
            return str(inert(value)) or self.texts.format("plan-nothing")
        words = {True: "plan-true", False: "plan-false", None: "plan-nothing"}
        return self.texts.format(words[value])

    def _set(self, change: Change) -> str:
        delta = change.delta
        parts = [self.signed(*delta_counts(delta))]
        if isinstance(delta, PlacementDelta):
            parts = [f"{parts[0]} {self._sources(delta)}".rstrip()]
        elif delta is not None and delta.change:
            message = "another-role" if isinstance(delta, MembershipDelta) else "other-plans"
            parts.append(self.texts.format(f"plan-row-{message}", count=len(delta.change)))
        if isinstance(delta, LicenceDelta):
            parts += self._swaps(delta)
        if change.total is not None:
            parts.append(f"{ARROW} {self._total(change)}")
        return "  ".join(part for part in parts if part)

    def _swaps(self, delta: LicenceDelta) -> Iterator[str]:
        """How many are switched from each other product."""
        counted = Counter(swap.product for swap in delta.swap)
        for product, count in sorted(counted.items()):
            yield self.texts.format("plan-row-swapped", count=count, product=product)

    def _total(self, change: Change) -> str:
        """People once it is done; of a licence the seats in use, out of those bought."""
        total = change.total or 0
        seats = self.seats.get((change.address.tenant, change.address.key))
        if change.address.kind is not Kind.LICENCE or seats is None or seats.purchased is None:
            return self.texts.number(total)
        bought = self.texts.format("plan-row-of-seats", purchased=seats.purchased)
        return f"{self.texts.number(seats.after)} {bought}"

    def _sources(self, delta: PlacementDelta) -> str:
        units = sorted({unit for move in delta.moves for unit in move.out_of})
        if len(units) == 1:
            return self.texts.format("plan-row-from", unit=unit_name(units[0]))
        return self.texts.format("plan-row-from-many", count=len(units)) if units else ""

    def signed(self, added: int, removed: int) -> str:
        """'+2  −1', or what of it is not nothing."""
        signed = [(f"+{self.texts.number(added)}", added)]
        signed.append((f"{MINUS}{self.texts.number(removed)}", removed))
        return "  ".join(text for text, count in signed if count)

    def _people(self, delta: Delta) -> Iterator[str]:
        if self.reveal is None:
            return
        for entry in delta_entries(delta):
            who = self.reveal.get(entry.ref, entry.ref)
            yield f"{entry.sign} {who}  {entry.note}".rstrip()


def sign_of(change: Change) -> ChangeSymbol:
    """The sign of a change; a licence that is only given is '+', an update that renames is '>'."""
    if change.action.is_removal:
        return ChangeSymbol.DROP
    if change.action is Action.UPDATE:
        if any(item.name in _RENAMING for item in change.fields):
            return ChangeSymbol.RENAME
        delta = change.delta
        if isinstance(delta, LicenceDelta) and delta.count == len(delta.add):
            return ChangeSymbol.CREATE
        return ChangeSymbol.UPDATE
    return ChangeSymbol.CREATE if change.action is Action.CREATE else ChangeSymbol.ADOPT


def _makes_group(change: Change) -> bool:
    return change.address.kind is Kind.GROUP and change.action is Action.CREATE


def _first_members(school: SchoolPlan) -> Mapping[str, MembershipDelta]:
    """Key → the members with which a group is created."""
    created = {change.address.key for change in school.changes if _makes_group(change)}
    return {
        change.address.key: change.delta
        for change in school.changes
        if change.address.kind is Kind.MEMBERSHIP and change.address.key in created
        if isinstance(change.delta, MembershipDelta)
    }


def _name(change: Change) -> str:
    for item in change.fields:
        if item.name in _NAMING and item.before != item.after:
            return f"{_short(item.before)} {ARROW} {_short(item.after)}"
    return change.address.key


def _short(name: str | bool | None) -> str:
    """A unit without its leading slash, a group without its domain."""
    return unit_name(str(name).partition("@")[0])


def order(row: ChangeRow) -> tuple[int, int, str]:
    """Rows are shown by kind, sign and name."""
    return (_KINDS.index(row.kind), _SIGNS.index(row.sign), row.name)


def by_product(seats: Iterable[Seats]) -> Mapping[tuple[str, str], Seats]:
    """Seats by tenant and product; of schools that share a tenant the last one stands."""
    return {(seat.tenant, seat.product): seat for seat in seats}


def mail_keepers(plan: Plan) -> frozenset[str]:
    """The tenants of a plan whose vendor cannot change a group's e-mail address: Graph."""
    return frozenset(one.tenant for one in plan.schools if one.vendor is Vendor.MICROSOFT)

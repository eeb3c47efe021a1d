"""How much a plan changes: the counts that every reader is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from reconciler.model.change import Action, Change, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.plan import Plan, SchoolPlan, Unknown
from reconciler.model.resources import Kind
from reconciler.model.seats import SeatlessCount, Seats
from reconciler.model.summary import MINUS, SWAPPED
from reconciler.report.rows import ChangeSymbol, sign_of
from reconciler.report.texts import Texts


@dataclass(frozen=True, slots=True)
class ChangeTally:
    """Units and groups by what becomes of them; people by what they are added to."""

    created: int = 0
    adopted: int = 0
    renamed: int = 0
    updated: int = 0
    forgotten: int = 0
    deleted: int = 0
    members_added: int = 0
    members_removed: int = 0
    placements: int = 0
    licences_given: int = 0
    licences_taken: int = 0
    licences_swapped: int = 0

    @classmethod
    def of(cls, changes: Iterable[Change]) -> ChangeTally:
        """Counts changes."""
        found: Counter[str] = Counter()
        for change in changes:
            found.update(_counted(change))
        return cls(**found)

    def empty(self) -> bool:
        """Whether nothing at all changes."""
        return not any(getattr(self, field.name) for field in fields(self))


_SIGNED = {
    ChangeSymbol.CREATE: "created",
    ChangeSymbol.ADOPT: "adopted",
    ChangeSymbol.RENAME: "renamed",
    ChangeSymbol.UPDATE: "updated",
}


def _counted(change: Change) -> dict[str, int]:
    delta = change.delta
    if isinstance(delta, MembershipDelta):
        return {"members_added": len(delta.add), "members_removed": len(delta.remove)} | (
            {"updated": 1} if delta.change and not (delta.add or delta.remove) else {}
        )
    if isinstance(delta, PlacementDelta):
        return {"placements": len(delta.moves)}
    if isinstance(delta, LicenceDelta):
        given, taken = len(delta.add) + len(delta.change), len(delta.remove)
        swapped = len(delta.swap)
        return {"licences_given": given, "licences_taken": taken, "licences_swapped": swapped}
    if change.action is Action.FORGET:
        return {"forgotten": 1}
    return {"deleted" if change.action is Action.DELETE else _SIGNED[sign_of(change)]: 1}


def counted_changes(tally: ChangeTally, texts: Texts) -> str:
    """'1 created, 1 renamed, members +2 −2, 3 placements, nothing deleted'."""
    if tally.empty():
        return texts.format("plan-sum-nothing")
    counted = {
        "created": tally.created,
        "adopted": tally.adopted,
        "renamed": tally.renamed,
        "updated": tally.updated,
    }
    parts = [texts.format(f"plan-sum-{name}", count=n) for name, n in counted.items() if n]
    if tally.members_added or tally.members_removed:
        parts.append(f"{texts.format('plan-sum-members')} {member_counts(tally, texts)}")
    rest = {
        "placements": tally.placements,
        "licences": tally.licences_given,
        "licences-back": tally.licences_taken,
        "licences-swapped": tally.licences_swapped,
        "forgotten": tally.forgotten,
    }
    parts += [texts.format(f"plan-sum-{name}", count=n) for name, n in rest.items() if n]
    gone = "deleted" if tally.deleted else "nothing-deleted"
    return ", ".join([*parts, texts.format(f"plan-sum-{gone}", count=tally.deleted)])


def member_counts(tally: ChangeTally, texts: Texts) -> str:
    """'+2 −1', or what of it is not nothing."""
    added, removed = tally.members_added, tally.members_removed
    signs = [f"+{texts.number(added)}"] if added else []
    return " ".join([*signs, f"{MINUS}{texts.number(removed)}"] if removed else signs)


def licences(tally: ChangeTally, texts: Texts) -> str:
    """'+2  −1  ⇄3', or what of it is not nothing: given, taken back, switched to another one."""
    counts = {
        "+": tally.licences_given,
        MINUS: tally.licences_taken,
        SWAPPED: tally.licences_swapped,
    }
    return "  ".join(f"{sign}{texts.number(count)}" for sign, count in counts.items() if count)


@dataclass(frozen=True, slots=True)
class ProductSeats:
    """One product over all tenants; seats never cross from one tenant to another."""

    product: str
    purchased: int | None
    """None where some tenant does not say."""
    used: int
    wanted: int
    after: int
    short: int
    without: tuple[SeatlessCount, ...]
    """Who goes without, by school and claim."""


def products(seats: Iterable[Seats]) -> tuple[ProductSeats, ...]:
    """Sums seats by product; schools that share a tenant share its bought and used seats."""
    by_name: dict[str, list[Seats]] = {}
    for seat in seats:
        by_name.setdefault(seat.product, []).append(seat)
    return tuple(_product(name, rows) for name, rows in sorted(by_name.items()))


def _product(name: str, rows: list[Seats]) -> ProductSeats:
    tenants = {row.tenant: row for row in rows}
    bought = [row.purchased for row in tenants.values()]
    known = [count for count in bought if count is not None]
    used = sum(row.consumed for row in tenants.values())
    return ProductSeats(
        product=name,
        purchased=sum(known) if len(known) == len(bought) else None,
        used=used,
        wanted=sum(row.wanted for row in rows),
        after=used + sum(row.after - row.consumed for row in rows),
        short=sum(row.short for row in rows),
        without=tuple(item for row in rows for item in row.without),
    )


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """Resources of one kind at one school that could not be compared for one reason."""

    school: str
    kind: Kind
    count: int
    reason: str


def unknown_rows(school: SchoolPlan, texts: Texts) -> tuple[UnknownRow, ...]:
    """A school's unknowns by kind and reason."""
    found = Counter(_unknown_key(item, texts) for item in school.unknown)
    return tuple(
        UnknownRow(school.school, kind, count, reason)
        for (kind, reason), count in sorted(found.items())
    )


def _unknown_key(unknown: Unknown, texts: Texts) -> tuple[Kind, str]:
    return unknown.address.kind, texts.reason(unknown.reason)


def converged(school: SchoolPlan) -> bool:
    """Whether nothing differs, nothing is not known and nothing is held."""
    differs = school.changes or school.observed or school.held
    return not (differs or school.refusals or school.unknown)


def only_observed(school: SchoolPlan) -> SchoolPlan:
    """The school with the differences that are only observed in the place of its changes."""
    return replace(school, changes=school.observed)


def school_count(plan: Plan) -> int:
    """Schools in the plan, those included whose tenant could not be read."""
    unread = {school for failure in plan.failures for school in failure.schools}
    return len(unread | {school.school for school in plan.schools})

"""Guards: checks over a whole plan, each with its numbers and a name to acknowledge it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from reconciler.manifest.types import GuardLimit
from reconciler.model.plan import (
    Action,
    Change,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    Refusal,
    SchoolPlan,
)
from reconciler.model.resources import Kind, MemberRole, Membership

PER_GROUP = "members-removed-per-group"
PER_SCHOOL = "members-removed-per-school"

DEFAULTS: Mapping[str, GuardLimit] = {
    PER_GROUP: GuardLimit(share=30, at_least=5),
    PER_SCHOOL: GuardLimit(share=10, at_least=10),
    "last-owner": GuardLimit(count=0),
    "groups-removed-per-school": GuardLimit(count=3),
    "groups-created-per-school": GuardLimit(count=300),
    "units-removed-per-school": GuardLimit(count=3),
    "people-moved-per-school": GuardLimit(share=25, at_least=20),
    "licences-removed-per-school": GuardLimit(share=10, at_least=5),
}
"""Hold where municipality.yaml says nothing. A first rollout trips none of them."""


@dataclass(frozen=True, slots=True)
class Now:
    """What a school holds before its plan."""

    memberships: int
    """In its groups."""
    placed: int
    """People whom its units should hold."""
    units: frozenset[str]
    """Paths of its declared units: whoever leaves one of these was placed there once."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """How many of how many, and of what where it is not the whole school."""

    guard: str
    count: int
    before: int
    what: str = ""


def guard(school: SchoolPlan, now: Now, limits: Mapping[str, GuardLimit]) -> tuple[Refusal, ...]:
    """Every guard's no to one school."""
    told = {**DEFAULTS, **limits}
    return tuple(
        _no(measure, school, told[measure.guard])
        for measure in _measures(school, now)
        if _trips(told[measure.guard], measure)
    )


def _trips(limit: GuardLimit, measure: _Measure) -> bool:
    """Whether so many out of so many are too many."""
    if measure.count == 0 or measure.count < limit.at_least:
        return False
    over_count = limit.count is not None and measure.count > limit.count
    over_share = limit.share is not None and measure.count * 100 > limit.share * measure.before
    return over_count or over_share


def _measures(school: SchoolPlan, now: Now) -> Iterator[_Measure]:
    members = [(c, c.delta) for c in school.changes if isinstance(c.delta, MembershipDelta)]
    for change, delta in members:
        before = (change.total or 0) - len(delta.add) + len(delta.remove)
        yield _Measure("members-removed-per-group", len(delta.remove), before, change.address.key)
    deleted = [c for c in school.changes if c.action is Action.DELETE and c.total]
    for change in deleted:
        yield _Measure(PER_GROUP, change.total or 0, change.total or 0, change.address.key)
    removed = sum(len(delta.remove) for _, delta in members)
    removed += sum(change.total or 0 for change in deleted)
    yield _Measure(PER_SCHOOL, removed, now.memberships)
    ownerless = [change.address.key for change, delta in members if _loses_owners(change, delta)]
    yield _Measure("last-owner", len(ownerless), len(members), ", ".join(ownerless))
    declared = dict(school.declared)
    for kind, name in ((Kind.GROUP, "groups"), (Kind.ORG_UNIT, "units")):
        gone = _count(school.changes, kind, Action.DELETE)
        yield _Measure(f"{name}-removed-per-school", gone, declared.get(kind, 0) + gone)
    made = _count(school.changes, Kind.GROUP, Action.CREATE)
    yield _Measure("groups-created-per-school", made, declared.get(Kind.GROUP, 0))
    yield _Measure("people-moved-per-school", _moved(school, now), now.placed)
    yield _licences(school)


def _loses_owners(change: Change, delta: MembershipDelta) -> bool:
    """Whether a group had owners that are removed, and is to have none."""
    if not isinstance(change.after, Membership):
        return False
    none_left = change.after.roles.get(MemberRole.OWNER) == frozenset()
    return none_left and any(entry.role is MemberRole.OWNER for entry in delta.remove)


def _count(changes: Iterable[Change], kind: Kind, action: Action) -> int:
    return sum(change.address.kind is kind and change.action is action for change in changes)


def _moved(school: SchoolPlan, now: Now) -> int:
    """People who leave one declared unit for another: not those whom a first rollout places."""
    return sum(
        any(path in now.units for path in move.out_of)
        for change in school.changes
        if isinstance(change.delta, PlacementDelta)
        for move in change.delta.moves
    )


def _licences(school: SchoolPlan) -> _Measure:
    """Licences taken back, of all products together."""
    removed = before = 0
    for change in school.changes:
        if isinstance(change.delta, LicenceDelta):
            removed += len(change.delta.remove)
            before += (change.total or 0) - len(change.delta.add) + len(change.delta.remove)
    return _Measure("licences-removed-per-school", removed, before)


def _no(measure: _Measure, school: SchoolPlan, limit: GuardLimit) -> Refusal:
    share = ceil(measure.count * 100 / measure.before) if measure.before else 100
    facts: dict[str, str | int] = {
        "removed": measure.count,
        "before": measure.before,
        "percent": share,
        "limit": f"{limit.share} %" if limit.share is not None else str(limit.count),
        "group": measure.what,
        "school": school.school,
    }
    return Refusal(measure.guard, school.school, school.tenant, facts)

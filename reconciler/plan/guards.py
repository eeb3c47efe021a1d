"""Guards: checks over a whole plan, each with its numbers and a name to acknowledge it by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.manifest.types import GuardLimit
from reconciler.model.plan import Action, Change, MembershipDelta, Refusal, SchoolPlan
from reconciler.model.resources import Kind

PER_GROUP = "members-removed-per-group"
PER_SCHOOL = "members-removed-per-school"
GROUPS = "groups-removed-per-school"


DEFAULTS: Mapping[str, GuardLimit] = {
    PER_GROUP: GuardLimit(share=30, at_least=5),
    PER_SCHOOL: GuardLimit(share=10, at_least=10),
    GROUPS: GuardLimit(count=3),
}
"""Hold where municipality.yaml says nothing."""


def _trips(limit: GuardLimit, removed: int, before: int) -> bool:
    """Whether so many out of so many are too many."""
    if removed == 0 or removed < limit.at_least:
        return False
    over_count = limit.count is not None and removed > limit.count
    over_share = limit.share is not None and removed * 100 > limit.share * before
    return over_count or over_share


def guard(
    school: SchoolPlan, memberships: int, limits: Mapping[str, GuardLimit]
) -> tuple[Refusal, ...]:
    """Every guard's no to one school; `memberships` is how many its groups hold now."""
    told = {**DEFAULTS, **limits}
    return (
        *_per_group(school, told[PER_GROUP]),
        *_per_school(school, memberships, told[PER_SCHOOL]),
        *_groups(school, told[GROUPS]),
    )


def _membership_changes(school: SchoolPlan) -> Iterator[tuple[Change, MembershipDelta]]:
    for change in school.changes:
        if isinstance(change.delta, MembershipDelta):
            yield change, change.delta


def _per_group(school: SchoolPlan, limit: GuardLimit) -> Iterator[Refusal]:
    for change, delta in _membership_changes(school):
        removed = len(delta.remove)
        before = (change.total or 0) - len(delta.add) + removed
        if _trips(limit, removed, before):
            yield _no(PER_GROUP, school, limit, (removed, before), change.address.key)


def _per_school(school: SchoolPlan, memberships: int, limit: GuardLimit) -> Iterator[Refusal]:
    removed = sum(len(delta.remove) for _, delta in _membership_changes(school))
    if _trips(limit, removed, memberships):
        yield _no(PER_SCHOOL, school, limit, (removed, memberships), "")


def _groups(school: SchoolPlan, limit: GuardLimit) -> Iterator[Refusal]:
    removed = sum(
        change.address.kind is Kind.GROUP and change.action is Action.DELETE
        for change in school.changes
    )
    before = dict(school.declared).get(Kind.GROUP, 0) + removed
    if _trips(limit, removed, before):
        yield _no(GROUPS, school, limit, (removed, before), "")


def _no(
    name: str, school: SchoolPlan, limit: GuardLimit, numbers: tuple[int, int], group: str
) -> Refusal:
    removed, before = numbers
    facts: dict[str, str | int] = {
        "removed": removed,
        "before": before,
        "percent": removed * 100 // before if before else 100,
        "limit": f"{limit.share} %" if limit.share is not None else str(limit.count),
        "group": group,
        "school": school.school,
    }
    return Refusal(name, school.school, school.tenant, facts)

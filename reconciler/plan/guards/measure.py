"""What guards judge: how many out of how many, in one school or in all that share a tenant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import ceil

from reconciler.errors import Facts
from reconciler.model.plan import Refusal
from reconciler.plan.guards.limits import GuardLimits, exceeded_limit

_OF_SCHOOL = "-per-school"
_OF_TENANT = "-per-tenant"
UNREAD = "unread"
"""In the place of the limit that is passed, where nobody knows how many it would be."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How many of how many, and of what where it is not the whole school."""

    guard: str
    count: int
    before: int
    what: str = ""
    """A group, groups, a role: one thing is refused once."""
    facts: Facts = field(default_factory=dict)
    pupils: bool = False
    """Whether it is about pupils: only then other limits hold within the rollover window."""
    unread: bool = False
    """Whether it may be any number, because something was not read: over every limit."""


def by_pupils(guard: str, counts: Iterable[tuple[int, bool]], before: int) -> Iterator[Measure]:
    """All of it, and what of it is not about pupils, each held by its own limit.

    `counts` are numbers with whether they are about pupils. Outside the rollover window the
    second never says more than the first.
    """
    told = tuple(counts)
    others = sum(count for count, pupils in told if not pupils)
    yield Measure(guard, sum(count for count, _ in told), before, pupils=True)
    yield Measure(guard, others, before)


def refusals_over_limits(
    measures: Iterable[Measure], limits: GuardLimits, where: Refusal
) -> tuple[Refusal, ...]:
    """A refusal for each measure over its limit; the larger of two of the same thing.

    A guard without a limit does not speak. `where` says whom it holds back.
    """
    worst: dict[tuple[str, str], Refusal] = {}
    for measure in sorted(measures, key=lambda measure: (measure.unread, measure.count)):
        number = _passed(measure, limits)
        if number:
            worst[measure.guard, measure.what] = _no(measure, number, where)
    order = list(limits)
    return tuple(worst[key] for key in sorted(worst, key=lambda key: (order.index(key[0]), key[1])))


def _passed(measure: Measure, limits: GuardLimits) -> str:
    limit = limits.get(measure.guard)
    if limit is None:
        return ""
    if measure.unread:
        return UNREAD
    return exceeded_limit(limit.on(rollover=measure.pupils), measure.count, measure.before)


def _no(measure: Measure, limit: str, where: Refusal) -> Refusal:
    facts: Facts = {
        "count": measure.count,
        "before": measure.before,
        "percent": ceil(measure.count * 100 / measure.before) if measure.before else 100,
        "limit": limit,
        "thing": measure.what,
        **measure.facts,
    }
    return replace(where, guard=measure.guard, facts=facts)


MeasuredSchools = Iterable[tuple[str, Iterable[Measure]]]
"""Schools with what is measured of each."""


def sum_over_tenant(
    schools: MeasuredSchools, within: Collection[str] | None = None
) -> Iterator[Measure]:
    """The sums over schools of all that is measured by school.

    Only what a school of `within` has part in; None: any.
    """
    sums: defaultdict[tuple[str, bool], list[Measure]] = defaultdict(list)
    part: set[tuple[str, bool]] = set()
    for school, measures in schools:
        for measure in measures:
            kind = (measure.guard, measure.pupils)
            sums[kind].append(measure)
            if measure.count and (within is None or school in within):
                part.add(kind)
    for (guard, pupils), found in sums.items():
        if guard.endswith(_OF_SCHOOL) and (guard, pupils) in part:
            name = guard.removesuffix(_OF_SCHOOL) + _OF_TENANT
            count = sum(measure.count for measure in found)
            yield Measure(name, count, sum(one.before for one in found), pupils=pupils)

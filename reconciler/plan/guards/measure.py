"""What a guard compares with its limit: how many out of how many, by school or by tenant.

Premise: every guard is a count against a total, so the arithmetic of limits is in one place, and
a guard only measures.

Rule: a measure over its limit becomes one refusal. Two measures of one guard about the same thing
give the larger one. What is about pupils is measured twice (`by_pupils`): everything, under the
limit of the rollover window where that is open, and what is not about pupils, under the ordinary
limit. A tenant's measures are the sums of its schools' (`…-per-school` → `…-per-tenant`).

Example: in September 60 pupils and 12 teachers leave the groups of a school of 600 memberships;
the limit is 10 %, 25 % in the rollover. Everything: 72 of 600 is 12 %, under 25 %. Not about
pupils: 12 of 600 is 2 %, under 10 %. Nothing is refused; in May, 72 of 600 would be.
"""

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
"""Printed in the place of the exceeded limit where the count is unknown."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A guard's count out of a total, and of what where it is not the whole school."""

    guard: str
    count: int
    total: int
    what: str = ""
    """A group's key, a role: a guard refuses each at most once."""
    facts: Facts = field(default_factory=dict)
    pupils: bool = False
    """Whether it is about pupils: only then the rollover window's limit applies."""
    recent: int = 0
    """What earlier runs took away within the window; it counts only beside a count of now."""
    recent_of_tenant: int | None = None
    """The same for the tenant's guard, whose acknowledgements are its own; None: `recent`."""
    unread: bool = False
    """Whether the count is unknown because something was not read: over every limit."""


CountedRecently = tuple[Collection[tuple[int, bool]], Collection[tuple[int, bool]]]
"""What left lately, as `by_pupils` counts: for the school's guard, and for the tenant's."""


def by_pupils(
    guard: str,
    counts: Iterable[tuple[int, bool]],
    total: int,
    recent: CountedRecently = ((), ()),
) -> Iterator[Measure]:
    """Two measures: everything, and what is not about pupils, each under its own limit.

    `counts` are numbers with whether they are about pupils. Outside the rollover window both have
    the same limit, so the second never refuses what the first does not.
    """
    pairs = tuple(counts)
    own, of_tenant = recent
    yield Measure(
        guard, _sum(pairs), total, pupils=True, recent=_sum(own), recent_of_tenant=_sum(of_tenant)
    )
    yield Measure(
        guard,
        _sum_not_pupils(pairs),
        total,
        recent=_sum_not_pupils(own),
        recent_of_tenant=_sum_not_pupils(of_tenant),
    )


def _sum(counts: Iterable[tuple[int, bool]]) -> int:
    return sum(count for count, _ in counts)


def _sum_not_pupils(counts: Iterable[tuple[int, bool]]) -> int:
    return sum(count for count, pupils in counts if not pupils)


def refusals_over_limits(
    measures: Iterable[Measure], limits: GuardLimits, where: Refusal
) -> tuple[Refusal, ...]:
    """A refusal for each measure over its limit; the larger of two about the same thing.

    `where` is the template: it has the school and tenant that are held back. A guard without an
    entry in `limits` refuses nothing.
    """
    worst: dict[tuple[str, str], Refusal] = {}
    # ascending, so that the larger of two about the same thing overwrites the smaller
    for measure in sorted(
        measures, key=lambda measure: (measure.unread, sum(_with_recent(measure)[:1]))
    ):
        limit = _exceeded(measure, limits)
        if limit:
            worst[measure.guard, measure.what] = _refusal(measure, limit, where)
    order = list(limits)
    return tuple(worst[key] for key in sorted(worst, key=lambda key: (order.index(key[0]), key[1])))


def _exceeded(measure: Measure, limits: GuardLimits) -> str:
    limit = limits.get(measure.guard)
    if limit is None:
        return ""
    if measure.unread:
        return UNREAD
    count, total = _with_recent(measure)
    return exceeded_limit(limit.on(rollover=measure.pupils), count, total)


def _with_recent(measure: Measure) -> tuple[int, int]:
    """The count and the total, both as of the beginning of the window."""
    if not measure.count:
        return 0, measure.total
    return measure.count + measure.recent, measure.total + measure.recent


def _refusal(measure: Measure, limit: str, where: Refusal) -> Refusal:
    count, total = _with_recent(measure)
    facts: Facts = {
        "count": count,
        "before": total,
        "percent": ceil(count * 100 / total) if total else 100,
        "limit": limit,
        "thing": measure.what,
        **({"recent": measure.recent} if measure.recent else {}),
        **measure.facts,
    }
    return replace(where, guard=measure.guard, facts=facts)


MeasuredSchools = Iterable[tuple[str, Iterable[Measure]]]
"""Schools with their measures."""


def sum_over_tenant(
    schools: MeasuredSchools, targeted: Collection[str] | None = None
) -> Iterator[Measure]:
    """The sum over all schools of each `…-per-school` measure, as a `…-per-tenant` measure.

    Left out are sums that no school of `targeted` contributes to; None: none is left out.
    """
    sums: defaultdict[tuple[str, bool], list[Measure]] = defaultdict(list)
    contributed: set[tuple[str, bool]] = set()
    for school, measures in schools:
        for measure in measures:
            key = (measure.guard, measure.pupils)
            sums[key].append(measure)
            if measure.count and (targeted is None or school in targeted):
                contributed.add(key)
    for (guard, pupils), parts in sums.items():
        if guard.endswith(_OF_SCHOOL) and (guard, pupils) in contributed:
            name = guard.removesuffix(_OF_SCHOOL) + _OF_TENANT
            count = sum(measure.count for measure in parts)
            total = sum(part.total for part in parts)
            recent = sum(part.recent_of_tenant or 0 for part in parts)
            yield Measure(name, count, total, pupils=pupils, recent=recent)

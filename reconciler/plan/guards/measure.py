"""What guards judge: how many out of how many, in one school or in all that share a tenant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import ceil

from reconciler.errors import Facts
from reconciler.model.plan import Refusal
from reconciler.plan.guards.limits import Limits, passed

_OF_SCHOOL = "-per-school"
_OF_TENANT = "-per-tenant"


@dataclass(frozen=True, slots=True)
class Measure:
    """How many of how many, and of what where it is not the whole school."""

    guard: str
    count: int
    before: int
    what: str = ""
    """A group, groups, a role: one thing is refused once."""
    facts: Facts = field(default_factory=dict)


def judged(measures: Iterable[Measure], limits: Limits, where: Refusal) -> tuple[Refusal, ...]:
    """A refusal for each measure over its limit; the larger of two of the same thing.

    A guard without a limit does not speak. `where` says whom it holds back.
    """
    worst: dict[tuple[str, str], Refusal] = {}
    for measure in sorted(measures, key=lambda measure: measure.count):
        limit = limits.get(measure.guard)
        number = passed(limit, measure.count, measure.before) if limit else ""
        if number:
            worst[measure.guard, measure.what] = _no(measure, number, where)
    order = list(limits)
    return tuple(worst[key] for key in sorted(worst, key=lambda key: (order.index(key[0]), key[1])))


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


def of_tenant(measures: Iterable[Measure]) -> Iterator[Measure]:
    """The sums over schools of all that is measured by school."""
    counts: defaultdict[str, int] = defaultdict(int)
    before: defaultdict[str, int] = defaultdict(int)
    for measure in measures:
        counts[measure.guard] += measure.count
        before[measure.guard] += measure.before
    for guard in counts:
        if guard.endswith(_OF_SCHOOL):
            name = guard.removesuffix(_OF_SCHOOL) + _OF_TENANT
            yield Measure(name, counts[guard], before[guard])

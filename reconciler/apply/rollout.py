"""Wave by wave: carry out, look, and go on only where a wave is healthy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from reconciler.apply.settle import Settled
from reconciler.manifest.types import GuardLimit
from reconciler.model.plan import Outcome, Result, SchoolPlan
from reconciler.plan.approve import CHANGED_SINCE, Approval
from reconciler.plan.guards import over

HEALTHY: Mapping[str, GuardLimit] = {
    "failed": GuardLimit(count=0),
    "unknown": GuardLimit(count=0),
    "refused": GuardLimit(share=25, at_least=3),
}
"""Schools of a wave that may be so before the next one waits; municipality.yaml may say others."""

Key = tuple[str, str]
_BAD = (Result.FAILED, Result.BLOCKED)


class Why(StrEnum):
    """Why later waves were left untouched."""

    UNHEALTHY = "unhealthy"
    UNTIL = "until"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Health:
    """How a wave ended: schools in it, and how many of them are not as they should be."""

    schools: int
    failed: int
    unknown: int
    refused: int

    def over(self, limits: Mapping[str, GuardLimit]) -> tuple[str, ...]:
        """The names of the thresholds that are passed."""
        told = {**HEALTHY, **limits}
        counts = {"failed": self.failed, "unknown": self.unknown, "refused": self.refused}
        return tuple(
            name for name, count in counts.items() if over(told[name], count, self.schools)
        )


@dataclass(frozen=True, slots=True)
class WaveEnd:
    """What became of one wave."""

    wave: str
    outcomes: tuple[Outcome, ...]
    settled: Settled
    health: Health


@dataclass(frozen=True, slots=True)
class Stopped:
    """Before which wave a rollout stopped, why, and the waves that it left untouched."""

    why: Why
    waves: tuple[str, ...]
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of an approved plan, wave by wave, and what fresh looks say."""

    waves: tuple[WaveEnd, ...]
    stopped: Stopped | None = None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Of every wave."""
        return tuple(chain.from_iterable(end.outcomes for end in self.waves))

    @property
    def settled(self) -> Settled:
        """Over all waves that were carried out."""
        ends = [end.settled for end in self.waves]
        return Settled(
            converged=tuple(sorted(chain.from_iterable(end.converged for end in ends))),
            left=tuple(chain.from_iterable(end.left for end in ends)),
            unread=tuple(sorted(set(chain.from_iterable(end.unread for end in ends)))),
        )


@dataclass(frozen=True, slots=True)
class Way:
    """How far a rollout goes, and who says yes between two waves."""

    until: str | None = None
    go_on: Callable[[WaveEnd, str], bool] = lambda _end, _next: True
    """Asked with the wave that ended and the next one's name."""
    limits: Mapping[str, GuardLimit] | None = None


CarryOut = Callable[[Sequence[SchoolPlan]], tuple[tuple[Outcome, ...], Settled]]


def roll_out(approval: Approval, carry_out: CarryOut, way: Way) -> Applied:
    """Carries out each wave that has something to do; stops before the next where one is ill."""
    names = _waves(approval)
    ends: list[WaveEnd] = []
    for index, name in enumerate(names):
        if way.until is not None and _after(approval, name, way.until):
            return Applied(tuple(ends), Stopped(Why.UNTIL, names[index:]))
        if ends and not way.go_on(ends[-1], name):
            return Applied(tuple(ends), Stopped(Why.PAUSED, names[index:]))
        schools = [one for one in approval.approved.schools if one.wave == name]
        outcomes, settled = carry_out(schools) if schools else ((), Settled((), ()))
        ends.append(WaveEnd(name, outcomes, settled, _health(approval, name, outcomes, settled)))
        passed = ends[-1].health.over(way.limits or {})
        if passed and names[index + 1 :]:
            return Applied(tuple(ends), Stopped(Why.UNHEALTHY, names[index + 1 :], passed))
    return Applied(tuple(ends))


def _waves(approval: Approval) -> tuple[str, ...]:
    """The waves that have something to carry out or were held back, in the order of the rollout."""
    plan = approval.approved.plan
    held = _held(approval)
    busy = {school.wave for school in approval.approved.schools}
    busy |= {school.wave for school in plan.schools if _key(school) in held}
    return tuple(wave for wave in plan.waves if wave in busy)


def _held(approval: Approval) -> frozenset[Key]:
    """Schools that a guard holds back; not those that only need another approval."""
    noes = [no for no in approval.refused if no.guard != CHANGED_SINCE]
    return frozenset(
        _key(school)
        for school in approval.approved.plan.schools
        for no in noes
        if no.school in ("", school.school) and no.tenant in ("", school.tenant)
    )


def _after(approval: Approval, wave: str, until: str) -> bool:
    order = approval.approved.plan.waves
    return order.index(wave) > order.index(until)


def _health(approval: Approval, wave: str, outcomes: Iterable[Outcome], settled: Settled) -> Health:
    inside = {_key(school) for school in approval.approved.plan.schools if school.wave == wave}
    done = list(outcomes)
    left = {_key(school) for school in settled.left}
    return Health(
        schools=len(inside),
        failed=len(set(_with(done, _BAD))),
        unknown=len(
            {key for key in _with(done, (Result.UNKNOWN,)) if key in left}
            | {key for key in inside if key[1] in settled.unread}
        ),
        refused=len((_held(approval) | {_key(s) for s in settled.left if s.refusals}) & inside),
    )


def _with(outcomes: Iterable[Outcome], results: tuple[Result, ...]) -> Iterator[Key]:
    for outcome in outcomes:
        if outcome.result in results:
            yield (outcome.address.school, outcome.address.tenant)


def _key(school: SchoolPlan) -> Key:
    return (school.school, school.tenant)

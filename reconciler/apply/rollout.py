"""Wave by wave: carry out, look, and go on only where a wave is healthy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from reconciler.apply.settle import ConvergenceResult
from reconciler.manifest.types import GuardLimit
from reconciler.model.plan import Outcome, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.states import Result
from reconciler.plan.approve import CHANGED_SINCE, Approval
from reconciler.plan.guards import exceeds

HEALTHY: Mapping[str, GuardLimit] = {
    "failed": GuardLimit(count=0),
    "unknown": GuardLimit(count=0),
    "refused": GuardLimit(share=25, at_least=3),
}
"""Schools of a wave that may be so before the next one waits; municipality.yaml may say others."""

_BAD = (Result.FAILED, Result.BLOCKED)


class StopReason(StrEnum):
    """Why later waves were left untouched."""

    UNHEALTHY = "unhealthy"
    UNTIL = "until"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class WaveHealth:
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
            name for name, count in counts.items() if exceeds(told[name], count, self.schools)
        )


@dataclass(frozen=True, slots=True)
class WaveResult:
    """What became of one wave."""

    wave: str
    outcomes: tuple[Outcome, ...]
    convergence: ConvergenceResult
    health: WaveHealth


@dataclass(frozen=True, slots=True)
class RolloutStop:
    """Before which wave a rollout stopped, why, and the waves that it left untouched."""

    why: StopReason
    waves: tuple[str, ...]
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RolloutResult:
    """What became of an approved plan, wave by wave, and what fresh looks say."""

    waves: tuple[WaveResult, ...]
    stopped: RolloutStop | None = None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Of every wave."""
        return tuple(chain.from_iterable(end.outcomes for end in self.waves))

    @property
    def convergence(self) -> ConvergenceResult:
        """Over all waves that were carried out."""
        ends = [end.convergence for end in self.waves]
        return ConvergenceResult(
            converged=tuple(sorted(chain.from_iterable(end.converged for end in ends))),
            left=tuple(chain.from_iterable(end.left for end in ends)),
            unread=tuple(sorted(set(chain.from_iterable(end.unread for end in ends)))),
        )


@dataclass(frozen=True, slots=True)
class RolloutPolicy:
    """How far a rollout goes, and who says yes between two waves."""

    until: str | None = None
    go_on: Callable[[WaveResult, str], bool] = lambda _end, _next: True
    """Asked with the wave that ended and the next one's name."""
    limits: Mapping[str, GuardLimit] | None = None


ApplySchools = Callable[[Sequence[SchoolPlan]], tuple[tuple[Outcome, ...], ConvergenceResult]]


def roll_out(approval: Approval, carry_out: ApplySchools, policy: RolloutPolicy) -> RolloutResult:
    """Carries out each wave that has something to do; stops before the next where one is ill."""
    names = _waves(approval)
    ends: list[WaveResult] = []
    for index, name in enumerate(names):
        if policy.until is not None and _after(approval, name, policy.until):
            return RolloutResult(tuple(ends), RolloutStop(StopReason.UNTIL, names[index:]))
        if ends and not policy.go_on(ends[-1], name):
            return RolloutResult(tuple(ends), RolloutStop(StopReason.PAUSED, names[index:]))
        schools = [one for one in approval.approved.schools if one.wave == name]
        outcomes, convergence = carry_out(schools) if schools else ((), ConvergenceResult((), ()))
        ends.append(
            WaveResult(name, outcomes, convergence, _health(approval, name, outcomes, convergence))
        )
        passed = ends[-1].health.over(policy.limits or {})
        if passed and names[index + 1 :]:
            return RolloutResult(
                tuple(ends), RolloutStop(StopReason.UNHEALTHY, names[index + 1 :], passed)
            )
    return RolloutResult(tuple(ends))


def _waves(approval: Approval) -> tuple[str, ...]:
    """The waves that have something to carry out or were held back, in the order of the rollout."""
    plan = approval.approved.plan
    held = _held(approval)
    busy = {school.wave for school in approval.approved.schools}
    busy |= {school.wave for school in plan.schools if school.ref in held}
    return tuple(wave for wave in plan.waves if wave in busy)


def _held(approval: Approval) -> frozenset[SchoolRef]:
    """Schools that a guard holds back; not those that only need another approval."""
    noes = [no for no in approval.refused if no.guard != CHANGED_SINCE]
    return frozenset(
        school.ref
        for school in approval.approved.plan.schools
        for no in noes
        if no.school in ("", school.school) and no.tenant in ("", school.tenant)
    )


def _after(approval: Approval, wave: str, until: str) -> bool:
    order = approval.approved.plan.waves
    return order.index(wave) > order.index(until)


def _health(
    approval: Approval, wave: str, outcomes: Iterable[Outcome], convergence: ConvergenceResult
) -> WaveHealth:
    inside = {school.ref for school in approval.approved.plan.schools if school.wave == wave}
    done = list(outcomes)
    left = {school.ref for school in convergence.left}
    return WaveHealth(
        schools=len(inside),
        failed=len(set(_with(done, _BAD))),
        unknown=len(
            {key for key in _with(done, (Result.UNKNOWN,)) if key in left}
            | {key for key in inside if key.tenant in convergence.unread}
        ),
        refused=len((_held(approval) | {s.ref for s in convergence.left if s.refusals}) & inside),
    )


def _with(outcomes: Iterable[Outcome], results: tuple[Result, ...]) -> Iterator[SchoolRef]:
    for outcome in outcomes:
        if outcome.result in results:
            yield outcome.address.school_ref

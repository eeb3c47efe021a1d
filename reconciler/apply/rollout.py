"""Wave by wave: apply, observe, and go on only where a wave passes its health check.

A wave passes while the shares of its schools that failed, are unknown or were refused stay within
the thresholds (`HEALTHY`, or municipality.yaml). A school does not count as failed for a few people
whom its vendor refused (`Result.PARTIAL`). Example: 12 schools, one of which failed. The threshold
of `failed` is 0, so the waves after it are left untouched and reported as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from reconciler.apply.settle import ConvergenceResult
from reconciler.manifest.types import GuardLimit
from reconciler.model.plan import SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome, Result
from reconciler.plan.approve import CHANGED_SINCE, Approval
from reconciler.plan.guards import exceeds
from reconciler.providers.base import VendorCode
from reconciler.providers.change_progress import FEW, OF_PEOPLE

HEALTHY: Mapping[str, GuardLimit] = {
    "failed": GuardLimit(count=0),
    "unknown": GuardLimit(count=0),
    "refused": GuardLimit(share=25, at_least=3),
}
"""Schools of a wave that may be so before the next one waits; municipality.yaml may say others."""

_BAD = (Result.FAILED, Result.BLOCKED)
_OF_THE_PRODUCT = frozenset({VendorCode.AUTOMATIC_LICENCE, VendorCode.INHERITED_LICENCE})
"""What a vendor refuses of everybody at once, because of the product and not of the school."""


class StopReason(StrEnum):
    """Why later waves were left untouched."""

    UNHEALTHY = "unhealthy"
    UNTIL = "until"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class WaveHealth:
    """How a wave ended: schools in it, and how many of them failed, are unknown or were refused."""

    schools: int
    failed: int
    unknown: int
    refused: int

    def exceeded(self, limits: Mapping[str, GuardLimit]) -> tuple[str, ...]:
        """The names of the thresholds that are passed."""
        thresholds = {**HEALTHY, **limits}
        counts = {"failed": self.failed, "unknown": self.unknown, "refused": self.refused}
        return tuple(
            name for name, count in counts.items() if exceeds(thresholds[name], count, self.schools)
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
    exceeded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RolloutResult:
    """What became of an approved plan, wave by wave, and whether it converged."""

    waves: tuple[WaveResult, ...]
    stopped: RolloutStop | None = None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Of every wave."""
        return tuple(chain.from_iterable(result.outcomes for result in self.waves))

    @property
    def convergence(self) -> ConvergenceResult:
        """Over all waves that were applied."""
        results = [result.convergence for result in self.waves]
        return ConvergenceResult(
            converged=tuple(sorted(chain.from_iterable(result.converged for result in results))),
            left=tuple(chain.from_iterable(result.left for result in results)),
            unread=tuple(sorted(set(chain.from_iterable(result.unread for result in results)))),
            held=tuple(sorted(set(chain.from_iterable(result.held for result in results)))),
        )


@dataclass(frozen=True, slots=True)
class RolloutPolicy:
    """How far a rollout goes, and who is asked between two waves."""

    until: str | None = None
    go_on: Callable[[WaveResult, str], bool] = lambda _end, _next: True
    """Asked with the wave that ended and the next one's name."""
    limits: Mapping[str, GuardLimit] | None = None
    part: Callable[[SchoolPlan], SchoolPlan] = lambda school: school
    """What of a fresh plan has to be gone before a wave has converged: all of it."""


ApplySchools = Callable[[Sequence[SchoolPlan]], tuple[tuple[Outcome, ...], ConvergenceResult]]


def roll_out(
    approval: Approval, apply_schools: ApplySchools, policy: RolloutPolicy
) -> RolloutResult:
    """Applies each wave that has something to do; stops after one that fails its health check."""
    names = _waves(approval)
    results: list[WaveResult] = []
    for index, name in enumerate(names):
        if policy.until is not None and _after(approval, name, policy.until):
            return RolloutResult(tuple(results), RolloutStop(StopReason.UNTIL, names[index:]))
        if results and not policy.go_on(results[-1], name):
            return RolloutResult(tuple(results), RolloutStop(StopReason.PAUSED, names[index:]))
        schools = [school for school in approval.approved.schools if school.wave == name]
        outcomes, convergence = (
            apply_schools(schools) if schools else ((), ConvergenceResult((), ()))
        )
        results.append(
            WaveResult(name, outcomes, convergence, _health(approval, name, outcomes, convergence))
        )
        exceeded = results[-1].health.exceeded(policy.limits or {})
        if exceeded and names[index + 1 :]:
            return RolloutResult(
                tuple(results), RolloutStop(StopReason.UNHEALTHY, names[index + 1 :], exceeded)
            )
    return RolloutResult(tuple(results))


def _waves(approval: Approval) -> tuple[str, ...]:
    """The waves that have something to carry out or were held back, in the order of the rollout."""
    plan = approval.approved.plan
    held_back = _held_back(approval)
    active = {school.wave for school in approval.approved.schools}
    active |= {school.wave for school in plan.schools if school.ref in held_back}
    return tuple(wave for wave in plan.waves if wave in active)


def _held_back(approval: Approval) -> frozenset[SchoolRef]:
    """Schools that a guard holds back; not those that only need another approval."""
    # a school that only needs a new approval is as healthy as before
    refusals = [refusal for refusal in approval.refused if refusal.guard != CHANGED_SINCE]
    return frozenset(
        school.ref
        for school in approval.approved.plan.schools
        for refusal in refusals
        if refusal.school in ("", school.school) and refusal.tenant in ("", school.tenant)
    )


def _after(approval: Approval, wave: str, until: str) -> bool:
    order = approval.approved.plan.waves
    return order.index(wave) > order.index(until)


def _health(
    approval: Approval, wave: str, outcomes: Iterable[Outcome], convergence: ConvergenceResult
) -> WaveHealth:
    in_wave = {school.ref for school in approval.approved.plan.schools if school.wave == wave}
    done = list(outcomes)
    left = {school.ref for school in convergence.left}
    return WaveHealth(
        schools=len(in_wave),
        failed=len({*_with(done, _BAD), *_with(filter(_is_mistake, done), (Result.HELD,))}),
        unknown=len(
            {key for key in _with(done, (Result.UNKNOWN,)) if key in left}
            | {key for key in in_wave if key.tenant in convergence.unread}
        ),
        refused=len(
            (_held_back(approval) | {s.ref for s in convergence.left if s.refusals}) & in_wave
        ),
    )


def _is_mistake(outcome: Outcome) -> bool:
    """Whether a vendor refused for good so much at once that it may well be a mistake of ours.

    An address that one list has wrong must not keep a city's next wave waiting.
    """
    if outcome.result is not Result.HELD:
        return False
    if {fault.code for fault in outcome.faults} <= _OF_THE_PRODUCT:
        return False
    return outcome.address.kind not in OF_PEOPLE or outcome.wanted - outcome.done > FEW


def _with(outcomes: Iterable[Outcome], results: tuple[Result, ...]) -> Iterator[SchoolRef]:
    for outcome in outcomes:
        if outcome.result in results:
            yield outcome.address.school_ref

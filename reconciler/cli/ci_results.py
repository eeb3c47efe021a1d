"""How the schools of a run ended, and whether the next wave may start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reconciler.apply.rollout import RolloutPolicy, RolloutResult
from reconciler.cli.exits import Exit
from reconciler.model.plan import Plan, Refusal
from reconciler.model.school import SchoolRef
from reconciler.plan.approve import Approval
from reconciler.planfile.review import SchoolResult


def next_may_start(code: int, applied: RolloutResult, policy: RolloutPolicy) -> int:
    """Whether a job for the next wave may run: as a rollout over all waves would go on."""
    ill = any(wave.health.exceeded(policy.limits or {}) for wave in applied.waves)
    return Exit.FAULT if ill or code == Exit.FAULT else Exit.DONE


def results_of(plan: Plan, approval: Approval, applied: RolloutResult) -> Iterator[SchoolResult]:
    """How each school that had something to do ended."""
    counts: dict[SchoolRef, Counter[str]] = {}
    for outcome in applied.outcomes:
        counts.setdefault(outcome.address.school_ref, Counter())[outcome.result.value] += 1
    for school in plan.schools:
        if school.changes:
            refused = tuple(sorted({one.guard for one in _of(approval.refused, school.ref)}))
            yield SchoolResult(
                school.wave, school.school, school.tenant, counts.get(school.ref, {}), refused
            )


def _of(refused: Iterable[Refusal], ref: SchoolRef) -> Iterator[Refusal]:
    for one in refused:
        if one.school in ("", ref.school) and one.tenant in ("", ref.tenant):
            yield one

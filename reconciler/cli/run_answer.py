"""What `apply`, `undo` and `forget` answer as JSON: the plan, what refuses it, and what came of it.

The document grows: it has the plan before anybody is asked, and the outcome once there is one. So a
run that is not confirmed, or stopped, still tells what it would have done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reconciler.apply.rollout import RolloutResult
from reconciler.cli.options import Session
from reconciler.model.document import document
from reconciler.model.plan import Finding, Refusal
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome, Result, RunKind
from reconciler.plan.approve import Approval
from reconciler.planfile.write import Reveal, plan_document
from reconciler.report.faults import fault_entries
from reconciler.report.texts import Texts

FORMAT_VERSION = 1
_GOOD = (Result.APPLIED, Result.UNCHANGED)


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """What is known of a run before it begins."""

    kind: RunKind
    stack: str
    approval: Approval | None = None
    """None: the run that is undone had done nothing."""
    acknowledged: tuple[str, ...] = ()
    """As typed."""
    undone: int | None = None
    """The run that is undone."""
    reveal: Reveal = None


def answer_planned(session: Session, run: PlannedRun) -> None:
    """The document before anything is written."""
    plan = None if run.approval is None else run.approval.approved.plan
    findings = () if plan is None else (one for school in plan.schools for one in school.findings)
    refused = () if run.approval is None else run.approval.refused
    data = {
        "kind": run.kind.value,
        "stack": run.stack,
        "undone": run.undone,
        "plan": None if plan is None else plan_document(plan, session.texts, run.reveal),
        "acknowledged": list(run.acknowledged),
        "refused": [_refusal(one, session.texts) for one in refused],
        "not_restored": _not_restored(findings, session.texts) if run.undone is not None else [],
        "outcome": None,
    }
    session.answer(document("applied", FORMAT_VERSION, data))


def answer_applied(session: Session, applied: RolloutResult, seconds: float) -> None:
    """The document with what came of it."""
    stopped, convergence = applied.stopped, applied.convergence
    outcome = {
        "counts": _counts(applied.outcomes),
        "schools": _schools(applied.outcomes),
        "problems": [_problem(one, session.texts) for one in applied.outcomes if _bad(one)],
        "left": [
            {"school": one.school, "tenant": one.tenant, "changes": len(one.changes)}
            for one in convergence.left
        ],
        "unread": list(convergence.unread),
        "stopped": None
        if stopped is None
        else {"why": stopped.why.value, "waves": list(stopped.waves)},
        "seconds": seconds,
    }
    session.answer({**(session.invocation.document or {}), "outcome": outcome})


def _refusal(refusal: Refusal, texts: Texts) -> dict[str, Any]:
    return {
        "guard": refusal.guard,
        "school": refusal.school,
        "tenant": refusal.tenant,
        "facts": dict(sorted(refusal.facts.items())),
        "text": texts.refusal(refusal),
    }


def _not_restored(findings: Iterable[Finding], texts: Texts) -> list[dict[str, Any]]:
    return [
        {
            "school": one.school,
            "tenant": one.tenant,
            "subject": one.subject,
            "code": one.code.value,
            "text": texts.finding(one),
        }
        for one in findings
    ]


def _bad(outcome: Outcome) -> bool:
    return outcome.result not in _GOOD


def _counts(outcomes: Iterable[Outcome]) -> Mapping[str, int]:
    found = Counter(outcome.result for outcome in outcomes)
    return {result.value: found[result] for result in Result}


def _schools(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    by_school: dict[SchoolRef, list[Outcome]] = {}
    for outcome in outcomes:
        by_school.setdefault(outcome.address.school_ref, []).append(outcome)
    return [
        {"school": ref.school, "tenant": ref.tenant, **_counts(by_school[ref])}
        for ref in sorted(by_school)
    ]


def _problem(outcome: Outcome, texts: Texts) -> dict[str, Any]:
    return {
        "address": str(outcome.address),
        "action": outcome.action.value,
        "result": outcome.result.value,
        "done": outcome.done,
        "wanted": outcome.wanted,
        "faults": fault_entries(outcome.faults, texts),
    }

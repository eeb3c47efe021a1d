"""Approval: the one way from a plan to something that may be carried out."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.plan.guards import DEFAULTS

_SEAL = object()


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to: guards by name (NAME or NAME:SCHOOL), and a plan's fingerprint."""

    acknowledged: frozenset[str] = frozenset()
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """The schools of a plan that may be carried out. Only `approve` can make one."""

    plan: Plan
    schools: tuple[SchoolPlan, ...]
    _seal: object

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("an ApprovedPlan is made by reconciler.plan.approve.approve alone")


@dataclass(frozen=True, slots=True)
class Approval:
    """What may be carried out, and every no."""

    approved: ApprovedPlan
    refused: tuple[Refusal, ...]


def approve(plan: Plan, consent: Consent) -> Approval:
    """Leaves out the schools with an unacknowledged refusal, or all if the fingerprint differs."""
    if consent.expected is not None and consent.expected != plan.fingerprint:
        facts = {"expected": consent.expected, "fingerprint": plan.fingerprint}
        refusal = Refusal("not-as-approved", "", "", facts)
        return Approval(ApprovedPlan(plan, (), _SEAL), (refusal,))
    refused = tuple(
        refusal
        for school in plan.schools
        for refusal in school.refusals
        if not _acknowledged(refusal, consent)
    )
    held = {(refusal.school, refusal.tenant) for refusal in refused}
    schools = tuple(s for s in plan.schools if s.changes and (s.school, s.tenant) not in held)
    return Approval(ApprovedPlan(plan, schools, _SEAL), refused)


def _acknowledged(refusal: Refusal, consent: Consent) -> bool:
    """Whether a person said yes to it; what is not a guard cannot be acknowledged."""
    names = {refusal.guard, f"{refusal.guard}:{refusal.school}"}
    return refusal.guard in DEFAULTS and bool(names & consent.acknowledged)

"""Approval: the one way from a plan to something that may be carried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconciler.errors import Facts
from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.plan.consent import Agreed, Consent, since
from reconciler.plan.guards import DEFAULTS

_SEAL = object()


SHOWN = 5
"""Differences that a refusal names; how many more there are is told as a number."""


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
    """Leaves out each school that is refused by a guard or is not as it was approved.

    Where only a whole plan's fingerprint was given, another one leaves all of them out. No
    acknowledgement overrides that.
    """
    if consent.expected is not None and consent.expected != plan.fingerprint:
        facts = {"expected": consent.expected, "fingerprint": plan.fingerprint}
        refusal = Refusal("not-as-approved", "", "", facts)
        return Approval(ApprovedPlan(plan, (), _SEAL), (refusal,))
    refused = tuple(no for school in plan.schools for no in _refusals(school, consent))
    held = {(refusal.school, refusal.tenant) for refusal in refused}
    schools = tuple(s for s in plan.schools if s.changes and (s.school, s.tenant) not in held)
    return Approval(ApprovedPlan(plan, schools, _SEAL), refused)


def _refusals(school: SchoolPlan, consent: Consent) -> Iterator[Refusal]:
    for refusal in school.refusals:
        if not _acknowledged(refusal, consent):
            yield refusal
    if school.changes and not consent.covers(school):
        yield _changed(school, consent)


def _changed(school: SchoolPlan, consent: Consent) -> Refusal:
    """Not as approved any more, and what differs since."""
    agreed = (consent.schools or {}).get((school.school, school.tenant), Agreed("-"))
    differs = list(since(agreed, school))
    facts: Facts = {
        "expected": agreed.fingerprint,
        "fingerprint": school.fingerprint,
        "differs": "; ".join(differs[:SHOWN]) or "-",
        "more": max(0, len(differs) - SHOWN),
    }
    return Refusal("school-not-as-approved", school.school, school.tenant, facts)


def _acknowledged(refusal: Refusal, consent: Consent) -> bool:
    """Whether a person said yes to it; what is not a guard cannot be acknowledged."""
    names = {refusal.guard, f"{refusal.guard}:{refusal.school}"}
    return refusal.guard in DEFAULTS and bool(names & consent.acknowledged)

"""Approval: the only way from a plan to something that may be applied.

Premise: people approve what they have read. A plan that has changed since then, or that a guard
refuses, must not be applied because somebody said yes to another one.

Rule: a school is left out where it is refused itself or with its tenant, and where its fingerprint
is not the approved one. An acknowledgement (NAME or NAME:SCHOOL) lifts a guard's refusal, and no
other: rules, conflicts and a changed plan cannot be acknowledged. A plan file made with another key
or for a later day is void: nothing is applied.

Example: of 52 approved schools, one has a new roster. 51 are applied; the refusal of the other says
`school-not-as-approved` and what differs. Exit code 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reconciler.errors import Facts
from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.plan.consent import Consent, SchoolConsent, changed_inputs, differences, void_reason
from reconciler.plan.guards import CATALOGUE, DEFAULTS, GuardScope

_SEAL = object()


CHANGED_SINCE = "school-not-as-approved"
"""The refusal of a school whose plan differs from the approved one."""
OF_CONSENT = frozenset({"not-as-approved", CHANGED_SINCE, "other-key", "for-a-later-day"})
"""Refusals that follow from the consent: no plan shows them."""
_OF_ALL = frozenset(guard.name for guard in CATALOGUE if guard.level is GuardScope.MUNICIPALITY)
SHOWN = 5
"""Differences that a refusal lists; the rest is a number."""


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """The schools of a plan that may be applied. Only `approve` can make one."""

    plan: Plan
    schools: tuple[SchoolPlan, ...]
    _seal: object

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("only reconciler.plan.approve.approve makes an ApprovedPlan")


@dataclass(frozen=True, slots=True)
class Approval:
    """What may be applied, and every refusal."""

    approved: ApprovedPlan
    refused: tuple[Refusal, ...]
    acknowledged: tuple[Refusal, ...] = ()
    """The plan's refusals of tenants and of all schools that a person agreed to."""


def approve(plan: Plan, consent: Consent) -> Approval:
    """Leaves out each school that is refused, itself or with its tenant, or differs from consent.

    A void plan file, or the fingerprint of another plan, leaves out every school; no
    acknowledgement overrides that.
    """
    void = _other_fingerprint(plan, consent) or void_reason(consent, plan.inputs)
    if void is not None:
        return Approval(ApprovedPlan(plan, (), _SEAL), (void,))
    refused = (
        *(r for r in plan.refusals if not _acknowledged(r, consent)),
        *(r for school in plan.schools for r in _refusals(plan, school, consent)),
    )
    schools = tuple(s for s in plan.schools if s.changes and not _is_refused(s, refused))
    refused = tuple(_with_others(refusal, len(schools)) for refusal in refused)
    # kept, since recording a run asks whether a vanished school was acknowledged
    acknowledged = tuple(r for r in plan.refusals if _acknowledged(r, consent))
    return Approval(ApprovedPlan(plan, schools, _SEAL), refused, acknowledged)


def _other_fingerprint(plan: Plan, consent: Consent) -> Refusal | None:
    if consent.expected in (None, plan.fingerprint):
        return None
    facts = {"expected": consent.expected or "", "fingerprint": plan.fingerprint}
    return Refusal("not-as-approved", "", "", facts)


def _is_refused(school: SchoolPlan, refused: Iterable[Refusal]) -> bool:
    """A refusal without a school applies to its whole tenant; without a tenant too, to all.

    A municipality guard's refusal applies to all as well, although it names the school to blame.
    """
    return any(
        refusal.guard in _OF_ALL
        or (refusal.school in ("", school.school) and refusal.tenant in ("", school.tenant))
        for refusal in refused
    )


def _refusals(plan: Plan, school: SchoolPlan, consent: Consent) -> Iterator[Refusal]:
    for refusal in school.refusals:
        if not _acknowledged(refusal, consent):
            yield refusal
    if school.changes and not consent.covers(school):
        yield _changed(plan, school, consent)


def _changed(plan: Plan, school: SchoolPlan, consent: Consent) -> Refusal:
    """The refusal of a school that differs from consent, with what changed and which inputs did."""
    agreed = (consent.schools or {}).get(school.ref, SchoolConsent("-"))
    differs = list(differences(agreed, school))
    facts: Facts = {
        "expected": agreed.fingerprint,
        "fingerprint": school.fingerprint,
        "differs": "; ".join(differs[:SHOWN]) or "-",
        "more": max(0, len(differs) - SHOWN),
        **changed_inputs(agreed, plan.inputs, school.school),
    }
    return Refusal(CHANGED_SINCE, school.school, school.tenant, facts)


def _with_others(refusal: Refusal, others: int) -> Refusal:
    """How many go on all the same, where a school waits because its plan changed."""
    if refusal.guard != CHANGED_SINCE:
        return refusal
    return replace(refusal, facts={**refusal.facts, "others": others})


def _acknowledged(refusal: Refusal, consent: Consent) -> bool:
    """Whether a person acknowledged it; only guards can be acknowledged, rules cannot."""
    subjects = {refusal.school, refusal.tenant} - {""}
    names = {refusal.guard, *(f"{refusal.guard}:{subject}" for subject in subjects)}
    return refusal.guard in DEFAULTS and bool(names & consent.acknowledged)

"""Approval: the one way from a plan to something that may be carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reconciler.errors import Facts
from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.plan.consent import Consent, SchoolConsent, moved, since, void_reason
from reconciler.plan.guards import CATALOGUE, DEFAULTS, GuardScope

_SEAL = object()


CHANGED_SINCE = "school-not-as-approved"
"""The refusal of a school whose plan is another than the approved one."""
OF_CONSENT = frozenset({"not-as-approved", CHANGED_SINCE, "other-key", "for-a-later-day"})
"""Refusals that come of what was agreed to: no plan shows them."""
_OF_ALL = frozenset(guard.name for guard in CATALOGUE if guard.level is GuardScope.MUNICIPALITY)
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
    """Leaves out each school that is refused, alone or with its tenant, or is not as approved.

    Where only a whole plan's fingerprint was given, another one leaves all of them out; so does a
    plan file that is void. No acknowledgement overrides that.
    """
    nothing = _another(plan, consent) or void_reason(consent, plan.inputs)
    if nothing is not None:
        return Approval(ApprovedPlan(plan, (), _SEAL), (nothing,))
    refused = (
        *(no for no in plan.refusals if not _acknowledged(no, consent)),
        *(no for school in plan.schools for no in _refusals(plan, school, consent)),
    )
    free = (school for school in plan.schools if not _is_held(school, refused))
    schools = tuple(school for school in free if school.changes)
    return Approval(ApprovedPlan(plan, schools, _SEAL), refused)


def _another(plan: Plan, consent: Consent) -> Refusal | None:
    if consent.expected in (None, plan.fingerprint):
        return None
    facts = {"expected": consent.expected or "", "fingerprint": plan.fingerprint}
    return Refusal("not-as-approved", "", "", facts)


def _is_held(school: SchoolPlan, refused: Iterable[Refusal]) -> bool:
    """A no without a school holds back its whole tenant; one without either, everything.

    So does one of a guard of the municipality, whichever school it names.
    """
    return any(
        no.guard in _OF_ALL
        or (no.school in ("", school.school) and no.tenant in ("", school.tenant))
        for no in refused
    )


def _refusals(plan: Plan, school: SchoolPlan, consent: Consent) -> Iterator[Refusal]:
    for refusal in school.refusals:
        if not _acknowledged(refusal, consent):
            yield refusal
    if school.changes and not consent.covers(school):
        yield _changed(plan, school, consent)


def _changed(plan: Plan, school: SchoolPlan, consent: Consent) -> Refusal:
    """Not as approved any more, what differs since, and what it was made from that is another."""
    agreed = (consent.schools or {}).get(school.ref, SchoolConsent("-"))
    differs = list(since(agreed, school))
    facts: Facts = {
        "expected": agreed.fingerprint,
        "fingerprint": school.fingerprint,
        "differs": "; ".join(differs[:SHOWN]) or "-",
        "more": max(0, len(differs) - SHOWN),
        **moved(agreed, plan.inputs, school.school),
    }
    return Refusal(CHANGED_SINCE, school.school, school.tenant, facts)


def _acknowledged(refusal: Refusal, consent: Consent) -> bool:
    """Whether a person said yes to it; what is not a guard cannot be acknowledged."""
    whose = {refusal.school, refusal.tenant} - {""}
    names = {refusal.guard, *(f"{refusal.guard}:{one}" for one in whose)}
    return refusal.guard in DEFAULTS and bool(names & consent.acknowledged)

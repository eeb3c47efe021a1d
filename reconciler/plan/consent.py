"""What a person agreed to, and what has changed since: by school and tenant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Facts
from reconciler.model.plan import PlanInputs, Refusal, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.summary import summarize_change


@dataclass(frozen=True, slots=True)
class SchoolConsent:
    """One school's part of an approved plan."""

    fingerprint: str
    changes: Mapping[str, str] = field(default_factory=dict)
    """Address → what was to be done, in short."""
    inputs: PlanInputs = field(default_factory=PlanInputs)
    """What the plan was made from; nothing is pinned for a school that was not in it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Guards by name (NAME or NAME:SCHOOL), and the plan that was approved.

    Either its fingerprint alone, which allows all or nothing; or its schools, each by itself.
    """

    acknowledged: frozenset[str] = frozenset()
    expected: str | None = None
    schools: Mapping[SchoolRef, SchoolConsent] | None = None

    def covers(self, school: SchoolPlan) -> bool:
        """Whether exactly this was agreed to, as far as schools were agreed to one by one."""
        if self.schools is None:
            return True
        agreed = self.schools.get(school.ref)
        return agreed is not None and agreed.fingerprint == school.fingerprint


def void_reason(consent: Consent, now: PlanInputs) -> Refusal | None:
    """Why nothing of an approved plan may be carried out, whatever still matches; None: it may.

    Fingerprints of another key cannot be compared, and a plan for a day to come is a preview.
    """
    for agreed in (consent.schools or {}).values():
        then = agreed.inputs
        if then.key_id != now.key_id:
            return Refusal("other-key", "", "", {"then": then.key_id, "now": now.key_id})
        if then.day > now.day:
            return Refusal("for-a-later-day", "", "", {"then": then.day, "now": now.day})
    return None


def moved(agreed: SchoolConsent, now: PlanInputs, school: str) -> Facts:
    """Which of the things that a school's plan was made from are others now: 'other' or 'same'."""
    then = agreed.inputs
    known = {
        "roster": (dict(then.rosters).get(school), dict(now.rosters).get(school)),
        "manifests": (then.manifests, now.manifests),
        "day": (then.day, now.day),
    }
    pinned = then != PlanInputs()
    return {
        name: "other" if pinned and before != after else "same"
        for name, (before, after) in known.items()
    }


def agreed_to(school: SchoolPlan) -> SchoolConsent:
    """What approving a school's plan agrees to."""
    changes = {str(change.address): summarize_change(change) for change in school.changes}
    return SchoolConsent(school.fingerprint, changes)


def since(agreed: SchoolConsent, school: SchoolPlan) -> Iterator[str]:
    """What differs from the approved plan: 'membership/teachers: update +0 −1 → update +0 −3'.

    Nothing where only single people differ: then the numbers are the same and the people are not.
    """
    now = agreed_to(school).changes
    for address in sorted(agreed.changes.keys() | now.keys()):
        before, after = agreed.changes.get(address, "·"), now.get(address, "·")
        if before != after:
            yield f"{'/'.join(address.split('/')[2:])}: {before} → {after}"

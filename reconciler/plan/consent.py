"""What a person agreed to, and what has changed since, by school and tenant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Facts
from reconciler.model.plan import PlanInputs, Refusal, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.summary import summarize_change

_NONE = "·"
"""Printed where one of the two plans has no change of an address."""


@dataclass(frozen=True, slots=True)
class SchoolConsent:
    """One school's part of an approved plan."""

    fingerprint: str
    changes: Mapping[str, str] = field(default_factory=dict)
    """Address → what was to be done, as `summarize_change` prints it."""
    inputs: PlanInputs = field(default_factory=PlanInputs)
    """What the plan was made from; empty for a school that was not in it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Acknowledged guards (NAME or NAME:SCHOOL), and the plan that was approved.

    `expected` is a whole plan's fingerprint: all or nothing. `schools` are those of a plan file,
    each approved by itself. None of the two: consent is given to the plan at hand.
    """

    acknowledged: frozenset[str] = frozenset()
    expected: str | None = None
    schools: Mapping[SchoolRef, SchoolConsent] | None = None

    def covers(self, school: SchoolPlan) -> bool:
        """Whether exactly this plan of the school was agreed to; yes without a plan file."""
        if self.schools is None:
            return True
        agreed = self.schools.get(school.ref)
        return agreed is not None and agreed.fingerprint == school.fingerprint


def void_reason(consent: Consent, now: PlanInputs) -> Refusal | None:
    """Why nothing of a plan file may be applied, although fingerprints match; None: it may.

    Fingerprints made with another key cannot be compared; a plan for a later day is a preview.
    """
    for agreed in (consent.schools or {}).values():
        then = agreed.inputs
        if then.key_id != now.key_id:
            return Refusal("other-key", "", "", {"then": then.key_id, "now": now.key_id})
        if then.day > now.day:
            return Refusal("for-a-later-day", "", "", {"then": then.day, "now": now.day})
    return None


def changed_inputs(agreed: SchoolConsent, now: PlanInputs, school: str) -> Facts:
    """Whether each input of a school's plan changed since: 'other' or 'same'."""
    then = agreed.inputs
    known = {
        "roster": (dict(then.rosters).get(school), dict(now.rosters).get(school)),
        "manifests": (then.manifests, now.manifests),
        "day": (then.day, now.day),
    }
    recorded = then != PlanInputs()
    return {
        name: "other" if recorded and before != after else "same"
        for name, (before, after) in known.items()
    }


def agreed_to(school: SchoolPlan) -> SchoolConsent:
    """What somebody agrees to who approves this school's plan."""
    changes = {str(change.address): summarize_change(change) for change in school.changes}
    return SchoolConsent(school.fingerprint, changes)


def differences(agreed: SchoolConsent, school: SchoolPlan) -> Iterator[str]:
    """Lines such as 'membership/teachers: update +0 −1 → update +0 −3'.

    No line where the numbers are equal and only the people differ: plan files name no people.
    """
    now = agreed_to(school).changes
    for address in sorted(agreed.changes.keys() | now.keys()):
        before, after = agreed.changes.get(address, _NONE), now.get(address, _NONE)
        if before != after:
            yield f"{'/'.join(address.split('/')[2:])}: {before} → {after}"

"""What people agreed to on a pull request, kept in its comment and sealed.

Premise: the job that applies has to know what was read before the merge. A file that a job leaves
can be replaced by who may run jobs, and belongs to no commit; a comment can be edited by hand.

Rule: the record stands in the comment as one line that only the pseudonym key can make, bound to
stack, repository, pull request and commit. Altered, moved from another pull request, or made for
another commit (a forced push), it is no record, and nothing is approved.

It holds fingerprints and numbers, no person. Where it would be long, the summaries of changes are
left out: a refusal then says that a school differs, and not in what.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reconciler.model.json_data import read_json
from reconciler.model.plan import Plan, PlanInputs
from reconciler.model.school import SchoolRef
from reconciler.plan.consent import SchoolConsent, agreed_to
from reconciler.planfile.seal import PlanSeal

ROOM = 2_600
"""Characters of the line above which summaries are left out."""
_BIGGEST = 2_000_000
"""Bytes of a record; more is a trap."""
_LINE = re.compile(r"<!-- reconciler:record ([A-Za-z0-9_=-]+) ([0-9a-f]+) -->")


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """Where a record belongs."""

    stack: str
    repository: str
    number: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """A guard that a person agreed to, for one plan of one school."""

    guard: str
    school: str
    """A school, a tenant, or '' for a guard of the whole plan."""
    fingerprint: str
    who: str
    reason: str

    @property
    def name(self) -> str:
        """As `--acknowledge` has it."""
        return f"{self.guard}:{self.school}" if self.school else self.guard


@dataclass(frozen=True, slots=True)
class ReviewedPlan:
    """A plan that stood in a comment."""

    commit: str
    fingerprint: str
    inputs: PlanInputs
    schools: Mapping[SchoolRef, SchoolConsent]
    refused: tuple[tuple[str, str, str], ...] = ()
    """Guard, school, tenant."""

    @classmethod
    def of(cls, plan: Plan, commit: str) -> ReviewedPlan:
        """What a reader of this plan agrees to."""
        refusals = (*plan.refusals, *(r for school in plan.schools for r in school.refusals))
        return cls(
            commit,
            plan.fingerprint,
            plan.inputs,
            {school.ref: agreed_to(school) for school in plan.schools if school.changes},
            tuple((r.guard, r.school, r.tenant) for r in refusals),
        )

    def consents(self) -> Mapping[SchoolRef, SchoolConsent]:
        """The same with what the plan was made from, as approval wants it."""
        return {ref: replace(one, inputs=self.inputs) for ref, one in self.schools.items()}

    def fingerprints(self, guard: str, subject: str) -> frozenset[str]:
        """The plans that an acknowledgement of a guard is about; none: it refuses nothing there."""
        found: set[str] = set()
        for name, school, tenant in self.refused:
            if name != guard or subject not in (school, tenant, ""):
                continue
            hit = {
                one.fingerprint
                for ref, one in self.schools.items()
                if school in ("", ref.school) and tenant in ("", ref.tenant)
            }
            found |= hit if school or tenant else {self.fingerprint}
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class SchoolResult:
    """How a school ended in the runs after the merge: counts of its changes."""

    wave: str
    school: str
    tenant: str
    counts: Mapping[str, int]
    refused: tuple[str, ...] = ()
    """Names of guards, and of what else said no."""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """All that a pull request's comment remembers."""

    place: ReviewPlace
    plan: ReviewedPlan
    acknowledged: tuple[Agreement, ...] = ()
    results: tuple[SchoolResult, ...] = ()
    left: ReviewedPlan | None = None
    """What the last run after the merge left, planned anew."""

    def with_results(self, found: Iterable[SchoolResult]) -> ReviewRecord:
        """A later run's result of a school takes the place of an earlier one's."""
        latest = {(one.school, one.tenant): one for one in (*self.results, *found)}
        return replace(self, results=tuple(latest.values()))

    def line(self, seal: PlanSeal) -> str:
        """The sealed line; an HTML comment that no page shows."""
        text = _packed(self, brief=False)
        if len(text) > ROOM:
            text = _packed(self, brief=True)
        return f"<!-- reconciler:record {text} {seal.digest(text)} -->"


def find_record(body: str, place: ReviewPlace, seal: PlanSeal) -> ReviewRecord | None:
    """The record of this pull request in a comment; None where there is no sound one."""
    for text, digest in _LINE.findall(body):
        # the seal first: nothing that we have not written is unpacked
        if hmac.compare_digest(seal.digest(text), digest):
            record = _record(_unpacked(text))
            if record.place == place:
                return record
    return None


def _packed(record: ReviewRecord, *, brief: bool) -> str:
    data = {
        "place": [record.place.stack, record.place.repository, record.place.number],
        "plan": _plan_data(record.plan, brief=brief),
        "acknowledged": [
            [one.guard, one.school, one.fingerprint, one.who, one.reason]
            for one in record.acknowledged
        ],
        "results": [
            [one.wave, one.school, one.tenant, dict(one.counts), list(one.refused)]
            for one in record.results
        ],
        "left": None if record.left is None else _plan_data(record.left, brief=brief),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode()


def _unpacked(text: str) -> Any:
    raw = zlib.decompressobj().decompress(base64.urlsafe_b64decode(text), _BIGGEST)
    return read_json(raw)


def _plan_data(plan: ReviewedPlan, *, brief: bool) -> dict[str, Any]:
    inputs = plan.inputs
    rosters = {} if brief else dict(inputs.rosters)
    return {
        "commit": plan.commit,
        "fingerprint": plan.fingerprint,
        "inputs": [inputs.day, inputs.manifests, inputs.key_id, rosters],
        "schools": [
            [ref.school, ref.tenant, one.fingerprint, {} if brief else dict(one.changes)]
            for ref, one in plan.schools.items()
        ],
        "refused": [list(one) for one in plan.refused],
    }


def _record(data: Mapping[str, Any]) -> ReviewRecord:
    return ReviewRecord(
        ReviewPlace(*data["place"]),
        _plan(data["plan"]),
        tuple(Agreement(*one) for one in data["acknowledged"]),
        tuple(
            SchoolResult(wave, school, tenant, counts, tuple(refused))
            for wave, school, tenant, counts, refused in data["results"]
        ),
        _plan(data["left"]) if data["left"] else None,
    )


def _plan(data: Mapping[str, Any]) -> ReviewedPlan:
    day, manifests, key_id, rosters = data["inputs"]
    return ReviewedPlan(
        data["commit"],
        data["fingerprint"],
        PlanInputs(day, manifests, tuple(sorted(rosters.items())), key_id),
        {
            SchoolRef(school=school, tenant=tenant): SchoolConsent(fingerprint, changes)
            for school, tenant, fingerprint, changes in data["schools"]
        },
        tuple((guard, school, tenant) for guard, school, tenant in data["refused"]),
    )

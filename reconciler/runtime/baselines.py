"""What a run leaves as each school's baseline, so that the next plan knows what was declared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reconciler.desired.context import Desired
from reconciler.drift.baseline import baseline_of, of_kinds, without_unassigned_licences
from reconciler.ledger.runs import RunLog
from reconciler.model.baseline import Baseline
from reconciler.model.observation import Observation
from reconciler.model.plan import SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.tenant import Mode
from reconciler.plan.incomplete import is_incomplete
from reconciler.project.context import ProjectContext
from reconciler.rules.enforce import MANDATORY
from reconciler.runtime.session import PlanResult


@dataclass(frozen=True, slots=True)
class SchoolObservation:
    """One school as it was last observed."""

    plan: SchoolPlan
    desired: Desired | None
    observation: Observation

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return self.plan.ref


@dataclass(frozen=True, slots=True)
class BaselineUpdater:
    """Writes the baselines of a run that ends."""

    log: RunLog
    context: ProjectContext
    planned: PlanResult
    written: Collection[SchoolRef]
    before: Mapping[SchoolRef, Baseline]

    def update(self, observations: Collection[SchoolObservation]) -> None:
        """Writes a baseline for each school that was applied completely; deletes obsolete ones."""
        for last in observations:
            if self._has_closed(last):  # its file may go now, and nobody is asked
                self.log.gone({last.ref})
                continue
            baseline = self._baseline(last)
            if baseline is not None:
                self.log.baseline(baseline, self.context.stack.name)
                if other := _other_ids(last, baseline):
                    self.log.gone(other)

    def _has_closed(self, last: SchoolObservation) -> bool:
        """Whether the school closes, and nothing of ours is left of it."""
        if last.desired is None or not last.desired.context.manifest.decommission:
            return False
        return not self.planned.targets.kinds and is_carried_out(last)

    def _baseline(self, last: SchoolObservation) -> Baseline | None:
        """What is declared now; of an undone school only that it is there, and who was in it."""
        before = self.before.get(last.ref)
        written = last.ref in self.written
        if self.planned.run_to_undo is not None:
            called = self.planned.run_to_undo.restored_id(last.ref)
            kept = replace(before, school=called, run=0, fields={}, sets={}) if before else None
            return kept if written else None
        if last.desired is not None and is_carried_out(last):
            made = self._declared(last.desired, last.observation)
            kinds = self.planned.targets.kinds
            return of_kinds(made, before, kinds) if kinds else made
        return self._stub(last.ref) if written and before is None else None

    def _declared(self, desired: Desired, observation: Observation) -> Baseline:
        pseudonym = self.context.keyring.pseudonym
        return baseline_of(
            without_unassigned_licences(desired, observation), self.log.number, _now(), pseudonym
        )

    def _stub(self, ref: SchoolRef) -> Baseline:
        """A school that was written to and is not whole yet: should it vanish, that is noticed."""
        return Baseline(ref.school, ref.tenant, run=0, at=_now())


def is_carried_out(last: SchoolObservation) -> bool:
    """Whether the school was observed completely, is ours to manage, and has nothing left to do."""
    if last.desired is None or last.desired.context.mode is Mode.OBSERVE:
        return False
    refused = any(refusal.guard != MANDATORY for refusal in last.plan.refusals)
    return not (last.plan.changes or is_incomplete(last.plan) or refused)


def _other_ids(last: SchoolObservation, baseline: Baseline) -> frozenset[SchoolRef]:
    """The school by every other id than the one that its baseline has now."""
    earlier = last.desired.context.manifest.previously if last.desired is not None else ()
    ids = (last.plan.school, *earlier)
    return frozenset(SchoolRef(school=school, tenant=baseline.tenant) for school in ids) - {
        baseline.ref
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

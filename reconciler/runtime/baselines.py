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
    """One school at its last look."""

    plan: SchoolPlan
    desired: Desired | None
    observation: Observation

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return self.plan.ref


@dataclass(frozen=True, slots=True)
class BaselineUpdater:
    """A run that ends: what it was of, what it wrote, and how every school looked last."""

    log: RunLog
    context: ProjectContext
    planned: PlanResult
    written: Collection[SchoolRef]
    before: Mapping[SchoolRef, Baseline]

    def keep(self, looks: Collection[SchoolObservation]) -> None:
        """A baseline for each school that has or deserves one."""
        for look in looks:
            if self._has_closed(look):  # its file may go now, and nobody is asked
                self.log.gone({look.ref})
                continue
            baseline = self._of(look)
            if baseline is not None:
                self.log.baseline(baseline, self.context.stack.name)
                if other := _other_ids(look, baseline):
                    self.log.gone(other)

    def _has_closed(self, look: SchoolObservation) -> bool:
        """Whether the school closes, and nothing of ours is left of it."""
        if look.desired is None or not look.desired.context.manifest.decommission:
            return False
        return not self.planned.targets.kinds and is_carried_out(look)

    def _of(self, look: SchoolObservation) -> Baseline | None:
        """What is declared now; of an undone school only that it is there, and who was in it."""
        before = self.before.get(look.ref)
        written = look.ref in self.written
        if self.planned.run_to_undo is not None:
            called = self.planned.run_to_undo.restored_id(look.ref)
            kept = replace(before, school=called, run=0, fields={}, sets={}) if before else None
            return kept if written else None
        if look.desired is not None and is_carried_out(look):
            made = self._made(look.desired, look.observation)
            kinds = self.planned.targets.kinds
            return of_kinds(made, before, kinds) if kinds else made
        return self._stub(look.ref) if written and before is None else None

    def _made(self, desired: Desired, observation: Observation) -> Baseline:
        pseudonym = self.context.keyring.pseudonym
        return baseline_of(
            without_unassigned_licences(desired, observation), self.log.number, _now(), pseudonym
        )

    def _stub(self, ref: SchoolRef) -> Baseline:
        """A school that was written to and is not whole yet: should it vanish, that is noticed."""
        return Baseline(ref.school, ref.tenant, run=0, at=_now())


def is_carried_out(look: SchoolObservation) -> bool:
    """Whether the school was seen whole, is ours to manage, and has nothing left to do."""
    if look.desired is None or look.desired.context.mode is Mode.OBSERVE:
        return False
    refused = any(no.guard != MANDATORY for no in look.plan.refusals)
    return not (look.plan.changes or is_incomplete(look.plan) or refused)


def _other_ids(look: SchoolObservation, baseline: Baseline) -> frozenset[SchoolRef]:
    """The school by every other id than the one that its baseline has now."""
    earlier = look.desired.context.manifest.previously if look.desired is not None else ()
    ids = (look.plan.school, *earlier)
    return frozenset(SchoolRef(school=one, tenant=baseline.tenant) for one in ids) - {baseline.ref}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

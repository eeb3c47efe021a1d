"""Updates each school's baseline at the end of a run.

Premise: a baseline is what a school declared when it was last applied completely, like a
last-applied configuration. The next plan compares with it, to tell a changed declaration from
drift; and a baseline without a manifest refuses everything (`school-vanished`). One that is written
too early makes drift of what was never applied; one that is dropped too early lets a school vanish.

Rule: written only if the newest observation of the school shows no difference, no refusal and
nothing unread. Otherwise the stored one stays, or, where a written school has none, a stub is kept.
An undo keeps the stored one without its values, so that what it restored is no drift. Dropped
only for a decommissioned school that is applied completely, for its earlier ids once it has its
own, and for a vanished school once that is acknowledged (see `record`).

Example: a run failed at one of a school's 40 changes. The baseline stays that of the run before, so
any of the 39 that is lost again counts as configuration in the next plan, and not as drift.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reconciler.desired.context import Desired
from reconciler.drift.baseline import baseline_of, of_kinds
from reconciler.drift.had import without_held, without_missing
from reconciler.ledger.runs import RunLog
from reconciler.model.baseline import Baseline
from reconciler.model.observation import Observation
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.model.tenant import Mode
from reconciler.plan.incomplete import is_incomplete
from reconciler.project.context import ProjectContext
from reconciler.rules.enforce import MANDATORY
from reconciler.runtime.session import PlanResult


@dataclass(frozen=True, slots=True)
class SchoolObservation:
    """A school's newest plan in a run, with the declaration and observation it was made from."""

    plan: SchoolPlan
    desired: Desired | None
    """None in an undo, which plans from the journal and not from a declaration."""
    observation: Observation

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return self.plan.ref


@dataclass(frozen=True, slots=True)
class BaselineUpdater:
    """Writes and deletes baselines at the end of a run."""

    log: RunLog
    context: ProjectContext
    planned: PlanResult
    """The plan that was approved."""
    written: Collection[SchoolRef]
    """Approved schools whose wave was applied."""
    before: Mapping[SchoolRef, Baseline]
    """The baselines before this run."""

    def update(self, observations: Collection[SchoolObservation]) -> None:
        """Writes a baseline for each school that was applied completely; deletes obsolete ones.

        Obsolete are those of a school that is decommissioned, and those under a school's other ids.
        """
        for last in observations:
            if self.planned.leaving is not None:
                # what we own no more is not missed, and has no drift
                if not last.plan.differences:
                    self.log.drop_baselines({last.ref})
                continue
            if self._has_closed(last):
                # without a baseline, deleting the school's file does not trip `school-vanished`
                self.log.drop_baselines({last.ref})
                continue
            baseline = self._baseline(last)
            if baseline is not None:
                self.log.baseline(baseline, self.context.stack.name)
                if other := _other_ids(last, baseline):
                    self.log.drop_baselines(other)

    def _has_closed(self, last: SchoolObservation) -> bool:
        """Whether the school is declared as decommissioned, and all of that is carried out."""
        if last.desired is None or not last.desired.context.manifest.decommission:
            return False
        # a run of some kinds only does not show whether the other kinds are gone
        whole = not (self.planned.targets.kinds or last.plan.observed)
        return whole and is_carried_out(last)

    def _baseline(self, last: SchoolObservation) -> Baseline | None:
        """The school's new baseline; None: the stored one, if any, stays as it is.

        - applied completely: what is declared now, of the targeted kinds;
        - written by an undo: the stored one without its declared values, under the id that the
          undo restores;
        - written, not complete, and without a baseline: a stub, see `_stub`.
        """
        before = self.before.get(last.ref)
        written = last.ref in self.written
        if self.planned.run_to_undo is not None:
            called = self.planned.run_to_undo.restored_id(last.ref)
            kept = replace(before, school=called, run=0, fields={}, sets={}) if before else None
            return kept if written else None
        if last.desired is not None and is_carried_out(last):
            declared = without_held(last.desired, last.plan.held)
            made = self._declared(declared, last.observation)
            kinds = self.planned.targets.kinds or frozenset(Kind)
            kinds -= last.desired.context.observed
            return made if kinds == frozenset(Kind) else of_kinds(made, before, kinds)
        return self._stub(last.ref) if written and before is None else None

    def _declared(self, desired: Desired, observation: Observation) -> Baseline:
        pseudonym = self.context.keyring.pseudonym
        return baseline_of(
            without_missing(desired, observation), self.log.number, _now(), pseudonym
        )

    def _stub(self, ref: SchoolRef) -> Baseline:
        """A baseline without declared values, for a school that was written but not completely.

        With it, `school-vanished` refuses if the school's file is missing from then on.
        """
        return Baseline(ref.school, ref.tenant, run=0, at=_now())


def is_carried_out(last: SchoolObservation) -> bool:
    """Whether the school was applied completely.

    It is declared, in a mode that writes, was observed completely, and its newest plan has no
    changes and no refusals. What the vendor refused for good is held, and no longer waited for.
    Refusals by mandatory rules do not count: they judge the declaration,
    not whether it is applied.
    """
    if last.desired is None or last.desired.context.mode is Mode.OBSERVE:
        return False
    refused = any(refusal.guard != MANDATORY for refusal in last.plan.refusals)
    return not (last.plan.changes or is_incomplete(last.plan) or refused)


def _other_ids(last: SchoolObservation, baseline: Baseline) -> frozenset[SchoolRef]:
    """The school under its other ids (planned or `previously`), whose baselines are obsolete."""
    earlier = last.desired.context.manifest.previously if last.desired is not None else ()
    ids = (last.plan.school, *earlier)
    return frozenset(SchoolRef(school=school, tenant=baseline.tenant) for school in ids) - {
        baseline.ref
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""One operation of the engine on one stack: one plan of the municipality, and all schools ask it.

Only this module and `school_write` call the pipeline.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from threading import BoundedSemaphore, Lock
from typing import Any

from reconciler.apply.reporting import ProgressReporter
from reconciler.apply.run import WORKERS
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector
from reconciler.errors import Fault, StackError, TenantError
from reconciler.manifest.load import LoadedManifests, layout_and_school
from reconciler.manifest.merge import SECTIONS
from reconciler.manifest.nodes import Node
from reconciler.model.change import Action
from reconciler.model.plan import SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.plan.approve import approve
from reconciler.plan.consent import Consent
from reconciler.plan.fingerprint import plan_fingerprint
from reconciler.plan.guards import DEFAULTS
from reconciler.plan.incomplete import is_unread
from reconciler.pulumi.live import SchoolState, desired_inputs, live_inputs
from reconciler.pulumi.names import PulumiCode
from reconciler.pulumi.recorder import require_running
from reconciler.pulumi.school_write import OperationContext, SchoolWrite, write
from reconciler.runtime.pipeline import Pipeline
from reconciler.runtime.session import PlanResult
from reconciler.runtime.writer import require_thawed


class PulumiOperation:
    """Plans when it is first asked; every school shares that plan. Safe from several threads."""

    def __init__(self, command: OperationContext, consent: Consent, *, retry: bool = False) -> None:
        """`retry`: what the vendor refused for good is planned again."""
        self._context = command
        self._consent = consent
        self._retry = retry
        self._pipeline = Pipeline(command.context)
        self._planning = Lock()
        self._planned: PlanResult | None = None
        self._now: dict[SchoolRef, SchoolPlan] = {}
        self._unread: set[SchoolRef] = set()
        self._desired: dict[SchoolRef, Desired] = {}
        self._state: dict[SchoolRef, SchoolState] = {}
        self._refused_people: dict[SchoolRef, tuple[Fault, ...]] = {}
        self._tenants: Mapping[str, Lock] = defaultdict(Lock)
        self._writers = BoundedSemaphore(WORKERS)

    def school_state(self, key: SchoolRef) -> SchoolState:
        """A school between desired and live; TenantError where its tenant was not read whole.

        Where its list cannot be used its audiences are unknown, and stay as they are: `unusable`.
        """
        planned = self._plan()
        if key not in self._now:
            raise _missing(planned, key)
        if key in self._unread:
            # Where nothing could be compared, "no change" would look like "as declared".
            raise TenantError(planned.sessions[key.tenant].observation.faults)
        if key not in self._state:
            self._state[key] = self._planned_state(key)
        return self._state[key]

    def unusable(self, key: SchoolRef) -> tuple[Fault, ...]:
        """Why the school's list cannot be used; nothing where it can."""
        return self._context.context.rosters.broken.get(key.school, ())

    def refused_people(self, key: SchoolRef) -> tuple[Fault, ...]:
        """Whom the vendor did not take when the school was written."""
        return self._refused_people.get(key, ())

    def _planned_state(self, key: SchoolRef) -> SchoolState:
        desired, plan = self._desired[key], self._now[key]
        digest = self._context.context.keyring.digest
        wanted = desired_inputs(desired, digest, plan)
        live = live_inputs(desired, digest, plan) if plan.changes or plan.held else wanted
        return SchoolState(wanted, live, plan)

    def require_consent(self) -> None:
        """RefusedError with every no, in words; nothing is refused where nothing is to be done."""
        plan = self._plan().plan
        if plan.changes() or plan.refusals:
            self._context.refuse(approve(plan, self._consent).refused)

    def require_thawed(self) -> None:
        """FrozenError where somebody has stopped all writing."""
        require_thawed(self._context.context)

    def summary(self) -> dict[str, Any]:
        """All schools together, as they are planned or, once written, as they are."""
        plan = self._plan().plan
        now = [self._now[school.ref] for school in plan.schools]
        seats: dict[str, int] = {}
        for row in plan.seats:
            if row.purchased is not None:
                seats[row.product] = seats.get(row.product, 0) + row.purchased - row.after
        return {
            "convergedSchools": sum(not item.changes for item in now),
            "pendingChanges": sum(len(item.changes) for item in now),
            "seatsLeft": dict(sorted(seats.items())),
            "fingerprint": plan_fingerprint(now, self._context.context.key),
        }

    def apply_school(self, key: SchoolRef) -> SchoolState:
        """Writes one school, unless a guard said no to any; how it stands afterwards.

        TenantError where some of it failed: ask again for how it stands.
        """
        planned = self._plan()
        self.require_consent()
        if self.school_state(key).pending:
            self._write(key, SchoolWrite(self._pipeline, planned, self._now[key], self._consent))
        return self.school_state(key)

    def forget(self, key: SchoolRef) -> bool:
        """Takes our marks off a school; False where no file knows it, so that nothing can be done.

        Whoever deletes the resource asks for exactly this, so no guard against forgetting asks
        again; only what is deleted, where the school is decommissioned, needs its guards' names.
        """
        context = self._context.context
        if key.school not in context.loaded.trees:
            self.require_consent()
            return False
        pipeline = Pipeline(replace(context, loaded=undeclared(context.loaded, key.school)))
        try:
            targets = TargetSelector(
                schools=frozenset({key.school}), tenants=frozenset({key.tenant})
            )
            planned = pipeline.plan(targets, ProgressReporter())
            for school in planned.plan.schools:
                self._write(
                    key, SchoolWrite(pipeline, planned, school, self._forget_consent(school))
                )
        finally:
            pipeline.close()
        return True

    def stop(self) -> None:
        """Nothing more is sent from now on."""
        self._context.stopped.set()

    def close(self) -> None:
        """Ends the run in the ledger and lets every connection go."""
        self._context.recording.close()
        self._pipeline.close()
        self._context.context.ledger.close()

    def _forget_consent(self, school: SchoolPlan) -> Consent:
        if all(change.action is Action.FORGET for change in school.changes):
            return Consent(frozenset(DEFAULTS))
        return self._consent

    def _plan(self) -> PlanResult:
        with self._planning:
            if self._planned is None:
                self._planned = self._pipeline.plan(
                    TargetSelector(retry=self._retry), ProgressReporter()
                )
                for school in self._planned.plan.schools:
                    self._now[school.ref] = school
                    if is_unread(school):
                        self._unread.add(school.ref)
                self._desired = dict(self._planned.desired)
            return self._planned

    def _write(self, key: SchoolRef, job: SchoolWrite) -> None:
        with self._writers, self._tenants[key.tenant]:
            require_running(self._context.stopped)
            done = write(self._context, job)
        self._now[key] = done.now
        if done.desired is not None:
            self._desired[key] = done.desired
        self._state.pop(key, None)
        self._refused_people[key] = done.refused_people
        if done.faults:
            raise TenantError(done.faults)


def _missing(planned: PlanResult, key: SchoolRef) -> StackError | TenantError:
    """Why a school is not in the plan."""
    for failure in planned.plan.failures:
        if failure.tenant == key.tenant:
            return TenantError(failure.faults)
    facts = {"school": key.school, "tenant": key.tenant}
    return StackError([Fault(PulumiCode.NOT_A_SCHOOL, None, facts)])


SPENT = (*SECTIONS, "without", "allow")


def undeclared(loaded: LoadedManifests, school: str) -> LoadedManifests:
    """The same manifests, with an empty layout and no entries for this school.

    So all that it owns is let go; or deleted, where its file says that it is decommissioned.
    """
    layout, tree = layout_and_school(loaded, school)
    name = f"{school}/"  # no file can be called so
    named = replace(tree.items["layout"], value=name)
    bare = {key: node for key, node in layout.items.items() if key not in SECTIONS}
    kept = {key: node for key, node in tree.items.items() if key not in SPENT}
    return replace(
        loaded,
        trees={**loaded.trees, school: Node(tree.place, {**kept, "layout": named}, tree.keys)},
        layouts={**loaded.layouts, name: Node(layout.place, bare, layout.keys)},
    )

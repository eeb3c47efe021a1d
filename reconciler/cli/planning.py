"""What `plan`, `apply`, `why` and `report` begin with: project opened, tenants observed."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from reconciler.apply.reporting import ProgressReporter
from reconciler.apply.run import TenantSession
from reconciler.cli.options import Session
from reconciler.cli.progress import ProgressDisplay
from reconciler.cli.run_options import RunOptions
from reconciler.desired.targets import TargetSelector
from reconciler.errors import Fault
from reconciler.model.plan import Plan
from reconciler.model.stopping import process_stop
from reconciler.model.tenant import Mode
from reconciler.plan.approve import Approval
from reconciler.project.caller import today
from reconciler.project.context import ProjectContext, open_project
from reconciler.report.plan_summary import PlanFooter
from reconciler.report.plan_text import PlanOptions
from reconciler.roster import READINGS, RosterCode
from reconciler.runtime.pipeline import Pipeline
from reconciler.runtime.session import PlanResult, tenants_of_targets

Planner = Callable[[Pipeline, TargetSelector, ProgressReporter], PlanResult]
"""How a plan is made: of the manifests, or of a run that is undone."""


@dataclass(frozen=True, slots=True)
class PlanCommand:
    """A pipeline that has planned once."""

    context: ProjectContext
    targets: TargetSelector
    pipeline: Pipeline
    planned: PlanResult
    watch: ProgressDisplay

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.planned.plan

    def names(self) -> dict[str, str]:
        """Account id → address, pseudonym → name: for a person's own terminal."""
        found: dict[str, str] = {}
        for tenant_session in self.planned.sessions.values():
            found |= {one.id: one.address for one in tenant_session.observation.accounts}
            found |= tenant_session.shield.names()
        return found


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Settings that were read, before any tenant is asked."""

    session: Session
    context: ProjectContext
    targets: TargetSelector
    pipeline: Pipeline
    watch: ProgressDisplay

    @property
    def tenants(self) -> tuple[str, ...]:
        """The tenants that will be observed."""
        return tenants_of_targets(self.context.loaded, self.targets)

    def plan(self, planning: Planner = Pipeline.plan) -> PlanCommand:
        """Looks at the tenants in reach, plans, and says what that took."""
        started = time.monotonic()
        self.watch.stage(self.session.texts.format("cli-looking"), len(self.tenants))
        result = planning(self.pipeline, self.targets, self.watch.reporter())
        self.report(result, time.monotonic() - started)
        return PlanCommand(self.context, self.targets, self.pipeline, result, self.watch)

    def report(self, result: PlanResult, seconds: float) -> None:
        """Says what observing took, and what could not be read."""
        _report_observed(self.session, result, seconds)
        report_unread(self.session, result.sessions.values())


@contextmanager
def open_context(
    session: Session, stack_name: str, options: RunOptions
) -> Iterator[CommandContext]:
    """Reads the settings for `options`' day and reach; closes ledger and connections after."""
    context = open_project(session.place(), stack_name, options.day or today())
    pipeline = Pipeline(context)
    try:
        _report_lists(session, context)
        with ProgressDisplay(session.err) as watch:
            targets = replace(options.targets.targets(context), retry=options.retry)
            if options.as_if is not None:
                targets = replace(targets, as_if=Mode(options.as_if))
            yield CommandContext(session, context, targets, pipeline, watch)
    finally:
        with process_stop().unbroken():
            pipeline.close()
            context.ledger.close()


@contextmanager
def open_plan(session: Session, stack_name: str, options: RunOptions) -> Iterator[PlanCommand]:
    """Reads the settings, looks at the tenants in reach and plans; closes everything after."""
    with open_context(session, stack_name, options) as command:
        yield command.plan()


def _report_lists(session: Session, context: ProjectContext) -> None:
    """Lists that cannot be used, each fault once; then how many are odd, or read in another way."""
    rosters = context.rosters
    broken = [fault for faults in rosters.broken.values() for fault in faults]
    for fault in {fault.sort_key(): fault for fault in broken}.values():
        session.error(session.texts.fault(fault))
    readings: list[Fault] = []
    odd: list[Fault] = []
    for note in rosters.notes:
        if note.code in _NOT_A_READING:
            session.error(session.texts.fault(note))
        else:
            (readings if note.code in READINGS else odd).append(note)
    for doubt in rosters.doubts:
        session.error(session.texts.fault(doubt))
    if rosters.doubts:
        session.error(session.texts.format("cli-certified"))
    for told, notes in (("cli-readings", readings), ("cli-odd-lists", odd)):
        files = {note.place.file for note in notes if note.place}
        if files:
            session.error(session.texts.format(told, count=len(files)))


_NOT_A_READING = (
    RosterCode.CERTIFIED_UNREADABLE,
    RosterCode.TRAINED_STRANGER,
    RosterCode.MISSING_VALUE,
    RosterCode.MISSING_FILE,
    RosterCode.NOT_THERE,
)


def _report_observed(session: Session, result: PlanResult, seconds: float) -> None:
    rows = result.plan.requests
    session.error(
        session.texts.format(
            "cli-looked",
            tenants=len(result.sessions),
            seconds=round(seconds, 1),
            calls=sum(row.calls for row in rows),
            requests=sum(row.requests for row in rows),
            memory=peak_memory(),
        )
    )


def report_unread(session: Session, sessions: Iterable[TenantSession]) -> None:
    """Why a part of a tenant could not be read, in the vendor's terms."""
    for tenant_session in sessions:
        for fault in tenant_session.observation.faults:
            session.error(session.texts.fault(fault))


def peak_memory() -> int:
    """The largest resident size of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _footer(planning: PlanCommand) -> PlanFooter:
    """A plan for another day than today is a preview: apply makes its own."""
    if planning.targets.as_if is not None:
        return PlanFooter.AS_IF
    return (
        PlanFooter.PROPOSED
        if planning.context.day == planning.context.today
        else PlanFooter.PREVIEW
    )


def taken(
    session: Session, planning: PlanCommand, options: RunOptions, approval: Approval
) -> PlanOptions:
    """How a plan is shown that the command goes on with: what was acknowledged stands apart."""
    asked = plan_options(session, planning, options)
    return replace(asked, ending=PlanFooter.TAKEN, refused=approval.refused)


def plan_options(session: Session, planning: PlanCommand, options: RunOptions) -> PlanOptions:
    """How a plan is shown, as the options say."""
    return PlanOptions(
        width=session.out.width if sys.stdout.isatty() else 110,
        colour=sys.stdout.isatty() and not session.out.no_color,
        reveal=planning.names() if options.reveal else None,
        explain_requests=options.explain_requests,
        ending=_footer(planning),
    )

"""What `apply` and `undo` share: leases, a person's yes, the run, and what is said of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

import click

from reconciler.apply.rollout import (
    RolloutPolicy,
    RolloutResult,
    RolloutStop,
    StopReason,
    WaveResult,
)
from reconciler.cli import names
from reconciler.cli.exit_status import of_apply, of_plan
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import Session
from reconciler.cli.planning import CommandContext, PlanCommand, peak_memory
from reconciler.cli.progress import ProgressDisplay
from reconciler.cli.run_answer import answer_applied
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Fault, RefusedError, StackError
from reconciler.ledger.leases import Lease, LeaseHeldError
from reconciler.model.states import RunKind
from reconciler.plan.approve import Approval
from reconciler.project.caller import commit, login
from reconciler.report.outcomes import left_out_lines, render_outcomes
from reconciler.runtime.writer import LeasedRun, LeaseWait, RunMetadata, tenant_leases

Command = TypeVar("Command", bound=Callable[..., Any])


def with_run_metadata(command: Command) -> Command:
    """--acknowledge, --reason, --wait-for-lease, --yes: what writing needs of a person."""
    for option in (
        click.option(
            "--wait-for-lease",
            "lease_wait",
            type=click.FloatRange(min=0),
            default=0.0,
            metavar="SECONDS",
            help="How long to wait for another run on the same tenants. [default: not at all]",
        ),
        click.option("--reason", default="", help="Why; the ledger keeps it."),
        click.option(
            "--acknowledge",
            "acknowledged",
            multiple=True,
            shell_complete=names.guards,
            help="A guard's name, or NAME:SCHOOL.",
        ),
        click.option("--yes", is_flag=True, help="Do not ask."),
    ):
        command = option(command)
    return command


def run_metadata(session: Session, options: RunOptions, kind: RunKind) -> RunMetadata:
    """Who runs this; StackError where a guard is acknowledged without a reason."""
    acknowledged = options.acknowledged
    if acknowledged and not options.reason.strip():
        raise StackError([Fault(CliCode.NO_REASON, None, {"guards": ", ".join(acknowledged)})])
    root = session.place().root
    return RunMetadata(
        login(os.environ), commit(os.environ, root), kind, options.reason.strip(), acknowledged
    )


@contextmanager
def leased(command: CommandContext, metadata: RunMetadata, seconds: float) -> Iterator[Lease]:
    """The leases of all targeted tenants; waits up to `seconds` for another run to end."""

    def held(error: LeaseHeldError) -> None:
        for fault in error.faults:
            command.session.error(command.session.texts.fault(fault))
        command.session.error(
            command.session.texts.format("rollout-waiting", seconds=round(seconds))
        )

    wait = LeaseWait(seconds, time.sleep, held)
    with tenant_leases(command.context, metadata, command.tenants, wait) as lease:
        yield lease


def ask(session: Session, watch: ProgressDisplay) -> None:
    """Asks a person; without a terminal, or where none was shown the plan, the answer is no."""
    if session.json or not sys.stdin.isatty():
        raise RefusedError([Fault(CliCode.NOT_CONFIRMED)])
    watch.pause()
    session.error(session.texts.format("cli-ask"))
    if not _agrees():
        raise RefusedError([Fault(CliCode.NOT_CONFIRMED)])


def pausing(session: Session, watch: ProgressDisplay) -> Callable[[WaveResult, str], bool]:
    """Asks between two waves; without a terminal the answer is no."""

    def go_on(end: WaveResult, following: str) -> bool:
        facts: dict[str, str | int] = {
            "wave": end.wave,
            "schools": end.health.schools,
            "next": following,
        }
        watch.pause()
        session.error(session.texts.format("rollout-pause", **facts))
        return sys.stdin.isatty() and _agrees()

    return go_on


def _agrees() -> bool:
    try:
        return input("> ").strip().lower() in ("yes", "да")
    except EOFError:
        return False


@dataclass(frozen=True, slots=True)
class ApplyCommand:
    """An approved plan, about to be applied."""

    session: Session
    planning: PlanCommand
    approval: Approval
    metadata: RunMetadata
    lease: Lease
    policy: RolloutPolicy = field(default_factory=RolloutPolicy)

    def run(self) -> int:
        """Applies it and reports what came of it; the exit code."""
        return self.exit_of(self.apply())

    def apply(self) -> RolloutResult:
        """Applies it and reports what came of it."""
        session, planning = self.session, self.planning
        started = time.monotonic()
        total = sum(len(school.changes) for school in self.approval.approved.schools)
        planning.watch.stage(session.texts.format("cli-applying"), total)
        locked_run = LeasedRun(planning.context, self.metadata, self.lease, self.policy)
        applied = locked_run.apply(
            planning.pipeline, self.approval, planning.planned, planning.watch.reporter()
        )
        if total:
            seconds = round(time.monotonic() - started, 1)
            if session.json:
                answer_applied(session, applied, seconds)
            self._report(applied, seconds)
        if self.approval.refused and not session.json:
            approved = self.approval.approved
            for line in left_out_lines(approved.plan, approved.schools, session.texts):
                session.write(line)
        return applied

    def _report(self, applied: RolloutResult, seconds: float) -> None:
        session = self.session
        if not session.json:
            left = applied.convergence.left
            session.write(render_outcomes(applied.outcomes, left, session.texts))
        for tenant in applied.convergence.unread:
            session.error(session.texts.format("cli-unread", tenant=tenant))
        if applied.stopped is not None:
            self._report_stop(applied.stopped, applied.waves)
        session.error(session.texts.format("cli-applied", seconds=seconds, memory=peak_memory()))

    def _report_stop(self, stopped: RolloutStop, waves: tuple[WaveResult, ...]) -> None:
        """Which waves were left untouched, why, and how to go on."""
        facts = {"wave": waves[-1].wave, **asdict(waves[-1].health)} if waves else {}
        facts |= {"waves": ", ".join(stopped.waves)}
        self.session.error(str(self.session.texts.message(f"rollout-stopped-{stopped.why}", facts)))

    def _exit_without_work(self) -> Exit:
        """Nothing was to be done, or all of it was refused; what was acknowledged is no refusal."""
        if of_plan(self.planning.plan) is Exit.FAULT:
            return Exit.FAULT
        if self.approval.refused:
            return Exit.REFUSED
        return Exit.PENDING if self.planning.plan.held() else Exit.DONE

    def exit_of(self, applied: RolloutResult) -> Exit:
        """The exit code of what came of it."""
        if not self.approval.approved.schools:
            return self._exit_without_work()
        code = of_apply(
            self.planning.plan, applied.outcomes, applied.convergence, self.approval.refused
        )
        paused = applied.stopped is not None and applied.stopped.why is StopReason.PAUSED
        return Exit.PENDING if code is Exit.DONE and paused else code

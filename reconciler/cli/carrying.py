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

from reconciler.actor import commit, who
from reconciler.apply.rollout import Applied, Stopped, WaveEnd, Way, Why
from reconciler.cli.codes import CliCode
from reconciler.cli.exits import Exit, of_apply, of_plan
from reconciler.cli.options import Session
from reconciler.cli.progress import Watch
from reconciler.cli.work import Desk, Work, peak_memory
from reconciler.errors import Fault, RefusedError, StackError
from reconciler.ledger.leases import Lease, LeaseHeldError
from reconciler.ledger.runs import RunKind
from reconciler.plan.approve import Approval
from reconciler.report.outcomes import render_outcomes
from reconciler.writing import Operator, Patience, Writing, holding

Command = TypeVar("Command", bound=Callable[..., Any])


def with_operator(command: Command) -> Command:
    """--acknowledge, --reason, --wait-for-lease, --yes: what writing needs of a person."""
    for option in (
        click.option(
            "--wait-for-lease",
            "patience",
            type=click.FloatRange(min=0),
            default=0.0,
            metavar="SECONDS",
            help="How long to wait for another run on the same tenants. [default: not at all]",
        ),
        click.option("--reason", default="", help="Why; the ledger keeps it."),
        click.option(
            "--acknowledge", "acknowledged", multiple=True, help="A guard's name, or NAME:SCHOOL."
        ),
        click.option("--yes", is_flag=True, help="Do not ask."),
    ):
        command = option(command)
    return command


def operator_of(talk: Session, options: dict[str, Any], kind: RunKind) -> Operator:
    """Who runs this; StackError where a guard is acknowledged without a reason."""
    acknowledged: tuple[str, ...] = options["acknowledged"]
    if acknowledged and not options["reason"].strip():
        raise StackError([Fault(CliCode.NO_REASON, None, {"guards": ", ".join(acknowledged)})])
    root = talk.place().root
    return Operator(
        who(os.environ), commit(os.environ, root), kind, options["reason"].strip(), acknowledged
    )


@contextmanager
def leased(desk: Desk, operator: Operator, seconds: float) -> Iterator[Lease]:
    """Every tenant in reach, for this run alone; waits where it was told to."""

    def held(error: LeaseHeldError) -> None:
        for fault in error.faults:
            desk.talk.complain(desk.talk.texts.fault(fault))
        desk.talk.complain(desk.talk.texts.say("rollout-waiting", seconds=round(seconds)))

    patience = Patience(seconds, time.sleep, held)
    with holding(desk.setting, operator, desk.tenants, patience) as lease:
        yield lease


def ask(talk: Session, watch: Watch) -> None:
    """Asks a person; without a terminal the answer is no."""
    if not sys.stdin.isatty():
        raise RefusedError([Fault(CliCode.NOT_CONFIRMED)])
    watch.rest()
    talk.complain(talk.texts.say("cli-ask"))
    if not _agrees():
        raise RefusedError([Fault(CliCode.NOT_CONFIRMED)])


def pausing(talk: Session, watch: Watch) -> Callable[[WaveEnd, str], bool]:
    """Asks between two waves; without a terminal the answer is no."""

    def go_on(end: WaveEnd, following: str) -> bool:
        facts: dict[str, str | int] = {
            "wave": end.wave,
            "schools": end.health.schools,
            "next": following,
        }
        watch.rest()
        talk.complain(talk.texts.say("rollout-pause", **facts))
        return sys.stdin.isatty() and _agrees()

    return go_on


def _agrees() -> bool:
    return input("> ").strip().lower() in ("yes", "да")


@dataclass(frozen=True, slots=True)
class Carrying:
    """An approved plan, about to be carried out."""

    talk: Session
    work: Work
    approval: Approval
    operator: Operator
    lease: Lease
    way: Way = field(default_factory=Way)

    def run(self) -> int:
        """Carries it out, says what came of it; the exit code."""
        talk, work = self.talk, self.work
        started = time.monotonic()
        total = sum(len(school.changes) for school in self.approval.approved.schools)
        work.watch.stage(talk.texts.say("cli-applying"), total)
        writing = Writing(work.setting, self.operator, self.lease, self.way)
        applied = writing.carry_out(work.pipeline, self.approval, work.planned, work.watch.steps())
        if total:
            self._say(applied, round(time.monotonic() - started, 1))
        return self._exit(applied)

    def _say(self, applied: Applied, seconds: float) -> None:
        talk = self.talk
        talk.write(render_outcomes(applied.outcomes, applied.settled.left, talk.texts))
        for tenant in applied.settled.unread:
            talk.complain(talk.texts.say("cli-unread", tenant=tenant))
        if applied.stopped is not None:
            self._say_stop(applied.stopped, applied.waves)
        talk.complain(talk.texts.say("cli-applied", seconds=seconds, memory=peak_memory()))

    def _say_stop(self, stopped: Stopped, ends: tuple[WaveEnd, ...]) -> None:
        """Which waves were left untouched, why, and how to go on."""
        facts = {"wave": ends[-1].wave, **asdict(ends[-1].health)} if ends else {}
        told = {**facts, "waves": ", ".join(stopped.waves)}
        self.talk.complain(str(self.talk.texts.tell(f"rollout-stopped-{stopped.why}", told)))

    def _exit_without_work(self) -> Exit:
        """Nothing was to be done, or all of it was refused; what was acknowledged is no refusal."""
        if of_plan(self.work.plan) is Exit.FAULT:
            return Exit.FAULT
        return Exit.REFUSED if self.approval.refused else Exit.DONE

    def _exit(self, applied: Applied) -> Exit:
        if not self.approval.approved.schools:
            return self._exit_without_work()
        code = of_apply(self.work.plan, applied.outcomes, applied.settled, self.approval.refused)
        paused = applied.stopped is not None and applied.stopped.why is Why.PAUSED
        return Exit.PENDING if code is Exit.DONE and paused else code

"""`apply`: carries a plan out, once a person or --yes agrees, and looks whether it shows."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from reconciler.cli.codes import CliCode
from reconciler.cli.exits import Exit, of_apply, of_plan
from reconciler.cli.options import Session, session, with_reach, with_stack
from reconciler.cli.work import Work, peak_memory, plan_options, planned
from reconciler.errors import Fault, RefusedError, StackError
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent
from reconciler.plan.file import read_plan
from reconciler.plan.guards import DEFAULTS
from reconciler.report.outcomes import render_outcomes
from reconciler.report.plan_text import render_plan
from reconciler.report.texts import Language

NOT_IN_PLANS = frozenset({"not-as-approved", "school-not-as-approved"})


@click.command()
@with_stack
@with_reach
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--expect", "expected", help="Carry out only the plan with this fingerprint.")
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Carry out only the schools that are still as in this file of plan --out.",
)
@click.option(
    "--acknowledge", "acknowledged", multiple=True, help="A guard's name, or NAME:SCHOOL."
)
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
def apply(stack_name: str, language: Language, **options: Any) -> int:
    """Plan again, and carry the plan out.

    Exit code: 0 done and seen, 1 something failed, 2 some of it does not show yet, 3 refused.
    """
    talk = session(language)
    agreed: Path | None = options["plan_file"]
    _check_guards(options["acknowledged"])
    consent = Consent(
        acknowledged=frozenset(options["acknowledged"]),
        expected=options["expected"],
        schools=None if agreed is None else read_plan(agreed, stack_name),
    )
    with planned(talk, stack_name, options) as work:
        talk.write(render_plan(work.plan, talk.texts, plan_options(talk, work, options)))
        approval = approve(work.plan, consent)
        for refusal in approval.refused:
            if refusal.guard in NOT_IN_PLANS:  # the others stand in the plan above
                talk.complain(talk.texts.refusal(refusal))
        if not approval.approved.schools:
            return Exit.REFUSED if approval.refused else of_plan(work.plan)
        if not options["yes"] and options["expected"] is None and agreed is None:
            _ask(talk)
        return _carry_out(talk, work, approval)


def _check_guards(names: tuple[str, ...]) -> None:
    """StackError for every name that is no guard's."""
    unknown = [name for name in names if name.partition(":")[0] not in DEFAULTS]
    known = ", ".join(sorted(DEFAULTS))
    if unknown:
        raise StackError(
            Fault(CliCode.UNKNOWN_GUARD, None, {"name": name, "known": known}) for name in unknown
        )


def _ask(talk: Session) -> None:
    """Asks a person; without a terminal the answer is no."""
    if not sys.stdin.isatty():
        raise RefusedError([Fault(CliCode.NOT_CONFIRMED)])
    talk.complain(talk.texts.say("cli-ask"))
    if input("> ").strip().lower() not in ("yes", "да"):
        raise RefusedError([Fault(CliCode.NOT_CONFIRMED)])


def _carry_out(talk: Session, work: Work, approval: Approval) -> int:
    started = time.monotonic()
    total = sum(len(school.changes) for school in approval.approved.schools)
    work.watch.stage(talk.texts.say("cli-applying"), total)
    applied = work.pipeline.apply(approval.approved, work.planned, work.reach, work.watch.steps())
    seconds = round(time.monotonic() - started, 1)
    talk.write(render_outcomes(applied.outcomes, applied.settled.left, talk.texts))
    for tenant in applied.settled.unread:
        talk.complain(talk.texts.say("cli-unread", tenant=tenant))
    talk.complain(talk.texts.say("cli-applied", seconds=seconds, memory=peak_memory()))
    return of_apply(work.plan, applied.outcomes, applied.settled, approval.refused)

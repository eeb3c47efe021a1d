"""`undo`: puts back what a run did, as an ordinary plan with guards, as far as that can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

import click

from reconciler.cli import names
from reconciler.cli.applying import ApplyCommand, ask, leased, run_metadata, with_run_metadata
from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import Exit
from reconciler.cli.history import require_run
from reconciler.cli.options import Session, new_session, with_json, with_stack
from reconciler.cli.planning import CommandContext, PlanCommand, open_context, taken
from reconciler.cli.run_answer import PlannedRun, answer_planned
from reconciler.cli.run_options import RunOptions
from reconciler.desired.targets import TargetSelector
from reconciler.errors import Fault, LedgerError, StackError
from reconciler.ledger import LedgerCode
from reconciler.ledger.runs import Run
from reconciler.model.near import near_facts
from reconciler.model.plan import Finding
from reconciler.model.states import RunKind, RunState
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent
from reconciler.plan.shield import hidden_texts
from reconciler.project.caller import today
from reconciler.project.open import require_guards
from reconciler.report.plan_notes import indented
from reconciler.report.plan_summary import leaves_nothing
from reconciler.report.plan_text import PlanOptions, render_plan
from reconciler.report.texts import Language
from reconciler.runtime.session import tenants_of_targets
from reconciler.undo.build import RunToUndo
from reconciler.undo.journal import may_have_acted
from reconciler.undo.state import UndoFault


@click.command()
@with_stack
@click.argument("run", type=int, shell_complete=names.runs)
@click.option(
    "--school",
    "schools",
    multiple=True,
    shell_complete=names.schools,
    help="Only this school; may be repeated.",
)
@with_run_metadata
@with_json
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
def undo(stack_name: str, language: Language, run: int, **given: Any) -> int:
    """Reverse what a run changed, where nobody has changed it since.

    What changed since is left alone; that, and what nothing can restore, is listed.

    Exit code: 0 applied and verified, 1 something failed, 2 some of it not yet visible, 3 refused.
    """
    session, options = new_session(language), RunOptions.of(given)
    require_guards(options.acknowledged)
    metadata = run_metadata(session, options, RunKind.UNDO)
    with open_context(session, stack_name, RunOptions(day=today())) as command:
        found = require_run(command.context.ledger, run, stack_name)
        run_to_undo = _undone(command, found, options.targets.schools)
        if not run_to_undo.entries:
            if session.json:
                answer_planned(session, PlannedRun(RunKind.UNDO, stack_name, undone=run))
            else:
                session.write(session.texts.format("undo-nothing-done", run=str(run)))
            return Exit.DONE
        touched = replace(command, targets=_targets(command, run_to_undo))
        with leased(touched, metadata, options.lease_wait) as lease:
            planning = touched.plan(
                lambda pipe, targets, progress: pipe.plan_undo(run_to_undo, targets, progress)
            )
            approval = _approved(session, planning, found, options)
            if not planning.plan.changes():
                return of_plan(planning.plan)
            return ApplyCommand(session, planning, approval, metadata, lease).run()


def _undone(command: CommandContext, run: Run, schools: tuple[str, ...]) -> RunToUndo:
    """What may have been written of it. StackError while it runs, or for a school not in it."""
    if run.state is RunState.RUNNING:
        facts: dict[str, str | int] = {"run": str(run.number), "who": run.who}
        raise StackError([Fault(UndoFault.STILL_RUNNING, None, facts)])
    entries = command.context.ledger.entries(run.number)
    if any(entry.pruned for entry in entries):
        raise LedgerError([Fault(LedgerCode.RUN_PRUNED, None, {"run": run.number})])
    acted = [entry for entry in entries if may_have_acted(entry)]
    known = sorted({entry.school for entry in acted})
    about = {"run": str(run.number)}
    shown = ", ".join(known) or "-"
    faults = [
        Fault(
            UndoFault.NOT_IN_RUN,
            None,
            {**about, **near_facts(school, known), "school": school, "known": shown},
        )
        for school in schools
        if school not in known
    ]
    if faults:
        raise StackError(faults)
    wanted = [entry for entry in acted if not schools or entry.school in schools]
    return RunToUndo(
        run=run.number,
        entries=tuple(replace(entry, change=entry.change.really) for entry in wanted),
        waves={item.ref: item.wave for item in run.schools},
        hidden=hidden_texts(entry.change for entry in wanted),
    )


def _targets(command: CommandContext, run_to_undo: RunToUndo) -> TargetSelector:
    """The tenants that the run wrote to; StackError where no school is declared in one now."""
    tenants = {entry.change.address.tenant for entry in run_to_undo.entries}
    gone = sorted(tenants - set(tenants_of_targets(command.context.loaded, TargetSelector())))
    if gone:
        run = str(run_to_undo.run)
        raise StackError(
            Fault(UndoFault.TENANT_GONE, None, {"run": run, "tenant": item}) for item in gone
        )
    return TargetSelector(tenants=frozenset(tenants))


def _approved(session: Session, planning: PlanCommand, run: Run, options: RunOptions) -> Approval:
    """Shows the inverse, what is not restored and what still wants it, and asks."""
    approval = approve(planning.plan, Consent(acknowledged=frozenset(options.acknowledged)))
    shown = taken(session, planning, options, approval)
    if session.json:
        agreed, stack = options.acknowledged, planning.plan.stack
        asked = PlannedRun(RunKind.UNDO, stack, approval, agreed, run.number, shown.reveal)
        answer_planned(session, asked)
    else:
        _show(session, planning, run, shown)
    if planning.plan.changes() and run.kind is not RunKind.UNDO:
        session.error(session.texts.format("undo-manifests", run=str(run.number)))
    if approval.approved.schools and not options.yes:
        ask(session, planning.watch)
    return approval


def _show(session: Session, planning: PlanCommand, run: Run, shown: PlanOptions) -> None:
    kind = session.texts.format(f"history-kind-{run.kind}")
    about = {"kind": kind, "day": run.day, "who": run.who, "commit": run.commit or "none"}
    session.write(session.texts.format("undo-of", run=str(run.number), **about))
    if leaves_nothing(planning.plan, shown.refused or ()):
        session.write(session.texts.format("undo-nothing", run=str(run.number)))
    else:
        session.write(render_plan(planning.plan, session.texts, shown))
    _report_not_restored(session, planning)


def _report_not_restored(session: Session, planning: PlanCommand) -> None:
    """One line each, and what to do once for all of a sort."""
    found = [finding for school in planning.plan.schools for finding in school.findings]
    if not found:
        return
    session.write(session.texts.format("undo-not-restored"))
    for _, sort in groupby(sorted(found, key=_by_code), key=_by_code):
        messages = [session.texts.found(finding) for finding in sort]
        hints = sorted({item.hint for item in messages if item.hint is not None})
        session.write("\n".join(indented([item.text for item in messages], 2)))
        session.write("\n".join(indented(hints, 4)))


def _by_code(finding: Finding) -> str:
    return finding.code.value

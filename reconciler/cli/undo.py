"""`undo`: puts back what a run did, as an ordinary plan with guards, as far as that can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

import click

from reconciler.actor import today
from reconciler.cli.carrying import Carrying, ask, leased, operator_of, with_operator
from reconciler.cli.exits import Exit, of_plan
from reconciler.cli.history import require_run
from reconciler.cli.options import Session, session, with_stack
from reconciler.cli.work import Desk, Work, opened, plan_options
from reconciler.desired.reach import Reach
from reconciler.errors import Fault, StackError
from reconciler.ledger.runs import Run
from reconciler.model.plan import Finding
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent
from reconciler.plan.undo.build import Undone
from reconciler.plan.undo.codes import UndoFault
from reconciler.plan.undo.journal import may_have_acted
from reconciler.planned import tenants_in
from reconciler.report.plan_summary import Ending, indented
from reconciler.report.plan_text import render_plan
from reconciler.report.texts import Language
from reconciler.setting import require_guards


@click.command()
@with_stack
@click.argument("run", type=int)
@click.option("--school", "schools", multiple=True, help="Only this school; may be repeated.")
@with_operator
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
def undo(stack_name: str, language: Language, run: int, **options: Any) -> int:
    """Put back what a run did, where it is still as the run left it.

    What changed since is left alone; that, and what nothing can restore, is listed.

    Exit code: 0 done and seen, 1 something failed, 2 some of it does not show yet, 3 refused.
    """
    talk = session(language)
    require_guards(options["acknowledged"])
    operator = operator_of(talk, options, "undo")
    reach = {"schools": (), "tenants": (), "waves": (), "kinds": (), "day": today()}
    with opened(talk, stack_name, reach) as desk:
        found = require_run(desk.setting.ledger, run, stack_name)
        undone = _undone(desk, found, options["schools"])
        if not undone.entries:
            talk.write(talk.texts.say("undo-nothing-done", run=str(run)))
            return Exit.DONE
        touched = replace(desk, reach=_touched(desk, undone))
        with leased(touched, operator, options["patience"]) as lease:
            work = touched.plan(lambda pipe, reach, steps: pipe.plan_undo(undone, reach, steps))
            approval = _approved(talk, work, found, options)
            if not work.plan.changes():
                return of_plan(work.plan)
            return Carrying(talk, work, approval, operator, lease).run()


def _undone(desk: Desk, run: Run, schools: tuple[str, ...]) -> Undone:
    """What may have been written of it. StackError while it runs, or for a school not in it."""
    if run.state == "running":
        facts: dict[str, str | int] = {"run": str(run.number), "who": run.who}
        raise StackError([Fault(UndoFault.STILL_RUNNING, None, facts)])
    acted = [entry for entry in desk.setting.ledger.entries(run.number) if may_have_acted(entry)]
    known = sorted({entry.school for entry in acted})
    about = {"run": str(run.number), "known": ", ".join(known) or "-"}
    faults = [
        Fault(UndoFault.NOT_IN_RUN, None, {**about, "school": school})
        for school in schools
        if school not in known
    ]
    if faults:
        raise StackError(faults)
    return Undone(
        run=run.number,
        entries=tuple(entry for entry in acted if not schools or entry.school in schools),
        waves={(one.school, one.tenant): one.wave for one in run.schools},
    )


def _touched(desk: Desk, undone: Undone) -> Reach:
    """The tenants that the run wrote to; StackError where no school is declared in one now."""
    tenants = {entry.change.address.tenant for entry in undone.entries}
    gone = sorted(tenants - set(tenants_in(desk.setting.loaded, Reach())))
    if gone:
        run = str(undone.run)
        raise StackError(
            Fault(UndoFault.TENANT_GONE, None, {"run": run, "tenant": one}) for one in gone
        )
    return Reach(tenants=frozenset(tenants))


def _approved(talk: Session, work: Work, run: Run, options: dict[str, Any]) -> Approval:
    """Shows the inverse, what is not restored and what still wants it, and asks."""
    kind = talk.texts.say(f"history-kind-{run.kind}")
    about = {"kind": kind, "day": run.day, "who": run.who, "commit": run.commit or "none"}
    talk.write(talk.texts.say("undo-of", run=str(run.number), **about))
    if not work.plan.changes() and not work.plan.failures:
        talk.write(talk.texts.say("undo-nothing", run=str(run.number)))
    else:
        shown = replace(plan_options(talk, work, options), ending=Ending.TAKEN)
        talk.write(render_plan(work.plan, talk.texts, shown))
    _say_not_restored(talk, work)
    approval = approve(work.plan, Consent(acknowledged=frozenset(options["acknowledged"])))
    if work.plan.changes() and run.kind != "undo":
        talk.complain(talk.texts.say("undo-manifests", run=str(run.number)))
    if approval.approved.schools and not options["yes"]:
        ask(talk, work.watch)
    return approval


def _say_not_restored(talk: Session, work: Work) -> None:
    """One line each, and what to do once for all of a sort."""
    found = [finding for school in work.plan.schools for finding in school.findings]
    if not found:
        return
    talk.write(talk.texts.say("undo-not-restored"))
    for _, sort in groupby(sorted(found, key=_by_code), key=_by_code):
        told = [talk.texts.found(finding) for finding in sort]
        hints = sorted({one.hint for one in told if one.hint is not None})
        talk.write("\n".join(indented([one.text for one in told], 2)))
        talk.write("\n".join(indented(hints, 4)))


def _by_code(finding: Finding) -> str:
    return finding.code.value

"""`forget`: leaves a tenant, as an ordinary plan with a guard; nothing but marks is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from reconciler.cli import names
from reconciler.cli.applying import ApplyCommand, ask, leased, run_metadata, with_run_metadata
from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import Session, new_session, with_json, with_stack
from reconciler.cli.planning import CommandContext, PlanCommand, open_context, taken
from reconciler.cli.run_answer import PlannedRun, answer_planned
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Fault, StackError
from reconciler.model.states import RunKind
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent
from reconciler.project.caller import today
from reconciler.project.open import require_guards
from reconciler.report.plan_text import render_plan
from reconciler.report.texts import Language


@click.command()
@with_stack
@click.option(
    "--tenant",
    "tenants",
    multiple=True,
    shell_complete=names.tenants,
    required=True,
    help="The tenant to leave.",
)
@with_run_metadata
@with_json
def forget(stack_name: str, language: Language, **given: Any) -> int:
    """Leave a tenant: take every mark off what is ours there, and nothing else.

    Units, groups, members, settings and licences stay as they are, and nobody manages them.

    Exit code: 0 applied and verified, 1 something failed, 2 some of it not yet visible, 3 refused.
    """
    session, options = new_session(language), RunOptions.of(given)
    require_guards(options.acknowledged)
    metadata = run_metadata(session, options, RunKind.FORGET)
    with open_context(session, stack_name, replace(options, day=today())) as command:
        _require_somebody(command, options.targets.tenants)
        with leased(command, metadata, options.lease_wait) as lease:
            planning = command.plan(
                lambda pipe, targets, progress: pipe.plan_forget(targets, progress)
            )
            approval = _approved(session, planning, options)
            if not planning.plan.changes():
                return of_plan(planning.plan)
            code = ApplyCommand(session, planning, approval, metadata, lease).run()
            if code == Exit.DONE:
                _report_declared(session, planning)
            return code


def _require_somebody(command: CommandContext, tenants: tuple[str, ...]) -> None:
    """StackError for a tenant that no school has: nothing says how far to look in it."""
    nobody = [alias for alias in tenants if alias not in command.tenants]
    if nobody:
        raise StackError(Fault(CliCode.NOBODY_THERE, None, {"tenant": one}) for one in nobody)


def _approved(session: Session, planning: PlanCommand, options: RunOptions) -> Approval:
    """Shows what would be let go, and asks."""
    approval = approve(planning.plan, Consent(acknowledged=frozenset(options.acknowledged)))
    shown = taken(session, planning, options, approval)
    if session.json:
        agreed, stack = options.acknowledged, planning.plan.stack
        answer_planned(session, PlannedRun(RunKind.FORGET, stack, approval, agreed))
    else:
        session.write(render_plan(planning.plan, session.texts, shown))
    if approval.approved.schools and not options.yes:
        ask(session, planning.watch)
    return approval


def _report_declared(session: Session, planning: PlanCommand) -> None:
    """The files still name the tenant, and the next apply would take everything over again."""
    for alias, schools in planning.planned.schools_by_tenant.items():
        facts: dict[str, str | int] = {"tenant": alias, "count": len(schools)}
        session.error(session.texts.format("forget-still-declared", **facts))

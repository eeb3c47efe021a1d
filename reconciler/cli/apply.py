"""`apply`: carries a plan out, once a person or --yes agrees, and looks whether it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from reconciler.apply.rollout import RolloutPolicy
from reconciler.cli import names
from reconciler.cli.applying import (
    ApplyCommand,
    ask,
    leased,
    pausing,
    run_metadata,
    with_run_metadata,
)
from reconciler.cli.options import (
    Session,
    new_session,
    with_json,
    with_retry,
    with_stack,
    with_targets,
)
from reconciler.cli.planning import CommandContext, PlanCommand, open_context, taken
from reconciler.cli.run_answer import PlannedRun, answer_planned
from reconciler.cli.run_options import RunOptions
from reconciler.model.states import RunKind
from reconciler.plan.approve import OF_CONSENT, Approval, approve
from reconciler.plan.consent import Consent
from reconciler.planfile.read import read_plan
from reconciler.project.open import require_guards, require_names
from reconciler.report.plan_text import render_plan
from reconciler.report.texts import Language


@click.command()
@with_stack
@with_targets
@with_run_metadata
@with_retry
@with_json
@click.option("--expect", "expected", help="Carry out only the plan with this fingerprint.")
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Carry out only the schools that are still as in this file of plan --out.",
)
@click.option(
    "--until-wave",
    "until",
    shell_complete=names.waves,
    help="Leave the waves after this one for later.",
)
@click.option("--pause-between-waves", "pause", is_flag=True, help="Ask before each next wave.")
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
def apply(stack_name: str, language: Language, **given: Any) -> int:
    """Plan again, then carry the plan out, wave by wave.

    Exit code: 0 applied and verified, 1 something failed, 2 some of it not yet visible, 3 refused.
    """
    session, options = new_session(language), RunOptions.of(given)
    require_guards(options.acknowledged)
    metadata = run_metadata(session, options, RunKind.APPLY)
    with open_context(session, stack_name, options) as command:
        policy = _rollout_policy(command, options)
        consent = _consent(command, options)
        with leased(command, metadata, options.lease_wait) as lease:
            planning = command.plan()
            approval = _approved(session, planning, consent, options)
            return ApplyCommand(session, planning, approval, metadata, lease, policy).run()


def _consent(command: CommandContext, options: RunOptions) -> Consent:
    """What was agreed to before; PlanError where the plan's file is not usable."""
    file = options.plan_file
    context = command.context
    return Consent(
        acknowledged=frozenset(options.acknowledged),
        expected=options.expected,
        schools=None if file is None else read_plan(file, context.stack.name, context.keyring),
    )


def _approved(
    session: Session, planning: PlanCommand, consent: Consent, options: RunOptions
) -> Approval:
    """Shows the plan and every no that is not in it, and asks unless consent came before."""
    approval = approve(planning.plan, consent)
    shown = taken(session, planning, options, approval)
    if session.json:
        agreed, stack = options.acknowledged, planning.plan.stack
        run = PlannedRun(RunKind.APPLY, stack, approval, agreed, reveal=shown.reveal)
        answer_planned(session, run)
    else:
        session.write(render_plan(planning.plan, session.texts, shown))
    for refusal in approval.refused:
        if refusal.guard in OF_CONSENT:  # the others stand in the plan above
            session.error(session.texts.refusal(refusal))
    given = options.yes or options.expected is not None or options.plan_file is not None
    if approval.approved.schools and not given:
        ask(session, planning.watch)
    return approval


def _rollout_policy(command: CommandContext, options: RunOptions) -> RolloutPolicy:
    """How far the rollout goes; StackError for a wave that there is not."""
    municipality, until = command.context.loaded.municipality, options.until
    require_names("wave", [] if until is None else [until], municipality.waves)
    policy = RolloutPolicy(until=until, limits=municipality.rollout)
    asking = pausing(command.session, command.watch)
    return replace(policy, go_on=asking) if options.pause else policy

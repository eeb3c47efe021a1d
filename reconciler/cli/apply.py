"""`apply`: carries a plan out, once a person or --yes agrees, and looks whether it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from reconciler.apply.rollout import Way
from reconciler.cli.carrying import Carrying, ask, leased, operator_of, pausing, with_operator
from reconciler.cli.options import Session, session, with_reach, with_stack
from reconciler.cli.work import Desk, Work, opened, plan_options
from reconciler.errors import Fault, StackError
from reconciler.plan.approve import OF_CONSENT, Approval, approve
from reconciler.plan.consent import Consent
from reconciler.plan.file import read_plan
from reconciler.report.plan_summary import Ending
from reconciler.report.plan_text import render_plan
from reconciler.report.texts import Language
from reconciler.setting import SettingCode, require_guards


@click.command()
@with_stack
@with_reach
@with_operator
@click.option("--expect", "expected", help="Carry out only the plan with this fingerprint.")
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Carry out only the schools that are still as in this file of plan --out.",
)
@click.option("--until-wave", "until", help="Leave the waves after this one for later.")
@click.option("--pause-between-waves", "pause", is_flag=True, help="Ask before each next wave.")
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
def apply(stack_name: str, language: Language, **options: Any) -> int:
    """Plan again, and carry the plan out, wave by wave.

    Exit code: 0 done and seen, 1 something failed, 2 some of it does not show yet, 3 refused.
    """
    talk = session(language)
    require_guards(options["acknowledged"])
    operator = operator_of(talk, options, "apply")
    with opened(talk, stack_name, options) as desk:
        way = _way(desk, options)
        consent = _consent(desk, options)
        with leased(desk, operator, options["patience"]) as lease:
            work = desk.plan()
            approval = _approved(talk, work, consent, options)
            return Carrying(talk, work, approval, operator, lease, way).run()


def _consent(desk: Desk, options: dict[str, Any]) -> Consent:
    """What was agreed to before; PlanError where the plan's file is not usable."""
    file: Path | None = options["plan_file"]
    setting = desk.setting
    return Consent(
        acknowledged=frozenset(options["acknowledged"]),
        expected=options["expected"],
        schools=None if file is None else read_plan(file, setting.stack.name, setting.seal),
    )


def _approved(talk: Session, work: Work, consent: Consent, options: dict[str, Any]) -> Approval:
    """Shows the plan and every no that is not in it, and asks unless consent came before."""
    shown = replace(plan_options(talk, work, options), ending=Ending.TAKEN)
    talk.write(render_plan(work.plan, talk.texts, shown))
    approval = approve(work.plan, consent)
    for refusal in approval.refused:
        if refusal.guard in OF_CONSENT:  # the others stand in the plan above
            talk.complain(talk.texts.refusal(refusal))
    given = options["yes"] or options["expected"] is not None or options["plan_file"] is not None
    if approval.approved.schools and not given:
        ask(talk, work.watch)
    return approval


def _way(desk: Desk, options: dict[str, Any]) -> Way:
    """How far the rollout goes; StackError for a wave that there is not."""
    municipality, until = desk.setting.loaded.municipality, options["until"]
    if until is not None and until not in municipality.waves:
        facts = {"what": "wave", "name": until}
        raise StackError([Fault(SettingCode.UNKNOWN_NAME, None, facts)])
    asking = {"go_on": pausing(desk.talk, desk.watch)} if options["pause"] else {}
    return Way(until=until, limits=municipality.rollout, **asking)

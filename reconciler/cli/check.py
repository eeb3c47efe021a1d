"""`check`: whether what is declared keeps the municipality's rules; writes nothing anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_at, with_stack, with_targets
from reconciler.cli.planning import PlanCommand, open_plan
from reconciler.cli.run_options import RunOptions
from reconciler.model.plan import Finding, Level
from reconciler.report.rules import CheckResult, render_check, render_check_json
from reconciler.report.texts import Language

_RENDER = {"text": render_check, "json": render_check_json}


@click.command()
@with_stack
@with_targets
@with_at
@click.option("--format", "form", type=click.Choice(list(_RENDER)), default="text")
def check(stack_name: str, language: Language, form: str, **given: Any) -> int:
    """Show where the declared state breaks a rule of policies/, and the remedy.

    Exit code: 0 no mandatory rule is broken, 1 a tenant could not be read, 3 one is.
    """
    session, options = new_session(language), RunOptions.of(given)
    with open_plan(session, stack_name, options) as planning:
        checked = _checked(planning, options.day)
        session.write(_RENDER[form](checked, session.texts))
    if checked.unread:
        return Exit.FAULT
    return Exit.REFUSED if checked.count(Level.MANDATORY) else Exit.DONE


def _checked(planning: PlanCommand, day: str) -> CheckResult:
    rulebook = planning.context.rulebook
    return CheckResult(
        stack=planning.plan.stack,
        day=day,
        rules={rule.id.value: rulebook.levels[rule.id] for rule in rulebook.rules},
        schools=len({school.school for school in planning.plan.schools}),
        findings=tuple(sorted(_found(planning), key=Finding.sort_key)),
        unread=tuple(
            sorted({item for failed in planning.plan.failures for item in failed.schools})
        ),
    )


def _found(planning: PlanCommand) -> Iterator[Finding]:
    """What the rules found in reach; where a kind was asked for, only in things of that kind."""
    codes, kinds = planning.context.rulebook.codes, planning.targets.kinds
    for school in planning.plan.schools:
        for finding in school.findings:
            known = not kinds or finding.subject.partition("/")[0] in kinds
            if finding.code in codes and known:
                yield finding

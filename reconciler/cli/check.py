"""`check`: whether what is declared keeps the municipality's rules; writes nothing anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import session, with_at, with_reach, with_stack
from reconciler.cli.work import Work, planned
from reconciler.model.plan import Finding, Level
from reconciler.report.rules import Checked, render_check, render_check_json
from reconciler.report.texts import Language

_RENDER = {"text": render_check, "json": render_check_json}


@click.command()
@with_stack
@with_reach
@with_at
@click.option("--format", "form", type=click.Choice(list(_RENDER)), default="text")
def check(stack_name: str, language: Language, form: str, **options: Any) -> int:
    """Show where what is declared breaks a rule of policies/, and the cure.

    Exit code: 0 no mandatory rule is broken, 1 a tenant could not be read, 3 one is.
    """
    talk = session(language)
    with planned(talk, stack_name, options) as work:
        checked = _checked(work, options["day"])
        talk.write(_RENDER[form](checked, talk.texts))
    if checked.unread:
        return Exit.FAULT
    return Exit.REFUSED if checked.count(Level.MANDATORY) else Exit.DONE


def _checked(work: Work, day: str) -> Checked:
    book = work.setting.book
    return Checked(
        stack=work.plan.stack,
        day=day,
        rules={rule.id.value: book.levels[rule.id] for rule in book.rules},
        schools=len({school.school for school in work.plan.schools}),
        findings=tuple(sorted(_found(work), key=Finding.sort_key)),
        unread=tuple(sorted({one for failed in work.plan.failures for one in failed.schools})),
    )


def _found(work: Work) -> Iterator[Finding]:
    """What the rules found in reach; where a kind was asked for, only in things of that kind."""
    codes, kinds = work.setting.book.codes, work.reach.kinds
    for school in work.plan.schools:
        for finding in school.findings:
            known = not kinds or finding.subject.partition("/")[0] in kinds
            if finding.code in codes and known:
                yield finding

"""`check`: whether what is declared keeps the municipality's rules; writes nothing anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import (
    Session,
    new_session,
    with_at,
    with_format,
    with_stack,
    with_targets,
)
from reconciler.cli.planning import PlanCommand, open_plan
from reconciler.cli.pull_request import PullRequestCode, PullRequestOptions, project_in
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Fault, StackError
from reconciler.model.plan import Finding, Level
from reconciler.project.revision import revision
from reconciler.report.rules import CheckResult, check_document, render_check, render_check_markdown
from reconciler.report.texts import Language
from reconciler.report.triggers import LineLinks
from reconciler.runtime.declared import check_declared


@click.command()
@with_stack
@with_targets
@with_at
@with_format("json", "md")
@click.option(
    "--declared",
    is_flag=True,
    help="Judge the files alone: no roster, tenant, ledger or key is read.",
)
@click.option(
    "--head",
    metavar="DIR|REV",
    help="With --declared: judge a pull request's files by this folder's rules and scopes.",
)
@click.option(
    "--line-links",
    "links",
    default="",
    metavar="URL",
    help="Address of a line at the code host, with {file} and {line}; for --format md.",
)
def check(stack_name: str, language: Language, form: str, **given: Any) -> int:
    """Show where the declared state breaks a rule of policies/, and the remedy.

    --declared is for jobs that may see nobody, such as those of forks. It checks the files as
    validate does, and says that rules which hang on people were not judged.

    Exit code: 0 no mandatory rule is broken, 1 a tenant could not be read, 3 one is.
    """
    declared, links = given.pop("declared"), given.pop("links")
    asked = PullRequestOptions(head=given.pop("head"), links=links)
    session, options = new_session(language), RunOptions.of(given)
    if declared:
        checked = check_files(session, stack_name, options.day, asked)
    elif asked.asked:
        raise StackError([Fault(PullRequestCode.NEEDS_DECLARED)])
    else:
        with open_plan(session, stack_name, options) as planning:
            checked = _checked(planning, options.day)
    if form == "json":
        session.answer(check_document(checked, session.texts))
    elif form == "md":
        session.write(render_check_markdown(checked, session.texts, LineLinks(links)))
    else:
        session.write(render_check(checked, session.texts))
    if checked.unread:
        return Exit.FAULT
    return Exit.REFUSED if checked.count(Level.MANDATORY) else Exit.DONE


def check_files(
    session: Session, stack_name: str, day: str, asked: PullRequestOptions
) -> CheckResult:
    """What the rules find in the files alone; of a pull request's where one is given."""
    here = session.place()
    with ExitStack() as stack:
        head = None
        if asked.head is not None:
            head = project_in(stack.enter_context(revision(here.root, asked.head)))
        found = check_declared(here, stack_name, day, head)
    rulebook = found.rulebook
    return CheckResult(
        stack=stack_name,
        day=day,
        rules={rule.id.value: rulebook.levels[rule.id] for rule in rulebook.rules},
        schools=len(found.schools),
        findings=found.findings,
        declared_alone=True,
        governance=found.governance,
    )


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

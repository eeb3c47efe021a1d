"""`plan`: what differs and what would be done; writes nothing anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import CliCode
from reconciler.cli.options import (
    Session,
    new_session,
    with_at,
    with_format,
    with_retry,
    with_stack,
    with_targets,
)
from reconciler.cli.planning import PlanCommand, open_plan, plan_options
from reconciler.cli.pull_request import (
    PullRequestCommand,
    PullRequestOptions,
    comment_options,
    open_pull_request_plan,
)
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Fault, StackError
from reconciler.model.tenant import Mode
from reconciler.planfile.seal import seal_plan
from reconciler.planfile.write import plan_document, plan_json
from reconciler.project.writing import write_file
from reconciler.report.comment import render_comment, without_limit
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.plan_text import render_plan
from reconciler.report.rules import governed_text
from reconciler.report.texts import Language, Texts


@click.command()
@with_stack
@with_targets
@with_at
@with_retry
@with_format("json", "md")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the plan as JSON, for apply --plan.",
)
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
@click.option(
    "--as-if",
    type=click.Choice([Mode.MANAGE.value]),
    help="Show what would be planned if everything were managed; apply never does it.",
)
@click.option("--explain-requests", is_flag=True, help="Count the requests by route.")
@click.option(
    "--base",
    metavar="DIR|REV",
    help="This folder has a pull request's files; DIR or REV is its trusted target branch.",
)
@click.option(
    "--head",
    metavar="DIR|REV",
    help="This folder is the trusted target branch; DIR or REV has a pull request's files.",
)
@click.option(
    "--line-links",
    "links",
    default="",
    metavar="URL",
    help="Address of a line at the code host, with {file} and {line}; for --format md.",
)
@click.option(
    "--full",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the comment with all that --format md leaves out to fit.",
)
def plan(stack_name: str, language: Language, form: str, out: Path | None, **given: Any) -> int:
    """Show what differs between the files and the tenants.

    With --base or --head: what a pull request changes, and what is pending without it. Both sides
    are planned from one look at the tenants. Of the pull request only manifests are read; stacks,
    rules, levels, waivers, scopes and guards are the target branch's.

    Exit code: 0 nothing differs, 1 a tenant could not be read, 2 changes, 3 refused.
    """
    asked = PullRequestOptions(*(given.pop(name) for name in ("base", "head", "links", "full")))
    session, options = new_session(language), RunOptions.of(given)
    if out is not None and options.as_if is not None:
        # a plan file is consent to carry the plan out, and this one never is
        raise StackError([Fault(CliCode.AS_IF_TO_FILE)])
    asked.require_sound()
    if asked.asked:
        with open_pull_request_plan(session, stack_name, options, asked) as request:
            for one in request.proposal.governance if form != "md" else ():
                session.error(governed_text(one, session.texts))
            if form == "md":
                session.write(_commented(request, session.texts, asked))
            return _ended(session, request.planning, options, (out, "" if form == "md" else form))
    with open_plan(session, stack_name, options) as planning:
        return _ended(session, planning, options, (out, form))


def _ended(
    session: Session, planning: PlanCommand, options: RunOptions, to: tuple[Path | None, str]
) -> int:
    """Writes the plan's file where one is asked for, and prints the plan."""
    out, form = to
    shown = plan_options(session, planning, options)
    if out is not None:
        text = plan_json(planning.plan, session.texts, shown.reveal)
        write_file(out, seal_plan(text, planning.context.keyring))
    if form == "json":
        session.answer(plan_document(planning.plan, session.texts, shown.reveal))
    elif form == "md":
        session.write(render_plan_markdown(planning.plan, session.texts))
    elif form == "text":
        session.write(render_plan(planning.plan, session.texts, shown))
    return of_plan(planning.plan)


def _commented(request: PullRequestCommand, texts: Texts, asked: PullRequestOptions) -> str:
    """The comment; what it leaves out goes into the file of --full."""
    proposal, how = request.proposal, comment_options(asked, request.planning.context)
    if asked.full is not None:
        write_file(asked.full, render_comment(proposal, texts, without_limit(how)).text)
    return render_comment(proposal, texts, how).text

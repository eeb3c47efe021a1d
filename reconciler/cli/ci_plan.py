"""`ci plan`: plans a pull request, and says on it what merging would do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from reconciler.cli.ci_fork import check_fork
from reconciler.cli.ci_job import CiRun, open_run, required, with_number
from reconciler.cli.ci_text import LIMIT, MARGIN
from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_stack
from reconciler.cli.planning import PlanCommand
from reconciler.cli.pull_request import (
    PullRequestCommand,
    PullRequestOptions,
    comment_options,
    open_pull_request_plan,
)
from reconciler.cli.run_options import RunOptions
from reconciler.codehost.checkout import merged_files
from reconciler.codehost.job import JobEvent
from reconciler.codehost.model import LineLevel, LineNote, StatusState
from reconciler.model.plan import Level
from reconciler.model.proposal import Proposal
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent
from reconciler.planfile.review import Agreement, ReviewedPlan, ReviewRecord
from reconciler.planfile.seal import seal_plan
from reconciler.planfile.write import plan_json
from reconciler.report.comment import render_comment, without_limit
from reconciler.report.texts import Language


@click.command()
@with_stack
@with_number
@click.option(
    "--head",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A checkout of what is proposed, of which only the manifests are read. [default: what the"
    " merge would make, out of Git]",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the plan as JSON: numbers and fingerprints, no person.",
)
@click.option(
    "--full",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the comment with all that it leaves out to fit.",
)
@click.option(
    "--lines",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write all notes beside lines: GitLab's code quality report, else SARIF.",
)
def plan(stack_name: str, language: Language, number: int | None, **files: Path | None) -> int:
    """Plan a pull request and say on it what merging would do; writes to no tenant.

    Everything but the manifests comes from the folder that it runs in: the base's stacks, rules,
    levels and waivers. One comment is kept up to date, and the status reconciler/plan of the
    commit says whether it may be merged. Reads GITHUB_*, GITEA_* or CI_* of the job.

    Of a fork the files are checked, alone and against the rules, without any secret; that is told
    as reconciler/check, and the status reconciler/plan stays open.

    Exit code: 0 told, also where a guard refuses: the status says so; 1 there is no plan.
    """
    session = new_session(language)
    run = open_run(session, stack_name, "plan")
    pull = required(number or run.job.number)
    with TemporaryDirectory() as folder:
        if run.job.from_fork:
            return check_fork(run, pull, _files(run, pull, files["head"], Path(folder)))
        with run.told(pull, run.job.commit):
            run.status(run.job.commit, StatusState.PENDING, "planning")
            asked = PullRequestOptions(links=run.job.line_link)
            if run.job.event is JobEvent.QUEUED:
                # what is checked out is what the queue would make the branch's next commit
                asked = replace(asked, base=run.job.base)
            else:
                proposed = _files(run, pull, files["head"], Path(folder))
                asked = replace(asked, head=str(proposed))
            with open_pull_request_plan(session, stack_name, RunOptions(), asked) as request:
                run.write_file(files["out"], _sealed(request.planning, run))
                run.write_file(files["lines"], run.lines_file(_notes(request.proposal, run)))
                run.write_file(files["full"], _whole(run, request, asked))
                return _tell(run, request, pull, asked)


def _files(run: CiRun, pull: int, given: Path | None, folder: Path) -> Path:
    """What the merge would hold."""
    root = run.session.place().root
    return (given or merged_files(run.job, pull, root, folder)).resolve()


def _whole(run: CiRun, request: PullRequestCommand, asked: PullRequestOptions) -> str:
    how = without_limit(comment_options(asked, request.planning.context))
    return render_comment(request.proposal, run.session.texts, how).text


def _sealed(planning: PlanCommand, run: CiRun) -> str:
    return seal_plan(plan_json(planning.plan, run.session.texts), planning.context.keyring)


def _tell(run: CiRun, request: PullRequestCommand, pull: int, asked: PullRequestOptions) -> int:
    """Comment, lines and status; the exit code."""
    planning = request.planning
    reviewed = ReviewedPlan.of(planning.plan, run.job.commit)
    earlier = run.record(pull, planning.context.keyring)
    agreed = holding(earlier.acknowledged if earlier else (), reviewed)
    record = ReviewRecord(run.place(pull), reviewed, agreed)
    approval = approve(planning.plan, Consent(acknowledged=names(agreed)))
    line, decisions = record.line(planning.context.keyring), run.writer.decisions(reviewed, record)
    how = replace(
        comment_options(asked, planning.context), limit=LIMIT - len(line) - len(decisions) - MARGIN
    )
    told = render_comment(request.proposal, run.session.texts, how).text
    run.note_lines(_notes(request.proposal, run))
    run.say(pull, [told, decisions], line)
    return _status(run, planning, approval)


def _status(run: CiRun, planning: PlanCommand, approval: Approval) -> int:
    commit, count = run.job.commit, planning.plan.changes()
    if of_plan(planning.plan) is Exit.FAULT:
        run.status(commit, StatusState.FAILURE, "unread")
        return Exit.FAULT
    if approval.refused:
        run.status(commit, StatusState.FAILURE, "refused", count=len(approval.refused))
    else:
        queued = run.job.event is JobEvent.QUEUED
        run.status(commit, StatusState.SUCCESS, "queued" if queued else "planned", count=count)
    return Exit.DONE


def holding(given: tuple[Agreement, ...], plan: ReviewedPlan) -> tuple[Agreement, ...]:
    """Those that hold: every plan that an acknowledgement is about is as it was then."""
    prints: dict[str, set[str]] = {}
    for one in given:
        prints.setdefault(one.name, set()).add(one.fingerprint)
    return tuple(
        one
        for one in given
        if (needed := plan.fingerprints(one.guard, one.school)) and needed <= prints[one.name]
    )


def names(agreed: tuple[Agreement, ...]) -> frozenset[str]:
    """As approval takes them."""
    return frozenset(one.name for one in agreed)


_LEVELS = {Level.MANDATORY: LineLevel.ERROR, Level.ADVISORY: LineLevel.WARNING}


def _notes(proposal: Proposal, run: CiRun) -> list[LineNote]:
    """The findings that the pull request brings, where they have a line."""
    return [
        LineNote(
            _LEVELS[one.level], one.place.file, one.place.line, str(run.session.texts.found(one))
        )
        for school in proposal.schools
        for one in school.new_findings
        if one.place is not None
    ]

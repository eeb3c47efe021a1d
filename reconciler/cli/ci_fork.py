"""`ci plan` for a fork: the files against each other and the rules; no roster, tenant or key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reconciler.cli.check import check_files
from reconciler.cli.ci_job import CiRun
from reconciler.cli.exits import Exit
from reconciler.cli.pull_request import PullRequestOptions
from reconciler.codehost.model import LineLevel, LineNote, StatusState
from reconciler.model.plan import Level
from reconciler.project.caller import today
from reconciler.report.rules import render_check_markdown
from reconciler.report.triggers import LineLinks

_LEVELS = {Level.MANDATORY: LineLevel.ERROR, Level.ADVISORY: LineLevel.WARNING}


def check_fork(run: CiRun, pull: int, files: Path) -> int:
    """Tells what the rules find; the status `plan` stays open, for nothing was planned."""
    run, texts = replace(run, step="check"), run.session.texts
    commit, links = run.job.commit, run.job.line_link
    with run.told(pull, commit):
        asked = PullRequestOptions(head=str(files), links=links)
        checked = check_files(run.session, run.stack, today(), asked)
        run.note_lines(
            [
                LineNote(_LEVELS[one.level], one.place.file, one.place.line, str(texts.found(one)))
                for one in checked.findings
                if one.place is not None
            ]
        )
        body = render_check_markdown(checked, texts, LineLinks(links))
        run.say(pull, [f"> {texts.format('ci-fork')}", body])
        broken = checked.count(Level.MANDATORY)
        state = StatusState.FAILURE if broken else StatusState.SUCCESS
        run.status(commit, state, "checked", count=broken)
    return Exit.DONE

"""`plan --base` and `plan --head`: both sides of a pull request, from one observation.

What is trusted is the target branch: its stack, rules, levels, waivers, scopes and guards. With
`--base` this folder has the pull request's files, with `--head` the target branch's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reconciler.cli.actors import actors, with_actor, with_actors, with_school_actors
from reconciler.cli.options import Session
from reconciler.cli.planning import CommandContext, PlanCommand
from reconciler.cli.progress import ProgressDisplay
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Code, Fault, StackError
from reconciler.model.proposal import Proposal
from reconciler.project.caller import today
from reconciler.project.context import ProjectContext
from reconciler.project.open import Project
from reconciler.project.pull_request import PullRequestContext, open_pull_request
from reconciler.project.revision import RevisionCode, require_untracked, revision
from reconciler.report.comment import CommentOptions
from reconciler.report.triggers import LineLinks
from reconciler.runtime.observe import FleetObserver
from reconciler.runtime.pipeline import Pipeline
from reconciler.runtime.pull_request import plan_pull_request


class PullRequestCode(Code):
    """Codes of faults (fault-…)."""

    LINE_LINK = "line-link"
    NEEDS_PULL_REQUEST = "needs-pull-request"
    NEEDS_DECLARED = "needs-declared"


@dataclass(frozen=True, slots=True)
class PullRequestOptions:
    """The options of a plan that are about a pull request."""

    base: str | None = None
    """The target branch: a folder or a commit. None: this folder has it."""
    head: str | None = None
    """The pull request's files: a folder or a commit. None: this folder has them."""
    links: str = ""
    full: Path | None = None

    @property
    def asked(self) -> bool:
        """Whether a pull request is planned at all."""
        return self.base is not None or self.head is not None

    def require_sound(self) -> None:
        """StackError for options that do not go together."""
        faults = []
        if self.base is not None and self.head is not None:
            faults.append(Fault(RevisionCode.TWO_REVISIONS))
        given = {"--line-links": self.links, "--full": self.full}
        faults += [
            Fault(PullRequestCode.NEEDS_PULL_REQUEST, None, {"option": option})
            for option, value in given.items()
            if value and not self.asked
        ]
        if self.links and not _is_pattern(self.links):
            faults.append(Fault(PullRequestCode.LINE_LINK, None, {"value": self.links}))
        if faults:
            raise StackError(faults)


@dataclass(frozen=True, slots=True)
class PullRequestCommand:
    """A pull request that has been planned."""

    proposal: Proposal
    planning: PlanCommand
    """The head's plan, as any other one."""


@contextmanager
def open_pull_request_plan(
    session: Session, stack_name: str, options: RunOptions, asked: PullRequestOptions
) -> Iterator[PullRequestCommand]:
    """Reads both sides, looks at the tenants once and plans; closes everything after."""
    asked.require_sound()
    with ExitStack() as stack:
        project, head = _sides(session.place(), stack_name, asked, stack)
        opened = open_pull_request(project, head, stack_name, options.day or today())
        stack.callback(opened.base.ledger.close)
        observer = FleetObserver(opened.head)
        stack.callback(observer.close)
        watch = stack.enter_context(ProgressDisplay(session.err))
        yield _planned(session, opened, options, _Watched(watch, observer))


def comment_options(
    asked: PullRequestOptions, context: ProjectContext | None = None
) -> CommentOptions:
    """How the comment is written, as the options and the clock say; with a project's owners."""
    now = datetime.now().astimezone().strftime("%d.%m.%Y %H:%M")
    scopes = context.loaded.municipality.scopes if context is not None else {}
    owners = {
        school: tuple(dict.fromkeys(team for one in some for team in one.owners))
        for school, some in scopes.items()
    }
    return CommentOptions(LineLinks(asked.links), now, owners=owners)


def _sides(
    here: Project, stack_name: str, asked: PullRequestOptions, stack: ExitStack
) -> tuple[Project, Path]:
    """The trusted project, and the folder of the pull request's files."""
    if asked.head is not None:
        return here, project_in(stack.enter_context(revision(here.root, asked.head)))
    folder = stack.enter_context(revision(here.root, asked.base or ""))
    if Path(asked.base or "").is_dir():
        return Project.find(folder, here.environment), here.root
    trusted = replace(here, revision=folder)
    require_untracked(here.root, trusted.stack(stack_name))
    return trusted, here.root


def project_in(folder: Path) -> Path:
    """The folder with the Pulumi.yaml, as for every project; its content is not read."""
    return Project.find(folder, {}).root


@dataclass(frozen=True, slots=True)
class _Watched:
    """Who looks at the tenants, and where that is shown."""

    watch: ProgressDisplay
    observer: FleetObserver


def _planned(
    session: Session, opened: PullRequestContext, options: RunOptions, watched: _Watched
) -> PullRequestCommand:
    watch, observer = watched.watch, watched.observer
    targets = replace(options.targets.targets(opened.head), retry=options.retry)
    command = CommandContext(session, opened.head, targets, Pipeline(opened.head), watch)
    started = time.monotonic()
    watch.stage(session.texts.format("cli-looking"), len(command.tenants))
    result = plan_pull_request(opened, targets, watch.reporter(), observer)
    command.report(result.head, time.monotonic() - started)
    planning = PlanCommand(opened.head, targets, command.pipeline, result.head, watch)
    told = actors(planning)
    plan = with_actors(result.head.plan, told)
    schools = tuple(
        replace(
            one,
            plan=with_school_actors(one.plan, told),
            pending=tuple(with_actor(change, told) for change in one.pending),
        )
        for one in result.proposal.schools
    )
    proposal = replace(result.proposal, head=plan, schools=schools)
    return PullRequestCommand(proposal, replace(planning, planned=replace(result.head, plan=plan)))


def _is_pattern(text: str) -> bool:
    return text.startswith(("https://", "http://")) and "{file}" in text and "{line}" in text

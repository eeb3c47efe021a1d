"""`ci roster` and `ci drift`: every morning without a pull request, and the one issue that is left.

Premise: a pupil who came yesterday should not wait for somebody to edit a file. What a file, a hand
in a tenant or a guard is about waits for a person.

Rule: in the waves for which municipality.yaml has `roster: apply`, what needs nobody is applied
(see `plan.by_itself`). Guards see the whole plan and are never acknowledged. Whatever else differs
stands in one issue, which is closed once nothing is left.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import click

from reconciler.apply.rollout import RolloutPolicy
from reconciler.cli.applying import ApplyCommand, leased
from reconciler.cli.ci_job import CiRun, open_run
from reconciler.cli.ci_results import results_of
from reconciler.cli.drift import gathered
from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_stack
from reconciler.cli.planning import CommandContext, PlanCommand, open_context
from reconciler.cli.run_options import RunOptions
from reconciler.codehost.model import StatusState
from reconciler.plan.approve import approve
from reconciler.plan.by_itself import applied_by_itself, school_by_itself
from reconciler.plan.consent import Consent
from reconciler.planfile.review import SchoolResult
from reconciler.project.caller import commit, login
from reconciler.report.texts import Language
from reconciler.runtime.writer import RunMetadata


@click.command()
@with_stack
@click.option(
    "--wait-for-lease",
    "lease_wait",
    type=click.FloatRange(min=0),
    default=900.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another run on the same tenants.",
)
def roster(stack_name: str, language: Language, lease_wait: float) -> int:
    """Apply new lists, the calendar and unfinished changes; the rest stands in one issue.

    Only in the waves for which municipality.yaml has `roster: apply`. No guard is acknowledged.
    What a file, a hand in a tenant or a guard is about is left for a person, and told in the issue,
    which is closed once nothing is left.

    Exit code: 0 done, also where something is left: the issue says so; 1 something failed.
    """
    run = open_run(new_session(language), stack_name, "roster")
    options = RunOptions(lease_wait=lease_wait)
    with run.told(None, run.job.commit):
        run.status(run.job.commit, StatusState.PENDING, "applying")
        with open_context(run.session, stack_name, options) as command:
            return _Morning(run, command).carry_out(options)


@click.command()
@with_stack
def drift(stack_name: str, language: Language) -> int:
    """Say in the issue what waits for a person, and what others changed; writes to no tenant.

    Exit code: 0 told; 1 a tenant or its log could not be read.
    """
    run = open_run(new_session(language), stack_name, "drift")
    with (
        run.told(None, run.job.commit),
        open_context(run.session, stack_name, RunOptions()) as command,
    ):
        return _Morning(run, command).tell(command.plan(), ())


@dataclass(frozen=True, slots=True)
class _Morning:
    """One look at everything, without a pull request."""

    run: CiRun
    command: CommandContext

    def carry_out(self, options: RunOptions) -> int:
        """Applies what needs nobody, and tells what is left; the exit code."""
        municipality = self.command.context.loaded.municipality
        metadata = RunMetadata(
            who=login(os.environ),
            commit=commit(os.environ, self.run.session.place().root),
            reason=self.run.session.texts.format("ci-roster-reason"),
        )
        policy = RolloutPolicy(limits=municipality.rollout, part=school_by_itself)
        with leased(self.command, metadata, options.lease_wait) as lease:
            planning = self.command.plan()
            part = applied_by_itself(planning.plan, municipality.roster_applies)
            approval = approve(part, Consent())
            applying = ApplyCommand(self.run.session, planning, approval, metadata, lease, policy)
            applied = applying.apply()
            code = applying.exit_of(applied)
        told = self.tell(self.command.plan(), tuple(results_of(part, approval, applied)))
        failed = Exit.FAULT in (code, told)
        state = StatusState.FAILURE if failed else StatusState.SUCCESS
        self.run.status(self.run.job.commit, state, "failed" if failed else "applied-0")
        return Exit.FAULT if failed else Exit.DONE

    def tell(self, left: PlanCommand, results: tuple[SchoolResult, ...]) -> int:
        """The one issue, as things stand; closed where nothing is left."""
        run, drifted = self.run, gathered(left, reveal=False)
        marker = run.writer.marker
        incomplete = of_plan(left.plan) is Exit.FAULT or bool(drifted.no_log)
        if not (left.plan.changes() or drifted.schools or left.plan.refusals or incomplete):
            run.publisher.close_issue(marker)
            run.summarize(run.writer.morning(left.plan, drifted, results))
            return Exit.DONE
        body = run.writer.morning(left.plan, drifted, results)
        run.summarize(body)
        title = run.session.texts.format("ci-issue-title", stack=run.stack)
        found = run.publisher.put_issue(title, marker, body)
        run.session.write(run.session.texts.format("ci-issue-told", url=found.url))
        return Exit.FAULT if incomplete else Exit.DONE

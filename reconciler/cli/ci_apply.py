"""`ci apply`: after the merge, carries out what is still as approved, and plans the rest anew."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import click

from reconciler.apply.rollout import RolloutPolicy, RolloutResult
from reconciler.cli.applying import ApplyCommand, leased
from reconciler.cli.ci_job import CiRun, open_run, with_number
from reconciler.cli.ci_plan import holding, names
from reconciler.cli.ci_results import next_may_start, results_of
from reconciler.cli.exits import Exit
from reconciler.cli.names import waves as wave_names
from reconciler.cli.options import new_session, with_stack
from reconciler.cli.planning import CommandContext, PlanCommand, open_context
from reconciler.cli.run_options import RunOptions
from reconciler.codehost.model import PullRequest, StatusState
from reconciler.model.plan import Plan
from reconciler.model.school import SchoolRef
from reconciler.plan.approve import CHANGED_SINCE, Approval, approve
from reconciler.plan.consent import Consent, SchoolConsent
from reconciler.planfile.review import Agreement, ReviewedPlan, ReviewRecord
from reconciler.project.caller import commit, login
from reconciler.project.open import TargetArgs
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.texts import Language
from reconciler.runtime.writer import RunMetadata


@click.command()
@with_stack
@with_number
@click.option(
    "--wave",
    "waves",
    multiple=True,
    shell_complete=wave_names,
    help="Only the schools of this wave.",
)
@click.option(
    "--wait-for-lease",
    "lease_wait",
    type=click.FloatRange(min=0),
    default=900.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another run on the same tenants.",
)
def apply(
    stack_name: str,
    language: Language,
    number: int | None,
    waves: tuple[str, ...],
    lease_wait: float,
) -> int:
    """After the merge: apply what is still as approved, and say on the pull request what came.

    A school is applied where its plan is the one that stood in the comment when its commit was
    merged. What differs by then is left as it is and planned anew in the comment.

    Exit code: 0 the next wave may start, also where something is left: comment and status say so;
    1 something failed, or more was refused than a wave may have.
    """
    run = open_run(new_session(language), stack_name, "apply")
    pull = _merged(run, number)
    if number is not None and pull is None:
        run.session.write(run.session.texts.format("ci-still-open", number=number))
        return Exit.DONE
    options = RunOptions(targets=TargetArgs(waves=waves), lease_wait=lease_wait)
    with run.told(pull.number if pull else None, run.job.commit):
        run.status(run.job.commit, StatusState.PENDING, "applying")
        with open_context(run.session, stack_name, options) as command:
            return _Merge.of(run, command, pull).carry_out(options)


def _merged(run: CiRun, number: int | None) -> PullRequest | None:
    """The pull request whose merge made the commit; None where the commit came without one."""
    client = run.publisher.client
    if number is not None:
        found = client.pull_request(number)
        return found if found.state == "merged" else None
    merged = (one for one in client.pull_requests_of(run.job.commit) if one.state == "merged")
    return next(merged, None)


@dataclass(frozen=True, slots=True)
class _Merge:
    """A merge to carry out, and what was agreed to before it."""

    run: CiRun
    command: CommandContext
    pull: PullRequest | None
    record: ReviewRecord | None
    consents: Mapping[SchoolRef, SchoolConsent]
    acknowledged: tuple[Agreement, ...] = ()

    @classmethod
    def of(cls, run: CiRun, command: CommandContext, pull: PullRequest | None) -> _Merge:
        """With the record of the comment, where it is of the commit that was merged."""
        if pull is None:
            return cls(run, command, None, None, {})
        record = run.record(pull.number, command.context.keyring)
        if record is None or record.plan.commit not in (pull.head, run.job.commit):
            return cls(run, command, pull, None, {})
        return cls(run, command, pull, record, _consents(record), record.acknowledged)

    def carry_out(self, options: RunOptions) -> int:
        """Plans, applies what may be, plans the rest, tells; the exit code."""
        metadata = RunMetadata(
            who=login(os.environ),
            commit=commit(os.environ, self.run.session.place().root),
            reason="; ".join(f"{one.reason} ({one.who})" for one in self.acknowledged),
            acknowledged=tuple(sorted(names(self.acknowledged))),
        )
        policy = RolloutPolicy(limits=self.command.context.loaded.municipality.rollout)
        with leased(self.command, metadata, options.lease_wait) as lease:
            planning = self.command.plan()
            approval = self._approval(planning.plan)
            applying = ApplyCommand(self.run.session, planning, approval, metadata, lease, policy)
            applied = applying.apply()
            self._tell(planning, approval, applied)
            code = applying.exit_of(applied)
        self._status(code)
        return next_may_start(code, applied, policy)

    def _approval(self, plan: Plan) -> Approval:
        agreed = holding(self.acknowledged, ReviewedPlan.of(plan, self.run.job.commit))
        return approve(plan, Consent(acknowledged=names(agreed), schools=self.consents))

    def _tell(self, planning: PlanCommand, approval: Approval, applied: RolloutResult) -> None:
        """The outcome by school, and a fresh plan of what is left."""
        if self.pull is None:
            return
        run, keyring = self.run, planning.context.keyring
        ended = results_of(planning.plan, approval, applied)
        left = self._left()
        fresh = None if left is None else _unapproved(ReviewedPlan.of(left, run.job.commit))
        base = self.record or ReviewRecord(
            run.place(self.pull.number), fresh or ReviewedPlan.of(planning.plan, run.job.commit)
        )
        record = replace(base.with_results(ended), left=fresh)
        parts = [
            "" if self.record else run.session.texts.format("ci-not-approved"),
            run.writer.results(record),
        ]
        if left is None or fresh is None:
            parts.append(run.session.texts.format("ci-moved-on", branch=self.pull.base))
        else:
            parts += self._rest(left, fresh, record)
        run.say(self.pull.number, parts, record.line(keyring))

    def _left(self) -> Plan | None:
        """What differs now; None where a newer commit is the one to compare with."""
        if self.pull is None:
            return None
        newest = self.run.publisher.client.branch_head(self.pull.base)
        return self.command.plan().plan if newest == self.run.job.commit else None

    def _rest(self, left: Plan, fresh: ReviewedPlan, record: ReviewRecord) -> Iterator[str]:
        texts = self.run.session.texts
        if not left.changes() and not fresh.refused:
            yield texts.format("ci-all-done")
            return
        yield f"### {texts.format('ci-left')}"
        yield render_plan_markdown(left, texts)
        yield self.run.writer.decisions(fresh, record)

    def _status(self, code: int) -> None:
        state = StatusState.SUCCESS if code == Exit.DONE else StatusState.FAILURE
        self.run.status(self.run.job.commit, state, f"applied-{code}")


def _consents(record: ReviewRecord) -> Mapping[SchoolRef, SchoolConsent]:
    """What was approved before the merge, and what a person agreed to after it."""
    found = dict(record.plan.consents())
    for ref, one in record.left.consents().items() if record.left else ():
        agreed = (CHANGED_SINCE, ref.school, one.fingerprint)
        if agreed in {(a.guard, a.school, a.fingerprint) for a in record.acknowledged}:
            found[ref] = one
    return found


def _unapproved(plan: ReviewedPlan) -> ReviewedPlan:
    """Each school in it waits for somebody who has read it."""
    asked = tuple((CHANGED_SINCE, ref.school, ref.tenant) for ref in plan.schools)
    return replace(plan, refused=(*plan.refused, *asked))

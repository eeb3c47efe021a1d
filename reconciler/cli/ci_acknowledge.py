"""`ci acknowledge`: a person agrees to a guard's refusal, for exactly one plan of a school."""

from __future__ import annotations

import os
from dataclasses import replace

import click

from reconciler.cli.ci_job import CiRun, open_run, required, with_number
from reconciler.cli.ci_plan import holding
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import new_session, with_stack
from reconciler.codehost import CodeHostCode
from reconciler.codehost.codes import CodeHostError
from reconciler.codehost.model import StatusState
from reconciler.errors import Fault, RefusedError, StackError
from reconciler.ledger.keyring import KeyRing
from reconciler.manifest import load_municipality
from reconciler.plan.approve import CHANGED_SINCE
from reconciler.planfile.review import Agreement, ReviewRecord, find_record
from reconciler.project.caller import login
from reconciler.project.open import require_guards
from reconciler.report.texts import Language


@click.command()
@with_stack
@with_number
@click.option(
    "--guard",
    "name",
    required=True,
    envvar="RECONCILER_GUARD",
    metavar="NAME:SCHOOL",
    help="From the comment.",
)
@click.option(
    "--fingerprint",
    required=True,
    envvar="RECONCILER_FINGERPRINT",
    help="Of the school's plan, from the comment.",
)
@click.option(
    "--reason",
    required=True,
    envvar="RECONCILER_REASON",
    help="Why; the ledger keeps it, so name no person.",
)
def acknowledge(stack_name: str, language: Language, number: int | None, **given: str) -> int:
    """Agree to a guard's refusal on a pull request; contacts no tenant.

    It holds while the school's plan has this fingerprint, and takes effect when the pull request
    is merged. For the manual job of somebody who may decide. After the merge it is about what was
    left; run ci apply then. RECONCILER_NUMBER, _GUARD, _FINGERPRINT and _REASON are read, too.

    Exit code: 0 agreed, 1 the pull request or its plan is not there, 3 it is about another plan.
    """
    guard, _, subject = given["name"].partition(":")
    reason = given["reason"].strip()
    if guard != CHANGED_SINCE:
        require_guards((given["name"],))
    if not reason:
        raise StackError([Fault(CliCode.NO_REASON, None, {"guards": given["name"]})])
    run = open_run(new_session(language), stack_name, "plan")
    pull = required(number or run.job.number)
    fingerprint, who = given["fingerprint"].strip(), login(os.environ)
    _agree(run, pull, Agreement(guard, subject, fingerprint, who, reason))
    return Exit.DONE


def _agree(run: CiRun, pull: int, given: Agreement) -> None:
    """Adds it to the record, and says so in the comment and in the status."""
    keyring = _keyring(run)
    there = run.publisher.comment(pull, run.writer.marker)
    record = find_record(there.body, run.place(pull), keyring) if there else None
    if there is None or record is None:
        raise CodeHostError([Fault(CodeHostCode.NO_RECORD, None, {"number": pull})])
    plan = record.left or record.plan
    if given.fingerprint not in plan.fingerprints(given.guard, given.school):
        facts = {"guard": given.name, "fingerprint": given.fingerprint}
        raise RefusedError([Fault(CodeHostCode.OTHER_PLAN, None, facts)])
    others = [one for one in record.acknowledged if one != given]
    agreed = replace(record, acknowledged=(*others, given))
    body = run.writer.decided(there.body, agreed, agreed.line(keyring))
    run.publisher.put_comment(pull, run.writer.marker, body)
    if record.left is None:
        _status(run, agreed)


def _keyring(run: CiRun) -> KeyRing:
    project = run.session.place()
    stack = project.stack(run.stack)
    return KeyRing(project.key(stack), load_municipality(stack.schools).id)


def _status(run: CiRun, record: ReviewRecord) -> None:
    """Of the commit that was planned: green once everything is agreed to that can be."""
    held = {(one.guard, one.school) for one in holding(record.acknowledged, record.plan)}
    left = [
        guard
        for guard, school, tenant in record.plan.refused
        if not held & {(guard, school), (guard, tenant), (guard, "")}
    ]
    if left:
        run.status(record.plan.commit, StatusState.FAILURE, "refused", count=len(left))
    else:
        run.status(record.plan.commit, StatusState.SUCCESS, "agreed")

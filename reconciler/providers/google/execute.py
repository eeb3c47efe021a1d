"""Executes a batch of changes: each becomes a job, by its kind of resource.

Jobs are generators (see `jobs`). `run_jobs` runs them concurrently and gathers the calls that they
wait for into HTTP batches.
"""

from __future__ import annotations

from collections.abc import Callable

from reconciler.model.change import Change
from reconciler.model.resources import Kind
from reconciler.model.states import Outcome
from reconciler.providers.barrier import guarded_job
from reconciler.providers.base import WriteReporter
from reconciler.providers.batching import run_jobs
from reconciler.providers.google.accounts import licence_job, placement_job
from reconciler.providers.google.client import Client
from reconciler.providers.google.groups import group_job
from reconciler.providers.google.jobs import Job, JobContext
from reconciler.providers.google.members import member_job
from reconciler.providers.google.units import unit_job

_JOBS: dict[Kind, Callable[[JobContext, Change], Job]] = {
    Kind.ORG_UNIT: unit_job,
    Kind.GROUP: group_job,
    Kind.MEMBERSHIP: member_job,
    Kind.PLACEMENT: placement_job,
    Kind.LICENCE: licence_job,
}


def execute(context: JobContext, client: Client, reporter: WriteReporter) -> tuple[Outcome, ...]:
    """One outcome a change, in their order; `reporter` is called for each write and outcome."""
    alias = context.tenant.alias
    jobs = [
        (change.address, guarded_job(alias, change, _JOBS[change.address.kind](context, change)))
        for change in context.batch.changes
    ]
    return run_jobs(jobs, client, reporter)

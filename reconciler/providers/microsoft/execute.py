"""Carries changes out: each is a job of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconciler.errors import TenantError
from reconciler.model.change import Change
from reconciler.model.resources import Kind
from reconciler.model.states import Outcome
from reconciler.providers.barrier import guarded_job
from reconciler.providers.base import WriteReporter
from reconciler.providers.batching import run_jobs
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.accounts import licence_job, placement_job
from reconciler.providers.microsoft.api import listing
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import WRITER, Client
from reconciler.providers.microsoft.convert import SKU_FIELDS, Sku, skus_of
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.groups import group_job
from reconciler.providers.microsoft.jobs import Job, JobContext
from reconciler.providers.microsoft.members import member_job
from reconciler.providers.microsoft.pages import rows_of
from reconciler.providers.microsoft.response import Response
from reconciler.providers.microsoft.units import unit_job

_JOBS: Mapping[Kind, Callable[[JobContext, Change], Job]] = {
    Kind.ORG_UNIT: unit_job,
    Kind.GROUP: group_job,
    Kind.MEMBERSHIP: member_job,
    Kind.PLACEMENT: placement_job,
    Kind.LICENCE: licence_job,
}


@dataclass(frozen=True, slots=True)
class _Post:
    """Sends with the writer's rights."""

    graph: Client

    def partition(self, asked: Sequence[Call]) -> list[list[list[int]]]:
        """As Graph does it."""
        return self.graph.partition(asked)

    def transmit(
        self, asked: Sequence[Call], before_resending: Callable[[], None] = lambda: None
    ) -> Sequence[Response]:
        """Answers always: no change brings the others down."""
        try:
            return self.graph.send(WRITER, asked, before_resending)
        except TenantError:
            refused = Response(401, {"error": {"code": "SignInFailed"}})
            return [refused] * len(asked)


def execute(context: JobContext, reporter: WriteReporter) -> tuple[Outcome, ...]:
    """One outcome a change, in the order of the changes; noted as it goes."""
    context = replace(context, skus=_skus(context))
    alias = context.tenant.alias
    jobs = [
        (change.address, guarded_job(alias, change, _JOBS[change.address.kind](context, change)))
        for change in context.batch.changes
    ]
    return run_jobs(jobs, _Post(context.graph), reporter)


def _skus(context: JobContext) -> Mapping[str, Sku]:
    """What the tenant bought, where a licence is to be changed."""
    if all(change.address.kind is not Kind.LICENCE for change in context.batch.changes):
        return {}
    answer = _Post(context.graph).transmit([listing(api.SKUS, SKU_FIELDS, top=False)])[0]
    rows = rows_of(answer)
    return skus_of(rows) if classify(answer) is None and rows is not None else {}

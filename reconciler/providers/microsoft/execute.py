"""Carries changes out: each is a job of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconciler.errors import TenantError
from reconciler.model.plan import Change, Outcome
from reconciler.model.resources import Kind
from reconciler.providers.base import Notes
from reconciler.providers.microsoft import calls
from reconciler.providers.microsoft.accounts import licence_job, placement_job
from reconciler.providers.microsoft.api import WRITER, Graph
from reconciler.providers.microsoft.calls import Answer, Call, listing
from reconciler.providers.microsoft.convert import SKU_FIELDS, Sku, skus_of
from reconciler.providers.microsoft.groups import group_job
from reconciler.providers.microsoft.jobs import Desk, Job
from reconciler.providers.microsoft.members import member_job
from reconciler.providers.microsoft.pages import rows_of
from reconciler.providers.microsoft.units import unit_job
from reconciler.providers.microsoft.verdicts import verdict
from reconciler.providers.rounds import carry_out

_JOBS: Mapping[Kind, Callable[[Desk, Change], Job]] = {
    Kind.ORG_UNIT: unit_job,
    Kind.GROUP: group_job,
    Kind.MEMBERSHIP: member_job,
    Kind.PLACEMENT: placement_job,
    Kind.LICENCE: licence_job,
}


@dataclass(frozen=True, slots=True)
class _Post:
    """Sends with the writer's rights."""

    graph: Graph

    def cut(self, asked: Sequence[Call]) -> list[list[list[int]]]:
        """As Graph does it."""
        return self.graph.cut(asked)

    def carry(self, asked: Sequence[Call]) -> Sequence[Answer]:
        """Answers always: no change brings the others down."""
        try:
            return self.graph.send(WRITER, asked)
        except TenantError:
            refused = Answer(401, {"error": {"code": "SignInFailed"}})
            return [refused] * len(asked)


def execute(desk: Desk, notes: Notes) -> tuple[Outcome, ...]:
    """One outcome a change, in the order of the changes; noted as it goes."""
    desk = replace(desk, skus=_skus(desk))
    jobs = [
        (change.address, _JOBS[change.address.kind](desk, change)) for change in desk.work.changes
    ]
    return carry_out(jobs, _Post(desk.graph), notes)


def _skus(desk: Desk) -> Mapping[str, Sku]:
    """What the tenant bought, where a licence is to be changed."""
    if all(change.address.kind is not Kind.LICENCE for change in desk.work.changes):
        return {}
    answer = _Post(desk.graph).carry([listing(calls.SKUS, SKU_FIELDS, top=False)])[0]
    rows = rows_of(answer)
    return skus_of(rows) if verdict(answer) is None and rows is not None else {}

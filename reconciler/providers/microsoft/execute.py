"""Carries changes out side by side: each round sends what every change asks for, in batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconciler.errors import TenantError
from reconciler.model.plan import Change, Outcome
from reconciler.model.resources import Kind
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

_JOBS: Mapping[Kind, Callable[[Desk, Change], Job]] = {
    Kind.ORG_UNIT: unit_job,
    Kind.GROUP: group_job,
    Kind.MEMBERSHIP: member_job,
    Kind.PLACEMENT: placement_job,
    Kind.LICENCE: licence_job,
}


@dataclass(slots=True)
class _Running:
    """A job, and the calls that it waits for."""

    job: Job
    asked: Sequence[Call] = ()
    outcome: Outcome | None = None

    def go_on(self, answers: Sequence[Answer] | None) -> None:
        """Hands the answers over and keeps what is asked next; to ask for nothing is to go on."""
        try:
            self.asked = next(self.job) if answers is None else self.job.send(answers)
            while not self.asked:
                self.asked = self.job.send(())
        except StopIteration as end:
            self.asked, self.outcome = (), end.value


def execute(desk: Desk, tell: Callable[[Outcome], None]) -> tuple[Outcome, ...]:
    """One outcome a change, in the order of the changes; told as each is known."""
    desk = replace(desk, skus=_skus(desk))
    jobs = [_Running(_JOBS[change.address.kind](desk, change)) for change in desk.work.changes]
    for job in jobs:
        job.go_on(None)
        _tell(job, tell)
    while running := [job for job in jobs if job.outcome is None]:
        answers = iter(_send(desk.graph, [call for job in running for call in job.asked]))
        for job in running:
            job.go_on([next(answers) for _ in job.asked])
            _tell(job, tell)
    return tuple(job.outcome for job in jobs if job.outcome is not None)


def _send(graph: Graph, asked: Sequence[Call]) -> Sequence[Answer]:
    """Answers always: no change brings the others down."""
    try:
        return graph.send(WRITER, asked)
    except TenantError:
        refused = Answer(401, {"error": {"code": "SignInFailed"}})
        return [refused] * len(asked)


def _skus(desk: Desk) -> Mapping[str, Sku]:
    """What the tenant bought, where a licence is to be changed."""
    if all(change.address.kind is not Kind.LICENCE for change in desk.work.changes):
        return {}
    answer = _send(desk.graph, [listing(calls.SKUS, SKU_FIELDS, top=False)])[0]
    rows = rows_of(answer)
    return skus_of(rows) if verdict(answer) is None and rows is not None else {}


def _tell(job: _Running, tell: Callable[[Outcome], None]) -> None:
    if job.outcome is not None:
        tell(job.outcome)

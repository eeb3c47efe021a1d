"""Carries changes out: each is a job of its kind."""

from __future__ import annotations

from collections.abc import Callable

from reconciler.model.plan import Change, Outcome
from reconciler.model.resources import Kind
from reconciler.providers.base import Notes
from reconciler.providers.google.accounts import licence_job, placement_job
from reconciler.providers.google.groups import group_job
from reconciler.providers.google.jobs import Desk, Job
from reconciler.providers.google.members import member_job
from reconciler.providers.google.sender import Sender
from reconciler.providers.google.units import unit_job
from reconciler.providers.rounds import carry_out

_JOBS: dict[Kind, Callable[[Desk, Change], Job]] = {
    Kind.ORG_UNIT: unit_job,
    Kind.GROUP: group_job,
    Kind.MEMBERSHIP: member_job,
    Kind.PLACEMENT: placement_job,
    Kind.LICENCE: licence_job,
}


def execute(desk: Desk, sender: Sender, notes: Notes) -> tuple[Outcome, ...]:
    """One outcome a change, in the order of the changes; noted as it goes."""
    jobs = [
        (change.address, _JOBS[change.address.kind](desk, change)) for change in desk.work.changes
    ]
    return carry_out(jobs, sender, notes)

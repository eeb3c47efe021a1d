"""Carries changes out side by side: each round sends what every change asks for, in batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reconciler.model.plan import Change, Outcome
from reconciler.model.resources import Kind
from reconciler.providers.google.accounts import licence_job, placement_job
from reconciler.providers.google.answers import Answer
from reconciler.providers.google.api import Call
from reconciler.providers.google.groups import group_job
from reconciler.providers.google.jobs import Desk, Job
from reconciler.providers.google.members import member_job
from reconciler.providers.google.sender import Sender
from reconciler.providers.google.units import unit_job

_JOBS: dict[Kind, Callable[[Desk, Change], Job]] = {
    Kind.ORG_UNIT: unit_job,
    Kind.GROUP: group_job,
    Kind.MEMBERSHIP: member_job,
    Kind.PLACEMENT: placement_job,
    Kind.LICENCE: licence_job,
}


@dataclass(slots=True)
class _Running:
    """A job and the calls that it waits for."""

    job: Job
    calls: Sequence[Call] = ()
    answers: list[Answer | None] = field(default_factory=list)
    left: int = 0
    outcome: Outcome | None = None

    def go_on(self, answers: Sequence[Answer] | None) -> None:
        """Hands the answers over and keeps what is asked next; to ask for nothing is to go on."""
        try:
            self.calls = next(self.job) if answers is None else self.job.send(answers)
            while not self.calls:
                self.calls = self.job.send(())
        except StopIteration as end:
            self.calls, self.outcome = (), end.value
        self.answers = [None] * len(self.calls)
        self.left = len(self.calls)

    def take(self, slot: int, answer: Answer) -> None:
        """Keeps one answer, and goes on once none is missing."""
        self.answers[slot] = answer
        self.left -= 1
        if not self.left:
            self.go_on([kept for kept in self.answers if kept is not None])


def execute(desk: Desk, sender: Sender, tell: Callable[[Outcome], None]) -> tuple[Outcome, ...]:
    """One outcome a change, in the order of the changes; told as each is known."""
    jobs = [_Running(_JOBS[change.address.kind](desk, change)) for change in desk.work.changes]
    for job in jobs:
        job.go_on(None)
        _tell(job, tell)
    while running := [job for job in jobs if job.outcome is None]:
        owners = [(job, slot) for job in running for slot in range(len(job.calls))]
        calls = [call for job in running for call in job.calls]
        for index, answer in sender.stream(calls):
            job, slot = owners[index]
            job.take(slot, answer)
            _tell(job, tell)
    return tuple(job.outcome for job in jobs if job.outcome is not None)


def _tell(job: _Running, tell: Callable[[Outcome], None]) -> None:
    if job.outcome is not None:
        tell(job.outcome)

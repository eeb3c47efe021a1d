"""The execution of one change as a generator, called a job.

A job yields the API calls that it needs next, is sent their answers in the same order, and returns
the change's outcome. So the calls of many jobs can share one HTTP batch (see `run_jobs`).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from reconciler.model.change import Change
from reconciler.model.mark import Mark
from reconciler.model.states import Outcome
from reconciler.model.tenant import Tenant
from reconciler.providers.base import ChangeBatch, VendorCode
from reconciler.providers.change_progress import ChangeProgress
from reconciler.providers.descriptions import mark_for
from reconciler.providers.google.api import Routes
from reconciler.providers.google.calls import Call
from reconciler.providers.google.errors import classify, is_permanent
from reconciler.providers.google.response import Response

JobStep = Generator[Sequence[Call], Sequence[Response], None]
"""A step of a job: yields calls, is sent their answers, returns nothing."""
Job = Generator[Sequence[Call], Sequence[Response], Outcome]

RECHECK = frozenset(
    {
        VendorCode.ALREADY,
        VendorCode.MISSING,
        VendorCode.CONFLICT,
        VendorCode.UNKNOWN_ANSWER,
        VendorCode.MALFORMED,
    }
)
"""Errors after which the wanted state may be there all the same, so that it is read again.

Google has several errors for a write that was done before.
"""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What the jobs of a batch share: tenant, routes, the batch, and what was just created."""

    tenant: Tenant
    routes: Routes
    batch: ChangeBatch
    just_created: set[str]
    """Ids, addresses and paths of what this provider created; grows while jobs run.

    Calls that name them are sent again after "not found", since it may mean "not yet".
    """
    ambiguous: frozenset[VendorCode] = frozenset({VendorCode.UNKNOWN_ANSWER, VendorCode.MALFORMED})
    """Codes that leave it open whether a write was carried out."""

    def classify(self, response: Response) -> VendorCode | None:
        """What a response means; None: success."""
        return classify(response)

    def is_permanent(self, response: Response) -> bool:
        """Whether the object itself is refused."""
        return is_permanent(response)

    def mark(self, change: Change) -> Mark:
        """The mark that the change's object is to carry."""
        return mark_for(change, self.batch.municipality)

    def file(self, change: Change) -> str:
        """The name of the school's file, which a mark in a description shows."""
        return self.batch.files[self.mark(change).school]


Progress = ChangeProgress[JobContext, Response]


def needs_recheck(answer: Response) -> bool:
    """Whether to read the object before the change counts as failed, see RECHECK.

    Not after a lost answer (status 0): its outcome is `unknown` until the tenant is observed again.
    """
    return answer.status != 0 and classify(answer) in RECHECK


def is_gone(seen: Response) -> bool:
    """Whether the answer to a get says that the object does not exist."""
    return classify(seen) is VendorCode.MISSING

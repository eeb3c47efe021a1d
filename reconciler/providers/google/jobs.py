"""A change as a job: it asks for calls, gets their answers, and ends in an outcome."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from reconciler.model.mark import Mark
from reconciler.model.plan import Change, Outcome
from reconciler.model.tenant import Tenant
from reconciler.providers.base import ChangeBatch, VendorCode
from reconciler.providers.change_progress import ChangeProgress
from reconciler.providers.descriptions import mark_for
from reconciler.providers.google.api import Call, Routes
from reconciler.providers.google.errors import classify
from reconciler.providers.google.response import Response

Asking = Generator[Sequence[Call], Sequence[Response], None]
Job = Generator[Sequence[Call], Sequence[Response], Outcome]

DOUBTFUL = frozenset(
    {VendorCode.ALREADY, VendorCode.MISSING, VendorCode.CONFLICT, VendorCode.UNKNOWN_ANSWER}
)
"""What a second look may turn into success: Google words 'done before' in several ways."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What every job needs: where to send, whose marks to write, what was made a moment ago."""

    tenant: Tenant
    routes: Routes
    batch: ChangeBatch
    fresh: set[str]
    """Ids, addresses and paths of what this provider made; grows while jobs run."""
    unsettled: frozenset[VendorCode] = frozenset({VendorCode.UNKNOWN_ANSWER})
    """Codes that leave it open whether a write was carried out."""

    def classify(self, response: Response) -> VendorCode | None:
        """What a response means; None: done."""
        return classify(response)

    def mark(self, change: Change) -> Mark:
        """The mark that the change's object is to carry."""
        return mark_for(change, self.batch.municipality)

    def file(self, change: Change) -> str:
        """The school's file as marks show it."""
        return self.batch.files[self.mark(change).school]


Progress = ChangeProgress[JobContext, Response]


def is_doubtful(answer: Response) -> bool:
    """Whether to look again before calling it failed. A lost answer is left for a later reading."""
    return answer.status != 0 and classify(answer) in DOUBTFUL


def is_gone(seen: Response) -> bool:
    """Whether a look shows that the thing is not there."""
    return classify(seen) is VendorCode.MISSING

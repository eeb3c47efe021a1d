"""A change as a job: it asks for calls, gets their answers, and ends in an outcome."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from reconciler.model.mark import Mark
from reconciler.model.plan import Change, Outcome, Result
from reconciler.model.tenant import Tenant
from reconciler.providers.base import ChangeBatch, VendorCode
from reconciler.providers.descriptions import mark_for
from reconciler.providers.faults import vendor_fault
from reconciler.providers.google.api import Call, Routes
from reconciler.providers.google.errors import classify
from reconciler.providers.google.faults import counted
from reconciler.providers.google.response import Response

Asking = Generator[Sequence[Call], Sequence[Response], None]
Job = Generator[Sequence[Call], Sequence[Response], Outcome]

DOUBTFUL = frozenset(
    {VendorCode.ALREADY, VendorCode.MISSING, VendorCode.CONFLICT, VendorCode.UNKNOWN_ANSWER}
)
"""What a second look may turn into success: Google words 'done before' in several ways."""

NO_ANSWER = Response(0)


@dataclass(frozen=True, slots=True)
class JobContext:
    """What every job needs: where to send, whose marks to write, what was made a moment ago."""

    tenant: Tenant
    routes: Routes
    batch: ChangeBatch
    fresh: set[str]
    """Ids, addresses and paths of what this provider made; grows while jobs run."""

    def mark(self, change: Change) -> Mark:
        """The mark that the change's object is to carry."""
        return mark_for(change, self.batch.municipality)

    def file(self, change: Change) -> str:
        """The school's file as marks show it."""
        return self.batch.files[self.mark(change).school]


@dataclass(slots=True)
class ChangeProgress:
    """One change while it is carried out: how much is done, and what came in its way."""

    context: JobContext
    change: Change
    wanted: int = 1
    done: int = 0
    external_id: str | None = None
    problems: dict[VendorCode, tuple[Response, int]] = field(default_factory=dict)

    def count(self, answer: Response) -> None:
        """Counts an answer as done, or as what it means."""
        code = classify(answer)
        if code is None:
            self.done += 1
        else:
            self.failed(code, answer)

    def failed(self, code: VendorCode, answer: Response = NO_ANSWER) -> None:
        """Counts an item as not done."""
        first, count = self.problems.get(code, (answer, 0))
        self.problems[code] = (first, count + 1)

    def outcome(self) -> Outcome:
        """How it stands: one fault a code, however many items it befell."""
        address = self.change.address
        what = f"{address.kind}/{address.key}"
        return Outcome(
            address=address,
            action=self.change.action,
            result=self._result(),
            done=self.done,
            wanted=self.wanted,
            external_id=self.external_id,
            faults=tuple(
                counted(
                    vendor_fault(self.context.tenant.alias, code, what, answer),
                    n,
                    self.change.place,
                )
                for code, (answer, n) in sorted(self.problems.items())
            ),
        )

    def _result(self) -> Result:
        if not self.problems:
            return Result.APPLIED
        unknown = VendorCode.UNKNOWN_ANSWER in self.problems
        return Result.UNKNOWN if unknown else Result.FAILED


def is_doubtful(answer: Response) -> bool:
    """Whether to look again before calling it failed. A lost answer is left for a later reading."""
    return answer.status != 0 and classify(answer) in DOUBTFUL


def is_gone(seen: Response) -> bool:
    """Whether a look shows that the thing is not there."""
    return classify(seen) is VendorCode.MISSING

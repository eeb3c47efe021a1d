"""A change as a job: it asks for calls, gets their answers, and ends in an outcome."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reconciler.model.plan import Change, Outcome
from reconciler.model.tenant import Tenant
from reconciler.providers.base import ChangeBatch, VendorCode
from reconciler.providers.change_progress import ChangeProgress
from reconciler.providers.descriptions import join, mark_for
from reconciler.providers.microsoft.api import GROUP, Call, one
from reconciler.providers.microsoft.client import Client
from reconciler.providers.microsoft.convert import Sku
from reconciler.providers.microsoft.errors import classify, is_permanent
from reconciler.providers.microsoft.pages import next_pages, rows_of
from reconciler.providers.microsoft.response import CallStatus, Response

Asking = Generator[Sequence[Call], Sequence[Response], None]
Job = Generator[Sequence[Call], Sequence[Response], Outcome]
Key = TypeVar("Key")
LookUps = Generator[Sequence[Call], Sequence[Response], Mapping[Key, frozenset[str] | None]]

DOUBTFUL = frozenset({VendorCode.ALREADY, VendorCode.MISSING, VendorCode.UNKNOWN_ANSWER})
"""What a second look may turn into success."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What every job needs: where to send, whose marks to write, what was made a moment ago."""

    graph: Client
    tenant: Tenant
    batch: ChangeBatch
    fresh: set[str]
    """Ids of what this provider made; grows while jobs run."""
    skus: Mapping[str, Sku] = field(default_factory=dict)
    """By part number; empty where no licence is changed."""
    unsettled: frozenset[VendorCode] = frozenset(
        {VendorCode.UNKNOWN_ANSWER, VendorCode.UNAVAILABLE}
    )
    """Codes that leave it open whether a write was carried out."""

    def classify(self, response: Response) -> VendorCode | None:
        """What a response means; None: done."""
        return classify(response)

    def is_permanent(self, response: Response) -> bool:
        """Whether the object itself is refused."""
        return is_permanent(response)

    def description(self, change: Change, label: str) -> str:
        """The description with the mark that the change's object is to carry."""
        mark = mark_for(change, self.batch.municipality)
        return join(label, mark, self.batch.files[mark.school])


Progress = ChangeProgress[JobContext, Response]


def is_doubtful(answer: Response) -> bool:
    """Whether to look again before calling it failed. A lost answer is left for a later reading."""
    return answer.call_status is CallStatus.ANSWERED and classify(answer) in DOUBTFUL


def patch(progress: Progress, call: Call) -> Asking:
    """Changes one object; where the answer leaves doubt, its properties tell."""
    answer = (yield [call])[0]
    if is_doubtful(answer) and call.body:
        look = one(call.route, call.subject, ",".join(call.body))
        seen = (yield [look.waiting(call.patient)])[0]
        if classify(seen) is None and _holds(seen.body, call.body):
            answer = seen
    progress.count(answer, fresh=call.patient)


def delete(progress: Progress, call: Call) -> Asking:
    """Deletes one object; where the answer leaves doubt, a look tells."""
    answer = (yield [call])[0]
    if not is_doubtful(answer):
        progress.count(answer)
        return
    select = "id,assignedLicenses" if call.route == GROUP else "id"
    seen = (yield [one(call.route, call.subject, select)])[0]
    if classify(seen) is VendorCode.MISSING:
        progress.done += 1
    elif classify(seen) is None and seen.body.get("assignedLicenses"):
        # A group that gives licences cannot go, in words that are not documented (Entra, 2026-11).
        progress.failed(VendorCode.CONFLICT, answer)
    else:
        progress.count(answer)


def looks(firsts: Mapping[Key, Call]) -> LookUps[Key]:
    """The ids on lists as they are now, by key; None where one could not be read whole."""
    found: dict[Key, set[str]] = {key: set() for key in firsts}
    broken: set[Key] = set()
    waiting = list(firsts.items())
    while waiting:
        answers = yield [call for _, call in waiting]
        pages: list[tuple[Key, Call]] = []
        for (key, call), answer in zip(waiting, answers, strict=True):
            rows = rows_of(answer)
            if classify(answer) is not None or rows is None:
                broken.add(key)
                continue
            found[key].update(row["id"] for row in rows)
            pages += [(key, more) for more in next_pages(call, answer)]
        waiting = pages
    return {key: None if key in broken else frozenset(ids) for key, ids in found.items()}


def _holds(seen: Any, wanted: Mapping[str, Any]) -> bool:
    return isinstance(seen, dict) and all(seen.get(name) == wanted[name] for name in wanted)

"""A change as a job: it asks for calls, gets their answers, and ends in an outcome."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reconciler.model.change import Change
from reconciler.model.states import Outcome
from reconciler.model.tenant import Tenant
from reconciler.providers.base import ChangeBatch, VendorCode
from reconciler.providers.change_progress import ChangeProgress
from reconciler.providers.descriptions import join, mark_for
from reconciler.providers.microsoft.api import GROUP, one
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import Client
from reconciler.providers.microsoft.convert import Sku
from reconciler.providers.microsoft.errors import classify, is_permanent
from reconciler.providers.microsoft.pages import PageGuard, asked_plainly, next_pages, rows_of
from reconciler.providers.microsoft.response import CallStatus, Response

JobStep = Generator[Sequence[Call], Sequence[Response], None]
Job = Generator[Sequence[Call], Sequence[Response], Outcome]
Key = TypeVar("Key")
ListedIds = Generator[Sequence[Call], Sequence[Response], Mapping[Key, frozenset[str] | None]]

RECHECK = frozenset(
    {VendorCode.ALREADY, VendorCode.MISSING, VendorCode.UNKNOWN_ANSWER, VendorCode.MALFORMED}
)
"""Errors after which the wanted state may be there all the same, so that it is read again."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What every job needs: where to send, whose marks to write, what was made a moment ago."""

    graph: Client
    tenant: Tenant
    batch: ChangeBatch
    just_created: set[str]
    """Ids of what this provider made; grows while jobs run."""
    bound_owners: dict[str, frozenset[str]] = field(default_factory=dict)
    """By the id of a group that this provider made: owners with whom it was made."""
    skus: Mapping[str, Sku] = field(default_factory=dict)
    """By part number; empty where no licence is changed."""
    ambiguous: frozenset[VendorCode] = frozenset(
        {VendorCode.UNKNOWN_ANSWER, VendorCode.UNAVAILABLE, VendorCode.MALFORMED}
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


def needs_recheck(answer: Response) -> bool:
    """Whether to look again before calling it failed. A lost answer is left for a later reading."""
    there = answer.call_status in (CallStatus.ANSWERED, CallStatus.MALFORMED)
    return there and classify(answer) in RECHECK


def patch(progress: Progress, call: Call) -> JobStep:
    """Changes one object; reads its properties where the answer leaves doubt."""
    answer = (yield [call])[0]
    if needs_recheck(answer) and call.body:
        read_back = one(call.route, call.subject, ",".join(call.body))
        seen = (yield [read_back.retry_not_found_if(call.retry_not_found)])[0]
        if classify(seen) is None and _holds(seen.body, call.body):
            answer = seen
    progress.count(answer, just_created=call.retry_not_found)


def delete(progress: Progress, call: Call) -> JobStep:
    """Deletes one object; reads it where the answer leaves doubt."""
    answer = (yield [call])[0]
    if not needs_recheck(answer):
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


def read_ids(firsts: Mapping[Key, Call]) -> ListedIds[Key]:
    """The ids on lists as they are now, by key; None where one could not be read completely."""
    found: dict[Key, set[str]] = {key: set() for key in firsts}
    broken: set[Key] = set()
    pending, guard = list(firsts.items()), PageGuard()
    while pending:
        answers = yield [call for _, call in pending]
        pages: list[tuple[Key, Call]] = []
        for (key, call), raw in zip(pending, answers, strict=True):
            answer = guard.checked(call, raw)
            plain = asked_plainly(call, answer)
            if plain is not None:
                pages.append((key, plain))
                continue
            rows = rows_of(answer)
            if classify(answer) is not None or rows is None:
                broken.add(key)
                continue
            found[key].update(row["id"] for row in rows)
            pages += [(key, more) for more in next_pages(call, answer)]
        pending = pages
    return {key: None if key in broken else frozenset(ids) for key, ids in found.items()}


def _holds(seen: Any, wanted: Mapping[str, Any]) -> bool:
    return isinstance(seen, dict) and all(seen.get(name) == wanted[name] for name in wanted)

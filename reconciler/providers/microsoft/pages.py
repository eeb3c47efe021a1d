"""Listings over rounds of batches: every page, and what a page leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reconciler.providers.microsoft.api import UNIT_MEMBERS
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import Client
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.response import CallStatus, Response
from reconciler.providers.paging import PageCounter

Row = Mapping[str, Any]


def rounds(
    graph: Client,
    duty: str,
    first: Sequence[Call],
    take: Callable[[Call, Response], Iterable[Call]],
) -> None:
    """Sends calls, gives each answer to `take`, sends what it asks for next, until it is quiet."""
    pending, guard = list(first), PageGuard()
    while pending:
        answers = map(guard.checked, pending, graph.send(duty, pending))
        pending = [
            more
            for call, answer in zip(pending, answers, strict=True)
            for more in take(call, answer)
        ]


def rows_of(answer: Response) -> list[Row] | None:
    """The rows of a page; None when it is no page."""
    rows = answer.body.get("value") if isinstance(answer.body, dict) else None
    return rows if isinstance(rows, list) else None


def next_pages(call: Call, answer: Response) -> tuple[Call, ...]:
    """The call for the page after this one, if there is one."""
    link = answer.body.get("@odata.nextLink")
    return (call.page(link),) if link else ()


def read_to_the_end(call: Call, send: Callable[[Call], Response]) -> list[Row] | None:
    """The rows of every page of a listing, one after the other; None where one was not given."""
    found: list[Row] = []
    waiting = [call]
    while waiting:
        answer = send(waiting.pop())
        rows = rows_of(answer)
        if classify(answer) is not None or rows is None:
            return None
        found += rows
        waiting += next_pages(call, answer)
    return found


def asked_plainly(call: Call, answer: Response) -> Call | None:
    """The same listing without a page size, where Graph may have refused that; else None.

    Its page on members of an administrative unit names $search, $count and $filter alone, and
    some tenants answer 400 to $select with $top (read 2026-11-30).
    """
    plain = call.without_top()
    return plain if answer.status == 400 and call.route == UNIT_MEMBERS and plain != call else None


class PageGuard:
    """Lets the pages of listings through, each within its bounds; see `providers.paging`."""

    def __init__(self) -> None:
        self._counters: dict[tuple[str, str], PageCounter] = defaultdict(PageCounter)

    def checked(self, call: Call, answer: Response) -> Response:
        """The answer; ENDLESS where it is a page whose next one is not asked for."""
        rows = rows_of(answer)
        if rows is None or classify(answer) is not None:
            return answer
        counter = self._counters[call.route, call.subject]
        if all(counter.goes_on(page.path, rows) for page in next_pages(call, answer)):
            return answer
        return answer.spoiled(CallStatus.ENDLESS)

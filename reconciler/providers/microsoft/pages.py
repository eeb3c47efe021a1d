"""Listings over rounds of batches: every page, and what a page leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reconciler.providers.microsoft.api import Call
from reconciler.providers.microsoft.client import Client
from reconciler.providers.microsoft.response import Response

Row = Mapping[str, Any]


def rounds(
    graph: Client,
    duty: str,
    first: Sequence[Call],
    take: Callable[[Call, Response], Iterable[Call]],
) -> None:
    """Sends calls, gives each answer to `take`, sends what it asks for next, until it is quiet."""
    pending = list(first)
    while pending:
        answers = graph.send(duty, pending)
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

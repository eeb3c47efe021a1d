"""Listings over pages: every open page travels in one round, so a tenant takes few requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reconciler.providers.google.calls import Call
from reconciler.providers.google.client import Client
from reconciler.providers.google.response import ENDLESS, Response
from reconciler.providers.paging import PageCounter


def _nothing(_: Sequence[Any]) -> Iterable[PagedListing]:
    return ()


@dataclass(slots=True)
class PagedListing:
    """One listing while it is read: what came so far, or why it broke off."""

    call: Call
    key: str
    """Name of the collection in the answer; '' where the answer is the thing itself."""
    then: Callable[[Sequence[Any]], Iterable[PagedListing]] = _nothing
    """What else a page's items ask for."""
    items: list[Any] = field(default_factory=list)
    failure: Response | None = None
    counter: PageCounter = field(default_factory=PageCounter)

    def take(self, answer: Response) -> tuple[str | None, Sequence[Any]]:
        """Keeps one page; (token of the next, its items)."""
        if not answer.good:
            self.failure = answer
            return None, ()
        data = answer.data()
        # An empty collection has no key at all; Directory, 2026-11.
        page = (data.get(self.key) or ()) if self.key else (data,)
        self.items.extend(page)
        token = data.get("nextPageToken") or None
        if token and not self.counter.goes_on(token, page):
            self.failure = Response(answer.status, reason=ENDLESS)
            return None, ()
        return token, page


def read_all(listings: Iterable[PagedListing], client: Client) -> None:
    """Reads listings to their ends, round by round; each keeps what it got."""
    pending = [(listing, listing.call) for listing in listings]
    while pending:
        answers = client.send([call for _, call in pending])
        following: list[tuple[PagedListing, Call]] = []
        for (listing, _), answer in zip(pending, answers, strict=True):
            token, page = listing.take(answer)
            if token:
                following.append((listing, listing.call.page(token)))
            following += [(more, more.call) for more in listing.then(page)]
        pending = following

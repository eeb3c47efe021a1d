"""Where a listing's pages have to end, the same way for every vendor.

Premise: a vendor, or what answers in its place, can give a next page for ever: the same one again,
or always another one.

Rule: a page that was there before, more pages or items than any tenant has, or several in a row
that bring nothing new, and the listing was not read. Nothing may be lost for it.

Example: a city of 40,000 accounts has 80 pages of 500; a listing that wants a 2,001st is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_PAGES = 2_000
"""Of one listing: 2,000 of 100, the smallest that we ask for, are 200,000 licences of one tenant,
five times the people of the largest city that we know."""
MOST_ITEMS = 500_000
"""Different ones of one listing: ten times the accounts of the largest city that we know, and more
than Entra lets a tenant hold without asking (300,000 objects, Entra service limits, 2026-11)."""
MOST_EMPTY = 20
"""Pages in a row without an item that was not there before. Both vendors may answer empty pages
before the last one (Directory and Graph, pages on paging, 2026-11), some at a time."""


@dataclass(slots=True)
class PageCounter:
    """Counts one listing's pages."""

    _seen: set[str] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)
    _empty: int = 0

    def goes_on(self, following: str, items: Iterable[Mapping[str, Any]]) -> bool:
        """Whether the page that follows may be asked for; `items` are those of this page."""
        before = len(self._ids)
        self._ids.update(map(_identity, items))
        self._empty = 0 if len(self._ids) > before else self._empty + 1
        if following in self._seen or self._empty >= MOST_EMPTY or len(self._ids) > MOST_ITEMS:
            return False
        self._seen.add(following)
        return len(self._seen) < MOST_PAGES


def _identity(item: Mapping[str, Any]) -> str:
    """What tells an item of a listing from another one: its id, or all of it."""
    ident = item.get("id")
    return ident if isinstance(ident, str) else json.dumps(item, sort_keys=True)

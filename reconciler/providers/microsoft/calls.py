"""A call of Graph, ready to be put into a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from reconciler.providers.microsoft.limits import PAGE
from reconciler.providers.shapes import Shape

VERSION = "/v1.0"


@dataclass(frozen=True, slots=True)
class Call:
    """One inner call of a batch; the path starts below the version."""

    method: str
    route: str
    path: str
    answer: Shape
    """What a good answer looks like."""
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    cost: int = 1
    """Resource units."""
    subject: str = ""
    """The id in the path."""
    retry_not_found: bool = False
    """What it names was made a moment ago, so that 404 may mean 'not yet'."""
    once: bool = False
    """Doing it twice would make two."""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET"

    def retry_not_found_if(self, retry_not_found: bool) -> Call:
        """The same call; 404 then means 'not yet', and it is sent again."""
        return replace(self, retry_not_found=retry_not_found)

    def never_twice(self) -> Call:
        """The same call, which is not sent again unless Graph surely refused it."""
        return replace(self, once=True)

    def without_top(self) -> Call:
        """The same listing with the page size that Graph itself chooses."""
        return replace(self, path=self.path.replace(f"&$top={PAGE}", ""))

    def page(self, link: str) -> Call:
        """The same listing at its next page; links are absolute, inner urls are not."""
        parts = urlsplit(link)
        path = parts.path.partition(VERSION)[2] or parts.path
        return replace(self, path=f"{path}?{parts.query}", retry_not_found=False)

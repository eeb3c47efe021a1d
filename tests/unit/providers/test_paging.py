"""Listings that never end, at both vendors, for every call that has pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.model.tenant import Vendor
from reconciler.providers import paging
from reconciler.providers.paging import MOST_EMPTY, PageCounter
from reconciler.providers.registry import FACTORIES
from tests.unit.providers.conversations import Talk, readings, talk

BOUND = 40
"""In the place of the real bound, which takes minutes to reach."""


def test_a_page_that_comes_again_ends_a_listing() -> None:
    """The same token twice is a circle."""
    counter = PageCounter()
    assert counter.goes_on("a", [{"id": "1"}])
    assert counter.goes_on("b", [{"id": "2"}])
    assert not counter.goes_on("a", [{"id": "3"}])


def test_pages_that_bring_nothing_new_end_a_listing() -> None:
    """Some empty pages are normal, so many in a row are not."""
    counter = PageCounter()
    pages = itertools.count()
    assert counter.goes_on("first", [{"id": "1"}])
    went = sum(1 for _ in iter(lambda: counter.goes_on(str(next(pages)), [{"id": "1"}]), False))
    assert went == MOST_EMPTY - 1


def spoil(one: Talk, page: Callable[[Any], Any]) -> None:
    """Gives each page of a listing another next page."""
    reply = one.reply

    def more(name: str, good: Any) -> Any:
        status, body = reply(name, good)[:2]
        return status, page(body) if isinstance(body, dict) else body

    one.reply = more  # type: ignore[method-assign]


def always(vendor: Vendor, token: Callable[[], str]) -> Callable[[Any], Any]:
    """A next page behind every page of a vendor."""

    def page(body: dict[str, Any]) -> dict[str, Any]:
        if vendor is Vendor.GOOGLE:
            return {**body, "nextPageToken": token()}
        link = f"https://graph.microsoft.com/v1.0/x?$skiptoken={token()}"
        return {**body, "@odata.nextLink": link} if "value" in body else body

    return page


def new_rows(page: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Pages whose rows nobody has seen before."""
    numbers = itertools.count()

    def renamed(body: dict[str, Any]) -> dict[str, Any]:
        rows = {
            key: [{**row, "id": f"{row['id']}{next(numbers)}"} for row in value]
            for key, value in body.items()
            if isinstance(value, list) and value and isinstance(value[0].get("id"), str)
        }
        return dict(page({**body, **rows}))

    return renamed


@pytest.mark.parametrize("vendor", FACTORIES)
@pytest.mark.parametrize("kind", ["the same token", "nothing new", "always new rows"])
@pytest.mark.parametrize("method", ["observe", "audit_events"])
def test_endless_pages_are_that_tenants_failure(
    vendor: Vendor, kind: str, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never complete, and never for ever."""
    monkeypatch.setattr(paging, "MOST_PAGES", BOUND)
    numbers = itertools.count()
    token: Mapping[str, Callable[[], str]] = {"the same token": lambda: "t"}
    page = always(vendor, token.get(kind, lambda: str(next(numbers))))
    with talk(vendor, tmp_path) as one:
        spoil(one, new_rows(page) if kind == "always new rows" else page)
        with pytest.raises(TenantError) as caught:
            readings(one.provider, vendor, one.alias)[method]()
        assert {fault.facts["tenant"] for fault in caught.value.faults} == {one.alias}
        assert len(one.calls) < BOUND * 400

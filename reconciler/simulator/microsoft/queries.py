"""What a listing is asked for: $filter, $search, $orderby, and when they need ConsistencyLevel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from reconciler.simulator.microsoft import filters
from reconciler.simulator.microsoft.errors import unsupported_query
from reconciler.simulator.microsoft.request_context import RequestContext
from reconciler.simulator.microsoft.searches import read_search
from reconciler.simulator.microsoft.wire import Shape

Thing = TypeVar("Thing")
Test = Callable[[Thing], bool]
OPTIONS = frozenset({"$filter", "$search", "$orderby", "$count"})
ADVANCED = frozenset({"deletedDateTime"})
_SEARCH_NEEDS = (
    "Request with $search query parameter only works through MSGraph with a special request "
    "header: 'ConsistencyLevel: eventual'"
)


@dataclass(frozen=True, slots=True)
class Order(Generic[Thing]):
    """How a listing is sorted."""

    key: Callable[[Thing], Any]
    backwards: bool
    advanced: bool
    """Whether it needs ConsistencyLevel and $count by itself."""


@dataclass(frozen=True, slots=True)
class Query(Generic[Thing]):
    """Which things are wanted (None: all), and in which order (None: as they came)."""

    test: Test[Thing] | None
    order: Order[Thing] | None


def eventual(call: RequestContext) -> bool:
    """Whether the caller accepts answers from the index, which may be a moment old."""
    return call.header("ConsistencyLevel").casefold() == "eventual"


def query(
    call: RequestContext, shape: Shape[Thing], *, always_advanced: bool = False
) -> Query[Thing]:
    """The query of the call; 400 for what the resource does not take, or not without the header."""
    segment = call.request.path.casefold().replace("%24", "$").endswith("/$count")
    # aad-advanced-queries: all but $search need $count=true beside the header; 2026-11.
    ready = eventual(call) and (segment or call.option("$count") == "true")
    tests = [
        _filter(call, shape, ready, always_advanced),
        _search(call, shape),
    ]
    given = [test for test in tests if test is not None]
    order = _order(call, shape)
    hard = bool(given) or always_advanced or (order is not None and order.advanced)
    if order is not None and hard and not ready:
        raise unsupported_query("Sorting not supported for current query.")
    if len(given) < 2:
        return Query(given[0] if given else None, order)
    return Query(lambda thing: all(test(thing) for test in given), order)


def _filter(
    call: RequestContext, shape: Shape[Thing], ready: bool, always_advanced: bool
) -> Test[Thing] | None:
    text = call.option("$filter")
    if text is None:
        return None
    found = filters.read(text, shape)
    operator = found.advanced or ("$filter" if always_advanced else "")
    if operator and not ready:
        raise unsupported_query(
            f"Operator '{operator}' is not supported because the 'ConsistencyLevel:eventual' "
            "header or the '$count=true' parameter is missing."
        )
    return found.test


def _search(call: RequestContext, shape: Shape[Thing]) -> Test[Thing] | None:
    text = call.option("$search")
    if text is None:
        return None
    if not eventual(call):
        raise unsupported_query(_SEARCH_NEEDS)
    return read_search(text, shape)


def _order(call: RequestContext, shape: Shape[Thing]) -> Order[Thing] | None:
    text = call.option("$orderby")
    if text is None:
        return None
    name, _, way = text.strip().partition(" ")
    known = shape.known((name,))
    way = way.strip().casefold()
    if not known or known[0] not in shape.sorted or way not in ("", "asc", "desc"):
        raise unsupported_query(f"Unsupported sort property '{text}'.")
    read = shape.getters[known[0]]
    return Order(
        lambda thing: str(read(thing) or "").casefold(), way == "desc", known[0] in ADVANCED
    )

"""Listings in pages: $top, $skiptoken, $count, absolute next links on the caller's own base."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import quote, urlencode

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import GraphError, bad_request, unsupported_query
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.queries import Order, eventual
from reconciler.simulator.microsoft.request_context import RequestContext

Thing = TypeVar("Thing")
Held_co = TypeVar("Held_co", covariant=True)
DEFAULT_SIZE = 100
LARGEST_SIZE = 999
OPTIONS = frozenset({"$select", "$top", "$skiptoken"})


class Source(Protocol[Held_co]):
    """Things that have places."""

    def walk(self, start: int) -> Iterator[tuple[int, Held_co]]:
        """Places and things from the place `start` on."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[Thing]):
    """What a page is made of: the whole, how one thing looks, which are asked for, their order."""

    context: str
    source: Source[Thing]
    render: Callable[[Thing], dict[str, Any]]
    wanted: Callable[[Thing], bool] | None = None
    order: Order[Thing] | None = None
    size: int = DEFAULT_SIZE
    most: int = LARGEST_SIZE

    def walk(self, start: int) -> Iterator[tuple[int, Thing]]:
        """Places and things asked for, from the place `start` on."""
        if self.order is None:
            return self._found(self.source.walk(start))
        things = [thing for _, thing in self._found(self.source.walk(0))]
        return Rows(sorted(things, key=self.order.key, reverse=self.order.backwards)).walk(start)

    def _found(self, pairs: Iterator[tuple[int, Thing]]) -> Iterator[tuple[int, Thing]]:
        wanted = self.wanted
        return pairs if wanted is None else (pair for pair in pairs if wanted(pair[1]))


def page(call: RequestContext, listing: Listing[Thing]) -> Response:
    """The page that the call asks for; 400 for a size or token that Graph refuses."""
    size, token = _size(call, listing), call.option("$skiptoken")
    start = 0 if token is None else _place(token)
    found = list(islice(listing.walk(start), size + 1))
    body: dict[str, Any] = {"@odata.context": listing.context}
    if token is None and _counted(call):
        body["@odata.count"] = sum(1 for _ in listing.walk(0))
    if len(found) > size:
        body["@odata.nextLink"] = _next_link(call, found[size][0])
    body["value"] = [listing.render(thing) for _, thing in found[:size]]
    return Response(200, body)


def count(call: RequestContext, listing: Listing[Any]) -> Response:
    """How many things are asked for, as plain text; 400 without ConsistencyLevel."""
    if not eventual(call):
        raise bad_request("$count is not currently supported.")
    number = sum(1 for _ in listing.walk(0))
    return Response(200, str(number).encode(), {"Content-Type": "text/plain"})


def _size(call: RequestContext, listing: Listing[Any]) -> int:
    text = call.option("$top")
    if text is None:
        return listing.size
    if text.isascii() and text.isdigit() and 1 <= int(text) <= listing.most:
        return int(text)
    raise unsupported_query(
        f"Invalid page size specified: '{text}'. Must be between 1 and {listing.most} inclusive."
    )


def _counted(call: RequestContext) -> bool:
    if call.option("$count") != "true":
        return False
    if not eventual(call):
        raise unsupported_query("$count needs the header ConsistencyLevel: eventual.")
    return True


def _next_link(call: RequestContext, place: int) -> str:
    query = {**call.request.query, "$skiptoken": _token(place)}
    # Graph leaves these raw in its links, and clients that compare links rely on it.
    text = urlencode(query, quote_via=quote, safe="$,()'")
    return f"{call.request.base}{call.request.path}?{text}"


def _token(place: int) -> str:
    return base64.urlsafe_b64encode(f"place:{place}".encode()).decode().rstrip("=")


def _place(token: str) -> int:
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        name, _, place = text.partition(":")
        if name == "place" and place.isdigit():
            return int(place)
    except (binascii.Error, ValueError) as error:
        raise _expired() from error
    raise _expired()


def _expired() -> GraphError:
    return GraphError(
        400,
        "Directory_ExpiredPageToken",
        "The specified page token value has expired and can no longer be included in your request.",
    )

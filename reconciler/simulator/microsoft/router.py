"""From a request to its handler: path segments in any letter case, key forms, roles, options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha1
from urllib.parse import unquote

from reconciler.simulator.exchange import Call, Request, Response
from reconciler.simulator.microsoft.errors import GraphError, denied, unsupported, wrong_method
from reconciler.simulator.microsoft.request_context import ME, RequestContext, Route, header
from reconciler.simulator.microsoft.state import Directory, instant

VERSIONS = ("v1.0", "beta")
METHODS = frozenset({"GET", "POST", "PATCH", "DELETE"})
_OPERATION = re.compile(r"\$.*|.*\(\)|delta|getByIds|microsoft\.graph\..*", re.IGNORECASE)
_UNITS = "administrativeunits"
_NAMESPACE = "microsoft.graph."
# A function may be called by its full name and with empty brackets; a cast has its full name.
_FUNCTION = re.compile(
    r"(?:microsoft\.graph\.)?(\w+)\(\)|(?:microsoft\.)?graph\.(\w+)", re.IGNORECASE
)
_KEYED = re.compile(r"([A-Za-z]+)\((.+)\)")


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    keyed: _Node | None = None
    routes: dict[str, Route] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: the version, the routes by method, the keys in the path."""

    version: str
    routes: dict[str, Route]
    keys: tuple[str, ...]


class Router:
    """All routes, found in as many steps as the path has segments."""

    __slots__ = ("_found", "_root", "routes")

    def __init__(self, routes: Iterable[Route]) -> None:
        # A call asks several times where its path leads, and many calls share a path.
        self._found = lru_cache(maxsize=8192)(self._place)
        self._root = _Node()
        self.routes = tuple(routes)
        for route in self.routes:
            node = self._root
            for segment in route.template.casefold().split("/"):
                if segment[0] == "{":
                    node.keyed = node = node.keyed or _Node()
                else:
                    node = node.children.setdefault(segment, _Node())
            node.routes[route.method] = route

    def place(self, path: str) -> Place | None:
        """Where the percent-encoded path leads; None when nothing is there."""
        return self._found(path)

    def _place(self, path: str) -> Place | None:
        version, *segments = split_path(path)
        if version.casefold() == "beta" and segments[:1] and segments[0].casefold() == _UNITS:
            segments.insert(0, "directory")  # beta has the units at its root as well
        node, keys = self._root, []
        if segments[:1] and segments[0].casefold() == "me":
            # As long as it is not known who calls; user_at() asks.
            segments = ["users", ME, *segments[1:]]
        for segment in segments:
            name = segment.casefold()
            child = node.children.get(name) or node.children.get(name.removeprefix(_NAMESPACE))
            if child is None and not _OPERATION.fullmatch(segment):
                child = node.keyed
                keys.append(segment)
            if child is None:
                return None
            node = child
        known = version.casefold() in VERSIONS and node.routes
        return Place(version, node.routes, tuple(keys)) if known else None

    def template(self, request: Request) -> str:
        """The route's template with its version, for the log and for faults."""
        found = self.place(request.path)
        route = None if found is None else found.routes.get(request.method)
        version = unquote(request.path.lstrip("/").partition("/")[0]).casefold()
        return f"{version}/{'{unmodelled}' if route is None else route.template}"

    def answer(self, directory: Directory, request: Request) -> Response:
        """The answer to one plain call, refusals in Graph's shape included."""
        template = self.template(request)
        directory.actor = request.actor
        try:
            response = self._respond(directory, request)
        except GraphError as error:
            response = refusal(directory, request, error)
        log_entry = Call(request.method, template, response.status, request.path)
        headers = {"request-id": request_id(directory, request), **response.headers}
        return Response(response.status, response.body, headers, (log_entry,))

    def _respond(self, directory: Directory, request: Request) -> Response:
        found = self.place(request.path)
        if found is None:
            raise unsupported()
        route = found.routes.get(request.method)
        if route is None:
            raise unsupported() if request.method in METHODS else wrong_method()
        if not _may(route, request.rights):
            raise denied()
        if not request.query.keys() <= route.options:
            raise unsupported()
        return route.handler(RequestContext(directory, request, found.version, found.keys))


def _may(route: Route, rights: frozenset[str] | None) -> bool:
    if rights is None:
        return True
    return bool(rights & route.roles) and bool(not route.needs or rights & route.needs)


def split_path(path: str) -> tuple[str, ...]:
    """The decoded segments of a path; `users('x')` counts as two, like `users/x`."""
    segments: list[str] = []
    # msgraph-sdk's own base ends in a slash, and so its paths begin with /v1.0//.
    for raw in re.sub("/{2,}", "/", path).strip("/").split("/"):
        text = _function(unquote(raw))
        keyed = _KEYED.fullmatch(text)
        segments += [text] if keyed is None else [keyed[1], _key(keyed[2])]
    return tuple(segments)


def _function(segment: str) -> str:
    match = _FUNCTION.fullmatch(segment)
    if match is None:
        return segment
    return match[1] or f"{_NAMESPACE}{match[2]}"


def _key(text: str) -> str:
    plain = len(text) > 1 and text[0] == text[-1] == "'"
    return text[1:-1].replace("''", "'") if plain else text


def refusal(directory: Directory, request: Request, error: GraphError) -> Response:
    """The error in Graph's shape."""
    own = request_id(directory, request)
    body: dict[str, object] = {"code": error.code, "message": error.message}
    if error.details:
        body["details"] = [
            {"code": one.code, "target": one.target, "message": one.message}
            for one in error.details
        ]
    body["innerError"] = {
        "date": instant(directory.counter).removesuffix("Z"),
        "request-id": own,
        "client-request-id": header(request.headers, "client-request-id") or own,
    }
    return Response(error.status, {"error": body}, error.headers)


def request_id(directory: Directory, request: Request) -> str:
    """An id that depends on the tenant's state and on the call alone."""
    log_entry = f"{directory.alias}/{directory.counter}/{request.method}{request.path}"
    digest = sha1(log_entry.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"

"""Routes and how a path finds its route: a tree of path segments, one dict look-up a segment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_plus

from reconciler.simulator.google.state import Directory

_AUTH = "https://www.googleapis.com/auth/"


@dataclass(slots=True)
class RequestContext:
    """One call as a handler sees it: decoded path keys, known query parameters, checked body."""

    tenant: Directory
    keys: Mapping[str, str]
    query: Mapping[str, str]
    body: dict[str, Any]
    base: str


Handler = Callable[[RequestContext], dict[str, Any] | None]
"""Gives the JSON answer, or None for 204; raises GoogleError for an error."""


@dataclass(frozen=True, slots=True)
class Route:
    """One method of the vendor's API, as its discovery document describes it."""

    method: str
    template: str
    scopes: frozenset[str]
    handler: Handler
    takes: str = ""
    """Shape of the request's body; '' for none."""
    gives: str = ""
    """Shape of the answer, for `fields`."""
    query: frozenset[str] = frozenset()
    """The query parameters that are modelled, beside those that every method takes."""


def scopes(*names: str) -> frozenset[str]:
    """The full scope URLs of names such as `admin.directory.user`."""
    return frozenset(_AUTH + name for name in names)


@dataclass(slots=True)
class _Node:
    literal: dict[str, _Node] = field(default_factory=dict)
    variable: _Node | None = None
    rest: dict[str, Route] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)


class Router:
    """Finds the route of a method and a percent-encoded path without its query."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node = self._root
        for segment in route.template.split("/"):
            if segment.startswith("{+"):
                node.rest[route.method] = route
                return
            if segment.startswith("{"):
                node.variable = node.variable or _Node()
                node = node.variable
            else:
                node = node.literal.setdefault(segment, _Node())
        node.routes[route.method] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """The route and its decoded keys, or None when nothing is modelled there."""
        node, values, rest = self._root, [], ""
        segments = path[1:].split("/")
        routes: dict[str, Route] = {}
        for index, segment in enumerate(segments):
            following = node.literal.get(segment)
            if following is None and node.rest:
                rest, routes = "/".join(segments[index:]), node.rest
                break
            if following is None and node.variable is not None:
                following = node.variable
                values.append(unquote(segment))
            if following is None:
                return None
            node = following
        route = (routes or node.routes).get(method)
        if route is None:
            return None
        if routes:
            # Google's guide writes a space in an org unit's path as '+'.
            values.append(unquote_plus(rest))
        return route, dict(zip(_names(route.template), values, strict=True))


def _names(template: str) -> list[str]:
    return [segment.strip("{+}") for segment in template.split("/") if segment.startswith("{")]

"""One Google call from request to answer: route, rights, parameters, body, handler, fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from reconciler.simulator.exchange import Call, Request, Response
from reconciler.simulator.google import bodies, fields
from reconciler.simulator.google.errors import GoogleError, lacking_scope, not_modelled
from reconciler.simulator.google.routes import ROUTES
from reconciler.simulator.google.routing import Route, Router, Visit
from reconciler.simulator.google.state import Directory

_ROUTER = Router(ROUTES)
_EVERYWHERE = frozenset({"alt", "fields", "key", "prettyPrint", "quotaUser", "$.xgafv"})


def answer(tenant: Directory, request: Request) -> Response:
    """Carries out one call; an error is an answer too."""
    path, _, tail = request.path.partition("?")
    if "x-http-method-override" in request.headers:
        request, tail = _as_get(request), request.body.decode(errors="replace")
    query = _query(tail) if tail else request.query
    found = _ROUTER.find(request.method, path)
    try:
        if found is None:
            raise not_modelled(f"{request.method} {path}")
        status, body = _carry_out(tenant, found, query, request)
    except GoogleError as error:
        status, body = error.status, error.body()
    template = found[0].template if found else path.lstrip("/")
    return Response(status, body, {}, (Call(request.method, template, status, path),))


def route_of(request: Request) -> str:
    """The template of the route that the call takes, or its path where nothing is modelled."""
    path = request.path.partition("?")[0]
    if "x-http-method-override" in request.headers:
        request = _as_get(request)
    found = _ROUTER.find(request.method, path)
    return found[0].template if found else path.lstrip("/")


def _carry_out(
    tenant: Directory,
    found: tuple[Route, dict[str, str]],
    query: Mapping[str, str],
    request: Request,
) -> tuple[int, Any]:
    route, keys = found
    if request.rights is not None and not request.rights & route.scopes:
        raise lacking_scope()
    _check_query(route, query)
    body = bodies.read(request.body, route.takes) if route.takes else {}
    value = route.handler(Visit(tenant, keys, query, body, request.base))
    if value is None:
        return 204, None
    if _is_known(request, value):
        return 304, None
    return 200, fields.select(value, query.get("fields", ""), route.gives)


def _is_known(request: Request, value: Mapping[str, Any]) -> bool:
    seen = request.headers.get("if-none-match")
    return seen is not None and request.method == "GET" and value.get("etag") == seen


def _check_query(route: Route, query: Mapping[str, str]) -> None:
    for name in query:
        if name not in _EVERYWHERE and name not in route.query:
            raise not_modelled(f"the parameter {name} of {route.template}")
    if query.get("alt", "json") != "json":
        raise not_modelled(f"alt={query['alt']}")


@lru_cache(maxsize=4096)
def _query(text: str) -> Mapping[str, str]:
    # Batches repeat the same few queries, and parsing one costs as much as a small write.
    return MappingProxyType(dict(parse_qsl(text, keep_blank_values=True)))


def _as_get(request: Request) -> Request:
    # Clients send a GET with a very long query as a POST that carries the query as its body.
    return replace(request, method=request.headers["x-http-method-override"])

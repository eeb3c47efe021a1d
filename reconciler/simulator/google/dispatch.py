"""One Google call from request to answer: route, rights, parameters, body, handler, fields."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha1
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from reconciler.simulator.exchange import Call, Request, Response
from reconciler.simulator.google import atom, bodies, fields
from reconciler.simulator.google.errors import (
    GoogleError,
    changed_meanwhile,
    lacking_scope,
    not_modelled,
)
from reconciler.simulator.google.routes import ROUTES
from reconciler.simulator.google.routing import RequestContext, Route, Router
from reconciler.simulator.google.state import Directory

_ROUTER = Router(ROUTES)
_EVERYWHERE = frozenset({"alt", "fields", "key", "prettyPrint", "quotaUser", "userIp", "$.xgafv"})
_SETTINGS = "groupsSettings#groups"
OVERRIDE = "x-http-method-override"
"""The header that says which method a POST stands for."""
_ATOM_SHAPE = "GroupSettings"
"""The one shape that is also spoken in Atom."""


def answer(tenant: Directory, request: Request) -> Response:
    """Carries out one call; an error is an answer too."""
    path, _, tail = request.path.partition("?")
    tenant.actor = request.actor
    if OVERRIDE in request.headers:
        request = _meant(request)
        # Clients send a GET with a very long query as a POST that carries the query as its body.
        tail = request.body.decode(errors="replace") if request.method == "GET" else tail
    query = _query(tail) if tail else request.query
    found = _ROUTER.find(request.method, path)
    headers: Mapping[str, str] = {}
    try:
        if found is None:
            raise not_modelled(f"{request.method} {path}")
        status, body, headers = _dispatch(tenant, found, query, request)
        if body is not None and _in_atom(found[0], query, request):
            headers, body = {**headers, **atom.HEADERS}, atom.written(body)
    except GoogleError as error:
        status, body = error.status, error.body()
    template = found[0].template if found else path.lstrip("/")
    return Response(status, body, headers, (Call(request.method, template, status, path),))


def route_of(request: Request) -> str:
    """The template of the route that the call takes, or its path where nothing is modelled."""
    path = request.path.partition("?")[0]
    if OVERRIDE in request.headers:
        request = _meant(request)
    found = _ROUTER.find(request.method, path)
    return found[0].template if found else path.lstrip("/")


def _dispatch(
    tenant: Directory,
    found: tuple[Route, dict[str, str]],
    query: Mapping[str, str],
    request: Request,
) -> tuple[int, Any, Mapping[str, str]]:
    route, keys = found
    if request.rights is not None and not request.rights & route.scopes:
        raise lacking_scope()
    _check_query(route, query)
    body = _body(route, request)
    if "if-match" in request.headers:
        _check_version(tenant, keys, request)
    value = route.handler(RequestContext(tenant, keys, query, body, request.base))
    if value is None:
        return 204, None, {}
    headers = _version_of(value) if request.method == "GET" else {}
    if headers and request.headers.get("if-none-match") == headers["ETag"]:
        return 304, None, headers
    return 200, fields.select(value, query.get("fields", ""), route.gives), headers


def _body(route: Route, request: Request) -> dict[str, Any]:
    if not route.takes:
        return {}
    if route.takes == _ATOM_SHAPE and atom.MEDIA_TYPE in request.headers.get("content-type", ""):
        asked = atom.read(request.body)
        bodies.check(asked, route.takes)
        return asked
    return bodies.read(request.body, route.takes)


def _in_atom(route: Route, query: Mapping[str, str], request: Request) -> bool:
    if route.gives != _ATOM_SHAPE:
        return False
    # The discovery document makes Atom the default, and yet clients that send no alt read JSON.
    return query.get("alt") == "atom" or (
        "alt" not in query and atom.MEDIA_TYPE in request.headers.get("accept", "")
    )


def _check_version(tenant: Directory, keys: dict[str, str], request: Request) -> None:
    asked = request.headers["if-match"]
    twin = _ROUTER.find("GET", request.path.partition("?")[0])
    if request.method == "GET" or asked == "*" or twin is None:
        return
    shown = twin[0].handler(RequestContext(tenant, keys, {}, {}, request.base)) or {}
    current = shown.get("etag") or shown.get("etags")
    if current is not None and current not in re.split(r",\s*", asked):
        raise changed_meanwhile()


def _version_of(value: Mapping[str, Any]) -> Mapping[str, str]:
    """The version of what is read, as a header; of settings, whose body has none, as well."""
    told = value.get("etag")
    if told is None and value.get("kind") == _SETTINGS:
        told = f'"{sha1(json.dumps(value).encode()).hexdigest()}"'
    return {} if told is None else {"ETag": told}


def _check_query(route: Route, query: Mapping[str, str]) -> None:
    for name in query:
        if name not in _EVERYWHERE and name not in route.query:
            raise not_modelled(f"the parameter {name} of {route.template}")
    spoken = ("json", "atom") if route.gives == _ATOM_SHAPE else ("json",)
    if query.get("alt", "json") not in spoken:
        raise not_modelled(f"alt={query['alt']}")


@lru_cache(maxsize=4096)
def _query(text: str) -> Mapping[str, str]:
    # Batches repeat the same few queries, and parsing one costs as much as a small write.
    return MappingProxyType(dict(parse_qsl(text, keep_blank_values=True)))


def _meant(request: Request) -> Request:
    return replace(request, method=request.headers[OVERRIDE])

"""Bad requests get vendor-shaped errors, never a 500: both vendors, alone and in batches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from urllib.parse import quote, urlencode
from uuid import NAMESPACE_DNS, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconciler.simulator.core.behaviour import Making
from reconciler.simulator.core.clock import Clock
from reconciler.simulator.core.dispatch import dispatch
from reconciler.simulator.core.quota import Budgets
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google.routes import ROUTES
from reconciler.simulator.microsoft.handler import router
from tests.simulator.core.world import Site, write_seeds

_KEYS = st.sampled_from(
    (
        *("staff@north.example", "admin@north.example", "staff@south.example", "my_customer"),
        *("C0north", "101031", "1010310009", "%D0%A3", "%", "%00", "%ff", "", "id:x", "a+b", "''"),
        *("$count", "$ref", "delta()", "(uniqueName='x')", "me", ".", "%2F", "{id}"),
    )
)
_TEXTS = _KEYS | st.text(max_size=12)
_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _TEXTS)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXTS, inner, max_size=2),
    max_leaves=4,
)
_NAMES = st.sampled_from(
    (
        *("email", "name", "primaryEmail", "orgUnitPath", "parentOrgUnitId", "role", "userId"),
        *("displayName", "mailNickname", "@odata.id", "members@odata.bind", "groupTypes"),
        *("addLicenses", "removeLicenses", "ids", "requests", "whoCanJoin", "skuId"),
    )
)
_STAFF, _ADMIN = (
    str(uuid5(NAMESPACE_DNS, f"south/{name}@south.example"))
    for name in ("group/staff", "user/admin")
)
_IDS = st.sampled_from(
    (_STAFF, _ADMIN, "admin@south.example", "4b590615-0888-425a-a965-b3bf7789848d")
)
_GOOD: tuple[dict[str, Any], ...] = (
    {"email": "new@north.example", "name": "Нова", "description": "x"},
    {"email": "admin@north.example", "role": "OWNER"},
    {"name": "Учители", "parentOrgUnitPath": "/"},
    {"userId": "admin@north.example"},
    {"alias": "other@north.example"},
    {"primaryEmail": "u@north.example", "password": "x" * 9, "name": {"givenName": "У"}},
    {"whoCanJoin": "INVITED_CAN_JOIN", "allowExternalMembers": "true"},
    {"displayName": "Екип", "mailNickname": "e", "mailEnabled": False, "securityEnabled": True},
    {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{_ADMIN}"},
    {"members@odata.bind": [f"https://graph.microsoft.com/v1.0/users/{_ADMIN}"]},
    {"addLicenses": [], "removeLicenses": []},
    {"ids": [_ADMIN, _STAFF]},
)


Shown = tuple[str, str, list[str]]
"""Method, template and options of a route."""


def graph_routes() -> Iterator[Shown]:
    """Every route of Graph's router, whatever the shape of its tree."""
    waiting: list[Any] = [router()._root]
    while waiting:
        node = waiting.pop(0)
        for method, route in node.routes.items():
            yield method, f"v1.0/{route.template}", sorted(route.options)
        values = [getattr(node, field.name) for field in fields(node)]
        inside = [one for value in values if isinstance(value, dict) for one in value.values()]
        waiting += [one for one in (*values, *inside) if isinstance(one, type(node))]


PLACES: dict[str, list[Shown]] = {
    "north": [(route.method, route.template, sorted(route.query)) for route in ROUTES],
    "south": [*graph_routes()],
}
_KNOWN = st.sampled_from(("my_customer", "staff@north.example", "admin@north.example"))
KEYS = {"north": _KNOWN | _KNOWN | _KEYS, "south": _IDS | _IDS | _KEYS}


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """A good body, one with something else in it, any JSON, or no JSON at all."""
    good = draw(st.sampled_from(_GOOD))
    odd = draw(st.dictionaries(st.sampled_from(sorted(good)) | _NAMES, _VALUES, max_size=1))
    written = json.dumps(good | odd) if draw(st.booleans()) else json.dumps(draw(_VALUES))
    return draw(st.sampled_from((written.encode(), written.encode(), b"", b"{", b"\xff")))


@st.composite
def requests(draw: st.DrawFn, alias: str) -> Request:
    """A call at some route of the tenant's vendor, or near it, with anything in it."""
    method, template, options = draw(st.sampled_from(PLACES[alias]))
    other = draw(st.sampled_from(("GET", "POST", "PATCH", "DELETE", "TRACE")))
    method = draw(st.sampled_from((method,) * 7 + (other,)))
    parts = template.split("/")
    keys = KEYS[alias]
    path = "/".join(draw(keys) if part.startswith("{") else part for part in parts)
    query: dict[str, str] = {}
    if draw(st.booleans()):
        names = st.sampled_from(options * 4 + ["unheard-of"])
        query = draw(st.dictionaries(names, st.sampled_from(("1", "id")) | _TEXTS, max_size=2))
    headers = {"content-type": "application/json"}
    headers |= draw(st.sampled_from(({}, {"if-match": "x"}, {"consistencylevel": "eventual"})))
    return Request(method, f"/{path}", query, headers, draw(bodies()), None, "http://localhost")


def in_batch(alias: str, request: Request) -> Request:
    """The same call inside its vendor's batch, as far as it can be written down there."""
    tail = urlencode(request.query)
    url = f"{request.path}?{tail}"
    if alias == "north":
        head = f"--b\nContent-ID: <1>\n\n{request.method} {url} HTTP/1.1\n\n".encode()
        kind = {"content-type": "multipart/mixed; boundary=b"}
        body = head + request.body + b"\n--b--"
        return Request("POST", "/batch", {}, kind, body, None, request.base)
    step: dict[str, Any] = {"id": "1", "method": request.method, "url": url}
    step |= {"headers": dict(request.headers), "body": request.body.decode("latin-1")}
    if request.body.startswith(b"{") and request.body != b"{":
        step["body"] = json.loads(request.body)
    body = json.dumps({"requests": [step]}).encode()
    return Request("POST", "/v1.0/$batch", {}, request.headers, body, None, request.base)


def check(alias: str, response: Response) -> None:
    """The answer is no crash, and an error has the vendor's shape."""
    assert response.status < 500 or response.status == 501
    body = response.body
    if isinstance(body, bytes):
        assert b"HTTP/1.1 500" not in body
        return
    json.dumps(body)
    if response.status >= 400:
        check_error(alias, response.status, body)
    for item in body.get("responses", ()) if alias == "south" and isinstance(body, dict) else ():
        assert item["status"] < 500 or item["status"] == 501
        if item["status"] >= 400:
            check_error(alias, item["status"], item["body"])


def check_error(alias: str, status: int, body: Any) -> None:
    """Google's error names its status and a reason, Graph's a code; both have a message."""
    error = body["error"]
    assert isinstance(error["message"], str)
    if alias == "north":
        assert error["code"] == status
        assert set(error["errors"][0]) >= {"domain", "reason", "message"}
    else:
        assert isinstance(error["code"], str)


@pytest.fixture(scope="module")
def tenants(tmp_path_factory: pytest.TempPathFactory) -> Tenants:
    """Both tenants, without a server."""
    return Tenants(write_seeds(tmp_path_factory.mktemp("fuzz")), ())


def fresh(tenants: Tenants, alias: str) -> Hosted:
    """The tenant as its seed has it, lagging and with an impatient second administrator."""
    tenants.reset(alias)
    hosted = tenants.get(alias)
    assert hosted
    behaviour = {"lag": {"groups": 1, "members": 2}, "quota": True, "second_admin": {"every": 2}}
    hosted.behave(behaviour, Making("7", Clock(), Budgets()))
    return hosted


@pytest.mark.parametrize("alias", ["north", "south"])
@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_request_crashes_a_tenant(tenants: Tenants, alias: str, data: st.DataObject) -> None:
    """Whatever is sent, alone or in batches, straight or on trial; and the state can be saved."""
    hosted = fresh(tenants, alias)
    for call in data.draw(st.lists(requests(alias), min_size=3, max_size=6)):
        for request in (call, in_batch(alias, call)):
            check(alias, dispatch(hosted, request, None))
            assert dispatch(hosted, request, hosted.faults.trial()).status
    again = type(hosted.tenant).from_json(json.loads(hosted.row().data))
    assert again.counts() == hosted.tenant.counts()


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_request_crashes_the_server(running_site: Site, data: st.DataObject) -> None:
    """Over HTTP, with a good bearer, a bad one or none, and to the token and admin routes too."""
    alias = data.draw(st.sampled_from(("north", "south")))
    request = data.draw(requests(alias))
    admin = ("/simulator/clock", "/simulator/tenants/north/faults", "/simulator/scenario")
    others = ("/token", "/x/oauth2/v2.0/token", *admin)
    path = data.draw(st.sampled_from((request.path, request.path, *others)))
    tail = urlencode(request.query)
    bearer = running_site.google() if alias == "north" else running_site.microsoft("writer")
    headers = data.draw(st.sampled_from((bearer, {}, {"Authorization": "Bearer a.b.c"})))
    text = request.body.decode("latin-1")
    url = quote(path, safe="/%$()'=") + (f"?{tail}" if tail else "")
    status, body = running_site.raw(request.method, url, text, headers)
    assert status < 500 or status == 501, body
    assert "Traceback" not in body


BROKEN_BATCHES = [
    ("/batch", "multipart/mixed; boundary=b", "--b\n\n\n--b--"),
    ("/batch", "multipart/mixed; boundary=b", "--b\nx\n\nGET\n\n--b--"),
    ("/batch", "multipart/mixed", "--b"),
    ("/batch", "text/plain", ""),
    ("/v1.0/$batch", "application/json", "{"),
    ("/v1.0/$batch", "application/json", '{"requests": 7}'),
    ("/v1.0/$batch", "application/json", '{"requests": [{"id": "1", "method": 3, "url": []}]}'),
    (
        "/v1.0/$batch",
        "application/json",
        '{"requests": [{"id": "1", "method": "GET", "url": "//["}]}',
    ),
]


DEEP = "[" * 100_000


@pytest.mark.parametrize("path", ["/v1.0/groups", "/v1.0/$batch", "/simulator/clock", "/token"])
def test_a_bottomless_body_is_400(site: Site, path: str) -> None:
    """Nested deeper than any reader goes; Google's routes below."""
    status, body = site.raw("POST", path, DEEP, site.microsoft("writer"))
    assert (status, "error" in json.loads(body)) == (400, True)


def test_a_bottomless_body_is_400_at_google_too(site: Site) -> None:
    """Alone, and as a part of a batch."""
    groups = "/admin/directory/v1/groups"
    assert json.loads(site.raw("POST", groups, DEEP, site.google())[1])["error"]["code"] == 400
    part = f"--b\nContent-ID: <1>\n\nPOST {groups} HTTP/1.1\n\n{DEEP}\n--b--"
    kind = {"Content-Type": "multipart/mixed; boundary=b"}
    assert site.raw("POST", "/batch", part, site.google() | kind)[0] < 500


@pytest.mark.parametrize(("path", "kind", "text"), BROKEN_BATCHES)
def test_a_broken_batch_is_400_as_a_whole(site: Site, path: str, kind: str, text: str) -> None:
    """In the vendor's shape."""
    bearer = site.google() if path == "/batch" else site.microsoft()
    status, body = site.raw("POST", path, text, bearer | {"Content-Type": kind})
    assert (status, set(json.loads(body))) == (400, {"error"})

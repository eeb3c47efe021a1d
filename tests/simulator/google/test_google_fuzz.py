"""Bad requests get Google's errors, never a crash: random calls straight to the handler."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google import GoogleTenant, handle
from reconciler.simulator.google.routes import ROUTES
from reconciler.simulator.google.shapes import SHAPES
from tests.simulator.google.worlds import small_seed

_KEYS = st.sampled_from(
    (
        *("ana@small.example", "teachers@small.example", "guest@family.example", "my_customer"),
        *("C0small", "101031", "1010310009", "Ученици", "%D0%A3", "%", "", "id:x", "a+b", "/"),
        *("all", "admin", "small.example", "true", "custom", "full", "domain_public", "atom"),
        *("isAdmin=true", "orgUnitPath=/", "email:a*", "memberKey=x", "S.f:[1,2]", "S.f>1", "'"),
        *("2025-09-01T08:00:00Z", "9999-12-31T23:59:59Z", "USER_EMAIL==x", "DESCENDING"),
    )
)
_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12), _KEYS)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
_QUERIES = st.sampled_from(
    (
        *("fields", "maxResults", "pageToken", "customer", "customerId", "userKey", "roles"),
        *("type", "orgUnitPath", "domain", "projection", "alt", "query", "viewType", "orderBy"),
        *("showDeleted", "customFieldMask", "sortOrder", "includeDerivedMembership", "roleId"),
        *("startTime", "endTime", "eventName", "filters", "parentDomainName"),
    )
)


_HEADERS = st.sampled_from(("if-match", "if-none-match"))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """A call of some route with any keys, parameters and body."""
    route = draw(st.sampled_from(ROUTES))
    segments = route.template.split("/")
    path = "/".join(draw(_KEYS) if part.startswith("{") else part for part in segments)
    names = st.sampled_from(sorted(SHAPES[route.takes])) if route.takes else st.text(max_size=3)
    body = draw(st.dictionaries(names | st.text(max_size=3), _VALUES, max_size=4) | _VALUES)
    query = draw(st.dictionaries(_QUERIES, _KEYS | st.text(max_size=8), max_size=2))
    content = json.dumps(body).encode() if draw(st.booleans()) else draw(st.binary(max_size=9))
    headers = draw(st.dictionaries(_HEADERS, _KEYS, max_size=1))
    return Request(route.method, f"/{path}", query, headers, content, None, "http://localhost")


def in_batch(request: Request) -> Request:
    """The same call inside a batch."""
    part = f"--b\nContent-ID: <1>\n\n{request.method} {request.path} HTTP/1.1\n\n".encode()
    headers = {"content-type": "multipart/mixed; boundary=b"}
    body = part + request.body + b"\n--b--"
    return Request("POST", "/batch", {}, headers, body, None, "http://localhost")


def check_form(response: Response) -> None:
    if response.status >= 400:
        error: Any = response.body["error"]
        assert error["code"] == response.status
        assert set(error["errors"][0]) >= {"domain", "reason", "message"}
    assert response.status < 500 or response.status == 501


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(requests(), min_size=1, max_size=4))
def test_no_request_crashes_the_handler(calls: list[Request]) -> None:
    """Whatever is sent, in a row or in batches, the answer has a known form, and state is sound."""
    tenant = GoogleTenant.from_seed(small_seed())
    for call in calls:
        check_form(handle(tenant, call))
        check_form(handle(tenant, in_batch(call)))
    saved = tenant.to_json()
    text = json.dumps(saved, ensure_ascii=False)
    text.encode()
    assert GoogleTenant.from_json(json.loads(text)).to_json() == saved
    assert GoogleTenant.from_json(json.loads(text)).counts() == tenant.counts()

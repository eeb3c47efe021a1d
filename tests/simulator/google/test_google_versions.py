"""Versions of objects, ages of page tokens, and the paths that take batches."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.exchange import Request
from reconciler.simulator.google import GoogleTenant, handle, is_write
from reconciler.simulator.google.state import BEGINNING
from tests.simulator.google.checks import refusal, run
from tests.simulator.google.worlds import STAFF_SKU, STUDENT_SKU, Clients

ANA = "ana@small.example"
TEACHERS = "teachers@small.example"
MINE = {"customer": "my_customer"}
DAY = 24 * 3600


def with_version(request: Any, version: str) -> Any:
    """The call with an If-Match."""
    request.headers["If-Match"] = version
    return request


def test_a_write_for_another_version_is_refused(local: Clients) -> None:
    """412 names the header; the same write for the right version, or for any, goes through."""
    groups: Any = local.directory.groups()
    old = run(groups.get(groupKey=TEACHERS))["etag"]
    body = {"name": "Учители"}
    new = run(with_version(groups.patch(groupKey=TEACHERS, body=body), old))["etag"]
    stale = with_version(groups.patch(groupKey=TEACHERS, body={"name": "Други"}), old)
    assert refusal(stale) == (412, "conditionNotMet", "Precondition Failed")
    assert run(groups.get(groupKey=TEACHERS))["name"] == "Учители"
    for version in (f'"x", {new}', "*"):
        run(with_version(groups.patch(groupKey=TEACHERS, body=body), version))
    assert refusal(with_version(groups.delete(groupKey=TEACHERS), old))[0] == 412


def test_the_refusal_names_the_header(tenant: GoogleTenant) -> None:
    """Location and its type stand in the error, as in Google's other APIs."""
    path = f"/admin/directory/v1/users/{ANA}"
    call = Request("PUT", path, {}, {"if-match": '"x"'}, b"{}", None, "http://localhost")
    [entry] = handle(tenant, call).body["error"]["errors"]
    assert (entry["locationType"], entry["location"]) == ("header", "If-Match")


def test_every_kind_has_versions(local: Clients) -> None:
    """Users, units, members and licences refuse a stale write as groups do."""
    licence = {"productId": "101031", "skuId": STAFF_SKU, "userId": ANA}
    directory = local.directory
    unit = {"customerId": "my_customer", "orgUnitPath": "Учители"}
    member = {"groupKey": TEACHERS, "memberKey": ANA}
    calls = [
        directory.users().patch(userKey=ANA, body={"suspended": True}),
        directory.orgunits().patch(**unit, body={"description": "x"}),
        directory.orgunits().delete(**unit),
        directory.members().update(**member, body={"role": "MEMBER"}),
        directory.members().delete(**member),
        local.licensing.licenseAssignments().delete(**licence),
        local.licensing.licenseAssignments().patch(**licence, body={"skuId": STUDENT_SKU}),
    ]
    for call in calls:
        assert refusal(with_version(call, '"stale"'))[:2] == (412, "conditionNotMet")


def test_a_post_may_stand_for_another_method(tenant: GoogleTenant) -> None:
    """A PATCH behind a POST changes the group, and counts as a write; a GET does not."""
    path = f"/admin/directory/v1/groups/{TEACHERS}"
    calls = {
        method: Request(
            "POST", path, {}, {"x-http-method-override": method}, b'{"name": "x"}', None, "http://l"
        )
        for method in ("PATCH", "GET")
    }
    assert handle(tenant, calls["PATCH"]).body["name"] == "x"
    assert {method: is_write(call) for method, call in calls.items()} == {
        "PATCH": True,
        "GET": False,
    }


LISTS = {
    "users": lambda local, **query: local.directory.users().list(**MINE, **query),
    "groups": lambda local, **query: local.directory.groups().list(**MINE, **query),
    "members": lambda local, **query: local.directory.members().list(groupKey=TEACHERS, **query),
}


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_a_page_token_dies_after_three_days(
    tenant: GoogleTenant, local: Clients, kind: str
) -> None:
    """A little before it still works."""
    tenant.now = float(BEGINNING)
    token = run(LISTS[kind](local, maxResults=1))["nextPageToken"]
    tenant.now = BEGINNING + 3 * DAY - 1
    run(LISTS[kind](local, maxResults=1, pageToken=token))
    tenant.now = BEGINNING + 3 * DAY + 1
    call = LISTS[kind](local, maxResults=1, pageToken=token)
    assert refusal(call) == (400, "invalid", "Invalid Input: pageToken")


def test_a_page_token_can_be_made_to_die_of_writes(tenant: GoogleTenant, local: Clients) -> None:
    """As many as the tenant allows and no more; without a number it outlives any."""
    for allowed, expected in ((0, 200), (2, 200), (1, 400)):
        tenant.token_writes = allowed
        token = run(LISTS["users"](local, maxResults=1))["nextPageToken"]
        for name in "АБ":
            run(local.directory.groups().patch(groupKey=TEACHERS, body={"name": name}))
        call = LISTS["users"](local, maxResults=1, pageToken=token)
        status = 200 if expected == 200 and run(call) else refusal(call)[0]
        assert status == expected


BATCHES = [
    *("/batch", "/batch/admin/directory_v1", "/batch/admin/directory/v1"),
    *("/batch/admin/reports_v1", "/batch/licensing/v1", "/batch/groupssettings/v1"),
]


def batch(tenant: GoogleTenant, path: str) -> Any:
    """The answer to a batch of one reading of settings in Atom."""
    part = f"GET /groups/v1/groups/{TEACHERS}?alt=atom HTTP/1.1\n\n"
    body = f"--b\nContent-Type: application/http\nContent-ID: <1>\n\n{part}\n--b--".encode()
    headers = {"content-type": "multipart/mixed; boundary=b"}
    return handle(tenant, Request("POST", path, {}, headers, body, None, "http://localhost"))


@pytest.mark.parametrize("path", BATCHES)
def test_every_api_takes_batches_at_its_path(tenant: GoogleTenant, path: str) -> None:
    """With the inner answer's own type of content."""
    answer = batch(tenant, path)
    assert (answer.status, [call.status for call in answer.calls]) == (200, [200])
    assert b"Content-Type: application/atom+xml" in answer.body


def test_no_other_path_takes_batches(tenant: GoogleTenant) -> None:
    """404 in Google's form."""
    answer = batch(tenant, "/batch/drive/v3")
    assert (answer.status, answer.body["error"]["errors"][0]["reason"]) == (404, "notFound")

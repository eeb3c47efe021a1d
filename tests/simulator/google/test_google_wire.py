"""Batches, partial responses, scopes and etags, as google-api-python-client meets them."""

from __future__ import annotations

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.simulator.google.checks import SchemaError, check_answer, describe, refusal, run
from tests.simulator.google.worlds import Clients, clients, exchange, token

TEACHERS = "teachers@small.example"
GET_TEACHERS = f"/admin/directory/v1/groups/{TEACHERS}"


def run_batch(service: Any, requests: dict[str, Any]) -> dict[str, Any]:
    """Request id → checked answer, or (status, reason, message)."""
    answers: dict[str, Any] = {}

    def collect(ident: str, answer: Any, error: HttpError | None) -> None:
        answers[ident] = describe(error) if error else answer
        if not error:
            check_answer(requests[ident].methodId, answer)

    batch = service.new_batch_http_request(callback=collect)
    for ident, request in requests.items():
        batch.add(request, request_id=ident)
    batch.execute()
    return answers


def test_a_batch_answers_every_part_by_its_id(small: Clients) -> None:
    """Reads, writes, deletions and errors side by side, ids long and Cyrillic."""
    members = small.directory.members()
    answers = run_batch(
        small.directory,
        {
            "x" * 90: members.list(groupKey=TEACHERS),
            "добавяне": members.insert(groupKey=TEACHERS, body={"email": "p0@small.example"}),
            "out": members.delete(groupKey=TEACHERS, memberKey="boris@small.example"),
            "bad": members.insert(groupKey=TEACHERS, body={"email": "no@small.example"}),
        },
    )
    assert answers["добавяне"]["email"] == "p0@small.example"
    assert len(answers["x" * 90]["members"]) == 2
    assert answers["bad"] == (404, "notFound", "Resource Not Found: memberKey")
    listed = run(members.list(groupKey=TEACHERS))["members"]
    assert [one["email"] for one in listed] == ["ana@small.example", "p0@small.example"]


def test_every_api_has_its_batches(small: Clients) -> None:
    """License Manager and Groups Settings take batches at their own paths."""
    held = {"productId": "101031", "customerId": "C0small"}
    licences = {"1": small.licensing.licenseAssignments().listForProduct(**held)}
    assert len(run_batch(small.licensing, licences)["1"]["items"]) == 1
    settings = {"1": small.settings.groups().get(groupUniqueId=TEACHERS)}
    assert run_batch(small.settings, settings)["1"]["email"] == TEACHERS


def test_a_thousand_calls_fit_and_one_more_does_not(base: str, small: Clients) -> None:
    """The limit is on calls, whatever they are."""
    group = small.directory.groups().get(groupKey=TEACHERS)
    answers = run_batch(small.directory, {str(n): group for n in range(1000)})
    assert len(answers) == 1000
    part = f"\r\n\r\nGET {GET_TEACHERS} HTTP/1.1\r\n\r\n"
    body = "".join(f"--b\r\nContent-ID: <{n}>{part}" for n in range(1001)) + "--b--"
    headers = {
        "Authorization": f"Bearer {token(base, 'admin@small.example')}",
        "Content-Type": "multipart/mixed; boundary=b",
    }
    assert exchange(base, "POST", "/batch", body, **headers)[0] == 400


def test_a_partial_response_has_what_was_asked_for(small: Clients) -> None:
    """Nested selectors in both notations, wildcards, and nothing else."""
    members = small.directory.members()
    shown = run(members.list(groupKey=TEACHERS, fields="nextPageToken,members(email,role)"))
    assert shown["members"][0] == {"email": "ana@small.example", "role": "OWNER"}
    user = small.directory.users().get(userKey="ana@small.example", fields="name/givenName,id")
    assert set(run(user)) == {"name", "id"}
    everything = run(members.list(groupKey=TEACHERS, fields="*"))
    assert set(everything) == {"kind", "etag", "members"}


def test_a_selector_must_name_what_exists(small: Clients) -> None:
    """400 names the part that it does not know."""
    call = small.directory.members().list(groupKey=TEACHERS, fields="members(orgUnitPath)")
    assert refusal(call) == (400, "invalid", "Invalid field selection orgUnitPath")
    for broken in ("members(email", "members(email))", "kind,,etag", "a/" * 1500 + "a", "=", "a("):
        call = small.directory.members().list(groupKey=TEACHERS, fields=broken)
        assert refusal(call)[:2] == (400, "invalid")


def test_a_get_with_a_very_long_query_arrives_as_a_post(small: Clients) -> None:
    """The client turns it into a POST whose header says GET; the answer is the same."""
    selector = ",".join(["members(email)"] * 200)
    call = small.directory.members().list(groupKey=TEACHERS, fields=selector)
    assert run(call)["members"][0] == {"email": "ana@small.example"}


READ_ONLY = ("admin.directory.group.readonly", "admin.directory.orgunit.readonly")


def test_a_reading_token_reads_and_does_not_write(base: str, small: Clients) -> None:
    """403 insufficientPermissions on what the scopes do not cover, in batches too."""
    assert small
    with clients(base, "admin@small.example", READ_ONLY) as reader:
        groups = reader.directory.groups()
        run(groups.get(groupKey=TEACHERS))
        assert refusal(groups.delete(groupKey=TEACHERS))[:2] == (403, "insufficientPermissions")
        inner = run_batch(reader.directory, {"1": groups.delete(groupKey=TEACHERS)})
        assert inner["1"][:2] == (403, "insufficientPermissions")
        users = reader.directory.users().list(customer="my_customer")
        assert refusal(users)[:2] == (403, "insufficientPermissions")


def test_an_etag_changes_when_its_object_does(base: str, small: Clients) -> None:
    """If-None-Match answers 304 until the group has changed."""
    group = run(small.directory.groups().get(groupKey=TEACHERS))
    headers = {
        "Authorization": f"Bearer {token(base, 'admin@small.example')}",
        "If-None-Match": group["etag"],
    }
    assert exchange(base, "GET", GET_TEACHERS, **headers) == (304, None)
    run(small.directory.groups().patch(groupKey=TEACHERS, body={"name": "Учители"}))
    assert exchange(base, "GET", GET_TEACHERS, **headers)[0] == 200


@pytest.mark.parametrize("path", ["/admin/directory/v1/users/x/tokens", "/groups/v1/x"])
def test_an_unmodelled_route_answers_501(base: str, path: str) -> None:
    """In Google's error form."""
    header = {"Authorization": f"Bearer {token(base, 'admin@small.example')}"}
    status, body = exchange(base, "GET", path, **header)
    assert (status, body["error"]["errors"][0]["reason"]) == (501, "notImplemented")


@pytest.mark.parametrize("body", ["{", "[]", '"x"'])
def test_a_body_that_is_no_object_is_a_parse_error(base: str, body: str) -> None:
    """400, never a crash."""
    header = {"Authorization": f"Bearer {token(base, 'admin@small.example')}"}
    status, answer = exchange(base, "POST", "/admin/directory/v1/groups", body, **header)
    assert (status, answer["error"]["message"]) == (400, "Parse Error")


def test_the_checker_can_fail() -> None:
    """Unknown properties and numbers for int64 strings are found."""
    for wrong in ({"colour": "red"}, {"directMembersCount": 2}):
        with pytest.raises(SchemaError):
            check_answer("directory.groups.get", wrong)
